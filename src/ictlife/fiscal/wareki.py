"""What day, month or fiscal year does a cell mean, and how does a town write it（和暦）.

Eras go in and out here, and nowhere else. A form with two readings is refused, never guessed. The Japanese
strings are eras and the few words people put beside a date, which is why this module may hold them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from ictlife.base.textkey import fold_width
from ictlife.base.unreadable import Unreadable
from ictlife.fiscal.month import FiscalYear, Month
from ictlife.fiscal.when import Precision, When


@dataclass(frozen=True, slots=True)
class Era:
    """An era（元号）: year 1 is `offset` + 1."""

    name: str
    letter: str
    begins: date
    offset: int


# 明治 begins here with the solar calendar (明治5年太政官布告337号); earlier days are not plain offsets.
ERAS = (
    Era("明治", "M", date(1873, 1, 1), 1867),
    Era("大正", "T", date(1912, 7, 30), 1911),
    Era("昭和", "S", date(1926, 12, 25), 1925),
    Era("平成", "H", date(1989, 1, 8), 1988),
    Era("令和", "R", date(2019, 5, 1), 2018),
)
FIRST_YEAR = "元"

_YEARS = range(ERAS[0].begins.year, 2200)  # Outside lie typing errors and sentinels such as 9999-12-31.
_BY_SIGN = {sign: era for era in ERAS for sign in (era.name, era.name[0], era.letter.lower())}
_UNDECIDED = frozenset({"未定", "調整中", "検討中", "協議中", "tba", "tbd", "未発表", "未公表"})
_UNKNOWN = frozenset({"不明", "不詳", "未確認", "unknown", "n/a", "?", "-", "--", "---", "*", "/"})
_VAGUE = re.compile(
    "頃|ごろ|ころ|予定|見込|見通し|目途|目処|めど|目標|想定|仮|(?<!契)約|およそ|程度|前後|以降|以後|以前|末頃"
    "|上旬|中旬|下旬|初旬|初め|はじめ|当初|半ば|前半|後半|上期|下期|半期|四半期|春|夏|秋|冬|未定|調整中|検討中"
    "|遅くとも|早くて|早ければ|\\?$|q[1-4]|[1-4]q"
)
_TIME = re.compile(r"(?<=\d)[T\s]+\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?(\+09:?00)?$")
_WEEKDAY = re.compile(r"\([月火水木金土日](曜日?)?\)")
_TRAILER = re.compile(r"(まで|迄|から|より|付け?|現在|時点)$")
_END_OF = re.compile(r"末日?$")
_WITHIN = re.compile(r"(?<=[年月度])[中内]に?$")
_ASIDE = re.compile(r"(.+?)\((.+?)\)(.*)")
_KANJI_NUMBER = re.compile("[〇一二三四五六七八九十]+")
ERA_SIGN = r"(?P<era>明治|大正|昭和|平成|令和|[明大昭平令]|[mtshr]\.?)"
_DATE = re.compile(
    rf"(?:西暦)?{ERA_SIGN}?(?P<year>元|\d{{1,4}})"
    r"(?:年?(?P<fy>年度|度)|年|[年./・-](?P<month>\d{1,2})(?:月|(?:月|[./・-])(?P<day>\d{1,2})日?)?)?"
)
_FY = re.compile(r"fy(\d{4})|(\d{4})fy")
_COMPACT = re.compile(rf"(?:(?P<western>\d{{4}})|{ERA_SIGN}(?P<year>\d\d))(?P<month>\d\d)(?P<day>\d\d)?")
_NUMERIC = re.compile(
    r"\d+([./・-]\d+){0,2}|\d{1,2}月\d{1,2}日?|\d{1,2}年(度|\d{1,2}月(\d{1,2}日)?)?|'?\d\d年度?"
)
_IN_YEAR = re.compile(r"(\d{1,2})月(\d{1,2})日?")
_LONGEST = 60


def undecided(text: str) -> bool:
    """Whether the cell says that nobody has decided yet（未定）.

    >>> undecided("未定"), undecided("（調整中）"), undecided("令和8年2月")
    (True, True, False)
    """
    return fold_date(text).strip("()") in _UNDECIDED


def unknown(text: str) -> bool:
    """Whether the cell says that the writer does not know（不明）.

    >>> unknown("不明"), unknown("－"), unknown("令和8年2月")
    (True, True, False)
    """
    return fold_date(text).strip("()") in _UNKNOWN


@lru_cache(maxsize=1 << 16)
def read_when(text: str) -> When:
    """The day, month, year or fiscal year that `text` writes（日付）, no more precisely than written.

    >>> [str(read_when(t)) for t in ("令和8年2月", "R8.2.1", "平成33年11月30日", "平成31年度", "R8年3月末")]
    ['2026-02', '2026-02-01', '2021-11-30', 'FY2019', '2026-03-31']

    Raises:
        Unreadable: INP021 no date; INP022 a day that does not exist; INP023 two readings; INP024 vague;
            INP025 before the era begins.
    """
    if len(text) == 10 and text[4] == text[7] == "-" and text.isascii():
        return _iso(text)
    return read_folded(fold_date(_TIME.sub("", text)), text)


def read_fiscal_year(text: str) -> FiscalYear:
    """The fiscal year that a cell of a year column writes（年度）: R12 and 2030 are fiscal years there.

    >>> [str(read_fiscal_year(t)) for t in ("令和12年度", "R12", "2030", "平成31年度")]
    ['2030', '2030', '2030', '2019']

    Raises:
        Unreadable: INP027 a day, a month or a calendar year（令和12年）; else as `read_when`.
    """
    when = read_when(text)
    if when.precision is Precision.FISCAL_YEAR or (when.precision is Precision.YEAR and "年" not in fold_date(text)):
        return FiscalYear(when.first.year)
    raise Unreadable("INP027", text=text)


def wareki_date(day: date, is_short: bool = False) -> str:
    """A day as a town writes it（和暦の日付）; before 1873, when the calendar was lunar, in western years.

    >>> wareki_date(date(2026, 2, 1)), wareki_date(date(2019, 5, 1), is_short=True)
    ('令和8年2月1日', 'R元.5.1')
    """
    if is_short:
        return f"{_year(day, is_short)}.{day.month}.{day.day}"
    return f"{_year(day)}年{day.month}月{day.day}日"


def wareki_month(month: Month, is_short: bool = False) -> str:
    """A month（和暦の年月）; one in which the era changed bears the new era's name.

    >>> wareki_month(Month(1989, 1)), wareki_month(Month(2026, 2), is_short=True)
    ('平成元年1月', 'R8.2')
    """
    if is_short:
        return f"{_year(month.last, is_short)}.{month.month}"
    return f"{_year(month.last)}年{month.month}月"


def wareki_fiscal_year(fy: FiscalYear, is_short: bool = False) -> str:
    """A fiscal year（和暦の会計年度）, by the last era to begin before New Year: 2019 is 令和元年度.

    >>> wareki_fiscal_year(FiscalYear(2025)), wareki_fiscal_year(FiscalYear(2019))
    ('令和7年度', '令和元年度')
    >>> wareki_fiscal_year(FiscalYear(2025), is_short=True)
    'R7'
    """
    year = _year(date(fy.start_year, 12, 31), is_short)
    return year if is_short else f"{year}年度"


def _year(day: date, is_short: bool = False) -> str:
    era = next((era for era in reversed(ERAS) if era.begins <= day), None)
    if era is None:
        return str(day.year)
    number = day.year - era.offset
    return f"{era.letter if is_short else era.name}{FIRST_YEAR if number == 1 else number}"


def _iso(text: str) -> When:
    """The form programs write, without the grammar: half the cells of a big ledger are in it."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        is_shaped = text.replace("-", "", 2).isdecimal()
        raise Unreadable("INP022" if is_shaped else "INP021", text=text) from None
    if day.year not in _YEARS:
        raise Unreadable("INP021", text=text)
    return When(day, day, Precision.DAY)


