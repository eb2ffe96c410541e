"""Money counted on in years in which its source does not pay（財源の利用期間外）."""

from __future__ import annotations

from collections.abc import Iterator

from ictlife.assessment import Assessment
from ictlife.base.yen import Yen
from ictlife.budget.funding import groups_of
from ictlife.budget.row import BudgetRow
from ictlife.checks.look import Looked, check
from ictlife.fiscal.month import FiscalYear
from ictlife.model.fund import Funding
from ictlife.money.funding import in_window, is_eligible, sources


@check(
    reads=("funding", "group", "contract"),
    says=("name", "fiscal_years", "amount", "first_year", "last_year"),
)
def source_outside_window(found: Assessment) -> Iterator[Looked]:
    """Look at every source with a window of years: does what it is meant for fall outside?"""
    for source in sources(found.estate):
        if source.first_year is None and source.last_year is None:
            continue
        rows = _outside(found, source)
        outside: dict[FiscalYear, Yen] = {}
        for row in rows:
            outside[row.fy] = outside.get(row.fy, 0) + row.amount
        said = None
        if outside:
            said = {
                "name": source.name,
                "fiscal_years": tuple(sorted(outside)),
                "amount": sum(outside.values()),
                "first_year": source.first_year or "",
                "last_year": source.last_year or "",
            }
        yield Looked(source.ref("last_year"), said, tuple(dict.fromkeys(row.ref for row in rows)))


def _outside(found: Assessment, source: Funding) -> list[BudgetRow]:
    """What the source is meant for in years still to come, in which it does not pay.

    The generations after the next renewal are another matter: a source of a few years was never for them.
    """
    now = FiscalYear.of(found.as_of)
    later = {each.ref for each in found.schedule.renewals if each.need.cycle > 1}
    ahead = (row for row in found.budget.rows if row.fy >= now and row.amount and row.contract not in later)
    outside = (row for row in ahead if not in_window(source, row.fy))
    return [row for row in outside if is_eligible(source, row.kind, groups_of(row, found.estate))]
