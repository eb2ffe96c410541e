"""From the estate to integers（最適化問題の作成）: what the optimiser is told, in months and yen.

Knows the municipality and the shape of a `Problem`; knows nothing of how one is solved.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from operator import sub

from ictlife.base.ref import Ref
from ictlife.base.yen import Yen, split
from ictlife.fiscal.month import FiscalYear, Month
from ictlife.lifecycle.blackout import blackout_on
from ictlife.lifecycle.need import Driver, Need, Projection
from ictlife.model import asset
from ictlife.model.asset import Acquisition
from ictlife.model.contract import CostKind, Per
from ictlife.model.estate import Estate
from ictlife.model.fund import GENERAL
from ictlife.model.policy import Goal, Policy
from ictlife.money.bridge import bridge
from ictlife.money.renewal_cost import renewal_cost, successor_acquisition, successor_months
from ictlife.optimiser.problem import (
    Cap,
    Capacity,
    CoTermination,
    Goals,
    Group,
    Holding,
    Ledger,
    Pin,
    Precedence,
    Problem,
    Profile,
)
from ictlife.schedule.costing import Costing, Later, Years
from ictlife.schedule.limit import Limit
from ictlife.schedule.paying import Paying
from ictlife.schedule.place import clamp

EFFORT_MONTHS = 6
"""Months up to and including the cut-over over which own staff's work is spread."""


@dataclass
class _Town:
    """What every part of the problem reads, worked out once."""

    estate: Estate
    projection: Projection
    first_needs: tuple[Need, ...]
    costing: Costing
    paying: Paying
    masks: dict[str, tuple[bool, ...]] = field(default_factory=dict)

    @property
    def goal(self) -> Goal:
        return next(iter(self.estate.goals.values()), None) or Goal(id="default")

    @cached_property
    def has_fund_cap(self) -> bool:
        """Whether it matters who pays."""
        return any(self.estate.fund_of(cap) for cap in self.estate.caps.values())

    @property
    def months(self) -> int:
        return len(self.projection.horizon)

    def index(self, month: Month) -> int:
        """Months since the first of the horizon."""
        return month - self.projection.horizon.first

    def year(self, fy: FiscalYear) -> int:
        return fy - self.projection.horizon.first.fy

    def mask(self, business: str) -> tuple[bool, ...]:
        """For every month whether a system of this business may go into service on its first day."""
        if business not in self.masks:
            self.masks[business] = tuple(
                blackout_on(self.estate, business, month.first) is None for month in self.projection.horizon
            )
        return self.masks[business]


def fill(estate: Estate, projection: Projection, movable: tuple[Need, ...], as_of: date) -> Problem:
    """The problem of placing the first renewal of every group in `movable`, and the cycles after it.

    What is not in it (running contracts, renewals that can no longer move) is committed beforehand.
    """
    costing = _costing(estate, projection, movable, as_of)
    paying = Paying(costing, {need.subject.id: need.due for need in movable})
    town = _Town(estate, projection, movable, costing, paying)
    base = costing.committed
    return Problem(
        months=town.months,
        groups=tuple(_group(town, need) for need in movable),
        caps=tuple(_caps(town, base)),
        capacities=tuple(_capacities(town)),
        pins=tuple(_pins(town)),
        precedences=tuple(_precedences(town)),
        sets=tuple(_sets(town)),
        base=base,
        goals=Goals(
            peak_permille=town.goal.peak_weight,
            swing_permille=town.goal.swing_weight,
            move_price=town.goal.move_price or 0,
        ),
        shared=costing.shared,
        paid=paying.of if town.has_fund_cap else None,
        own=GENERAL,
    )


def _costing(estate: Estate, projection: Projection, movable: tuple[Need, ...], as_of: date) -> Costing:
    latest = {need.subject.id: min(need.window.until, projection.horizon.until) for need in movable}
    fixed: dict[str, list[Month]] = {}
    for need in projection.needs:
        if need.subject.id not in latest:
            fixed.setdefault(need.subject.id, []).append(clamp(need.due, need))
    return Costing(estate, projection.horizon, as_of, latest, fixed)


def _group(town: _Town, need: Need) -> Group:
    group = town.estate.groups[need.subject.id]
    policy = town.estate.policy_of(group)
    nominal = need.cycle_months
    shortest, longest = _lengths(group, policy, nominal)
    latest = town.index(need.window.until)
    earliest = max(0, town.index(need.window.first))
    later = town.costing.later(group, need.due)
    risk = _risk(town, later, nominal)
    return Group(
        id=group.id,
        due=max(earliest, min(town.index(need.due), latest)),
        earliest=earliest,
        latest=latest,
        shortest=shortest,
        longest=longest,
        nominal=nominal,
        payments=later.payments,
        residual=_residual(town, group, need.due),
        current=_current(town, group, need, risk),
        later=_later(town, group, later, nominal, risk),
        effort=_effort(group, policy),
        fund=GENERAL,
        allowed=None if need.driver in (Driver.PIN, Driver.PLAN) else town.mask(group.business),
        baseline=_baseline(town, need),
        ledger=_ledger(town, group, range(earliest, latest + 1)),
    )


def _ledger(town: _Town, group: asset.Group, window: range) -> Ledger:
    """The group's exact money; who pays it matters only where a fund has a cap."""
    return town.costing.ledger(group, window, town.paying.table(group, window) if town.has_fund_cap else ())


