"""Renewals inside a plan that none of its initiatives carries（施策のない更新）."""

from __future__ import annotations

from collections.abc import Iterator

from ictlife.assessment import Assessment
from ictlife.checks.look import Looked, check
from ictlife.fiscal.month import FiscalYear
from ictlife.money.renewal_cost import price_known


@check(
    reads=("initiative", "group", "plan", "estimate"),
    params=("least_yen",),
    says=("name", "plan", "fiscal_year", "amount"),
)
def renewal_without_initiative(found: Assessment, *, least_yen: int) -> Iterator[Looked]:
    """Look at every renewal inside a plan not yet over that has initiatives: does one of them carry it?

    Small renewals, whose equipment and build together are under `least_yen`, need none; an unknown price
    does not make a renewal small.
    """
    estate = found.estate
    loose = {each.renewal: each for each in found.planning.initiatives.loose_renewals}
    plans = {each.plan for each in found.planning.initiatives.items}
    for plan in estate.plans.values():
        if plan.ref() not in plans or plan.last_year < FiscalYear.of(found.as_of):
            continue
        for renewal in found.schedule.renewals:
            if renewal.fy not in plan.period:
                continue
            each = loose.get(renewal.ref)
            group = estate.groups[renewal.need.subject.id]
            amount = price_known(estate, group)
            said = None
            if each and each.plan == plan.ref() and (amount is None or amount >= least_yen):
                said = {"name": group.name, "plan": plan.name, "fiscal_year": renewal.fy, "amount": amount}
            yield Looked(renewal.ref, said, (group.ref(), plan.ref()))
