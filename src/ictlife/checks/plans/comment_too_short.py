"""Public comments shorter than the least period（市民意見公募の期間）."""

from __future__ import annotations

from collections.abc import Iterator

from ictlife.assessment import Assessment
from ictlife.checks.look import Looked, check

COMMENT = "plan_comment"
"""Step of public comment."""


@check(
    reads=("lead_time", "plan"),
    params=("least_days",),
    says=("method", "days", "least_days"),
)
def comment_too_short(found: Assessment, *, least_days: int) -> Iterator[Looked]:
    """Look at the way each plan is made: does it give the public `least_days`, counted in calendar days?

    Working days and months count as the calendar days they last at least.
    """
    estate = found.estate
    for method in sorted({estate.plans[making.plan.id].method or "plan_making" for making in found.planning.makings}):
        lead = estate.lead_times[method]
        for step in lead.steps:
            if step.id == COMMENT:
                days = max(step.calendar_days, step.days, step.months * 28)
                said = {"method": lead.id, "days": days, "least_days": least_days}
                yield Looked(lead.ref("steps"), said if days < least_days else None)
