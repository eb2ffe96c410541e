"""What each department is shown when it is asked for the next plan（調査票の内容）."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from ictlife.fiscal.month import Month
from ictlife.lifecycle.need import Driver, Projection
from ictlife.lifecycle.project import in_service
from ictlife.model.asset import Group, RenewalStatus
from ictlife.model.estate import Estate
from ictlife.model.survey import Question
from ictlife.schedule.renewal import Schedule

FORM = "ictlife.survey/1"
"""Mark of a questionnaire, by which it is known when it comes back."""

ASKED = ("planned_renewal_on", "renewal_status", "renewal_cost", "is_priority", "owner")
"""Fields of a group of which the department may say that they are otherwise."""


@dataclass(frozen=True, slots=True)
class SurveyRow:
    """A group as its department is shown it（調査票の一行）; None where nothing is known."""

    group: Group
    since: Month | None
    age_months: int | None
    support_ends: Month | None
    maintenance_ends: Month | None
    renewal: Month | None

    def present(self, field: str) -> object:
        """What the ledger says of an asked field."""
        return getattr(self.group, field)


@dataclass(frozen=True, slots=True)
class SurveySheet:
    """The questionnaire of one department（調査票）."""

    department: str
    rows: tuple[SurveyRow, ...]
    questions: tuple[Question, ...]


def survey_sheets(estate: Estate, projection: Projection, schedule: Schedule, as_of: date) -> tuple[SurveySheet, ...]:
    """One sheet for each division that is responsible for a group in use, in order of name."""
    questions = tuple(each for each in estate.questions.values() if not each.is_off)
    limits = {need.subject: need.limits for need in projection.needs if need.cycle == 1}
    by_department: dict[str, list[SurveyRow]] = {}
    for group in estate.groups.values():
        if group.owner and group.renewal_status is not RenewalStatus.ABOLISHED:
            row = _row(estate, schedule, group, limits.get(group.ref(), {}).items(), as_of)
            by_department.setdefault(group.owner, []).append(row)
    return tuple(SurveySheet(name, tuple(rows), questions) for name, rows in sorted(by_department.items()))


def _row(
    estate: Estate, schedule: Schedule, group: Group, limits: Iterable[tuple[Driver, Month]], as_of: date
) -> SurveyRow:
    ends = dict(limits)
    start = in_service(estate, group)
    now = Month.of(as_of)
    return SurveyRow(
        group=group,
        since=start.month if start else None,
        age_months=now - start.month if start and start.month <= now else None,
        support_ends=ends.get(Driver.END_OF_SECURITY_SUPPORT),
        maintenance_ends=ends.get(Driver.END_OF_MAINTENANCE),
        renewal=next((each.in_service for each in schedule.by_group.get(group.id, ()) if each.in_service >= now), None),
    )
