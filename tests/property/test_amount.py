"""Laws of amounts and keys: every way to write a number reads back, no text breaks a reader."""

import contextlib

from hypothesis import given
from hypothesis import strategies as st

from ictlife.base.amount import (
    read_centimetres,
    read_hours,
    read_minutes,
    read_months,
    read_percent,
    read_quantity,
    read_yen,
)
from ictlife.base.textkey import text_key
from ictlife.base.unreadable import Unreadable

READERS = (read_yen, read_quantity, read_months, read_hours, read_minutes, read_centimetres, read_percent)
FULL_WIDTH = str.maketrans("0123456789,", "０１２３４５６７８９，")
CELL_TEXT = st.one_of(st.text(max_size=70), st.text("0123456789,.△-()¥円千百万億か月年時間分日台式%", max_size=14))


@given(st.integers(-(10**13), 10**13))
def test_yen_written_in_any_way_reads_back(yen: int) -> None:
    sign, size = ("△" if yen < 0 else ""), abs(yen)
    assert read_yen(str(yen)) == read_yen(f"{yen:,}円") == yen
    assert read_yen(f"{sign}￥{size:,}") == read_yen(f"{sign}{size:,}".translate(FULL_WIDTH)) == yen
    assert read_yen(f"{sign}{size:,}千円") == read_yen(f"{yen}", "千円") == yen * 1000
    assert read_yen(f"({size:,})") == -size


@given(st.integers(1, 9999), st.integers(1, 9999), st.integers(1, 9999))
def test_yen_in_myriads_reads_back(oku: int, man: int, rest: int) -> None:
    assert read_yen(f"{oku:,}億{man:,}万{rest}円") == oku * 10**8 + man * 10**4 + rest


@given(st.integers(0, 99), st.integers(0, 99))
def test_years_and_months_add_up(years: int, months: int) -> None:
    assert read_months(f"{years}年{months}か月") == years * 12 + months


@given(CELL_TEXT)
def test_any_text_is_read_or_refused(text: str) -> None:
    for read in READERS:
        with contextlib.suppress(Unreadable):
            read(text)


@given(st.text(max_size=20))
def test_key_of_a_key_is_the_key(text: str) -> None:
    assert text_key(text_key(text)) == text_key(text)
