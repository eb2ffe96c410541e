"""Renewals still marked as planned after their date（期日を過ぎた更新予定）."""

from __future__ import annotations

from collections.abc import Iterator

from ictlife.assessment import Assessment
from ictlife.checks.look import Looked, check
from ictlife.checks.lookup import active_groups
from ictlife.model.asset import RenewalStatus


@check(reads=("group",), says=("name", "stated", "days_past"))
def stated_in_past(found: Assessment) -> Iterator[Looked]:
    """Look at every stated next renewal: has its date passed while it is still marked as planned?"""
    for group in active_groups(found.estate):
        stated = group.planned_renewal_on
        if stated is None:
            continue
        said = None
        if stated.last < found.as_of and group.renewal_status is RenewalStatus.PLANNED:
            said = {"name": group.name, "stated": stated, "days_past": (found.as_of - stated.last).days}
        yield Looked(group.ref("planned_renewal_on"), said, (group.ref("renewal_status"),))
