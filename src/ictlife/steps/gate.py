"""Times of year in which a step can be taken（可能時期）: budget request, vote, council sessions."""

from __future__ import annotations

from datetime import date

from ictlife.fiscal.month import FiscalYear
from ictlife.model.calendar import Gate, YearlySpan

_FURTHEST_YEARS = 3
"""How many fiscal years back a gate is looked for; a gate that never opens is no gate."""


def openings(gate: Gate, fy: FiscalYear) -> tuple[tuple[date, date], ...]:
    """First and last days on which the gate is open in a fiscal year, in order.

    Where the gate has entries of its own for that year they replace the yearly ones: sessions move with
    elections.
    """
    own = [(span.from_on, span.until_on) for span in gate.once if FiscalYear.of(span.from_on) == fy]
    found = own or [_in_year(span, fy) for span in gate.yearly]
    return tuple(sorted(found))


def last_opening(gate: Gate, by: date) -> tuple[date, date] | None:
    """The latest opening that has begun by `by`; None where there is none in the last few years."""
    fy = FiscalYear.of(by)
    for back in range(_FURTHEST_YEARS):
        for first, until in reversed(openings(gate, fy + -back)):
            if first <= by:
                return first, until
    return None


def _in_year(span: YearlySpan, fy: FiscalYear) -> tuple[date, date]:
    first = _day(span.from_md, fy)
    until = _day(span.until_md, fy)
    return (first, until) if first <= until else (first, date(until.year + 1, until.month, until.day))


def _day(month_day: str, fy: FiscalYear) -> date:
    month, day = (int(part) for part in month_day.split("-"))
    year = fy.start_year if month >= 4 else fy.start_year + 1
    return date(year, month, min(day, 28 if month == 2 else day))
