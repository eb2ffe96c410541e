"""Periods as towns write them."""

from datetime import date

import pytest

from ictlife.base.unreadable import Unreadable
from ictlife.fiscal.period import read_when_span


@pytest.mark.parametrize("tilde", ["～", "〜", "~", "∼", "-", "－", "−", "–", "—", "―", "ー", " ～ ", "から", "→", "～至"])
def test_span_is_split_at_any_tilde_or_dash(tilde: str) -> None:
    start, end = read_when_span(f"R4.9.1{tilde}R9.8.31")
    assert (start.first, end.last) == (date(2022, 9, 1), date(2027, 8, 31))


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("令和5年度から令和9年度", "FY2023", "FY2027"),
        ("令和5年度から令和9年度まで", "FY2023", "FY2027"),
        ("令和5～9年度", "FY2023", "FY2027"),
        ("令和5年度～9年度", "FY2023", "FY2027"),
        ("平成30年度～令和4年度", "FY2018", "FY2022"),
        ("R元～R5年度", "FY2019", "FY2023"),
        ("2023～2027年度", "FY2023", "FY2027"),
        ("自令和8年2月1日至令和13年1月31日", "2026-02-01", "2031-01-31"),
        ("自 R8.2.1 ～ 至 R13.1.31", "2026-02-01", "2031-01-31"),
        ("令和8年2月1日から令和13年1月31日まで", "2026-02-01", "2031-01-31"),
        ("R5.3.1–R10.2.29", "2023-03-01", "2028-02-29"),
        ("令和7年4月1日～8年3月31日", "2025-04-01", "2026-03-31"),
        ("令和7年4月1日～9月30日", "2025-04-01", "2025-09-30"),
        ("R7.4.1～8.3.31", "2025-04-01", "2026-03-31"),
        ("令和7年4月1日から同年9月30日まで", "2025-04-01", "2025-09-30"),
        ("令和7年4月1日から翌年3月31日まで", "2025-04-01", "2026-03-31"),
        ("R8.2.1～同月28日", "2026-02-01", "2026-02-28"),
        ("2026-02-01-2031-01-31", "2026-02-01", "2031-01-31"),
        ("2026/02/01 ～ 2031/01/31", "2026-02-01", "2031-01-31"),
        ("R5-R9", "2023", "2027"),
        ("令和8年2月1日から60か月", "2026-02-01", "2031-01-31"),
        ("R5.3.1から60ヶ月間", "2023-03-01", "2028-02-29"),
        ("令和5～9年度まで", "FY2023", "FY2027"),
        ("令和8年2月1日(日)～令和13年1月31日(金)", "2026-02-01", "2031-01-31"),
        ("R8.2～5年間", "2026-02", "2031-01"),
        ("令和5年度から5年間", "FY2023", "FY2027"),
        ("令和8年度", "FY2026", "FY2026"),
        ("2026-02", "2026-02", "2026-02"),
    ],
)
def test_span_is_read(text: str, start: str, end: str) -> None:
    assert tuple(str(when) for when in read_when_span(text)) == (start, end)


def test_span_into_an_overrun_era_keeps_the_note_at_its_end() -> None:
    start, end = read_when_span("H28.12.1～H33.11.30")
    assert (start.is_overrun, end.is_overrun) == (False, True)


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("INP023", "R5-9"),
        ("INP023", "令和8年から5年間"),
        ("INP023", "令和8年度から6か月"),
        ("INP023", "R8.2.1から0か月"),
        ("INP023", "R7.4.1～9.3"),
        ("INP023", "2026/4～9"),
        ("INP023", "5～9年度"),
        ("INP023", "令和7年4月1日～3月31日"),
        ("INP021", "R8.2.1"),
        ("INP021", "R4.9.1～"),
        ("INP021", "～R9.8.31"),
        ("INP021", "令和8年度から"),
        ("INP021", "令和8年度まで"),
        ("INP021", "R4～R5～R6"),
        ("INP022", "R4.9.31～R9.8.31"),
        ("INP024", "R4.9.1～R9.8頃"),
        ("INP025", "R0.9.1～R9.8.31"),
    ],
)
def test_span_with_two_readings_or_an_open_end_is_refused(code: str, text: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read_when_span(text)
    assert (refused.value.code, refused.value.params["text"]) == (code, text)
