"""A point in time knows how precisely it was written."""

from datetime import date

import pytest

from ictlife.fiscal.month import FiscalYear, Month
from ictlife.fiscal.when import Precision, When


@pytest.mark.parametrize(
    ("when", "first", "last", "written"),
    [
        (When.day(date(2026, 2, 1)), date(2026, 2, 1), date(2026, 2, 1), "2026-02-01"),
        (When.month(Month(2028, 2)), date(2028, 2, 1), date(2028, 2, 29), "2028-02"),
        (When.year(2026), date(2026, 1, 1), date(2026, 12, 31), "2026"),
        (When.fiscal_year(FiscalYear(2025)), date(2025, 4, 1), date(2026, 3, 31), "FY2025"),
    ],
)
def test_when_spans_what_it_can_mean(when: When, first: date, last: date, written: str) -> None:
    assert (when.first, when.last, str(when)) == (first, last, written)
    assert (when.first_month, when.last_month) == (Month.of(first), Month.of(last))


def test_precision_tells_a_month_from_its_days() -> None:
    assert When.month(Month(2026, 2)).precision is Precision.MONTH
    assert When.month(Month(2026, 2)) != When(date(2026, 2, 1), date(2026, 2, 28), Precision.DAY)
