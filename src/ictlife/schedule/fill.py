"""From the estate to integers（最適化問題の作成）: what the optimiser is told, in months and yen.

Knows the municipality and the shape of a `Problem`; knows nothing of how one is solved.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from ictlife.base.ref import Ref
from ictlife.base.yen import Yen, split
from ictlife.fiscal.month import FiscalYear, Month
from ictlife.lifecycle.blackout import blackout_on
from ictlife.lifecycle.need import Driver, Need, Projection
from ictlife.model import asset
from ictlife.model.asset import Acquisition
from ictlife.model.contract import CostKind, Per
from ictlife.model.estate import Estate
from ictlife.model.policy import Goal, Policy
from ictlife.money.bridge import OldLease, bridge
from ictlife.money.by_month import by_month
from ictlife.money.charge import Charge
from ictlife.money.contract_charges import Counting, contract_charges
from ictlife.money.old_lease import old_leases
from ictlife.money.renewal_cost import renewal_cost, successor_acquisition, successor_months
from ictlife.money.tax import TaxRates, tax_rates
from ictlife.optimiser.problem import (
    Cap,
    Capacity,
    CoTermination,
    Goals,
    Group,
    Holding,
    Pin,
    Precedence,
    Problem,
    Profile,
)
from ictlife.schedule.limit import Limit

EFFORT_MONTHS = 6
"""Months up to and including the cut-over over which own staff's work is spread."""


