"""Whole yen: rounding, sharing out, tax."""

from fractions import Fraction

import pytest

from ictlife.base.yen import Remainder, Rounding, round_to, share_out, split, with_tax


@pytest.mark.parametrize(
    ("amount", "unit", "rounding", "expected"),
    [
        (1_500, 1_000, Rounding.DOWN, 1_000),
        (1_500, 1_000, Rounding.HALF_UP, 2_000),
        (1_499, 1_000, Rounding.HALF_UP, 1_000),
        (1_001, 1_000, Rounding.UP, 2_000),
        (1_000, 1_000, Rounding.UP, 1_000),
        (-1_500, 1_000, Rounding.DOWN, -1_000),
        (-1_500, 1_000, Rounding.HALF_UP, -2_000),
        (Fraction(7, 2), 1, Rounding.HALF_UP, 4),
        (0, 1_000, Rounding.UP, 0),
    ],
)
def test_rounding_mirrors_at_zero(amount: int | Fraction, unit: int, rounding: Rounding, expected: int) -> None:
    assert round_to(amount, unit, rounding) == expected


def test_split_gives_the_rest_to_the_part_named() -> None:
    assert split(100, [1, 1, 1]) == (33, 33, 34)
    assert split(100, [1, 1, 1], remainder=Remainder.FIRST) == (34, 33, 33)
    assert split(100, [0, 1, 2, 0]) == (0, 33, 67, 0)
    assert split(100, [0, 0]) == (0, 0)


def test_what_parts_have_too_much_is_taken_from_the_last_that_have_it() -> None:
    thousands = share_out([1001] * 4, Rounding.UP, unit=1000)
    assert thousands == (2000, 2000, 1000, 0)
    assert share_out([1001] * 4, Rounding.UP, Remainder.FIRST, unit=1000) == (0, 1000, 2000, 2000)
    assert share_out([-1001] * 4, Rounding.UP, unit=1000) == (-2000, -2000, -2000, 1000)


def test_parts_of_different_denominators_sum_to_the_rounded_total() -> None:
    parts = [Fraction(7, 2), Fraction(10, 3), Fraction(1, 6)]
    assert share_out(parts) == (3, 3, 1)
    assert share_out(parts, remainder=Remainder.RUNNING) == (3, 3, 1)
    assert share_out(parts, remainder=Remainder.FIRST) == (4, 3, 0)


def test_a_total_that_is_no_multiple_of_the_unit_is_kept_in_one_part() -> None:
    assert split(4_500, [1, 1], unit=1000) == (2000, 2500)
    assert split(4_500, [1, 1, 0], remainder=Remainder.FIRST, unit=1000) == (2500, 2000, 0)
    assert split(4_500, [0, 1, 1, 0], remainder=Remainder.RUNNING, unit=1000) == (0, 2000, 2500, 0)


def test_split_of_a_real_lease_by_its_months() -> None:
    assert split(8_370_000, [2, 12, 12, 12, 12, 10]) == (279_000, *[1_674_000] * 4, 1_395_000)


def test_tax_drops_the_fraction_of_a_yen() -> None:
    assert with_tax(999, 10) == 1_098
    assert with_tax(Fraction(999), Fraction(8)) == 1_078
    assert with_tax(999, 10, Rounding.UP) == 1_099
