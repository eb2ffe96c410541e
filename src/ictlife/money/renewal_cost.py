"""What a group's successor costs when it goes into service in a month（次期の費用）.

The one computation behind the budget's rows of renewals and the optimiser's costs by fiscal year.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from ictlife.base.ref import Ref
from ictlife.base.yen import Yen, round_to
from ictlife.fiscal.month import FiscalYear, Month
from ictlife.model.asset import Acquisition, Group
from ictlife.model.contract import CostKind, Estimate, Per, TaxBasis
from ictlife.model.estate import Estate
from ictlife.money.charge import Charge, Stage
from ictlife.money.contract_charges import Counting

DEFAULT_MONTHS = 60
"""Term of a successor where neither the group nor a policy says one."""

_BRIDGE = (CostKind.RE_LEASE, CostKind.PARALLEL)
_OVER_THE_TERM = (Acquisition.CLOUD, Acquisition.OUTSOURCING, Acquisition.MAINTENANCE)


def renewal_cost(
    estate: Estate,
    group: Group,
    in_service: Month,
    until: Month | None,
    kinds: frozenset[CostKind] | None = None,
) -> tuple[Charge, ...]:
    """The charges of the successor from `in_service` until `until`, the month before the next one（次期の費用）.

    A lease runs for its term whatever comes after it. Without `until` the successor serves for its term.
    Build is paid when it is done, in the month before service. A group without any price gives nothing:
    the rules report the missing estimate. `kinds` leaves out prices of other kinds, to compare ways of
    acquisition.
    """
    plan = _Plan.of(estate, group, in_service, until, kinds)
    return tuple(_charges(plan))


def successor_acquisition(estate: Estate, group: Group) -> Acquisition:
    """How the successor is acquired（次期の調達方法）: as now, but a re-leased one as its policy says."""
    if group.acquisition and group.acquisition is not Acquisition.RE_LEASE:
        return group.acquisition
    policy = estate.policy_of(group)
    return policy.acquisition if policy else Acquisition.LEASE


def successor_months(estate: Estate, group: Group) -> int:
    """For how many months the successor is paid（次期の契約月数）: the lease's term, else the cycle."""
    policy = estate.policy_of(group)
    if successor_acquisition(estate, group) is Acquisition.LEASE:
        return group.lease_months or (policy.lease_months if policy else 0) or DEFAULT_MONTHS
    return group.cycle_months or (policy.cycle_months if policy else 0) or DEFAULT_MONTHS


@dataclass(frozen=True, slots=True)
class _Price:
    """An amount as the ledger states it."""

    source: Ref
    kind: CostKind
    amount: Yen
    per: Per
    basis: TaxBasis
    estimated_on: date | None


@dataclass(frozen=True, slots=True)
class _Plan:
    """A successor in its month."""

    group: Group
    acquisition: Acquisition
    in_service: Month
    until: Month
    months: int
    lease_rate: Fraction | None
    escalation: Fraction
    counting: Counting
    prices: tuple[_Price, ...]

    @classmethod
    def of(
        cls, estate: Estate, group: Group, in_service: Month, until: Month | None, kinds: frozenset[CostKind] | None
    ) -> _Plan:
        """With everything that the group, its policy and the city say."""
        city = next(iter(estate.cities.values()), None)
        policy = estate.policy_of(group)
        months = successor_months(estate, group)
        yearly = policy.escalation_percent if policy else None
        if yearly is None and city:
            yearly = city.escalation_percent
        rate = city.lease_rate_per_month if city else None
        return cls(
            group=group,
            acquisition=successor_acquisition(estate, group),
            in_service=in_service,
            until=until or in_service + (months - 1),
            months=months,
            lease_rate=None if rate is None else Fraction(rate),
            escalation=1 + Fraction(yearly or 0) / 100,
            counting=Counting.of(estate),
            prices=tuple(price for price in group_prices(estate, group) if kinds is None or price.kind in kinds),
        )

    def escalated(self, price: _Price) -> Yen:
        """The price carried on to the year of going into service（物価上昇）, from the year it was estimated in."""
        if price.estimated_on is None or self.escalation == 1:
            return price.amount
        years = max(0, self.in_service.fy - FiscalYear.of(price.estimated_on))
        return round_to(price.amount * self.escalation**years, 1, self.counting.rounding)