def _baseline(town: _Town, need: Need) -> int | None:
    """The month from which moves are counted: as agreed in the baseline, else when due; None where moves are free."""
    if not town.goal.move_price:
        return None
    agreed = town.estate.agreed.get(need.subject.id)
    return town.index(agreed.in_service if agreed else need.due)


def _lengths(group: asset.Group, policy: Policy | None, nominal: int) -> tuple[int, int]:
    """Shortest and longest distance between two renewals."""
    shortest = policy.earliest_months if policy and policy.earliest_months else max(1, nominal - 12)
    longest = group.longest_months or (policy.longest_months if policy else None) or nominal
    return min(shortest, nominal), max(longest, nominal)


def _residual(town: _Town, group: asset.Group, due: Month) -> Yen:
    """What a new one is worth at the end, where it is bought."""
    if successor_acquisition(town.estate, group) is not Acquisition.PURCHASE:
        return 0
    charges = renewal_cost(town.estate, group, due, None)
    return sum(charge.amount for charge in charges if charge.kind is CostKind.EQUIPMENT and charge.per is Per.TOTAL)


def _current(town: _Town, group: asset.Group, need: Need, risk: Yen) -> Holding:
    """What keeping the present generation is worth avoiding: risk without parts, and the duty not to run what is no
    longer supported. Where nobody knows what the re-lease will cost, a month of it counts as a month of risk, so
    that waiting is never free."""
    lease, ends = town.costing.old.get(group.id), need.limits.get(Driver.LEASE_END)
    parts, support = need.limits.get(Driver.END_OF_MAINTENANCE), need.limits.get(Driver.END_OF_SECURITY_SUPPORT)
    late = [parts] if parts else []
    if lease and ends:
        after = Month.of(lease.until) + 1
        if bridge(town.estate, group, lease, after + 1, after.first).unpriced:
            late.append(ends)
            risk = max(risk, lease.monthly)
    return Holding(
        unsupported_from=town.index(min(late)) if late else None,
        risk=risk,
        duty_from=town.index(support) if support else None,
    )


def _later(town: _Town, group: asset.Group, later: Later, nominal: int, risk: Yen) -> Holding:
    """Keeping a later generation past its lease costs its re-lease; past its life it carries the risk of its age."""
    months = successor_months(town.estate, group)
    is_unpriced = successor_acquisition(town.estate, group) is Acquisition.LEASE and not later.re_lease
    return Holding(
        extend_from=later.extended_from if later.re_lease else None,
        extension=later.re_lease,
        unsupported_from=min(months, nominal) if is_unpriced else nominal,
        risk=risk,
    )


def _risk(town: _Town, later: Later, cycle_months: int) -> Yen:
    """Price of a month beyond support: as the town sets it, else a month's share of the successor's price."""
    if town.goal.risk_per_month is not None:
        return town.goal.risk_per_month
    return later.total // max(1, cycle_months)


def _effort(group: asset.Group, policy: Policy | None) -> Profile:
    days = group.staff_days if group.staff_days is not None else (policy.staff_days if policy else 0)
    return Profile(1 - EFFORT_MONTHS, split(days, [1] * EFFORT_MONTHS)) if days else Profile()


def _caps(town: _Town, base: Years) -> Iterator[Cap]:
    """Caps of the horizon's years with what is committed under them; of the general funds, what no source pays."""
    for cap in town.estate.caps.values():
        year, fund = town.year(cap.fiscal_year), town.estate.fund_of(cap)
        if 0 <= year < len(base):
            yield Cap(str(cap.ref()), year, cap.amount, _committed(town, base, fund)[year], fund or None)


def _committed(town: _Town, base: Years, fund: str) -> Years:
    if not fund:
        return base
    paid = town.paying.committed
    if fund == GENERAL:
        return tuple(map(sub, base, map(sum, zip(*paid.values(), strict=True)))) if paid else base
    return paid.get(fund, (0,) * len(base))


def _capacities(town: _Town) -> Iterator[Capacity]:
    """Staff by month: all teams together, since a group does not name its team."""
    if not town.estate.teams:
        return
    for number, month in enumerate(town.projection.horizon):
        days = sum(
            team.days_per_month
            for team in town.estate.teams.values()
            if team.fiscal_year is None or team.fiscal_year == month.fy
        )
        yield Capacity(Limit.staff(month).key, number, days)


def _pins(town: _Town) -> Iterator[Pin]:
    for need in town.first_needs:
        if need.driver is Driver.PIN:
            yield Pin(str(need.subject.at("pin_month")), need.subject.id, town.index(need.due))


def _precedences(town: _Town) -> Iterator[Precedence]:
    known = {need.subject.id for need in town.first_needs}
    for id in (need.subject.id for need in town.first_needs):
        group = town.estate.groups[id]
        for before in group.after:
            if before in known:
                yield Precedence(Limit.order(group.ref(), Ref("group", before)).key, before, id, group.after_months)


def _sets(town: _Town) -> Iterator[CoTermination]:
    """Groups with one name under `together`: a share of their build costs is hoped to be saved in a common month."""
    members: dict[str, list[asset.Group]] = {}
    for need in town.first_needs:
        group = town.estate.groups[need.subject.id]
        if group.together:
            members.setdefault(group.together, []).append(group)
    for name, groups in members.items():
        saved = sum(group.build_cost or 0 for group in groups) * town.goal.together_percent // 100
        if len(groups) > 1 and saved:
            yield CoTermination(f"together:{name}", tuple(group.id for group in groups), saved, fund=None)
