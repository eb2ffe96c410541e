"""Numbers in date columns."""

from datetime import date

import pytest

from ictlife.base.unreadable import Unreadable
from ictlife.fiscal.serial import read_serial, serial_day
from ictlife.fiscal.when import When


@pytest.mark.parametrize(
    ("number", "day"),
    [
        (1, date(1900, 1, 1)),
        (59, date(1900, 2, 28)),
        (61, date(1900, 3, 1)),
        (43586, date(2019, 5, 1)),
        (46054, date(2026, 2, 1)),
        (46054.999, date(2026, 2, 1)),
        (2958465, date(9999, 12, 31)),
    ],
)
def test_serial_is_a_day_around_the_leap_day_that_never_was(number: float, day: date) -> None:
    assert serial_day(number) == day


@pytest.mark.parametrize(("number", "day"), [(0, date(1904, 1, 1)), (44592, date(2026, 2, 1))])
def test_serial_of_an_old_mac_counts_from_1904(number: float, day: date) -> None:
    assert serial_day(number, is_1904=True) == day


@pytest.mark.parametrize("number", [46054, 46054.5, 20260201, 20260201.0])
def test_number_is_read_as_a_day(number: float) -> None:
    assert read_serial(number) == When.day(date(2026, 2, 1))


@pytest.mark.parametrize(
    ("code", "number"),
    [
        ("INP021", 0),
        ("INP021", -1),
        ("INP021", float("nan")),
        ("INP021", float("inf")),
        ("INP021", 2958466),
        ("INP021", 2958465),
        ("INP022", 60),
        ("INP022", 20260230),
        ("INP023", 8),
        ("INP023", 7.4),
        ("INP023", 2026),
    ],
)
def test_number_that_is_no_day_or_likelier_a_year_is_refused(code: str, number: float) -> None:
    with pytest.raises(Unreadable) as refused:
        read_serial(number)
    assert refused.value.code == code


def test_last_serial_of_the_1904_calendar_is_not_beyond_the_calendar() -> None:
    assert serial_day(2957003, is_1904=True) == date(9999, 12, 31)
    with pytest.raises(Unreadable):
        serial_day(2957004, is_1904=True)


def test_the_first_and_the_last_day_that_a_serial_may_mean() -> None:
    first, last = (date(1950, 1, 1) - date(1899, 12, 30)).days, (date(2199, 12, 31) - date(1899, 12, 30)).days
    assert [read_serial(first), read_serial(last)] == [When.day(date(1950, 1, 1)), When.day(date(2199, 12, 31))]
    for number, code in ((first - 1, "INP023"), (last + 1, "INP021")):
        with pytest.raises(Unreadable) as refused:
            read_serial(number)
        assert refused.value.code == code
