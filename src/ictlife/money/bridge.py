"""The old equipment between the end of its lease and the end of its use（再リース・並行稼働）."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from ictlife.base.ref import Ref
from ictlife.base.yen import Rounding, Yen, round_to
from ictlife.fiscal.month import Month
from ictlife.model.asset import Group
from ictlife.model.contract import CostKind, Estimate, Per, TaxBasis
from ictlife.model.estate import Estate
from ictlife.money.charge import Charge, Stage
from ictlife.money.contract_charges import Counting


@dataclass(frozen=True, slots=True)
class OldLease:
    """The lease that the successor replaces（旧賃貸借）: where it stands, its last day, its fee of one month.

    `is_owned_after` where its equipment becomes the municipality's own at the end（無償譲渡・買取り）: it then
    serves on without a re-lease, but its maintenance has to be paid from another budget item.
    """

    source: Ref
    until: date
    monthly: Yen
    is_owned_after: bool = False


@dataclass(frozen=True, slots=True)
class Bridge:
    """What carries the old equipment on（つなぎ）, and the months for which no price is known."""

    charges: tuple[Charge, ...] = ()
    unpriced: tuple[tuple[Stage, int], ...] = ()


def parallel_months(estate: Estate, group: Group) -> int:
    """Months for which the old equipment runs beside the new（並行稼働月数）."""
    if group.parallel_months is not None:
        return group.parallel_months
    policy = estate.policy_of(group)
    return policy.parallel_months if policy else 0


def bridge(estate: Estate, group: Group, old: OldLease, in_service: Month, not_before: date) -> Bridge:
    """The re-lease until the successor serves, and the parallel run beside it（再リース・並行稼働）.

    The price is the group's own estimate of a re-lease or parallel run; else the municipality's percentage
    of the old fee, which stays an estimate; else unknown. Re-lease prices follow no rule (one published case
    came to half the successor's fee), so nothing else is assumed.
    """
    if old.is_owned_after:
        return Bridge()
    begin = max(old.until + timedelta(days=1), not_before)
    served = in_service.first
    until = (in_service + (parallel_months(estate, group) - 1)).last
    charges: list[Charge] = []
    unpriced: list[tuple[Stage, int]] = []
    spans = (
        (Stage.RE_LEASE, begin, min(until, served - timedelta(days=1))),
        (Stage.PARALLEL, max(begin, served), until),
    )
    for stage, first, last in spans:
        if last < first:
            continue
        if charge := _priced(estate, group, old, stage, first, last):
            charges.append(charge)
        else:
            unpriced.append((stage, Month.of(last) - Month.of(first) + 1))
    return Bridge(tuple(charges), tuple(unpriced))


def _priced(estate: Estate, group: Group, old: OldLease, stage: Stage, first: date, last: date) -> Charge | None:
    kind = CostKind.PARALLEL if stage is Stage.PARALLEL else CostKind.RE_LEASE
    given = _estimate(estate, group, kind)
    if given:
        estimated_on = given.estimated_on.first if given.estimated_on else first
        source, amount, per = given.ref("amount"), given.amount * given.quantity, given.per
        basis = given.tax_basis
    else:
        city = next(iter(estate.cities.values()), None)
        if city is None or city.re_lease_percent is None:
            return None
        amount = round_to(Fraction(old.monthly) * Fraction(city.re_lease_percent) / 100, 1, Rounding.HALF_UP)
        source, per, basis, estimated_on = old.source, Per.MONTH, TaxBasis.GROSS, first
    counting = Counting.of(estate)
    return Charge(
        source=source,
        kind=kind,
        first=first,
        until=last,
        amount=amount,
        per=per,
        basis=basis,
        stated_on=estimated_on,
        rounding=counting.rounding,
        remainder=counting.remainder,
        partial=counting.partial,
        stage=stage,
        is_estimate=True,
    )


def _estimate(estate: Estate, group: Group, kind: CostKind) -> Estimate | None:
    """The group's own price; a parallel run without one costs what a re-lease does, it is the same contract."""
    by_kind = {each.kind: each for each in estate.estimates_of.get(group.id, ())}
    return by_kind.get(kind) or by_kind.get(CostKind.RE_LEASE)