def fold_date(text: str) -> str:
    """A date's text in one width, without spaces and weekday, lower case, digits for kanji; any dash is `-`."""
    if len(text) > _LONGEST:
        return ""
    folded = "".join(fold_width(text).split()).lower().replace("ー", "-")
    return folded if folded.isascii() else _KANJI_NUMBER.sub(_digits, _WEEKDAY.sub("", folded))


def _digits(kanji: re.Match[str]) -> str:
    """八 → 8, 十二 → 12, 二十 → 20, 二〇二六 → 2026: contracts and bylaws are set upright."""
    order = "〇一二三四五六七八九"
    tens, has_tens, ones = kanji[0].partition("十")
    if not has_tens:
        return "".join(str(order.index(c)) for c in kanji[0])
    if len(tens) > 1 or len(ones) > 1 or ones == "十":
        return kanji[0]
    return str((order.index(tens) if tens else 1) * 10 + (order.index(ones) if ones else 0))


def read_folded(folded: str, text: str) -> When:
    """As `read_when`, of text from `fold_date`; `text` is what the cell held, for the message."""
    if vague := _VAGUE.search(folded):
        raise Unreadable("INP024", text=text, word=vague[0])
    folded = _TRAILER.sub("", folded)
    if aside := _ASIDE.fullmatch(folded):
        return _agreed(read_folded(aside[1] + aside[3], text), read_folded(aside[2], text), text)
    if _END_OF.search(folded):
        whole = read_folded(_END_OF.sub("", folded), text)
        if whole.precision is Precision.DAY:
            raise Unreadable("INP021", text=text)
        return replace(whole, first=whole.last, precision=Precision.DAY)
    folded = _WITHIN.sub("", folded)
    if fy := _FY.fullmatch(folded):
        return _western_fy(int(fy[1] or fy[2]), text)
    if compact := _COMPACT.fullmatch(folded):
        return _compact(compact, text)
    match = _DATE.fullmatch(folded)
    if match is None or (match["era"] is None and not re.match(r"(西暦)?\d{4}(?!\d)", folded)):
        raise Unreadable(_why_not(folded), text=text)
    if match["era"] is None:
        return _western(match, text)
    return _in_era(_BY_SIGN[match["era"].rstrip(".")], match, text)


