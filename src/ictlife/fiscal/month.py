"""Months and fiscal years（月・会計年度）. A span's `until` is inclusive, here and everywhere."""

from __future__ import annotations

import calendar
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta


@dataclass(frozen=True, slots=True, order=True)
class Month:
    """A calendar month（年月）.

    >>> Month(2026, 2) + 60, Month(2031, 2) - Month(2026, 2), Month(2026, 2).fy.start_year
    (Month(year=2031, month=2), 60, 2025)
    """

    year: int
    month: int

    @classmethod
    def of(cls, day: date) -> Month:
        """The month that holds `day`."""
        return cls(day.year, day.month)

    @classmethod
    def at(cls, number: int) -> Month:
        """The month with this `number` (see `number`)."""
        return cls(number // 12, number % 12 + 1)

    @property
    def number(self) -> int:
        """Months since year 0, for arithmetic."""
        return self.year * 12 + self.month - 1

    def __add__(self, months: int) -> Month:
        return Month.at(self.number + months)

    def __sub__(self, other: Month) -> int:
        return self.number - other.number

    @property
    def first(self) -> date:
        """Its first day."""
        return date(self.year, self.month, 1)

    @property
    def last(self) -> date:
        """Its last day, 29 February included."""
        return date(self.year, self.month, calendar.monthrange(self.year, self.month)[1])

    @property
    def fy(self) -> FiscalYear:
        """The fiscal year it falls in."""
        return FiscalYear(self.year if self.month >= 4 else self.year - 1)

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.month:02d}"


@dataclass(frozen=True, slots=True, order=True)
class FiscalYear:
    """A fiscal year（会計年度）: 1 April to 31 March, 地方自治法208条; 令和7年度 has `start_year` 2025."""

    start_year: int

    @classmethod
    def of(cls, day: date) -> FiscalYear:
        """The fiscal year that holds `day`."""
        return Month.of(day).fy

    @property
    def first(self) -> date:
        """1 April."""
        return date(self.start_year, 4, 1)

    @property
    def last(self) -> date:
        """31 March of the next calendar year."""
        return date(self.start_year + 1, 3, 31)

    @property
    def first_month(self) -> Month:
        """April."""
        return Month(self.start_year, 4)

    @property
    def last_month(self) -> Month:
        """March of the next calendar year."""
        return Month(self.start_year + 1, 3)

    def months(self) -> tuple[Month, ...]:
        """Its twelve months."""
        return tuple(self.first_month + n for n in range(12))

    def __add__(self, years: int) -> FiscalYear:
        return FiscalYear(self.start_year + years)

    def __sub__(self, other: FiscalYear) -> int:
        return self.start_year - other.start_year

    def __str__(self) -> str:
        return str(self.start_year)


@dataclass(frozen=True, slots=True, order=True)
class MonthSpan:
    """Months from `first` until `until`, both included（期間）; empty where `until` lies before `first`."""

    first: Month
    until: Month

    def __len__(self) -> int:
        return max(0, self.until - self.first + 1)

    def __iter__(self) -> Iterator[Month]:
        return (self.first + n for n in range(len(self)))

    def __contains__(self, month: object) -> bool:
        return isinstance(month, Month) and self.first <= month <= self.until

    def months_by_year(self) -> dict[FiscalYear, int]:
        """How many of its months fall into each fiscal year（年度別月数）.

        >>> list(MonthSpan(Month(2026, 2), Month(2031, 1)).months_by_year().values())
        [2, 12, 12, 12, 12, 10]
        """
        years: dict[FiscalYear, int] = {}
        fy = self.first.fy
        while len(self) and fy <= self.until.fy:
            years[fy] = min(self.until, fy.last_month) - max(self.first, fy.first_month) + 1
            fy = fy + 1
        return years


@dataclass(frozen=True, slots=True, order=True)
class FiscalSpan:
    """Fiscal years from `first` until `until`, both included（年度の期間）."""

    first: FiscalYear
    until: FiscalYear

    def __len__(self) -> int:
        return max(0, self.until - self.first + 1)

    def __iter__(self) -> Iterator[FiscalYear]:
        return (self.first + n for n in range(len(self)))

    def __contains__(self, fy: object) -> bool:
        return isinstance(fy, FiscalYear) and self.first <= fy <= self.until


def add_months(day: date, months: int) -> date:
    """`day` moved by whole months; a day that the target month lacks becomes its last day.

    >>> add_months(date(2023, 3, 1), 60), add_months(date(2024, 2, 29), 12)
    (datetime.date(2028, 3, 1), datetime.date(2025, 2, 28))
    """
    moved: date = day + relativedelta(months=months)
    return moved


def end_of_term(start: date, months: int) -> date:
    """Last day of a term of `months` that starts on `start`（満了日）.

    >>> end_of_term(date(2023, 3, 1), 60)
    datetime.date(2028, 2, 29)
    """
    return add_months(start, months) - timedelta(days=1)
