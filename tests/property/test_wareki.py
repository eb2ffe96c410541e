"""Laws of dates: what is written reads back, and every day lies in one fiscal year."""

from collections.abc import Callable
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from ictlife.base.unreadable import Unreadable
from ictlife.fiscal.month import FiscalYear, Month
from ictlife.fiscal.period import read_when_span
from ictlife.fiscal.serial import serial_day
from ictlife.fiscal.wareki import read_when, wareki_date, wareki_fiscal_year, wareki_month
from ictlife.fiscal.when import When

DAYS = st.dates(date(1926, 1, 1), date(2099, 12, 31))
MONTHS = DAYS.map(Month.of)
YEARS = st.integers(1926, 2099).map(FiscalYear)
FULL_WIDTH = str.maketrans("0123456789./-", "０１２３４５６７８９．／－")
LEDGER_TEXT = st.text("令和平成昭元年月日度末頃自至R H8.2/1-～から5か間未定()〇一十 :T", max_size=14)


def _refusal(read: Callable[[str], object], text: str) -> Unreadable | None:
    try:
        read(text)
    except Unreadable as refused:
        return refused
    return None


@given(DAYS, st.booleans())
def test_day_written_in_its_era_reads_back(day: date, is_short: bool) -> None:
    assert read_when(wareki_date(day, is_short)) == When.day(day)
    assert read_when(wareki_date(day, is_short).translate(FULL_WIDTH)) == When.day(day)


@given(MONTHS, st.booleans())
def test_month_written_in_its_era_reads_back(month: Month, is_short: bool) -> None:
    assert read_when(wareki_month(month, is_short)) == When.month(month)


@given(YEARS)
def test_fiscal_year_written_in_its_era_reads_back(fy: FiscalYear) -> None:
    assert read_when(wareki_fiscal_year(fy)) == When.fiscal_year(fy)
    assert read_when(f"{wareki_fiscal_year(fy, is_short=True)}年度") == When.fiscal_year(fy)


@given(st.one_of(DAYS.map(When.day), MONTHS.map(When.month), YEARS.map(When.fiscal_year)))
def test_iso_form_reads_back(when: When) -> None:
    assert read_when(str(when)) == when


@given(st.dates(date(2019, 5, 1), date(2099, 12, 31)))
def test_heisei_run_on_means_the_same_day_and_says_so(day: date) -> None:
    when = read_when(f"平成{day.year - 1988}年{day.month}月{day.day}日")
    assert (when.first, when.last, when.is_overrun) == (day, day, True)


@given(DAYS, DAYS, st.sampled_from("～〜-－~"), st.booleans())
def test_period_written_with_any_dash_reads_back(one: date, other: date, dash: str, is_short: bool) -> None:
    text = wareki_date(one, is_short) + dash + wareki_date(other, is_short)
    assert read_when_span(text) == (When.day(one), When.day(other))


@given(LEDGER_TEXT)
def test_any_text_is_read_or_refused_with_a_code(text: str) -> None:
    for read in (read_when, read_when_span):
        refusal = _refusal(read, text)
        assert refusal is None or refusal.code in {"INP021", "INP022", "INP023", "INP024", "INP025"}
        assert refusal is None or refusal.params["text"] == text


@given(st.text(max_size=70))
def test_text_of_any_script_never_breaks_a_reader(text: str) -> None:
    for read in (read_when, read_when_span):
        _refusal(read, text)


@given(DAYS)
def test_every_day_lies_in_exactly_one_fiscal_year(day: date) -> None:
    near = [FiscalYear(year) for year in range(day.year - 2, day.year + 3)]
    assert [fy for fy in near if fy.first <= day <= fy.last] == [FiscalYear.of(day)]


@given(YEARS)
def test_fiscal_years_meet_without_a_gap(fy: FiscalYear) -> None:
    assert fy.last + timedelta(days=1) == (fy + 1).first


@given(st.dates(date(1900, 3, 1), date(2199, 12, 31)))
def test_serials_advance_with_the_days(day: date) -> None:
    assert serial_day((day - date(1899, 12, 30)).days) == day
