"""Initiatives that need money and have none（予算のない施策）."""

from __future__ import annotations

from collections.abc import Iterator

from ictlife.assessment import Assessment
from ictlife.checks.look import Looked, check
from ictlife.fiscal.month import FiscalYear


@check(
    reads=("initiative", "group", "contract", "plan"),
    says=("name", "plan", "first_year", "last_year"),
)
def initiative_unfunded(found: Assessment) -> Iterator[Looked]:
    """Look at every initiative of a plan that is not over: is money budgeted or planned, or is none needed?"""
    estate = found.estate
    for each in found.planning.initiatives.items:
        plan = estate.plans[each.plan.id]
        if plan.last_year < FiscalYear.of(found.as_of):
            continue
        said = None
        if each.is_unfunded:
            said = {
                "name": estate.initiatives[each.initiative.id].name,
                "plan": plan.name,
                "first_year": min(each.years, default=plan.first_year),
                "last_year": max(each.years, default=plan.last_year),
            }
        yield Looked(each.initiative, said, (each.plan,))
