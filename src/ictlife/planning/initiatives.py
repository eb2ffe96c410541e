"""What a plan's initiatives cost and carry（施策と予算・更新の対応）, and what no initiative carries.

An initiative carries the groups and contracts it names and the groups that name it. A contract of several
groups counts for an initiative that carries all of them. One yen may count for two initiatives, and for
every goal of each: these are views of the budget, not shares of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from ictlife.base.ref import Ref
from ictlife.base.yen import Yen
from ictlife.fiscal.month import FiscalYear
from ictlife.model.estate import Estate
from ictlife.model.plan import Initiative, InitiativeMark, Plan
from ictlife.planning.hierarchy import CARRYING
from ictlife.schedule.renewal import Schedule

GOALS = range(1, 18)
"""The goals of the SDGs; their names are in `data/sdgs.yaml`."""


class Money(Protocol):
    """A budget row as planning sees it（予算行）."""

    @property
    def fy(self) -> FiscalYear: ...
    @property
    def subject(self) -> Ref: ...
    @property
    def contract(self) -> Ref: ...
    @property
    def heading(self) -> str | None: ...
    @property
    def amount(self) -> Yen: ...


@dataclass(frozen=True, slots=True)
class InitiativeMoney:
    """An initiative with its years, money and renewals inside its plan's period（施策の予算と更新）."""

    initiative: Ref
    plan: Ref
    years: Mapping[FiscalYear, InitiativeMark]
    planned: Yen | None
    by_year: Mapping[FiscalYear, Yen]
    settled: Yen | None
    renewals: tuple[Ref, ...]
    services: tuple[Ref, ...]
    goals: tuple[int, ...]
    is_without_cost: bool
    contracts: Mapping[FiscalYear, tuple[Ref, ...]] = field(default_factory=dict)
    """Whose money each year's is: contracts and renewals, each once."""

    @property
    def total(self) -> Yen:
        """All budgeted inside the plan's period."""
        return sum(self.by_year.values())

    @property
    def is_unfunded(self) -> bool:
        """Whether it needs money and has none, neither budgeted nor planned."""
        return not (self.is_without_cost or self.planned or self.total)


@dataclass(frozen=True, slots=True)
class LooseRenewal:
    """A renewal inside a plan's period that none of its initiatives carries（施策のない更新）."""

    plan: Ref
    renewal: Ref
    subject: Ref
    fy: FiscalYear


@dataclass(frozen=True, slots=True)
class LooseMoney:
    """A contract's money inside a plan's period that none of its initiatives carries（施策のない予算）."""

    plan: Ref
    contract: Ref
    amount: Yen


@dataclass(frozen=True, slots=True)
class Initiatives:
    """All initiatives, and what none of them carries（施策の一覧）. Plans without initiatives are left alone."""

    items: tuple[InitiativeMoney, ...] = ()
    loose_renewals: tuple[LooseRenewal, ...] = ()
    loose_money: tuple[LooseMoney, ...] = ()

    def of_plan(self, plan: Ref) -> tuple[InitiativeMoney, ...]:
        """The initiatives of one plan."""
        return tuple(each for each in self.items if each.plan == plan)

    def by_goal(self) -> Mapping[int, tuple[InitiativeMoney, ...]]:
        """Goal of the SDGs → initiatives that serve it; all seventeen, most of them empty perhaps."""
        return {goal: tuple(each for each in self.items if goal in each.goals) for goal in GOALS}


@dataclass(frozen=True, slots=True)
class _Carried:
    """What one initiative carries."""

    initiative: Initiative
    groups: frozenset[str]
    contracts: frozenset[str]
    headings: frozenset[str]

    def has(self, estate: Estate, row: Money) -> bool:
        """Whether the row's money is the initiative's."""
        if row.heading in self.headings or row.contract.id in self.contracts:
            return True
        if row.subject.kind == "group":
            return row.subject.id in self.groups
        return self.carries(estate, row.subject.id)

    def carries(self, estate: Estate, contract_id: str) -> bool:
        """Whether a contract is the initiative's: named by it, or all of its groups are."""
        contract = estate.contracts.get(contract_id)
        groups = contract.groups if contract else ()
        return contract_id in self.contracts or (bool(groups) and self.groups.issuperset(groups))


