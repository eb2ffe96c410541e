"""Months of a charge sum to its years."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from ictlife.base.dated import Dated
from ictlife.base.ref import Ref
from ictlife.fiscal.month import Month
from ictlife.model.contract import CostKind, Per, TaxBasis
from ictlife.money.by_month import by_month
from ictlife.money.charge import Charge
from ictlife.money.spread import spread

RATES = Dated.of([(date(2019, 10, 1), Fraction(10))])


def test_months_of_a_year_sum_to_the_year():
    charge = Charge(
        source=Ref("contract", "C", "amount"),
        kind=CostKind.EQUIPMENT,
        first=date(2026, 2, 1),
        until=date(2031, 1, 31),
        amount=8_370_001,
        per=Per.TOTAL,
        basis=TaxBasis.NET,
        stated_on=date(2026, 2, 1),
    )
    months = by_month([charge], RATES)
    assert len(months) == 60
    for start_year, count, amount in spread(charge, RATES):
        inside = [yen for month, yen in months.items() if month.fy.start_year == start_year]
        assert (len(inside), sum(inside)) == (count, amount)
    assert months[Month(2026, 2)] == 153_450
