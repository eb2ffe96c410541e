"""Years between two generations of a plan that none covers, or both do（計画の世代間の空白・重複）."""

from __future__ import annotations

from collections.abc import Iterator

from ictlife.assessment import Assessment
from ictlife.checks.look import Looked, check
from ictlife.fiscal.month import FiscalYear
from ictlife.planning.hierarchy import SeamKind


@check(
    reads=("plan",),
    params=("kind",),
    says=("name", "earlier", "first_year", "last_year"),
)
def generations_apart(found: Assessment, *, kind: str) -> Iterator[Looked]:
    """Look at every plan with a predecessor: is there a `gap`, or an `overlap`, that is not over yet?"""
    plans = found.estate.plans
    seams = {seam.later: seam for seam in found.planning.seams if seam.kind is SeamKind(kind)}
    for plan in plans.values():
        earlier = plans.get(plan.predecessor or "")
        if earlier is None:
            continue
        seam = seams.get(plan.ref())
        said = None
        if seam and seam.years.until >= FiscalYear.of(found.as_of):
            said = {
                "name": plan.name,
                "earlier": earlier.name,
                "first_year": seam.years.first,
                "last_year": seam.years.until,
            }
        yield Looked(plan.ref("first_year"), said, (earlier.ref("last_year"),))
