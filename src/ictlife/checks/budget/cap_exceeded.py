"""Fiscal years whose budget exceeds its cap, of all money or of one fund（予算上限の超過）."""

from __future__ import annotations

from collections.abc import Iterator

from ictlife.assessment import Assessment
from ictlife.base.ref import Ref
from ictlife.budget.funding import GENERAL
from ictlife.checks.look import Looked, check
from ictlife.model.fund import Cap

_SHOWN = 5


@check(
    reads=("cap", "contract", "cost_line", "funding", "group"),
    says=("fiscal_year", "cap", "amount", "sharers", "count"),
)
def cap_exceeded(found: Assessment) -> Iterator[Looked]:
    """Look at every cap of the years that the papers show, where renewals stand in their due months.

    A schedule fitted to the caps says itself which of them it could not keep (SCH001): one cause, one finding.
    """
    if found.schedule.method != "due_date":
        return
    years = found.budget.horizon
    for cap in found.estate.caps.values():
        if years is None or cap.fiscal_year in years:
            yield _against(found, cap)


def _against(found: Assessment, cap: Cap) -> Looked:
    shares: dict[Ref, int] = {}
    for row in found.budget.rows:
        if row.fy == cap.fiscal_year and (not cap.fund or cap.fund == (row.funding or GENERAL)):
            shares[row.subject] = shares.get(row.subject, 0) + row.amount
    over = sum(shares.values()) - cap.amount
    if over <= 0:
        return Looked(cap.ref())
    sharers = tuple(sorted((each for each in shares if shares[each] > 0), key=lambda each: (-shares[each], str(each))))
    said = {
        "fiscal_year": cap.fiscal_year,
        "cap": cap.amount,
        "amount": over,
        "sharers": sharers[:_SHOWN],
        "count": len(sharers),
    }
    return Looked(cap.ref(), said, sharers[:_SHOWN])
