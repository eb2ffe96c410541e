"""Every form of a date that a town types, and every one that must not be guessed."""

from datetime import date

import pytest

from ictlife.base.unreadable import Unreadable
from ictlife.fiscal.month import FiscalYear, Month
from ictlife.fiscal.wareki import (
    read_fiscal_year,
    read_when,
    undecided,
    unknown,
    wareki_date,
    wareki_fiscal_year,
    wareki_month,
)
from ictlife.fiscal.when import Precision, When

FORMS = {
    "令和8年2月": "2026-02",
    "令和8年2月1日": "2026-02-01",
    "令和８年２月": "2026-02",
    "令和 8 年 2 月 1 日": "2026-02-01",
    "令和　８年　２月": "2026-02",
    "R8.2": "2026-02",
    "R8.2.1": "2026-02-01",
    "r8.2.1": "2026-02-01",
    "Ｒ８．２．１": "2026-02-01",
    "R.8.2.1": "2026-02-01",
    "R08/02/01": "2026-02-01",
    "R8-2": "2026-02",
    "R8－2－1": "2026-02-01",
    "R8ー2": "2026-02",
    "R8・2・1": "2026-02-01",
    "R080201": "2026-02-01",
    "令8.2.1": "2026-02-01",
    "令和元年": "2019",
    "令和1年5月22日": "2019-05-22",
    "R元.5": "2019-05",
    "H31.4": "2019-04",
    "S63.4.1": "1988-04-01",
    "平成30年度": "FY2018",
    "R7年度": "FY2025",
    "2025年度": "FY2025",
    "FY2025": "FY2025",
    "R8年度中": "FY2026",
    "2026/2": "2026-02",
    "2026年2月": "2026-02",
    "西暦2026年2月1日": "2026-02-01",
    "2026": "2026",
    "2026-02-01": "2026-02-01",
    "2026/2/1": "2026-02-01",
    "2026.02.01": "2026-02-01",
    "20260201": "2026-02-01",
    "2026-02-01 00:00:00": "2026-02-01",
    "2026-02-01T00:00:00": "2026-02-01",
    "2026/02/01 0:00": "2026-02-01",
    "㋿8年": "2026",
    "㍻30年4月": "2018-04",
    "㍼63年度": "FY1988",
    "令和八年二月一日": "2026-02-01",
    "令和十二年度": "FY2030",
    "平成二十九年四月": "2017-04",
    "二〇二六年二月": "2026-02",
    "R8年3月末": "2026-03-31",
    "令和10年2月末日": "2028-02-29",
    "R8年度末": "2027-03-31",
    "2026年2月1日(日)": "2026-02-01",
    "令和8年(2026年)2月1日": "2026-02-01",
    "2026年（令和8年）2月1日": "2026-02-01",
    "令和8年2月1日まで": "2026-02-01",
    "令和8年2月1日付け": "2026-02-01",
    "大正15年12月24日": "1926-12-24",
    "明治45年7月29日": "1912-07-29",
    "令和10年2月29日": "2028-02-29",
}


@pytest.mark.parametrize(("text", "expected"), FORMS.items())
def test_form_is_read_with_its_precision(text: str, expected: str) -> None:
    when = read_when(text)
    assert (str(when), when.is_overrun) == (expected, False)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("平成33年11月30日", "2021-11-30"),
        ("平成36年3月31日", "2024-03-31"),
        ("H33.11.30", "2021-11-30"),
        ("平成31年5月", "2019-05"),
        ("平成35年度", "FY2023"),
        ("平成32年度", "FY2020"),
        ("昭和64年1月8日", "1989-01-08"),
        ("昭和100年", "2025"),
        ("平成31年(令和元年)5月1日", "2019-05-01"),
    ],
)
def test_year_past_its_era_is_normalised_with_a_note(text: str, expected: str) -> None:
    when = read_when(text)
    assert (str(when), when.is_overrun) == (expected, True)


@pytest.mark.parametrize("text", ["平成31年度", "令和元年度", "H31年度", "令和1年度", "平成31年度(令和元年度)"])
def test_fiscal_2019_has_two_names_and_no_complaint(text: str) -> None:
    assert read_when(text) == When.fiscal_year(FiscalYear(2019))


@pytest.mark.parametrize("text", ["昭和64年度", "平成元年度"])
def test_fiscal_1989_has_two_names_and_no_complaint(text: str) -> None:
    assert read_when(text) == When.fiscal_year(FiscalYear(1989))


@pytest.mark.parametrize("text", ["平成31年4月30日", "平成31年", "昭和64年1月7日", "昭和64年", "平成元年1月"])
def test_last_days_of_an_era_are_no_overrun(text: str) -> None:
    assert not read_when(text).is_overrun


