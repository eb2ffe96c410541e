"""Renewals at the seam of two plans（計画の境目の更新）."""

from __future__ import annotations

from collections.abc import Iterator

from ictlife.assessment import Assessment
from ictlife.checks.look import Looked, check
from ictlife.checks.lookup import plans_of
from ictlife.model.plan import Plan
from ictlife.schedule.renewal import Renewal


@check(
    reads=("group", "plan", "initiative"),
    params=("levels", "months_after"),
    says=("name", "in_service", "fiscal_year", "plan", "last_year"),
)
def near_plan_end(found: Assessment, *, levels: list[str], months_after: int) -> Iterator[Looked]:
    """Look at renewals in a plan's last year or soon after its end: which plan carries them?

    Silent where an initiative names the group: then it has been decided.
    """
    carried = {group for each in found.estate.initiatives.values() for group in each.groups}
    plans = plans_of(found.estate, levels)
    for renewal in found.schedule.renewals if plans else ():
        group = found.estate.groups[renewal.need.subject.id]
        plan = next((each for each in plans if _is_at_seam(renewal, each, months_after)), None)
        said = None
        if plan and group.id not in carried and not group.initiative:
            said = {
                "name": group.name,
                "in_service": renewal.in_service,
                "fiscal_year": renewal.fy,
                "plan": plan.name,
                "last_year": plan.last_year,
            }
        yield Looked(renewal.ref, said, (renewal.need.subject, *((plan.ref(),) if plan else ())))


def _is_at_seam(renewal: Renewal, plan: Plan, months_after: int) -> bool:
    return renewal.fy == plan.last_year or 0 < renewal.in_service - plan.last_year.last_month <= months_after
