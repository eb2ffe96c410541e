"""Renewals inside the rolling plan without any price（見積のない更新）."""

from __future__ import annotations

from collections.abc import Iterator

from ictlife.assessment import Assessment
from ictlife.checks.look import Looked, check
from ictlife.checks.lookup import renewals_within
from ictlife.money.renewal_cost import group_prices


@check(
    reads=("group", "estimate"),
    params=("extra_years",),
    says=("name", "cycle", "in_service", "fiscal_year", "window_years"),
)
def estimate_missing(found: Assessment, *, extra_years: int) -> Iterator[Looked]:
    """Look at every renewal within the years of the rolling plan（実施計画）: has it a price?"""
    years = found.estate.city.rolling_plan_years + extra_years
    for renewal in renewals_within(found, years):
        group = found.estate.groups[renewal.need.subject.id]
        said = None
        if not any(group_prices(found.estate, group)):
            said = {
                "name": group.name,
                "cycle": renewal.need.cycle,
                "in_service": renewal.in_service,
                "fiscal_year": renewal.fy,
                "window_years": years,
            }
        yield Looked(renewal.ref, said, (group.ref("renewal_cost"),))
