"""Money counted on in years in which its source does not pay（財源の利用期間外）."""

from __future__ import annotations

from collections.abc import Iterator

from ictlife.assessment import Assessment
from ictlife.base.yen import Yen
from ictlife.budget.funding import groups_of
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
        outside = _outside(found, source)
        said = None
        if outside:
            said = {
                "name": source.name,
                "fiscal_years": tuple(sorted(outside)),
                "amount": sum(outside.values()),
                "first_year": source.first_year or "",
                "last_year": source.last_year or "",
            }
        yield Looked(source.ref("last_year"), said)


def _outside(found: Assessment, source: Funding) -> dict[FiscalYear, Yen]:
    """What the source is meant for in years still to come, in which it does not pay.

    The generations after the next renewal are another matter: a source of a few years was never for them.
    """
    now = FiscalYear.of(found.as_of)
    years: dict[FiscalYear, Yen] = {}
    later = {each.ref for each in found.schedule.renewals if each.need.cycle > 1}
    for row in found.budget.rows:
        if row.fy < now or row.contract in later or in_window(source, row.fy):
            continue
        if is_eligible(source, row.kind, groups_of(row, found.estate)):
            years[row.fy] = years.get(row.fy, 0) + row.amount
    return years
