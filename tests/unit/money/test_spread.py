"""One charge by fiscal year: rates of tax that change, and months of which only some days count（年度別配分）."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from ictlife.base.dated import Dated
from ictlife.base.ref import Ref
from ictlife.model.city import PartialMonth
from ictlife.model.contract import CostKind, Per, TaxBasis
from ictlife.money.charge import Charge
from ictlife.money.spread import has_partial_month, spread

RATES = Dated.of(
    [(date(1997, 4, 1), Fraction(5)), (date(2014, 4, 1), Fraction(8)), (date(2019, 10, 1), Fraction(10))]
)
LEASE = Charge(
    source=Ref("contract", "L", "amount"),
    kind=CostKind.EQUIPMENT,
    first=date(2019, 4, 1),
    until=date(2020, 3, 31),
    amount=108_000,
    per=Per.MONTH,
    basis=TaxBasis.GROSS,
    stated_on=date(2019, 4, 1),
)


def cost(rates=RATES, **changes):
    return {year: amount for year, _, amount in spread(replace(LEASE, **changes), rates)}


def test_a_gross_fee_holds_the_rate_of_its_day_and_takes_the_new_one_from_then_on():
    assert cost() == {2019: 6 * 108_000 + 6 * 110_000}
    assert cost(stated_on=date(2019, 10, 1), amount=110_000) == {2019: 6 * 108_000 + 6 * 110_000}


def test_a_net_fee_takes_the_rate_of_each_month():
    assert cost(basis=TaxBasis.NET, amount=100_000) == {2019: 6 * 108_000 + 6 * 110_000}


def test_a_transitional_rate_holds_for_the_whole_term():
    assert cost(fixed_rate=Fraction(8)) == {2019: 12 * 108_000}
    assert cost(fixed_rate=Fraction(8), basis=TaxBasis.NET, amount=100_000) == {2019: 12 * 108_000}


@pytest.mark.parametrize(
    ("until", "at_the_new_rate"),
    [(date(2019, 9, 30), 0), (date(2019, 10, 31), 1), (date(2019, 11, 30), 2)],
)
def test_a_rate_counts_from_its_first_month_on(until, at_the_new_rate):
    old = 6 * 108_000
    assert cost(until=until) == {2019: old + at_the_new_rate * 110_000}


def test_a_rate_that_changes_inside_a_month_holds_from_the_next():
    rates = Dated.of([(date(2014, 4, 1), Fraction(8)), (date(2019, 10, 2), Fraction(10))])
    assert cost(rates) == {2019: 7 * 108_000 + 5 * 110_000}


def test_a_rate_of_before_the_term_is_no_change():
    assert cost(first=date(2019, 10, 1), stated_on=date(2019, 10, 1), amount=110_000) == {2019: 6 * 110_000}


def test_before_the_first_rate_there_is_no_tax():
    old = {"first": date(1996, 4, 1), "until": date(1996, 4, 30), "stated_on": date(1996, 4, 1)}
    assert cost(**old) == {1996: 108_000}
    assert cost(**old, basis=TaxBasis.NET) == {1996: 108_000}


@pytest.mark.parametrize(
    ("first", "until", "is_partial"),
    [
        (date(2026, 4, 1), date(2026, 6, 30), False),
        (date(2026, 4, 1), date(2028, 2, 29), False),
        (date(2026, 4, 2), date(2026, 6, 30), True),
        (date(2026, 4, 1), date(2026, 6, 29), True),
        (date(2026, 4, 1), date(2028, 2, 28), True),
        (date(2026, 4, 2), date(2026, 4, 2), False),
    ],
)
def test_a_month_is_partial_where_some_of_its_days_are_not_charged(first, until, is_partial):
    assert has_partial_month(replace(LEASE, first=first, until=until)) is is_partial
    whole = replace(LEASE, first=first, until=until, partial=PartialMonth.WHOLE_MONTH)
    assert has_partial_month(whole) is False


@pytest.mark.parametrize(
    ("partial", "expected"),
    [
        (PartialMonth.CALENDAR_DAYS, 310_000 * 16 // 31),
        (PartialMonth.THIRTY_DAYS, 310_000 * 16 // 30),
        (PartialMonth.WHOLE_MONTH, 310_000),
    ],
)
def test_half_a_month_costs_by_the_towns_way_of_counting(partial, expected):
    half = {"first": date(2026, 5, 16), "until": date(2026, 6, 30), "stated_on": date(2026, 5, 16), "amount": 310_000}
    assert cost(**half, partial=partial) == {2026: expected + 310_000}
