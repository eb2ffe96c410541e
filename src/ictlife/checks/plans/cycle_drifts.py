"""Cycles that drift against the plan's length（周期と計画期間のずれ）."""

from __future__ import annotations

from collections.abc import Iterator

from ictlife.assessment import Assessment
from ictlife.checks.look import Looked, check
from ictlife.checks.lookup import active_groups, cycle_of, plan_in, plans_of
from ictlife.fiscal.month import FiscalYear


@check(
    reads=("group", "plan", "policy"),
    params=("levels",),
    says=("name", "cycle_months", "plan_months", "first_plan_year", "second_plan_year", "third_plan_year"),
)
def cycle_drifts(found: Assessment, *, levels: list[str]) -> Iterator[Looked]:
    """Look at every group: does its renewal stay in the same year of plans as long as the present one?

    Says in which year of three successive plans of equal length the renewals fall, 1 being the first.
    """
    plans = plans_of(found.estate, levels)
    plan = plan_in(plans, FiscalYear.of(found.as_of)) or (plans[-1] if plans else None)
    for group in active_groups(found.estate) if plan else ():
        cycle = cycle_of(found.estate, group)
        renewals = found.schedule.by_group.get(group.id, ())
        if not (plan and cycle and renewals):
            yield Looked(group.ref("cycle_months"), is_unknown=True)
            continue
        length = len(plan.period)
        years = [(renewals[0].in_service + cycle * n).fy for n in range(3)]
        first, second, third = ((fy - plan.first_year) % length + 1 for fy in years)
        said = {
            "name": group.name,
            "cycle_months": cycle,
            "plan_months": length * 12,
            "first_plan_year": first,
            "second_plan_year": second,
            "third_plan_year": third,
        }
        is_steady = cycle % (length * 12) == 0
        yield Looked(group.ref("cycle_months"), None if is_steady else said, (plan.ref(),))
