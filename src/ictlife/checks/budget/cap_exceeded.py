"""Fiscal years whose budget exceeds its cap, of all money or of one fund（予算上限の超過）."""

from __future__ import annotations

from collections.abc import Iterator

from ictlife.assessment import Assessment
from ictlife.base.text import Phrase
from ictlife.budget.caps import UnderCap, under_caps
from ictlife.checks.look import Looked, check
from ictlife.model.estate import Estate
from ictlife.model.fund import GENERAL, Cap

_SHOWN = 5


@check(
    reads=("cap", "contract", "cost_line", "funding", "group"),
    says=("fiscal_year", "limit", "cap", "amount", "sharers", "count"),
)
def cap_exceeded(found: Assessment) -> Iterator[Looked]:
    """Look at every cap of the years that the papers show.

    A schedule fitted to the caps says itself which caps on all money it could not keep (SCH001): one cause, one
    finding. Of one fund it only knows about how much is spent, so here the budget speaks.
    """
    estate, years = found.estate, found.budget.horizon
    is_fitted = found.schedule.method != "due_date"
    caps = [cap for cap in estate.caps.values() if years is None or cap.fiscal_year in years]
    for under in under_caps(found.budget, estate, (cap for cap in caps if cap.fund or not is_fitted)):
        yield _looked(under, estate)


def _looked(under: UnderCap, estate: Estate) -> Looked:
    cap, shares = under.cap, under.shares
    if not under.over:
        return Looked(cap.ref())
    sharers = tuple(sorted((each for each in shares if shares[each] > 0), key=lambda each: (-shares[each], str(each))))
    said = {
        "fiscal_year": cap.fiscal_year,
        "limit": _limit(estate, cap),
        "cap": cap.amount,
        "amount": under.over,
        "sharers": sharers[:_SHOWN],
        "count": len(sharers),
    }
    return Looked(cap.ref(), said, sharers[:_SHOWN])


def _limit(estate: Estate, cap: Cap) -> Phrase:
    """What is limited: all money, the general funds, or one source by its name."""
    fund = estate.fund_of(cap)
    if not fund:
        return Phrase("cap_limit.all", {})
    if fund == GENERAL:
        return Phrase("cap_limit.general", {})
    source = estate.fundings.get(fund)
    return Phrase("cap_limit.fund", {"name": source.name if source else fund})
