"""Initiatives past their years of which nothing is recorded（実績のない施策）."""

from __future__ import annotations

from collections.abc import Iterator

from ictlife.assessment import Assessment
from ictlife.checks.look import Looked, check
from ictlife.model.plan import Initiative
from ictlife.planning.verification import Standing


@check(
    reads=("initiative", "plan"),
    says=("name", "plan", "planned_in"),
)
def initiative_unreported(found: Assessment) -> Iterator[Looked]:
    """Look at every initiative of a plan that has begun: is there a result, once its years are over?"""
    estate = found.estate
    for each in found.planning.verified:
        if each.subject.kind != Initiative.KIND:
            continue
        said = None
        if each.standing is Standing.UNREPORTED:
            said = {
                "name": estate.initiatives[each.subject.id].name,
                "plan": estate.plans[each.plan.id].name,
                "planned_in": each.planned_in,
            }
        yield Looked(each.subject.at("result"), said, (each.plan,))
