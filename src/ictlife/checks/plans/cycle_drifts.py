"""Cycles that drift against the plan's length（周期と計画期間のずれ）."""

from __future__ import annotations

from collections.abc import Iterator

from ictlife.assessment import Assessment
from ictlife.checks.look import Looked, check
from ictlife.checks.lookup import active_groups, cycle_of, main_groups, plan_in, plans_of
from ictlife.fiscal.month import FiscalYear
from ictlife.model.asset import Group
from ictlife.model.plan import Plan


@check(
    reads=("group", "plan", "policy"),
    params=("levels",),
    says=("name", "cycle_months", "plan_months", "first_plan_year", "second_plan_year", "third_plan_year"),
)
def cycle_drifts(found: Assessment, *, levels: list[str]) -> Iterator[Looked]:
    """Look at every main group: does its renewal stay in the same year of plans as long as the present one?

    Says in which year of three successive plans of equal length the renewals fall, 1 being the first.
    """
    main = main_groups(found)
    for group, plan, cycle in _cycles(found, levels):
        if group.id not in main:
            continue
        if cycle is None:
            yield Looked(group.ref("cycle_months"), is_unknown=True)
            continue
        length = len(plan.period)
        renewal = found.schedule.by_group[group.id][0]
        years = [(renewal.in_service + cycle * n).fy for n in range(3)]
        first, second, third = ((fy - plan.first_year) % length + 1 for fy in years)
        said = {
            "name": group.name,
            "cycle_months": cycle,
            "plan_months": length * 12,
            "first_plan_year": first,
            "second_plan_year": second,
            "third_plan_year": third,
        }
        yield Looked(group.ref("cycle_months"), said if _drifts(plan, cycle) else None, (plan.ref(), renewal.ref))


@check(
    reads=("group", "plan", "policy"),
    params=("levels",),
    says=("plan", "plan_months", "groups", "names"),
)
def others_cycle_drifts(found: Assessment, *, levels: list[str]) -> Iterator[Looked]:
    """Look at the other groups together: whose cycle does not fit the length of the present plan?"""
    main = main_groups(found)
    others = [each for each in _cycles(found, levels) if each[0].id not in main]
    drifting = [group for group, plan, cycle in others if cycle is not None and _drifts(plan, cycle)]
    for group, _, cycle in others:
        if cycle is None:
            yield Looked(group.ref("cycle_months"), is_unknown=True)
    for plan in {plan.id: plan for _, plan, cycle in others if cycle is not None}.values():
        said = {
            "plan": plan.name,
            "plan_months": len(plan.period) * 12,
            "groups": len(drifting),
            "names": tuple(each.name for each in drifting),
        }
        yield Looked(plan.ref("last_year"), said if drifting else None, tuple(each.ref() for each in drifting))


def _cycles(found: Assessment, levels: list[str]) -> Iterator[tuple[Group, Plan, int | None]]:
    """Every group in use with the present plan and its cycle, None where its renewals are not known."""
    plans = plans_of(found.estate, levels)
    plan = plan_in(plans, FiscalYear.of(found.as_of)) or (plans[-1] if plans else None)
    for group in active_groups(found.estate):
        if plan is not None:
            is_known = bool(found.schedule.by_group.get(group.id))
            yield group, plan, (cycle_of(found.estate, group) or None) if is_known else None


def _drifts(plan: Plan, cycle: int) -> bool:
    return cycle % (len(plan.period) * 12) != 0
