"""The budget against its caps（予算上限との対比）: one sum behind the papers and the rule that speaks of an excess."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from ictlife.base.ref import Ref
from ictlife.base.yen import Yen
from ictlife.budget.funding import GENERAL
from ictlife.budget.row import Budget, BudgetRow
from ictlife.fiscal.month import FiscalYear
from ictlife.model.fund import Cap

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


def under_caps(budget: Budget, caps: Iterable[Cap]) -> tuple[UnderCap, ...]:
    """Each cap in its order, beside what the budget spends in its year, of all money or of its fund."""
    caps = tuple(caps)
    shares: dict[Place, dict[Ref, Yen]] = {_place(cap): {} for cap in caps}
    years = {year for year, _ in shares}
    for row in budget.rows:
        if row.fy in years:
            for place in ((row.fy, ""), (row.fy, row.funding or GENERAL)):
                if place in shares:
                    shares[place][row.subject] = shares[place].get(row.subject, 0) + row.amount
    return tuple(UnderCap(cap, shares[_place(cap)]) for cap in caps)


def rows_under(budget: Budget, cap: Cap) -> Iterator[BudgetRow]:
    """The rows that count against a cap（上限の対象となる予算行）."""
    for row in budget.rows:
        if row.fy == cap.fiscal_year and (not cap.fund or (row.funding or GENERAL) == cap.fund):
            yield row


def binding_caps(caps: Iterable[Cap]) -> dict[Place, Cap]:
    """The cap of each year and fund（有効な上限）: of several the lowest, since all of them must be kept."""
    found: dict[Place, Cap] = {}
    for cap in caps:
        known = found.get(_place(cap))
        if known is None or cap.amount < known.amount:
            found[_place(cap)] = cap
    return found


def _place(cap: Cap) -> Place:
    return cap.fiscal_year, cap.fund or ""