REFUSED = {
    "INP021": ["", "  ", "abc", "令和", "R", "令和8年2月1日10時", "9999-12-31", "2026-W01-1", "昭和999年",
               "R8年度3月", "1" * 5000, "令和8年2月1日末", "(((((", "2026-02-01Z", "〃", "同上", "令和十十年", "9999年度", "令和三〇〇年度"],
    "INP022": ["9月31日", "令和7年9月31日", "令和8年13月", "令和8年2月30日", "2月30日", "2026-02-29", "2026-13-01",
               "2026/2/29", "20260230", "R8.0.1", "R8.2.0", "R081301", "0000-00-00"],
    "INP023": ["7.4.1", "26/4/1", "8-2", "08/02/01", "8年2月1日", "7年度", "46054", "8", "4/1/2026", "9月30日",
               "2月29日", "202602", "260201", "5080201", "'26年度", "2026年(令和7年)2月1日"],
    "INP024": ["R8頃", "R8.4中旬", "令和8年4月予定", "令和8年度当初", "令和8年秋", "R8年度上半期", "R8.4以降",
               "約R8年", "R8.2?", "令和8年3月末頃", "第1四半期", "2026年度（見込）", "R8年2月(予定)", "未定"],
    "INP025": ["令和0年", "令和0年5月1日", "昭和元年1月", "令和元年4月1日", "令和元年4月30日", "平成元年1月7日",
               "R0年度", "明治5年12月1日", "大正元年1月1日"],
}  # fmt: skip


@pytest.mark.parametrize(("code", "text"), [(code, text) for code, texts in REFUSED.items() for text in texts])
def test_nonsense_is_refused_with_its_code_and_the_cell(code: str, text: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read_when(text)
    assert (refused.value.code, refused.value.params["text"]) == (code, text)


def test_refusal_before_an_era_names_the_era_and_its_first_day() -> None:
    with pytest.raises(Unreadable) as refused:
        read_when("令和元年4月1日")
    assert refused.value.params == {"text": "令和元年4月1日", "era": "令和", "begins": date(2019, 5, 1)}


def test_refusal_of_a_vague_date_names_the_word() -> None:
    with pytest.raises(Unreadable) as refused:
        read_when("R8.4中旬")
    assert refused.value.params["word"] == "中旬"


def test_month_written_alone_starts_on_its_first_and_ends_on_its_last_day() -> None:
    when = read_when("R10.2")
    assert (when.first, when.last, when.precision) == (date(2028, 2, 1), date(2028, 2, 29), Precision.MONTH)


@pytest.mark.parametrize("text", ["令和7年度", "R7年度", "R7", "Ｒ７", "2025", "2025年度", "FY2025", "平成37年度"])
def test_year_column_takes_years_as_fiscal_years(text: str) -> None:
    assert read_fiscal_year(text) == FiscalYear(2025)


@pytest.mark.parametrize(
    ("code", "text"),
    [("INP027", "令和7年"), ("INP027", "2025年"), ("INP027", "㋿7年"), ("INP027", "R7.4"), ("INP027", "R7.4.1"),
     ("INP023", "7"), ("INP024", "R7頃"), ("INP025", "R0")],
)  # fmt: skip
def test_year_column_refuses_calendar_years_and_days(code: str, text: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read_fiscal_year(text)
    assert refused.value.code == code


@pytest.mark.parametrize("text", ["未定", "（未定）", "調整中", "TBA", "ＴＢＤ", " 未 定 "])
def test_undecided_words(text: str) -> None:
    assert undecided(text)
    assert not unknown(text)


@pytest.mark.parametrize("text", ["不明", "－", "-", "―", "?", "？", "（不明）", "N/A"])
def test_unknown_words(text: str) -> None:
    assert unknown(text)
    assert not undecided(text)


@pytest.mark.parametrize("text", ["", "令和8年2月", "R8頃", "なし"])
def test_dates_and_blanks_are_neither_undecided_nor_unknown(text: str) -> None:
    assert not undecided(text)
    assert not unknown(text)


@pytest.mark.parametrize(
    ("day", "long", "short"),
    [
        (date(2026, 2, 1), "令和8年2月1日", "R8.2.1"),
        (date(2019, 5, 1), "令和元年5月1日", "R元.5.1"),
        (date(2019, 4, 30), "平成31年4月30日", "H31.4.30"),
        (date(1989, 1, 7), "昭和64年1月7日", "S64.1.7"),
        (date(1926, 12, 24), "大正15年12月24日", "T15.12.24"),
        (date(1912, 7, 29), "明治45年7月29日", "M45.7.29"),
        (date(1872, 12, 31), "1872年12月31日", "1872.12.31"),
    ],
)
def test_day_is_written_in_its_era(day: date, long: str, short: str) -> None:
    assert (wareki_date(day), wareki_date(day, is_short=True)) == (long, short)


def test_month_of_an_era_change_bears_the_new_name() -> None:
    months = [Month(2019, 4), Month(2019, 5), Month(1989, 1), Month(1926, 12)]
    assert [wareki_month(m) for m in months] == ["平成31年4月", "令和元年5月", "平成元年1月", "昭和元年12月"]


def test_fiscal_year_is_not_named_by_its_first_or_last_day() -> None:
    years = [1988, 1989, 2018, 2019, 2020, 2025]
    assert [wareki_fiscal_year(FiscalYear(y)) for y in years] == [
        "昭和63年度", "平成元年度", "平成30年度", "令和元年度", "令和2年度", "令和7年度",
    ]  # fmt: skip
    assert wareki_fiscal_year(FiscalYear(2025), is_short=True) == "R7"
