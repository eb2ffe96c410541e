"""Renewals done otherwise than planned, without a reason（理由のない計画変更）."""

from __future__ import annotations

from collections.abc import Iterator

from ictlife.assessment import Assessment
from ictlife.checks.look import Looked, check
from ictlife.planning.verification import Standing

_OFF_PLAN = frozenset({Standing.DONE_EARLY, Standing.DONE_LATE})


@check(
    reads=("outcome", "initiative", "group", "plan"),
    says=("name", "plan", "planned_in", "done_in"),
)
def deviation_unexplained(found: Assessment) -> Iterator[Looked]:
    """Look at what was done earlier or later than planned: is a reason recorded?"""
    estate = found.estate
    for each in found.planning.verified:
        said = None
        if each.standing in _OFF_PLAN and not each.deviation:
            record = estate.find(each.subject)
            said = {
                "name": getattr(record, "name", each.subject.id),
                "plan": estate.plans[each.plan.id].name,
                "planned_in": each.planned_in,
                "done_in": each.done_in,
            }
        yield Looked(each.subject, said, (each.plan,))
