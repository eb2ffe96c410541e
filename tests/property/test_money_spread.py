"""Laws of one charge over the fiscal years: sums, shifts, cuts, whatever the term, start, unit, rounding and tax."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from ictlife.base.dated import Dated
from ictlife.base.ref import Ref
from ictlife.base.yen import Remainder, Rounding, round_to, share_out, split, with_tax
from ictlife.fiscal.month import Month, add_months, end_of_term
from ictlife.model.city import PartialMonth
from ictlife.model.contract import CostKind, Per, TaxBasis
from ictlife.money.by_month import by_month
from ictlife.money.charge import Charge
from ictlife.money.spread import spread
from ictlife.money.term import term_of

RATES = Dated.of(
    [
        (date(1997, 4, 1), Fraction(5)),
        (date(2014, 4, 1), Fraction(8)),
        (date(2019, 10, 1), Fraction(10)),
        (date(2029, 6, 1), Fraction(25, 2)),
    ]
)
STARTS = st.dates(date(2008, 1, 1), date(2035, 12, 31))
MONTHS = st.integers(1, 120)
ROUNDINGS = st.sampled_from(Rounding)
REMAINDERS = st.sampled_from(Remainder)


@st.composite
def charges(draw: st.DrawFn, **fixed: object) -> Charge:
    """Any charge: 1 to 120 months from any day, or to any later day."""
    first = draw(STARTS)
    until = end_of_term(first, draw(MONTHS)) if draw(st.booleans()) else first + timedelta(draw(st.integers(0, 3650)))
    made = Charge(
        source=Ref("contract", "C", "amount"),
        kind=CostKind.EQUIPMENT,
        first=first,
        until=until,
        amount=draw(st.integers(0, 10**10)),
        per=draw(st.sampled_from(Per)),
        basis=draw(st.sampled_from(TaxBasis)),
        stated_on=first,
        fixed_rate=draw(st.none() | st.sampled_from([Fraction(0), Fraction(8), Fraction(10)])),
        rounding=draw(ROUNDINGS),
        remainder=draw(REMAINDERS),
        partial=draw(st.sampled_from(PartialMonth)),
    )
    return replace(made, **fixed)


def total(charge: Charge) -> int:
    return sum(amount for _, _, amount in spread(charge, RATES))


def month_parts(charge: Charge) -> dict[Month, Fraction]:
    """Every month of a charge with the part that counts, day by day and with nothing shared with the code."""
    days: dict[Month, int] = {}
    day = charge.first
    while day <= charge.until:
        days[Month.of(day)] = days.get(Month.of(day), 0) + 1
        day += timedelta(days=1)
    if charge.partial is PartialMonth.WHOLE_MONTH:
        return dict.fromkeys(days, Fraction(1))
    thirty = charge.partial is PartialMonth.THIRTY_DAYS
    return {
        month: Fraction(1) if count == month.last.day else Fraction(min(count, 30), 30 if thirty else month.last.day)
        for month, count in days.items()
    }


def rate_factor(charge: Charge, month: Month) -> Fraction:
    if charge.fixed_rate is not None:
        return 1 + charge.fixed_rate / 100 if charge.basis is TaxBasis.NET else Fraction(1)
    now = RATES.at(max(month.first, charge.first)) or 0
    if charge.basis is TaxBasis.NET:
        return 1 + Fraction(now) / 100
    return (100 + Fraction(now)) / (100 + Fraction(RATES.at(charge.stated_on) or 0))


@given(charges())
def test_years_follow_each_other_and_hold_every_month_once(charge: Charge):
    years = spread(charge, RATES)
    assert [year for year, _, _ in years] == list(range(years[0][0], years[-1][0] + 1))
    assert sum(months for _, months, _ in years) == Month.of(charge.until) - Month.of(charge.first) + 1
    assert all(1 <= months <= 12 for _, months, _ in years)


@given(charges())
def test_rows_sum_to_what_the_months_cost_one_by_one(charge: Charge):
    """An independent oracle: each month by itself, in exact fractions."""
    if charge.first == charge.until:
        return  # paid once: no month is shared out
    parts = month_parts(charge)
    if charge.per is Per.MONTH:
        fees = {month: round_to(charge.amount * rate_factor(charge, month), 1, charge.rounding) for month in parts}
        expected = sum(round_to(fees[month] * part, 1, charge.rounding) for month, part in parts.items())
    else:
        whole = Fraction(12) if charge.per is Per.YEAR else sum(parts.values())
        exact = sum(charge.amount * rate_factor(charge, month) * part / whole for month, part in parts.items())
        expected = round_to(exact, 1, charge.rounding)
    assert total(charge) == expected


@given(charges(per=Per.TOTAL, basis=TaxBasis.GROSS, fixed_rate=Fraction(10)))
def test_a_gross_total_is_kept_to_the_yen(charge: Charge):
    assert total(charge) == charge.amount


@given(charges(per=Per.TOTAL, basis=TaxBasis.NET, fixed_rate=Fraction(10)))
def test_a_net_total_is_the_bid_plus_tax(charge: Charge):
    assert total(charge) == with_tax(charge.amount, 10, charge.rounding)


@given(charges(), st.integers(-60, 60))
def test_a_start_that_shifts_moves_money_but_keeps_the_total(charge: Charge, months: int):
    """For whole months and one tax rate; days of a month and rates by date are the two things a shift may change."""
    first = charge.first.replace(day=1)
    length = Month.of(charge.until) - Month.of(charge.first) + 1
    at_rest = replace(charge, first=first, until=end_of_term(first, length), fixed_rate=Fraction(10))
    moved_to = add_months(first, months)
    moved = replace(at_rest, first=moved_to, until=end_of_term(moved_to, length))
    assert total(moved) == total(at_rest)
    if months % 12 == 0:
        shifted = [(year + months // 12, count, amount) for year, count, amount in spread(at_rest, RATES)]
        assert list(spread(moved, RATES)) == shifted


@given(charges(per=Per.MONTH), st.integers(1, 119))
def test_a_contract_split_in_two_changes_no_sum(charge: Charge, after: int):
    """At any first of a month, whatever the rounding and the tax: monthly fees are invoiced one by one."""
    cut = (Month.of(charge.first) + after).first
    if not charge.first < cut <= charge.until:
        return
    one, other = replace(charge, until=cut - timedelta(days=1)), replace(charge, first=cut)
    if one.first == one.until or other.first == other.until:
        return
    joined: dict[int, int] = {}
    for part in (one, other):
        for year, _, amount in spread(part, RATES):
            joined[year] = joined.get(year, 0) + amount
    assert joined == {year: amount for year, _, amount in spread(charge, RATES)}


@given(charges(per=Per.YEAR, basis=TaxBasis.GROSS, fixed_rate=Fraction(10)), st.integers(1, 119), st.integers(0, 10**8))
def test_a_yearly_fee_of_whole_months_splits_without_loss(charge: Charge, after: int, per_month: int):
    first = charge.first.replace(day=1)
    length = Month.of(charge.until) - Month.of(charge.first) + 1
    whole = replace(charge, first=first, until=end_of_term(first, length), amount=12 * per_month)
    cut = (Month.of(first) + after).first
    if not first < cut <= whole.until:
        return
    parts = (replace(whole, until=cut - timedelta(days=1)), replace(whole, first=cut))
    assert sum(map(total, parts)) == total(whole) == per_month * length


@given(charges())
def test_months_sum_to_years(charge: Charge):
    years: dict[int, int] = {}
    for month, yen in by_month([charge], RATES).items():
        years[month.fy.start_year] = years.get(month.fy.start_year, 0) + yen
    assert years == {year: amount for year, _, amount in spread(charge, RATES)}


@given(
    st.lists(st.fractions(0, 10**9, max_denominator=360), min_size=1, max_size=15),
    ROUNDINGS,
    REMAINDERS,
    st.sampled_from([1, 1000, 10_000, 1_000_000]),
)
def test_parts_in_any_unit_sum_to_the_rounded_total(parts, rounding, remainder, unit):
    shared = share_out(parts, rounding, remainder, unit)
    assert sum(shared) == round_to(sum(parts), unit, rounding)
    assert all(part % unit == 0 and part >= 0 for part in shared)
    if remainder is Remainder.RUNNING:
        assert all(abs(one - exact) < unit for one, exact in zip(shared, parts, strict=True))


@given(st.integers(0, 10**12), st.lists(st.integers(0, 12), min_size=1, max_size=16), ROUNDINGS, REMAINDERS)
def test_a_total_split_by_months_is_kept(whole, months, rounding, remainder):
    parts = split(whole, months, rounding, remainder)
    assert sum(parts) == (whole if any(months) else 0)


@given(STARTS, MONTHS)
def test_any_two_of_start_end_and_months_give_the_third(first: date, months: int):
    from ictlife.fiscal.when import When

    until = end_of_term(first, months)
    start, end = When.day(first), When.day(until)
    assert term_of(start, None, months) == term_of(start, end, None) == term_of(start, end, months)
    back = term_of(None, end, months)
    assert back is not None
    assert end_of_term(back.first, months) in (until, until - timedelta(days=1), until - timedelta(days=2))
    if first.day <= 28:
        assert back.first == first
