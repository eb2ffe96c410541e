"""What day does a number in a spreadsheet's date column mean（シリアル値）."""

from __future__ import annotations

from datetime import date, timedelta
from math import isfinite

from ictlife.base.unreadable import Unreadable
from ictlife.fiscal.when import When

_END = 2_958_466  # the serial after 9999-12-31
_FIRST_YEAR, _LAST_YEAR = 1950, 2199  # earlier serials are numbers such as 8, 7.4 (R7.4) and 2026


def serial_day(number: float, is_1904: bool = False) -> date:
    """The day of a serial; in the 1900 system serial 60 is a 29 February that never was.

    >>> [str(serial_day(n)) for n in (46054, 59, 61)], str(serial_day(44592, is_1904=True))
    (['2026-02-01', '1900-02-28', '1900-03-01'], '2026-02-01')

    Raises:
        Unreadable: INP022 serial 60; INP021 outside the calendar of spreadsheets.
    """
    if not isfinite(number) or not (0 if is_1904 else 1) <= number < (_END - 1462 if is_1904 else _END):
        raise Unreadable("INP021", text=_text(number))
    if is_1904:
        return date(1904, 1, 1) + timedelta(days=int(number))
    if int(number) == 60:
        raise Unreadable("INP022", text=_text(number))
    return date(1899, 12, 31 if number < 60 else 30) + timedelta(days=int(number))


def read_serial(number: float, is_1904: bool = False) -> When:
    """The day that a numeric cell means: a serial, or eight digits typed as YYYYMMDD.

    A number whose serial lies before 1950 is far likelier a year that somebody typed, so it is refused.

    >>> [str(read_serial(n)) for n in (46054, 46054.75, 20260201)]
    ['2026-02-01', '2026-02-01', '2026-02-01']

    Raises:
        Unreadable: INP021 no serial; INP022 a day that does not exist; INP023 more likely a year.
    """
    if 10**7 <= number < 10**8 and number == int(number):
        day = _written(int(number))
    else:
        day = serial_day(number, is_1904)
    if day.year < _FIRST_YEAR:
        raise Unreadable("INP023", text=_text(number))
    if day.year > _LAST_YEAR:
        raise Unreadable("INP021", text=_text(number))
    return When.day(day)


def _written(digits: int) -> date:
    try:
        return date(digits // 10_000, digits // 100 % 100, digits % 100)
    except ValueError:
        raise Unreadable("INP022", text=str(digits)) from None


def _text(number: float) -> str:
    """The number as the cell shows it."""
    return f"{number:.10g}"
