"""Count back from going into service through the steps of a procurement（調達工程の逆算）.

Answers by when each step must be done, in working days and within the gates that open only at certain
times. Takes the steps from the lead times of the municipality (`lead_time` records), not from here.
"""

from __future__ import annotations

from datetime import date

from ictlife.base.reason import Reason
from ictlife.fiscal.month import Month, add_months
from ictlife.model.estate import Estate
from ictlife.model.progress import Progress
from ictlife.procurement.milestone import Milestone
from ictlife.schedule.renewal import Renewal, Schedule
from ictlife.schedule.steps_of import steps_of
from ictlife.steps.count_back import DatedStep, business_calendar, count_back, months_at_most

_Steps = tuple[tuple[str, str | None], ...]
"""Steps of one lead time by id, and their gates, which a supplementary budget changes."""


def trace_back(estate: Estate, schedule: Schedule, as_of: date) -> tuple[Milestone, ...]:
    """The steps of every renewal whose first step begins within the warning horizon（警告の月数）.

    Renewals that went into service before the as-of month have no steps left. In order of renewal, then of
    step.
    """
    calendar = business_calendar(estate)
    horizon = add_months(as_of, estate.city.warn_months)
    done = {(each.group, each.cycle, each.step): each for each in estate.progress.values()}
    days: dict[tuple[str, Month, _Steps], tuple[DatedStep, ...]] = {}
    milestones: list[Milestone] = []
    for renewal in schedule.renewals:
        group = estate.groups[renewal.need.subject.id]
        if renewal.in_service < Month.of(as_of):
            continue
        found = steps_of(estate, group, renewal.need.cycle, renewal.in_service)
        if found is None:
            continue
        lead, steps = found
        if renewal.in_service > Month.of(horizon) + months_at_most(steps):
            continue
        key = (lead.id, renewal.in_service, tuple((step.id, step.gate) for step in steps))
        if key not in days:
            days[key] = count_back(estate, lead, steps, renewal.in_service, calendar)
        if days[key] and days[key][0].starts_on <= horizon:
            milestones += (_milestone(renewal, each, done, as_of) for each in days[key])
    return tuple(milestones)


def _milestone(
    renewal: Renewal, dated: DatedStep, done: dict[tuple[str, int, str], Progress], as_of: date
) -> Milestone:
    subject = renewal.need.subject
    record = done.get((subject.id, renewal.need.cycle, dated.step.id))
    done_on = record.done_on if record else None
    return Milestone(
        renewal=renewal.ref,
        subject=subject,
        cycle=renewal.need.cycle,
        step=dated.step.id,
        starts_on=dated.starts_on,
        due_on=dated.due_on,
        done_on=done_on,
        late_days=dated.late_days(done_on, as_of),
        reason=Reason(
            "counted_back",
            {"step": dated.step.id, "in_service": renewal.in_service, "gate": dated.step.gate or ""},
            (*dated.rests_on, *((record.ref("done_on"),) if record else ())),
            (renewal.reason,),
        ),
    )