@dataclass
class _Town:
    """What every part of the problem reads, worked out once."""

    estate: Estate
    projection: Projection
    first_needs: tuple[Need, ...]
    rates: TaxRates = field(init=False)
    old: dict[str, OldLease] = field(init=False)
    running: tuple[Charge, ...] = field(init=False)
    masks: dict[str, tuple[bool, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        counting = Counting.of(self.estate)
        charges = {each.id: contract_charges(self.estate, each, counting) for each in self.estate.contracts.values()}
        self.rates = tax_rates(self.estate)
        self.old = old_leases(self.estate, charges)
        self.running = tuple(charge for each in charges.values() for charge in each.charges)

    @property
    def goal(self) -> Goal:
        return next(iter(self.estate.goals.values()), None) or Goal(id="default")

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


def fill(estate: Estate, projection: Projection, movable: tuple[Need, ...]) -> Problem:
    """The problem of placing the first renewal of every group in `movable`, and the cycles after it.

    What is not in it (running contracts, renewals that can no longer move) is committed beforehand.
    """
    town = _Town(estate, projection, movable)
    base = _committed(town)
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
    )


def _group(town: _Town, need: Need) -> Group:
    group = town.estate.groups[need.subject.id]
    policy = town.estate.policy_of(group)
    charges = renewal_cost(town.estate, group, need.due, None)
    payments = _profile(by_month(charges, town.rates), need.due)
    nominal = need.cycle_months
    shortest, longest = _lengths(group, policy, nominal)
    latest = town.index(need.window.until)
    earliest = max(0, town.index(need.window.first))
    return Group(
        id=group.id,
        due=max(earliest, min(town.index(need.due), latest)),
        earliest=earliest,
        latest=latest,
        shortest=shortest,
        longest=longest,
        nominal=nominal,
        payments=payments,
        residual=_residual(charges) if successor_acquisition(town.estate, group) is Acquisition.PURCHASE else 0,
        current=_current(town, group, need, payments),
        later=_later(town, group, payments, nominal),
        effort=_effort(group, policy),
        fund=_fund(town, group.id),
        allowed=None if need.driver in (Driver.PIN, Driver.PLAN) else town.mask(group.business),
        baseline=_baseline(town, need),
    )


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


def _profile(months: dict[Month, Yen], at: Month) -> Profile:
    """Yen by month counted from the renewal."""
    if not months:
        return Profile()
    first, last = min(months), max(months)
    return Profile(first - at, tuple(months.get(first + n, 0) for n in range(last - first + 1)))


def _residual(charges: tuple[Charge, ...]) -> Yen:
    return sum(charge.amount for charge in charges if charge.kind is CostKind.EQUIPMENT and charge.per is Per.TOTAL)


def _current(town: _Town, group: asset.Group, need: Need, payments: Profile) -> Holding:
    """What keeping the present generation costs: a re-lease from the lease's end, risk without parts, and the duty
    not to run what is no longer supported."""
    lease = town.old.get(group.id)
    extend_from = need.limits.get(Driver.LEASE_END)
    parts, support = need.limits.get(Driver.END_OF_MAINTENANCE), need.limits.get(Driver.END_OF_SECURITY_SUPPORT)
    return Holding(
        extend_from=town.index(extend_from) if extend_from and lease else None,
        extension=_re_lease_fee(town, group, lease) if lease else 0,
        unsupported_from=town.index(parts) if parts else None,
        risk=_risk(town, payments, need.cycle_months),
        duty_from=town.index(support) if support else None,
    )


def _re_lease_fee(town: _Town, group: asset.Group, lease: OldLease) -> Yen:
    """One month of re-lease; where no price is known, what the lease costs now, so that waiting is never free."""
    after = Month.of(lease.until) + 1
    carried = bridge(town.estate, group, lease, after + 1, after.first)
    priced = by_month(carried.charges, town.rates)
    return priced.get(after) or lease.monthly


def _later(town: _Town, group: asset.Group, payments: Profile, nominal: int) -> Holding:
    """Keeping a later generation past its life costs as a month of it did, and carries the risk of its age."""
    monthly = payments.amounts[-1] if len(payments.amounts) > 1 else 0
    months = successor_months(town.estate, group)
    return Holding(
        extend_from=months if monthly else None,
        extension=monthly,
        unsupported_from=nominal,
        risk=_risk(town, payments, nominal),
    )


def _risk(town: _Town, payments: Profile, cycle_months: int) -> Yen:
    """Price of a month beyond support: as the town sets it, else a month's share of the successor's price."""
    if town.goal.risk_per_month is not None:
        return town.goal.risk_per_month
    return sum(payments.amounts) // max(1, cycle_months)


def _effort(group: asset.Group, policy: Policy | None) -> Profile:
    days = group.staff_days if group.staff_days is not None else (policy.staff_days if policy else 0)
    return Profile(1 - EFFORT_MONTHS, split(days, [1] * EFFORT_MONTHS)) if days else Profile()


def _fund(town: _Town, group: str) -> str:
    """The fund that pays for the group by name; general money where none does."""
    return next((each.id for each in town.estate.fundings.values() if group in each.groups), "")


def _committed(town: _Town) -> tuple[Yen, ...]:
    """Running contracts, and renewals that cannot move, by fiscal year of the horizon."""
    movable = {need.subject for need in town.first_needs}
    years = [0] * (town.months // 12)
    charges = list(town.running)
    for need in town.projection.needs:
        if need.subject not in movable:
            charges += renewal_cost(town.estate, town.estate.groups[need.subject.id], need.due, None)
    for month, amount in by_month(charges, town.rates).items():
        if 0 <= town.year(month.fy) < len(years):
            years[town.year(month.fy)] += amount
    return tuple(years)


def _caps(town: _Town, base: tuple[Yen, ...]) -> Iterator[Cap]:
    """Caps of the horizon's years; what is committed counts against caps on all money."""
    for cap in town.estate.caps.values():
        year = town.year(cap.fiscal_year)
        if 0 <= year < len(base):
            yield Cap(str(cap.ref()), year, cap.amount, base[year] if cap.fund is None else 0, cap.fund)


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
    """Groups with one name under `together`: a share of their build costs is saved in a common month."""
    members: dict[str, list[asset.Group]] = {}
    for need in town.first_needs:
        group = town.estate.groups[need.subject.id]
        if group.together:
            members.setdefault(group.together, []).append(group)
    for name, groups in members.items():
        saved = sum(group.build_cost or 0 for group in groups) * town.goal.together_percent // 100
        if len(groups) > 1 and saved:
            yield CoTermination(f"together:{name}", tuple(group.id for group in groups), saved)
