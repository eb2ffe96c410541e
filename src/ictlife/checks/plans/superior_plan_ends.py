"""Superior plans that end inside the plan that follows them（上位計画の期間とのずれ）."""

from __future__ import annotations

from collections.abc import Iterator

from ictlife.assessment import Assessment
from ictlife.checks.look import Looked, check
from ictlife.checks.lookup import plans_of
from ictlife.fiscal.month import FiscalYear
from ictlife.model.plan import Plan


@check(
    reads=("plan",),
    params=("levels",),
    says=("plan", "last_year", "parent", "parent_last_year"),
)
def superior_plan_ends(found: Assessment, *, levels: list[str]) -> Iterator[Looked]:
    """Look at each plan's superior plans: does one end before the plan does, with no successor named?

    Plans that are over by the as-of date are left alone.
    """
    for plan in plans_of(found.estate, levels):
        if plan.last_year < FiscalYear.of(found.as_of):
            continue
        parents = [parent for each in plan.parents if (parent := found.estate.plans.get(each))]
        for parent in parents:
            said = None
            if parent.last_year < plan.last_year and not _is_succeeded(parent, parents):
                said = {
                    "plan": plan.name,
                    "last_year": plan.last_year,
                    "parent": parent.name,
                    "parent_last_year": parent.last_year,
                }
            yield Looked(plan.ref("parents"), said, (parent.ref("last_year"),))


def _is_succeeded(parent: Plan, parents: list[Plan]) -> bool:
    return any(each.predecessor == parent.id for each in parents)
