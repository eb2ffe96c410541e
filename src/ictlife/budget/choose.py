"""Purchase, lease, re-lease, extended maintenance and cloud side by side（調達方法の比較）, over the same years.

Every option is made of the same charges as the budget. An option of which a price is unknown is shown with
what is missing, and is never the cheapest.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from enum import StrEnum
from fractions import Fraction

from ictlife.base.ref import Ref
from ictlife.base.yen import Rounding, Yen, round_to
from ictlife.budget.funding import funded
from ictlife.budget.row import BudgetRow
from ictlife.budget.running import Frame, rows_of
from ictlife.fiscal.month import FiscalSpan, FiscalYear, Month
from ictlife.model.asset import Acquisition, Group
from ictlife.model.contract import ContractKind, CostKind, Per
from ictlife.model.estate import Estate
from ictlife.money.bridge import bridge
from ictlife.money.charge import Charge, Stage
from ictlife.money.contract_charges import contract_charges
from ictlife.money.old_lease import old_leases
from ictlife.money.renewal_cost import DEFAULT_MONTHS, renewal_cost


class OptionKind(StrEnum):
    """A way to go on（選択肢）."""

    PURCHASE = "purchase"
    LEASE = "lease"
    RE_LEASE = "re_lease"
    EXTENDED_MAINTENANCE = "extended_maintenance"
    CLOUD = "cloud"


@dataclass(frozen=True, slots=True)
class Option:
    """One way to go on, and what it costs（選択肢）.

    `general` is what general funds pay of `total`; `beyond` is still owed after the years compared;
    `present_value` discounts each year to the first. `missing` are the prices that are not known.
    """

    kind: OptionKind
    by_year: Mapping[FiscalYear, Yen]
    total: Yen
    peak: Yen
    general: Yen
    beyond: Yen
    present_value: Yen | None
    missing: tuple[Ref, ...]
    rows: tuple[BudgetRow, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """The options of one group over the same fiscal years（調達方法の比較）."""

    group: Ref
    in_service: Month
    years: FiscalSpan
    extend_months: int
    discount_rate: Fraction | None
    options: tuple[Option, ...]

    @property
    def cheapest(self) -> Option | None:
        """The option of the least total, what stays owed included; of those whose prices are all known."""
        known = [option for option in self.options if not option.missing]
        return min(known, key=lambda option: option.total + option.beyond, default=None)


def choose(estate: Estate, group: Group, in_service: Month, years: int = 10, extend_months: int = 12) -> Choice:
    """All options that there are for a group whose successor would go into service in `in_service`.

    Args:
        estate: with prices, contracts and sources of money.
        group: the group to renew.
        in_service: when it would be renewed without extension.
        years: fiscal years compared, from the one in which the first yen would be paid.
        extend_months: how long a re-lease or extended maintenance puts the renewal off.
    """
    first = (in_service + -1).fy
    span = FiscalSpan(first, first + (years - 1))
    case = _Case(estate, Frame.of(estate), group, in_service, span, extend_months)
    rate = estate.city.discount_rate
    options = tuple(_option(case, kind, rate) for kind in OptionKind if _is_open(case, kind))
    return Choice(group.ref(), in_service, span, extend_months, rate, options)


@dataclass(frozen=True, slots=True)
class _Case:
    estate: Estate
    frame: Frame
    group: Group
    in_service: Month
    years: FiscalSpan
    extend_months: int

    @property
    def until(self) -> Month:
        return self.years.until.last_month

    @property
    def cycle(self) -> int:
        policy = self.estate.policy_of(self.group)
        return self.group.cycle_months or (policy.cycle_months if policy else 0) or DEFAULT_MONTHS

    def leases(self) -> bool:
        contracts = self.estate.contracts_of.get(self.group.id, ())
        return any(each.kind in (ContractKind.LEASE, ContractKind.RE_LEASE) for each in contracts)


def _is_open(case: _Case, kind: OptionKind) -> bool:
    """A re-lease needs a lease to go on, an extended maintenance equipment of one's own."""
    if kind is OptionKind.RE_LEASE:
        return case.leases()
    if kind is OptionKind.EXTENDED_MAINTENANCE:
        return not case.leases()
    return True


def _option(case: _Case, kind: OptionKind, rate: Fraction | None) -> Option:
    charges, missing = _CHARGES[kind](case)
    acquisition = "cloud" if kind is OptionKind.CLOUD else "purchase" if kind is OptionKind.PURCHASE else "lease"
    ref = Ref("option", f"{case.group.id}/{kind}")
    rows = [row for charge in charges for row in rows_of(charge, case.frame, case.group.ref(), ref, acquisition)]
    paid, _ = funded(rows, case.estate)
    inside = [row for row in paid if row.fy <= case.years.until]
    by_year = {fy: sum(row.amount for row in inside if row.fy == fy) for fy in case.years}
    return Option(
        kind=kind,
        by_year=by_year,
        total=sum(by_year.values()),
        peak=max(by_year.values(), default=0),
        general=sum(row.amount for row in inside if row.funding is None),
        beyond=sum(row.amount for row in paid if row.fy > case.years.until),
        present_value=None if rate is None else _present_value(by_year, case.years.first, rate),
        missing=missing,
        rows=paid,
    )


