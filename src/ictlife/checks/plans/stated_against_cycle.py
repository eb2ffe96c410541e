"""Stated renewals that the cycle does not give（更新予定と周期の不一致）."""

from __future__ import annotations

from collections.abc import Iterator

from ictlife.assessment import Assessment
from ictlife.checks.look import Looked, check
from ictlife.checks.lookup import active_groups, cycle_of
from ictlife.fiscal.month import Month
from ictlife.fiscal.when import When
from ictlife.model.asset import RenewalStatus


@check(
    reads=("group", "policy"),
    params=("tolerance_months",),
    says=("name", "stated", "expected", "cycle_months", "months_off"),
)
def stated_against_cycle(found: Assessment, *, tolerance_months: int) -> Iterator[Looked]:
    """Look at every stated next renewal: is it the last one plus the cycle?"""
    for group in active_groups(found.estate):
        stated, start = group.planned_renewal_on, group.in_service_on
        cycle = cycle_of(found.estate, group)
        if not (stated and start and cycle) or group.renewal_status is RenewalStatus.DONE:
            continue
        expected = start.first_month + cycle
        off = _months_off(stated, expected)
        said = None
        if abs(off) > tolerance_months:
            said = {
                "name": group.name,
                "stated": stated,
                "expected": expected,
                "cycle_months": cycle,
                "months_off": abs(off),
            }
        yield Looked(group.ref("planned_renewal_on"), said, (group.ref("in_service_on"),))


def _months_off(stated: When, expected: Month) -> int:
    """Months between the expected month and the nearest one that the stated time can mean."""
    nearest = min(max(expected, stated.first_month), stated.last_month)
    return nearest - expected
