"""A point in time as precisely as it was written（時点）."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ictlife.fiscal.month import FiscalYear, Month


class Precision(StrEnum):
    """How precisely a point in time was written（日付の精度）."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    FISCAL_YEAR = "fiscal_year"


@dataclass(frozen=True, slots=True, order=True)
class When:
    """A point in time with its precision（時点）: the first and the last day it can mean.

    A start written as a month means its first day, an end its last. `is_overrun` notes an era year
    past the era's end（平成33年）that was normalised.
    """

    first: date
    last: date
    precision: Precision
    is_overrun: bool = False

    @classmethod
    def day(cls, day: date) -> When:
        """A day."""
        return cls(day, day, Precision.DAY)

    @classmethod
    def month(cls, month: Month) -> When:
        """A month."""
        return cls(month.first, month.last, Precision.MONTH)

    @classmethod
    def fiscal_year(cls, fy: FiscalYear) -> When:
        """A fiscal year."""
        return cls(fy.first, fy.last, Precision.FISCAL_YEAR)

    @classmethod
    def year(cls, year: int) -> When:
        """A calendar year."""
        return cls(date(year, 1, 1), date(year, 12, 31), Precision.YEAR)

    @property
    def first_month(self) -> Month:
        """The first month it can mean."""
        return Month.of(self.first)

    @property
    def last_month(self) -> Month:
        """The last month it can mean."""
        return Month.of(self.last)

    def __str__(self) -> str:
        """ISO: `2026-02-01`, `2026-02`, `2026`, `FY2025`."""
        match self.precision:
            case Precision.DAY:
                return self.first.isoformat()
            case Precision.MONTH:
                return str(self.first_month)
            case Precision.YEAR:
                return str(self.first.year)
            case Precision.FISCAL_YEAR:
                return f"FY{self.first_month.fy}"