def _present_value(by_year: Mapping[FiscalYear, Yen], first: FiscalYear, rate: Fraction) -> Yen:
    factor = 1 + Fraction(rate) / 100
    exact = sum((Fraction(yen) / factor ** (fy - first) for fy, yen in by_year.items()), Fraction(0))
    return round_to(exact, 1, Rounding.HALF_UP)


_Found = tuple[list[Charge], tuple[Ref, ...]]
_WITH_CLOUD = frozenset(CostKind) - {CostKind.EQUIPMENT, CostKind.MAINTENANCE}


def _chain(case: _Case, acquisition: Acquisition, start: Month) -> _Found:
    """Successors of one acquisition, cycle after cycle, until the last year compared."""
    group = case.group.model_copy(update={"acquisition": acquisition})
    charges: list[Charge] = []
    while start <= case.until:
        until = min(start + (case.cycle - 1), case.until)
        charges += renewal_cost(case.estate, group, start, until)
        start = start + case.cycle
    has_price = any(charge.kind is CostKind.EQUIPMENT for charge in charges)
    return charges, () if has_price else (group.ref("renewal_cost"),)


def _purchase(case: _Case) -> _Found:
    return _chain(case, Acquisition.PURCHASE, case.in_service)


def _lease(case: _Case) -> _Found:
    return _chain(case, Acquisition.LEASE, case.in_service)


def _cloud(case: _Case) -> _Found:
    """The service for all years. A cloud group's own price counts; elsewhere a cloud estimate is needed."""
    is_cloud = case.group.acquisition is Acquisition.CLOUD
    kinds = frozenset(CostKind) if is_cloud else _WITH_CLOUD
    group = case.group.model_copy(update={"acquisition": Acquisition.CLOUD})
    charges = list(renewal_cost(case.estate, group, case.in_service, case.until, kinds))
    has_price = any(charge.kind is CostKind.CLOUD for charge in charges)
    return charges, () if has_price else (Ref("estimate", case.group.id, "cloud"),)


def _re_lease(case: _Case) -> _Found:
    """The old lease goes on for some months at its re-lease price; then a new lease."""
    estate = case.estate
    of_contract = {
        contract.id: contract_charges(estate, contract, case.frame.counting)
        for contract in estate.contracts_of.get(case.group.id, ())
    }
    only = replace(estate, contracts={each.id: each for each in estate.contracts_of.get(case.group.id, ())})
    old = old_leases(only, of_contract).get(case.group.id)
    renewed = case.in_service + case.extend_months
    charges, missing = _chain(case, Acquisition.LEASE, renewed)
    if old is None:
        return charges, (*missing, case.group.ref("lease_months"))
    carried = bridge(estate, case.group, old, renewed, case.in_service.first)
    charges += carried.charges
    charges += _maintenance(case, renewed)
    unpriced = any(stage is Stage.RE_LEASE for stage, _ in carried.unpriced)
    return charges, (*missing, *((Ref("estimate", case.group.id, "re_lease"),) if unpriced else ()))


def _extended_maintenance(case: _Case) -> _Found:
    """Bought equipment is kept on under its maintenance contract; then it is bought anew."""
    renewed = case.in_service + case.extend_months
    charges, missing = _chain(case, Acquisition.PURCHASE, renewed)
    kept = list(_maintenance(case, renewed))
    return charges + kept, (*missing, *(() if kept else (Ref("estimate", case.group.id, "maintenance"),)))


def _maintenance(case: _Case, renewed: Month) -> Iterator[Charge]:
    """The fee of the present maintenance contracts from the planned month until the one it is put off to."""
    contracts = [
        each
        for each in case.estate.contracts_of.get(case.group.id, ())
        if each.kind is ContractKind.MAINTENANCE
    ]
    found = [contract_charges(case.estate, contract, case.frame.counting) for contract in contracts]
    last = max((each.term.until for each in found if each.term), default=None)
    for each in found:
        for charge in each.charges if each.term and each.term.until == last else ():
            yield _kept(charge, case.in_service, renewed)


def _kept(charge: Charge, first: Month, renewed: Month) -> Charge:
    months = Month.of(charge.until) - Month.of(charge.first) + 1
    amount, per = charge.amount, charge.per
    if per is Per.TOTAL:
        amount, per = round_to(Fraction(amount, months), 1, charge.rounding), Per.MONTH
    return replace(
        charge,
        first=first.first,
        until=renewed.first - timedelta(days=1),
        amount=amount,
        per=per,
        stage=Stage.CONTINUED,
        is_estimate=True,
    )


_CHARGES = {
    OptionKind.PURCHASE: _purchase,
    OptionKind.LEASE: _lease,
    OptionKind.RE_LEASE: _re_lease,
    OptionKind.EXTENDED_MAINTENANCE: _extended_maintenance,
    OptionKind.CLOUD: _cloud,
}
