"""When is the town hall open（開庁日）: not on weekends, holidays, at New Year or on the city's own days."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

import jpholiday
from jpholiday import JPHoliday
from jpholiday.checker.checker import NationalHolidayChecker, TransferHolidayChecker

MonthDay = tuple[int, int]
YEAR_END: frozenset[MonthDay] = frozenset({(12, 29), (12, 30), (12, 31), (1, 1), (1, 2), (1, 3)})
"""29 December to 3 January（年末年始）, as most cities' ordinances on closed days have it."""
MOST_YEARLY = 100


@lru_cache(maxsize=512)
def national_holidays(year: int) -> frozenset[date]:
    """The national holidays of a calendar year（国民の祝日に関する法律）, substitute days included.

    A substitute day or a day between two holidays (3条2項, 3項) always follows a holiday, so the library's
    slow test for them is asked of those days only: 7 ms a year instead of 49, with the same answer.
    """
    named = {holiday.date for holiday in _named_days().year_holidays(year)}
    following = {day + timedelta(days=1) for day in named} - named
    return frozenset(named | {day for day in following if jpholiday.is_holiday(day)})


@lru_cache(maxsize=1)
def _named_days() -> JPHoliday:
    """jpholiday without the two days that follow from others."""
    days = JPHoliday()
    days.registry.unregister(TransferHolidayChecker(days.registry))
    days.registry.unregister(NationalHolidayChecker(days.registry))
    return days


@dataclass(frozen=True, slots=True)
class BusinessCalendar:
    """The days on which work is done（開庁日）.

    >>> hall = BusinessCalendar(closed=frozenset({date(2026, 10, 1)}))
    >>> str(hall.next(date(2026, 12, 29))), str(hall.previous(date(2026, 10, 1)))
    ('2027-01-04', '2026-09-30')
    """

    closed: frozenset[date] = frozenset()
    """The city's own closed days."""
    opened: frozenset[date] = frozenset()
    """Days open all the same, such as the Sundays of the moving season; they win over everything."""
    yearly: frozenset[MonthDay] = YEAR_END
    """Days closed every year, as (month, day)."""

    def __post_init__(self) -> None:
        """Refuse a year without working days, in which the next one would never come."""
        if len(self.yearly) > MOST_YEARLY:
            raise ValueError(f"yearly: more than {MOST_YEARLY} closed days")

    def is_open(self, day: date) -> bool:
        """Whether `day` is a working day."""
        days = _open_days(self, day.year)
        place = bisect_left(days, day)
        return place < len(days) and days[place] == day

    def next(self, day: date) -> date:
        """The first working day on or after `day`."""
        return self._at(day.year, bisect_left(_open_days(self, day.year), day))

    def previous(self, day: date) -> date:
        """The last working day on or before `day`."""
        return self._at(day.year, bisect_right(_open_days(self, day.year), day) - 1)

    def add(self, day: date, days: int) -> date:
        """The working day `days` after `day`, or before it where negative; zero is `next`.

        The day itself is not counted（初日不算入, 民法140条）: one working day after a Saturday is Monday.

        >>> hall = BusinessCalendar()
        >>> str(hall.add(date(2026, 11, 21), 1)), str(hall.add(date(2026, 5, 7), -1))
        ('2026-11-24', '2026-05-01')
        """
        if days == 0:
            return self.next(day)
        opens = _open_days(self, day.year)
        start = bisect_right(opens, day) - 1 if days > 0 else bisect_left(opens, day)
        return self._at(day.year, start + days)

    def count(self, first: date, until: date) -> int:
        """How many working days there are from `first` until `until`, both included."""
        if until < first:
            return 0
        between = sum(len(_open_days(self, year)) for year in range(first.year, until.year))
        before = bisect_left(_open_days(self, first.year), first)
        return between + bisect_right(_open_days(self, until.year), until) - before

    def most_closed(self, first: date, until: date, days: int = 1) -> int:
        """Most closed days between a working day of `first`…`until` and the `days`-th one after it（最長の連休）.

        Where `first` is closed, the working day before it counts too. A span that ends before it begins is its first
        day.

        >>> BusinessCalendar().most_closed(date(2026, 12, 1), date(2027, 1, 31))
        6
        """
        day, year, until = self.previous(first), first.year - 1, max(first, until)
        opens: list[date] = []
        while year <= until.year or bisect_right(opens, until) + days > len(opens):
            opens += _open_days(self, year)
            year += 1
        start = bisect_left(opens, day)
        span = range(start, max(start + 1, bisect_right(opens, until)))
        return max((opens[place + days] - opens[place]).days - days for place in span)

    def _at(self, year: int, place: int) -> date:
        """The working day at `place`, counted from the first of `year` and running on into other years."""
        while place < 0:
            year -= 1
            place += len(_open_days(self, year))
        while place >= (size := len(_open_days(self, year))):
            place -= size
            year += 1
        return _open_days(self, year)[place]


@lru_cache(maxsize=1024)
def _open_days(calendar: BusinessCalendar, year: int) -> tuple[date, ...]:
    """The working days of a year in order; counted once, since milestones ask for the same years again."""
    holidays = national_holidays(year)
    first = date(year, 1, 1)
    days = (first + timedelta(days=n) for n in range((date(year, 12, 31) - first).days + 1))
    return tuple(day for day in days if _is_open(calendar, holidays, day))


def _is_open(calendar: BusinessCalendar, holidays: frozenset[date], day: date) -> bool:
    if day in calendar.opened:
        return True
    is_closed = day in holidays or day in calendar.closed or (day.month, day.day) in calendar.yearly
    return day.weekday() < 5 and not is_closed
