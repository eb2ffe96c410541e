"""How long the budget of many contracts takes（予算計算の所要時間）: 20,000 contracts × 15 years, and linear.

Run: python benchmarks/money.py
"""

from __future__ import annotations

import gc
import random
import time
from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from ictlife.base.yen import Remainder, Rounding
from ictlife.budget.build import build
from ictlife.fiscal.month import Month
from ictlife.fiscal.when import When
from ictlife.model.city import City
from ictlife.model.contract import Contract, ContractKind, Per, TaxBasis
from ictlife.model.estate import Estate
from ictlife.model.fund import TaxRate
from ictlife.schedule.renewal import Schedule

AS_OF = date(2026, 11, 1)
RATES = ((date(1997, 4, 1), 5), (date(2014, 4, 1), 8), (date(2019, 10, 1), 10))


def contracts(count: int) -> Iterator[Contract]:
    """Made-up leases of fifteen years: half net, a third yearly, a tenth begun inside a month."""
    chance = random.Random(20261101)
    for number in range(count):
        start = Month(2012 + chance.randrange(10), 1 + chance.randrange(12))
        begun = When.day(start.first.replace(day=16)) if number % 10 == 0 else When.month(start)
        yield Contract(
            id=f"C{number}",
            name="lease",
            kind=ContractKind.LEASE,
            starts_on=begun,
            term_months=180,
            amount=chance.randrange(10_000, 2_000_000),
            per=(Per.MONTH, Per.YEAR, Per.TOTAL)[number % 3],
            tax_basis=(TaxBasis.NET, TaxBasis.GROSS)[number % 2],
        )


def estate(count: int) -> Estate:
    """An estate of `count` contracts."""
    rates = {str(day): TaxRate(id=str(day), from_on=day, percent=Fraction(rate)) for day, rate in RATES}
    city = City(id="default", name="bench", rounding=Rounding.DOWN, remainder=Remainder.RUNNING)
    return Estate(cities={"default": city}, contracts={each.id: each for each in contracts(count)}, tax_rates=rates)


def main() -> None:
    """Print seconds and microseconds per contract for growing counts, and the ratio to the smallest."""
    print(f"{'contracts':>10} {'rows':>10} {'seconds':>9} {'us each':>9} {'ratio':>6}")
    first = 0.0
    for count in (2_500, 5_000, 10_000, 20_000, 40_000):
        given = estate(count)
        gc.collect()
        begun = time.process_time()
        budget = build(given, Schedule(()), AS_OF)
        total = sum(budget.by_year.values())
        took = time.process_time() - begun
        assert total == sum(row.amount for row in budget.rows)
        each = took / count
        first = first or each
        print(f"{count:>10} {len(budget.rows):>10} {took:>9.2f} {each * 1e6:>9.1f} {each / first:>6.2f}")


if __name__ == "__main__":
    main()
