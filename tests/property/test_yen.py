"""Laws of money: sharing out loses nothing, and months of a span sum to its length."""

from hypothesis import given
from hypothesis import strategies as st

from ictlife.base.yen import Remainder, Rounding, round_to, split
from ictlife.fiscal.month import Month, MonthSpan

TOTALS = st.integers(-(10**12), 10**12)
WEIGHTS = st.lists(st.integers(0, 60), min_size=1, max_size=12).filter(any)
MONTHS = st.builds(Month, st.integers(1990, 2090), st.integers(1, 12))


@given(TOTALS, WEIGHTS, st.sampled_from(Rounding), st.sampled_from(Remainder), st.sampled_from([1, 1000]))
def test_parts_sum_to_the_total(
    total: int, weights: list[int], rounding: Rounding, remainder: Remainder, unit: int
) -> None:
    parts = split(total, weights, rounding, remainder, unit)
    assert sum(parts) == total
    assert all(part == 0 for part, weight in zip(parts, weights, strict=True) if weight == 0)


@given(st.integers(0, 10**12), WEIGHTS, st.sampled_from(Rounding), st.sampled_from(Remainder))
def test_no_part_of_an_amount_to_be_paid_goes_below_nothing(
    total: int, weights: list[int], rounding: Rounding, remainder: Remainder
) -> None:
    assert min(split(total * 1000, weights, rounding, remainder, 1000)) >= 0


@given(TOTALS, st.integers(1, 10**6))
def test_rounding_moves_less_than_a_unit(amount: int, unit: int) -> None:
    down, near, up = (
        round_to(amount, unit, rounding) for rounding in (Rounding.DOWN, Rounding.HALF_UP, Rounding.UP)
    )
    assert abs(down) <= abs(amount) <= abs(up) <= abs(down) + unit
    assert (down == up) == (amount % unit == 0)
    assert near in {down, up}
    assert 2 * abs(near - amount) <= unit


@given(MONTHS, st.integers(0, 180))
def test_months_by_year_sum_to_the_span(first: Month, months: int) -> None:
    span = MonthSpan(first, first + (months - 1))
    shares = span.months_by_year()
    assert sum(shares.values()) == len(span) == len(list(span)) == months
    assert all(1 <= share <= 12 for share in shares.values())