def _why_not(folded: str) -> str:
    """`7.4.1` lacks its era and `9月30日` its year, `9月31日` is on no calendar, `abc` is no date."""
    if in_year := _IN_YEAR.fullmatch(folded):
        try:
            date(2000, int(in_year[1]), int(in_year[2]))  # a leap year, so that only the impossible fails
        except ValueError:
            return "INP022"
    return "INP023" if _NUMERIC.fullmatch(folded) else "INP021"


def _agreed(main: When, aside: When, text: str) -> When:
    """`平成31年(令和元年)5月1日`: the reading outside the brackets, if the one inside allows it."""
    if main.first.year == aside.first.year and (main.first <= aside.last and aside.first <= main.last):
        return main
    raise Unreadable("INP023", text=text)


def _compact(match: re.Match[str], text: str) -> When:
    """`20260201`, `R080201`, `R0802`. Six bare digits may be YYYYMM or YYMMDD and are refused."""
    if match["era"] is None and match["day"] is None:
        raise Unreadable("INP023", text=text)
    if match["era"] is None:
        return _on(int(match["western"]), *_month_and_day(match), text)
    return _checked(_BY_SIGN[match["era"].rstrip(".")], int(match["year"]), *_month_and_day(match), text)


def _western(match: re.Match[str], text: str) -> When:
    year = int(match["year"])
    if match["fy"]:
        return _western_fy(year, text)
    return _on(year, *_month_and_day(match), text)


def _western_fy(year: int, text: str) -> When:
    if year not in _YEARS:
        raise Unreadable("INP021", text=text)
    return When.fiscal_year(FiscalYear(year))


def _in_era(era: Era, match: re.Match[str], text: str) -> When:
    number = 1 if match["year"] == FIRST_YEAR else int(match["year"])
    if not match["fy"]:
        return _checked(era, number, *_month_and_day(match), text)
    if era.offset + number < era.begins.year:
        raise Unreadable("INP025", text=text, era=era.name, begins=era.begins)
    when = _western_fy(era.offset + number, text)
    # 平成31年度 and 令和元年度 are one year under two names, and so are 昭和64年度 and 平成元年度.
    return replace(when, is_overrun=_is_over(era, date(era.offset + number, 1, 1)))


def _month_and_day(match: re.Match[str]) -> tuple[int | None, int | None]:
    return _number(match["month"]), _number(match["day"])


def _number(digits: str | None) -> int | None:
    return int(digits) if digits else None


def _checked(era: Era, number: int, month: int | None, day: int | None, text: str) -> When:
    """The date in `era`: refused before the era began, normalised with a note after it ended."""
    too_early = Unreadable("INP025", text=text, era=era.name, begins=era.begins)
    if era.offset + number < era.begins.year:
        raise too_early
    when = _on(era.offset + number, month, day, text)
    if when.last < era.begins:
        raise too_early
    return replace(when, is_overrun=True) if _is_over(era, when.first) else when


def _is_over(era: Era, day: date) -> bool:
    """Whether `era` had ended by `day`: documents made before 2019 run on to 平成36年 by rule."""
    following = ERAS.index(era) + 1
    return following < len(ERAS) and day >= ERAS[following].begins


def _on(year: int, month: int | None, day: int | None, text: str) -> When:
    """The calendar's answer; a month or day that does not exist is INP022."""
    if year not in _YEARS:
        raise Unreadable("INP021", text=text)
    try:
        if month is None:
            return When.year(year)
        if day is None:
            return When.month(Month.of(date(year, month, 1)))
        return When.day(date(year, month, day))
    except ValueError:
        raise Unreadable("INP022", text=text) from None
