"""The budget against its caps（予算上限との対比）: one sum behind the papers and the rule that speaks of an excess."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from ictlife.base.ref import Ref
from ictlife.base.yen import Yen
from ictlife.budget.row import Budget, BudgetRow
from ictlife.fiscal.month import FiscalYear
from ictlife.model.estate import Estate
from ictlife.model.fund import GENERAL, Cap

Place = tuple[FiscalYear, str]
"""Fiscal year, and fund or "" for all money."""


@dataclass(frozen=True, slots=True)
class UnderCap:
    """What a year spends under a cap（上限に対する額）; `shares` are the yen of each group or contract."""

    cap: Cap
    shares: Mapping[Ref, Yen]

    @property
    def over(self) -> Yen:
        """By how much the cap is exceeded（超過額）; 0 where it is kept."""
        return max(0, sum(self.shares.values()) - self.cap.amount)


def under_caps(budget: Budget, estate: Estate, caps: Iterable[Cap]) -> tuple[UnderCap, ...]:
    """Each cap in its order, beside what the budget spends in its year, of all money or of its fund."""
    caps = tuple(caps)
    places = {cap.id: (cap.fiscal_year, estate.fund_of(cap)) for cap in caps}
    shares: dict[Place, dict[Ref, Yen]] = {place: {} for place in places.values()}
    years = {year for year, _ in shares}
    for row in budget.rows:
        if row.fy in years:
            for place in ((row.fy, ""), (row.fy, row.funding or GENERAL)):
                if place in shares:
                    shares[place][row.subject] = shares[place].get(row.subject, 0) + row.amount
    return tuple(UnderCap(cap, shares[places[cap.id]]) for cap in caps)


def rows_under(budget: Budget, estate: Estate, cap: Cap) -> Iterator[BudgetRow]:
    """The rows that count against a cap（上限の対象となる予算行）."""
    fund = estate.fund_of(cap)
    for row in budget.rows:
        if row.fy == cap.fiscal_year and (not fund or (row.funding or GENERAL) == fund):
            yield row


def binding_caps(estate: Estate) -> dict[Place, Cap]:
    """The cap of each year and fund（有効な上限）: of several the lowest, since all of them must be kept."""
    found: dict[Place, Cap] = {}
    for cap in estate.caps.values():
        place = cap.fiscal_year, estate.fund_of(cap)
        if place not in found or cap.amount < found[place].amount:
            found[place] = cap
    return found
