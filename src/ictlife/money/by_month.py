"""Charges month by month（月別の費用）: what the optimiser's paths are priced with."""

from __future__ import annotations

from collections.abc import Iterable

from ictlife.base.yen import Yen, split
from ictlife.fiscal.month import FiscalYear, Month
from ictlife.money.charge import Charge
from ictlife.money.spread import spread
from ictlife.money.tax import TaxRates


def by_month(charges: Iterable[Charge], rates: TaxRates) -> dict[Month, Yen]:
    """Yen by month. The months of a fiscal year sum to what the budget shows for that year."""
    months: dict[Month, Yen] = {}
    for charge in charges:
        first, until = Month.of(charge.first), Month.of(charge.until)
        for start_year, _, amount in spread(charge, rates):
            fy = FiscalYear(start_year)
            begin, end = max(first, fy.first_month), min(until, fy.last_month)
            parts = split(amount, [1] * (end - begin + 1))
            for number, part in enumerate(parts):
                months[begin + number] = months.get(begin + number, 0) + part
    return months
