"""Fiscal years whose budget exceeds its cap, of all money or of one fund（予算上限の超過）."""

from __future__ import annotations

from collections.abc import Iterator

from ictlife.assessment import Assessment
from ictlife.budget.caps import UnderCap, under_caps
from ictlife.checks.look import Looked, check
from ictlife.model.estate import Estate
from ictlife.schedule.limit import cap_limit

_SHOWN = 5


@check(
    reads=("cap", "contract", "cost_line", "funding", "group"),
    says=("fiscal_year", "limit", "cap", "amount", "sharers", "count"),
)
def cap_exceeded(found: Assessment) -> Iterator[Looked]:
    """Look at every cap of the years that the papers show, where renewals stand in their due months.

    A schedule fitted to the caps says itself which of them it could not keep (SCH001): one cause, one finding.
    """
    if found.schedule.method != "due_date":
        return
    estate, years = found.estate, found.budget.horizon
    caps = (cap for cap in estate.caps.values() if years is None or cap.fiscal_year in years)
    for under in under_caps(found.budget, estate, caps):
        yield _looked(under, estate)


def _looked(under: UnderCap, estate: Estate) -> Looked:
    cap, shares = under.cap, under.shares
    if not under.over:
        return Looked(cap.ref())
    sharers = tuple(sorted((each for each in shares if shares[each] > 0), key=lambda each: (-shares[each], str(each))))
    said = {
        "fiscal_year": cap.fiscal_year,
        "limit": cap_limit(estate, cap),
        "cap": cap.amount,
        "amount": under.over,
        "sharers": sharers[:_SHOWN],
        "count": len(sharers),
    }
    return Looked(cap.ref(), said, sharers[:_SHOWN])

