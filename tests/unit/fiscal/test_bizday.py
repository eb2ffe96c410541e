"""Working days of a town hall."""

from datetime import date

import jpholiday
import pytest

from ictlife.fiscal.bizday import BusinessCalendar, national_holidays

HALL = BusinessCalendar()


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2026, 1, 12), "成人の日"),
        (date(2026, 5, 6), "振替休日 of 3 May"),
        (date(2026, 9, 22), "国民の休日 between two holidays"),
        (date(2019, 5, 1), "即位の日, in 2019 only"),
        (date(2021, 7, 23), "スポーツの日, moved for the Olympics"),
    ],
)
def test_national_holiday_is_closed(day: date, name: str) -> None:
    assert day in national_holidays(day.year), name
    assert not HALL.is_open(day)


@pytest.mark.parametrize("year", [1949, 1973, 1985, 1989, 1993, 2003, 2007, 2019, 2020, 2021, *range(2024, 2045)])
def test_holidays_are_those_of_the_library(year: int) -> None:
    assert national_holidays(year) == {day for day, _ in jpholiday.year_holidays(year)}


@pytest.mark.parametrize("day", [date(2026, 12, 29), date(2026, 12, 31), date(2025, 1, 2), date(2025, 1, 3)])
def test_new_year_is_closed_on_weekdays_too(day: date) -> None:
    assert day.weekday() < 5
    assert not HALL.is_open(day)


@pytest.mark.parametrize("day", [date(2026, 12, 28), date(2027, 1, 4), date(2026, 11, 24)])
def test_plain_weekday_is_open(day: date) -> None:
    assert HALL.is_open(day)


def test_next_and_previous_stay_on_an_open_day_and_leave_a_closed_one() -> None:
    assert HALL.next(date(2026, 12, 28)) == HALL.previous(date(2026, 12, 28)) == date(2026, 12, 28)
    assert HALL.next(date(2026, 12, 29)) == date(2027, 1, 4)
    assert HALL.previous(date(2027, 1, 3)) == date(2026, 12, 28)


@pytest.mark.parametrize(
    ("day", "days", "expected"),
    [
        (date(2026, 11, 20), 1, date(2026, 11, 24)),
        (date(2026, 11, 21), 1, date(2026, 11, 24)),
        (date(2026, 11, 21), -1, date(2026, 11, 20)),
        (date(2026, 11, 21), 0, date(2026, 11, 24)),
        (date(2026, 12, 28), 1, date(2027, 1, 4)),
        (date(2027, 1, 4), -1, date(2026, 12, 28)),
    ],
)
def test_add_does_not_count_the_first_day(day: date, days: int, expected: date) -> None:
    assert HALL.add(day, days) == expected


def test_city_closes_and_opens_days_of_its_own() -> None:
    sunday = date(2026, 3, 29)
    hall = BusinessCalendar(
        closed=frozenset({date(2026, 10, 1)}), opened=frozenset({sunday}), yearly=frozenset({(11, 13)})
    )
    assert hall.is_open(sunday)
    assert not hall.is_open(date(2026, 10, 1))
    assert not hall.is_open(date(2026, 11, 13))
    assert hall.is_open(date(2026, 12, 29)), "its own yearly days replace the usual New Year"


def test_count_includes_both_ends() -> None:
    assert HALL.count(date(2026, 12, 28), date(2027, 1, 4)) == 2
    assert HALL.count(date(2026, 12, 29), date(2027, 1, 3)) == 0
    assert HALL.count(date(2027, 1, 4), date(2026, 12, 28)) == 0
    assert HALL.count(date(2026, 1, 1), date(2026, 12, 31)) == sum(
        HALL.is_open(date.fromordinal(n)) for n in range(date(2026, 1, 1).toordinal(), date(2027, 1, 1).toordinal())
    )


def test_calendar_without_working_days_is_refused() -> None:
    every_day = frozenset((month, day) for month in range(1, 13) for day in range(1, 32))
    with pytest.raises(ValueError, match="yearly"):
        BusinessCalendar(yearly=every_day)


@pytest.mark.parametrize(
    ("first", "until", "days", "closed"),
    [
        (date(2026, 6, 1), date(2026, 6, 30), 1, 2),  # weekends only
        (date(2026, 12, 1), date(2027, 1, 31), 1, 6),  # Tuesday 29 December to Sunday 3 January
        (date(2025, 12, 1), date(2026, 1, 31), 1, 9),  # Saturday 27 December to Sunday 4 January
        (date(2026, 4, 1), date(2026, 5, 31), 1, 5),  # Saturday 2 May to Wednesday 6 May
        (date(2026, 4, 28), date(2026, 5, 7), 3, 7),  # from Friday 1 May to Monday the 11th
        (date(2026, 6, 6), date(2026, 6, 6), 1, 2),  # a day on which nobody is there
    ],
)
def test_closed_days_in_a_row_are_the_most_within_the_span(first: date, until: date, days: int, closed: int) -> None:
    assert HALL.most_closed(first, until, days) == closed


def test_a_term_that_ends_before_it_begins_counts_as_its_first_day() -> None:
    """A contract whose end is mistyped is a finding of its own; here it must not end the run."""
    first = date(2026, 12, 25)
    assert HALL.most_closed(first, date(2021, 3, 31), 3) == HALL.most_closed(first, first, 3) > 0