def group_prices(estate: Estate, group: Group) -> Iterator[_Price]:
    """The prices of a group's next generation: its estimates, and its own columns where no estimate speaks.

    A cloud estimate of a group that will not be acquired as a cloud service is an alternative to compare
    with (`budget.choose`), no part of its cost.
    """
    is_cloud = successor_acquisition(estate, group) is Acquisition.CLOUD
    estimates = [each for each in estate.estimates_of.get(group.id, ()) if is_cloud or each.kind is not CostKind.CLOUD]
    for each in estimates:
        yield _of_estimate(each)
    kinds = {each.kind for each in estimates}
    estimated_on = group.estimated_on.first if group.estimated_on else None
    columns = (
        ("renewal_cost", group.renewal_cost, CostKind.EQUIPMENT, Per.TOTAL, {CostKind.EQUIPMENT, CostKind.CLOUD}),
        ("build_cost", group.build_cost, CostKind.BUILD, Per.TOTAL, {CostKind.BUILD, CostKind.ONE_OFF}),
        ("maintenance_per_year", group.maintenance_per_year, CostKind.MAINTENANCE, Per.YEAR, {CostKind.MAINTENANCE}),
    )
    for field, amount, kind, per, replaced_by in columns:
        if amount is not None and amount > 0 and not kinds & replaced_by:
            yield _Price(group.ref(field), kind, amount, per, TaxBasis.GROSS, estimated_on)


def price_known(estate: Estate, group: Group) -> Yen | None:
    """What equipment and build of the next generation cost once, as stated（更新見込額）; None where no price is."""
    kinds = (CostKind.EQUIPMENT, CostKind.BUILD, CostKind.CLOUD)
    prices = [each for each in group_prices(estate, group) if each.kind in kinds and each.per is Per.TOTAL]
    return sum(each.amount for each in prices) if prices else None


def _of_estimate(each: Estimate) -> _Price:
    amount = each.amount * each.quantity
    estimated_on = each.estimated_on.first if each.estimated_on else None
    return _Price(each.ref("amount"), each.kind, amount, each.per, each.tax_basis, estimated_on)


def _charges(plan: _Plan) -> Iterator[Charge]:
    for price in plan.prices:
        if price.kind in _BRIDGE:
            continue
        amount = plan.escalated(price)
        if price.kind in (CostKind.EQUIPMENT, CostKind.CLOUD):
            yield _equipment(plan, price, amount)
        elif price.per is Per.TOTAL and price.kind is CostKind.MAINTENANCE:
            yield _term(plan, price, amount, Per.TOTAL, plan.until)
        elif price.per is Per.TOTAL:
            yield _once(plan, price, amount)
        else:
            yield _term(plan, price, amount, price.per, plan.until)


def _equipment(plan: _Plan, price: _Price, amount: Yen) -> Charge:
    """The equipment by its acquisition: bought once, leased for the term, or served for as long as it serves."""
    paid_until = plan.in_service + (plan.months - 1)
    if price.per is not Per.TOTAL:
        is_lease = plan.acquisition is Acquisition.LEASE
        return _term(plan, price, amount, price.per, paid_until if is_lease else plan.until)
    if plan.acquisition is Acquisition.LEASE:
        if plan.lease_rate is None:
            return _term(plan, price, amount, Per.TOTAL, paid_until)
        fee = round_to(amount * plan.lease_rate / 100, 1, plan.counting.rounding)
        return _term(plan, price, fee, Per.MONTH, paid_until)
    if plan.acquisition in _OVER_THE_TERM:
        served = plan.until - plan.in_service + 1
        share = round_to(Fraction(amount * served, plan.months), 1, plan.counting.rounding)
        return _term(plan, price, share, Per.TOTAL, plan.until)
    return _charge(plan, price, amount, Per.TOTAL, plan.in_service.first, plan.in_service.first)


def _once(plan: _Plan, price: _Price, amount: Yen) -> Charge:
    """Build ends in the month before service; what else is paid once, with it; disposal when all is over."""
    if price.kind is CostKind.BUILD:
        day = (plan.in_service + -1).last
    elif price.kind is CostKind.DISPOSAL:
        day = (plan.in_service + (plan.group.parallel_months or 0) + 1).first
    else:
        day = plan.in_service.first
    return _charge(plan, price, amount, Per.TOTAL, day, day)


def _term(plan: _Plan, price: _Price, amount: Yen, per: Per, until: Month) -> Charge:
    return _charge(plan, price, amount, per, plan.in_service.first, max(until, plan.in_service).last)


def _charge(plan: _Plan, price: _Price, amount: Yen, per: Per, first: date, until: date) -> Charge:
    kind = price.kind
    if kind is CostKind.EQUIPMENT and plan.acquisition is Acquisition.CLOUD:
        kind = CostKind.CLOUD
    elif kind is CostKind.EQUIPMENT and plan.acquisition in _OVER_THE_TERM:
        kind = CostKind.MAINTENANCE
    return Charge(
        source=price.source,
        kind=kind,
        first=first,
        until=until,
        amount=amount,
        per=per,
        basis=price.basis,
        stated_on=price.estimated_on or plan.in_service.first,
        rounding=plan.counting.rounding,
        remainder=plan.counting.remainder,
        stage=Stage.RENEWAL,
        is_estimate=True,
    )
