"""Months, April years and terms of months."""

from datetime import date

import pytest

from ictlife.fiscal.month import FiscalSpan, FiscalYear, Month, MonthSpan, add_months, end_of_term


@pytest.mark.parametrize(
    ("day", "start_year"),
    [
        (date(2026, 3, 31), 2025),
        (date(2026, 4, 1), 2026),
        (date(2026, 2, 1), 2025),
        (date(2025, 12, 31), 2025),
        (date(2026, 1, 1), 2025),
    ],
)
def test_fiscal_year_turns_on_the_first_of_april(day: date, start_year: int) -> None:
    assert FiscalYear.of(day) == Month.of(day).fy == FiscalYear(start_year)


def test_fiscal_year_has_its_days_and_months() -> None:
    fy = FiscalYear(2025)
    assert (fy.first, fy.last) == (date(2025, 4, 1), date(2026, 3, 31))
    assert fy.months() == tuple(MonthSpan(fy.first_month, fy.last_month))
    assert len(fy.months()) == 12
    assert (fy + 5, FiscalYear(2030) - fy, str(fy)) == (FiscalYear(2030), 5, "2025")


@pytest.mark.parametrize(
    ("first", "months", "shares"),
    [
        # 2+12+12+12+12+10: the origin's server lease from 令和8年2月 and a prefecture's real one from 平成21年2月.
        (Month(2026, 2), 60, {2025: 2, 2026: 12, 2027: 12, 2028: 12, 2029: 12, 2030: 10}),
        (Month(2009, 2), 60, {2008: 2, 2009: 12, 2010: 12, 2011: 12, 2012: 12, 2013: 10}),
        # 平成30年9月 to 平成35年8月, another prefecture's: 7+12x4+5.
        (Month(2018, 9), 60, {2018: 7, 2019: 12, 2020: 12, 2021: 12, 2022: 12, 2023: 5}),
        (Month(2026, 4), 60, {2026: 12, 2027: 12, 2028: 12, 2029: 12, 2030: 12}),
        (Month(2026, 3), 1, {2025: 1}),
    ],
)
def test_lease_months_fall_into_fiscal_years(first: Month, months: int, shares: dict[int, int]) -> None:
    span = MonthSpan(first, first + (months - 1))
    assert {fy.start_year: n for fy, n in span.months_by_year().items()} == shares
    assert len(span) == months


def test_span_that_ends_before_it_starts_is_empty() -> None:
    backwards = MonthSpan(Month(2026, 2), Month(2026, 1))
    assert (len(backwards), list(backwards), backwards.months_by_year()) == (0, [], {})
    assert len(FiscalSpan(FiscalYear(2027), FiscalYear(2023))) == 0


def test_spans_hold_both_their_ends() -> None:
    plan = FiscalSpan(FiscalYear(2023), FiscalYear(2027))
    assert [fy.start_year for fy in plan] == [2023, 2024, 2025, 2026, 2027]
    assert FiscalYear(2027) in plan
    assert FiscalYear(2028) not in plan
    assert 2027 not in plan
    months = MonthSpan(Month(2025, 12), Month(2026, 2))
    assert Month(2026, 2) in months
    assert Month(2026, 3) not in months


def test_month_arithmetic_crosses_years() -> None:
    assert Month(2026, 12) + 1 == Month(2027, 1)
    assert Month(2026, 1) + -1 == Month(2025, 12)
    assert Month(2031, 2) - Month(2026, 2) == 60
    assert str(Month(2026, 2)) == "2026-02"


@pytest.mark.parametrize(
    ("start", "months", "last"),
    [
        (date(2023, 3, 1), 60, date(2028, 2, 29)),
        (date(2022, 9, 1), 60, date(2027, 8, 31)),
        (date(2026, 2, 1), 60, date(2031, 1, 31)),
        (date(2026, 4, 1), 12, date(2027, 3, 31)),
        (date(2026, 2, 15), 1, date(2026, 3, 14)),
    ],
)
def test_term_ends_the_day_before_its_start_comes_round(start: date, months: int, last: date) -> None:
    assert end_of_term(start, months) == last


def test_months_added_to_a_month_end_stay_in_the_month() -> None:
    assert add_months(date(2026, 1, 31), 1) == date(2026, 2, 28)
    assert add_months(date(2028, 1, 31), 1) == date(2028, 2, 29)
    assert add_months(date(2026, 3, 31), -1) == date(2026, 2, 28)