def initiatives(estate: Estate, schedule: Schedule, rows: Iterable[Money]) -> Initiatives:
    """Every initiative by plan and id, with the money and renewals of its plan's years."""
    rows = tuple(rows)
    items: list[InitiativeMoney] = []
    loose_renewals: list[LooseRenewal] = []
    loose_money: list[LooseMoney] = []
    for plan in sorted(estate.plans.values(), key=lambda each: (each.first_year, each.id)):
        carried = [_carried(estate, each) for each in estate.initiatives.values() if each.plan == plan.id]
        if not carried:
            continue
        inside = [row for row in rows if row.fy in plan.period]
        items += (_item(estate, schedule, plan, each, inside) for each in sorted(carried, key=_id))
        if plan.level in CARRYING:
            loose_renewals += _loose_renewals(schedule, plan, carried)
            loose_money += _loose_money(estate, plan, carried, inside)
    return Initiatives(tuple(items), tuple(loose_renewals), tuple(loose_money))


def _id(carried: _Carried) -> str:
    return carried.initiative.id


def _carried(estate: Estate, initiative: Initiative) -> _Carried:
    naming = {group.id for group in estate.groups.values() if group.initiative == initiative.id}
    return _Carried(
        initiative,
        frozenset({*initiative.groups, *naming}),
        frozenset(initiative.contracts),
        frozenset(initiative.headings),
    )


def _item(
    estate: Estate, schedule: Schedule, plan: Plan, carried: _Carried, inside: list[Money]
) -> InitiativeMoney:
    each = carried.initiative
    by_year: dict[FiscalYear, Yen] = {}
    contracts: dict[FiscalYear, dict[Ref, None]] = {}
    for row in inside:
        if carried.has(estate, row):
            by_year[row.fy] = by_year.get(row.fy, 0) + row.amount
            contracts.setdefault(row.fy, {})[row.contract] = None
    renewals = (one for one in schedule.renewals if one.need.subject.id in carried.groups and one.fy in plan.period)
    return InitiativeMoney(
        initiative=each.ref(),
        plan=plan.ref(),
        years=dict(sorted(each.years.items())),
        planned=each.budget_yen,
        by_year=dict(sorted(by_year.items())),
        settled=_settled(estate, plan, carried),
        renewals=tuple(one.ref for one in renewals),
        services=tuple(Ref("service", one) for one in each.services),
        goals=tuple(sorted(set(each.sdgs))),
        is_without_cost=each.is_without_cost,
        contracts={fy: tuple(found) for fy, found in contracts.items()},
    )


def _settled(estate: Estate, plan: Plan, carried: _Carried) -> Yen | None:
    """What was settled in the plan's years for the contracts it carries（決算額）; None where nothing is recorded."""
    amounts = [
        each.settled
        for each in estate.actuals.values()
        if each.settled is not None and each.fiscal_year in plan.period and carried.carries(estate, each.contract)
    ]
    return sum(amounts) if amounts else None


def _loose_renewals(schedule: Schedule, plan: Plan, carried: list[_Carried]) -> Iterable[LooseRenewal]:
    groups = {group for each in carried for group in each.groups}
    for renewal in schedule.renewals:
        if renewal.fy in plan.period and renewal.need.subject.id not in groups:
            yield LooseRenewal(plan.ref(), renewal.ref, renewal.need.subject, renewal.fy)


def _loose_money(estate: Estate, plan: Plan, carried: list[_Carried], inside: list[Money]) -> Iterable[LooseMoney]:
    """Signed contracts only: the money of a renewal is loose with the renewal."""
    sums: dict[Ref, Yen] = {}
    for row in inside:
        if row.contract.kind == "contract" and not any(each.has(estate, row) for each in carried):
            sums[row.contract] = sums.get(row.contract, 0) + row.amount
    return (LooseMoney(plan.ref(), contract, amount) for contract, amount in sorted(sums.items()))
