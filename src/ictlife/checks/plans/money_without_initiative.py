"""Contracts whose money no initiative of the plan carries（施策のない予算）."""

from __future__ import annotations

from collections.abc import Iterator

from ictlife.assessment import Assessment
from ictlife.checks.look import Looked, check
from ictlife.fiscal.month import FiscalYear
from ictlife.planning.hierarchy import CARRYING


@check(
    reads=("initiative", "contract", "group", "plan"),
    params=("least_yen",),
    says=("name", "plan", "amount"),
)
def money_without_initiative(found: Assessment, *, least_yen: int) -> Iterator[Looked]:
    """Look at every contract that costs money in a plan in force which has initiatives: does one carry it?

    Below `least_yen` over the plan's years nothing is said.
    """
    estate = found.estate
    loose = {(each.plan, each.contract): each.amount for each in found.planning.initiatives.loose_money}
    for ref in sorted({each.plan for each in found.planning.initiatives.items}):
        plan = estate.plans[ref.id]
        if FiscalYear.of(found.as_of) not in plan.period or plan.level not in CARRYING:
            continue
        for contract, rows in found.budget.of_contract.items():
            record = estate.contracts.get(contract.id) if contract.kind == "contract" else None
            if record is None or not any(row.fy in plan.period for row in rows):
                continue
            amount = loose.get((ref, contract), 0)
            said = {"name": record.name, "plan": plan.name, "amount": amount}
            spent = dict.fromkeys(row.ref for row in rows if row.fy in plan.period and row.amount)
            yield Looked(contract, said if amount and amount >= least_yen else None, (ref, *spent))
