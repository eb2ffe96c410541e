"""Superior plans that end inside the plan that follows them（上位計画の期間とのずれ）."""

from __future__ import annotations

from collections.abc import Iterator

from ictlife.assessment import Assessment
from ictlife.checks.look import Looked, check
from ictlife.checks.lookup import plans_of
from ictlife.fiscal.month import FiscalYear, Month
from ictlife.model.plan import Plan
from ictlife.planning.hierarchy import successor


@check(
    reads=("plan",),
    params=("levels", "notice_months"),
    says=("plan", "last_year", "parent", "parent_last_year", "successor"),
)
def superior_plan_ends(found: Assessment, *, levels: list[str], notice_months: int) -> Iterator[Looked]:
    """Look at each plan's superior plans: is one over, or soon to be, that a successor among them does not replace?

    Speaks from `notice_months` before the superior plan's end on, until the plan itself is over.
    """
    now = Month.of(found.as_of)
    for plan in plans_of(found.estate, levels):
        if plan.last_year < FiscalYear.of(found.as_of):
            continue
        parents = [parent for each in plan.parents if (parent := found.estate.plans.get(each))]
        for parent in parents:
            is_over = parent.last_year.last_month - now < notice_months
            said = None
            if is_over and parent.last_year < plan.last_year and not _is_replaced(parent, parents):
                after = successor(found.estate, parent)
                said = {
                    "plan": plan.name,
                    "last_year": plan.last_year,
                    "parent": parent.name,
                    "parent_last_year": parent.last_year,
                    "successor": after.ref() if after else None,
                }
            yield Looked(plan.ref("parents"), said, (parent.ref("last_year"),))


def _is_replaced(parent: Plan, parents: list[Plan]) -> bool:
    return any(each.predecessor == parent.id for each in parents)
