"""Rows of scheduled renewals（更新案件の予算行）, and of the old equipment until the new one serves."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from ictlife.base.finding import Finding
from ictlife.base.yen import round_to
from ictlife.budget.row import BudgetRow
from ictlife.budget.running import Frame, rows_of
from ictlife.fiscal.month import Month
from ictlife.model.asset import Acquisition, Group
from ictlife.model.contract import CostKind, Per
from ictlife.money.bridge import OldLease, bridge
from ictlife.money.charge import Charge, Stage
from ictlife.money.renewal_cost import renewal_cost, successor_acquisition
from ictlife.schedule.renewal import Renewal, Schedule


@dataclass(frozen=True)
class Renewing:
    """The rows of all renewals, and bridges whose price is unknown."""

    rows: tuple[BudgetRow, ...]
    findings: tuple[Finding, ...]


def renewing_rows(frame: Frame, schedule: Schedule, old: dict[str, OldLease], as_of: date) -> Renewing:
    """Rows of every scheduled renewal: cycle n's equipment serves until cycle n + 1 goes into service."""
    rows: list[BudgetRow] = []
    findings: list[Finding] = []
    for group_id, renewals in schedule.by_group.items():
        group = frame.estate.groups[group_id]
        before = old.get(group_id)
        for place, renewal in enumerate(renewals):
            follower = renewals[place + 1] if place + 1 < len(renewals) else None
            until = follower.in_service + -1 if follower else None
            if before:
                rows += _bridge_rows(frame, group, before, renewal, as_of, findings)
            charges = renewal_cost(frame.estate, group, renewal.in_service, until)
            rows += _rows(frame, group, renewal, charges)
            before = _as_old(frame, group, charges)
    return Renewing(tuple(rows), tuple(findings))


def _rows(frame: Frame, group: Group, renewal: Renewal, charges: tuple[Charge, ...]) -> Iterator[BudgetRow]:
    acquisition = successor_acquisition(frame.estate, group)
    for charge in charges:
        yield from rows_of(charge, frame, group.ref(), renewal.ref, acquisition, renewal.reason)


def _bridge_rows(
    frame: Frame, group: Group, old: OldLease, renewal: Renewal, as_of: date, findings: list[Finding]
) -> Iterator[BudgetRow]:
    """The old lease's equipment until the renewal; months without a price are a finding, not zero."""
    found = bridge(frame.estate, group, old, renewal.in_service, Month.of(as_of).first)
    for stage, months in found.unpriced:
        if stage is Stage.RE_LEASE:
            params = {"until": old.until, "in_service": renewal.in_service, "months": months}
            findings.append(Finding("BUD012", group.ref(), params, related=(old.source,)))
        else:
            findings.append(Finding("BUD013", group.ref(), {"months": months, "in_service": renewal.in_service}))
    for charge in found.charges:
        yield from rows_of(charge, frame, group.ref(), renewal.ref, "re_lease", renewal.reason)


def _as_old(frame: Frame, group: Group, charges: tuple[Charge, ...]) -> OldLease | None:
    """The successor's lease as what the next renewal replaces."""
    if successor_acquisition(frame.estate, group) is not Acquisition.LEASE:
        return None
    for charge in charges:
        if charge.kind is CostKind.EQUIPMENT:
            months = Month.of(charge.until + timedelta(days=1)) - Month.of(charge.first)
            parts = {Per.MONTH: 1, Per.YEAR: 12, Per.TOTAL: max(1, months)}
            monthly = round_to(Fraction(charge.amount, parts[charge.per]), 1, charge.rounding)
            return OldLease(charge.source, charge.until, monthly)
    return None
