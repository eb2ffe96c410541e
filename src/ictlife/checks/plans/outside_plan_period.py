"""Renewals that no official plan holds（計画期間外の更新）."""

from __future__ import annotations

from collections.abc import Iterator

from ictlife.assessment import Assessment
from ictlife.checks.look import Looked, check
from ictlife.checks.lookup import plan_in, plans_of


@check(
    reads=("group", "plan"),
    params=("levels",),
    says=("name", "cycle", "in_service", "fiscal_year", "last_plan_year"),
)
def outside_plan_period(found: Assessment, *, levels: list[str]) -> Iterator[Looked]:
    """Look at every renewal: does a plan's period hold its fiscal year?

    Of one group only the first renewal outside is said; the later ones follow from it.
    """
    plans = plans_of(found.estate, levels)
    if not plans:
        return
    last = max(plan.last_year for plan in plans)
    for group_id, renewals in found.schedule.by_group.items():
        is_said = False
        for renewal in renewals:
            said = None
            if plan_in(plans, renewal.fy) is None and not is_said:
                is_said = True
                said = {
                    "name": found.estate.groups[group_id].name,
                    "cycle": renewal.need.cycle,
                    "in_service": renewal.in_service,
                    "fiscal_year": renewal.fy,
                    "last_plan_year": last,
                }
            yield Looked(renewal.ref, said, (renewal.need.subject,))
    for ref in found.projection.unknown:
        yield Looked(ref, is_unknown=True)
