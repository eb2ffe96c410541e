"""Plans whose review in mid-term is not set or not recorded（計画の中間見直し）."""

from __future__ import annotations

from collections.abc import Iterator

from ictlife.assessment import Assessment
from ictlife.checks.look import Looked, check
from ictlife.checks.lookup import plans_of
from ictlife.fiscal.month import FiscalYear


@check(reads=("plan",), params=("levels",), says=("plan", "review_on", "last_year"))
def review_missing(found: Assessment, *, levels: list[str]) -> Iterator[Looked]:
    """Look at every plan in force: is a mid-term review set, and if its day has passed, recorded?"""
    for plan in plans_of(found.estate, levels):
        if FiscalYear.of(found.as_of) not in plan.period:
            continue
        is_done = plan.reviewed_on is not None and (plan.review_on is None or plan.reviewed_on <= found.as_of)
        is_ahead = plan.review_on is not None and plan.review_on >= found.as_of
        said = {"plan": plan.name, "review_on": plan.review_on, "last_year": plan.last_year}
        yield Looked(plan.ref("review_on"), None if is_done or is_ahead else said)
