"""Rows of scheduled renewals（更新案件の予算行）, and of the old equipment until the new one serves."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from ictlife.base.finding import Finding
from ictlife.budget.row import BudgetRow
from ictlife.budget.running import Frame, rows_of
from ictlife.fiscal.month import Month
from ictlife.model.asset import Group
from ictlife.money.bridge import OldLease
from ictlife.money.charge import Stage
from ictlife.money.generations import Generation, generations
from ictlife.money.renewal_cost import successor_acquisition
from ictlife.schedule.renewal import Renewal, Schedule

_CARRIED = (Stage.RE_LEASE, Stage.PARALLEL)


@dataclass(frozen=True)
class Renewing:
    """The rows of all renewals, and bridges whose price is unknown."""

    rows: tuple[BudgetRow, ...]
    findings: tuple[Finding, ...]


def renewing_rows(
    frame: Frame, schedule: Schedule, old: dict[str, OldLease], as_of: date, until: Month
) -> Renewing:
    """Rows of every scheduled renewal: cycle n's equipment serves until cycle n + 1 goes into service."""
    rows: list[BudgetRow] = []
    findings: list[Finding] = []
    for group_id, renewals in schedule.by_group.items():
        group = frame.estate.groups[group_id]
        months = [each.in_service for each in renewals]
        found = generations(frame.estate, group, months, old.get(group_id), as_of, until)
        for renewal, generation in zip(renewals, found, strict=True):
            rows += _rows(frame, group, renewal, generation)
            findings += _unpriced(group, renewal, generation)
    return Renewing(tuple(rows), tuple(findings))


def _rows(frame: Frame, group: Group, renewal: Renewal, generation: Generation) -> Iterator[BudgetRow]:
    acquisition = successor_acquisition(frame.estate, group)
    for charge in (*generation.before.charges, *generation.charges):
        way = "re_lease" if charge.stage in _CARRIED else acquisition
        yield from rows_of(charge, frame, group.ref(), renewal.ref, way, renewal.reason)


def _unpriced(group: Group, renewal: Renewal, generation: Generation) -> Iterator[Finding]:
    """Months of the old equipment without a price are a finding, not zero."""
    old = generation.old
    for stage, months in generation.before.unpriced:
        if stage is Stage.RE_LEASE and old:
            params = {"until": old.until, "in_service": renewal.in_service, "months": months}
            yield Finding("BUD012", group.ref(), params, related=(old.source,))
        else:
            yield Finding("BUD013", group.ref(), {"months": months, "in_service": renewal.in_service})
