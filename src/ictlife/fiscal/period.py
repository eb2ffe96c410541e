"""From when until when does a cell mean（期間）: `R4.9.1～R9.8.31`, `令和5～9年度`, `自…至…`, `…から60か月`.

The Japanese strings are the few words that join two dates. The dates themselves are read by `wareki`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import TypeVar

from ictlife.base.amount import read_months
from ictlife.base.unreadable import Unreadable
from ictlife.fiscal.month import FiscalYear, end_of_term
from ictlife.fiscal.wareki import ERA_SIGN, fold_date, read_folded
from ictlife.fiscal.when import Precision, When

T = TypeVar("T")

_LEAD = re.compile(r"^自(?=.*至)")
_BETWEEN = re.compile(r"(?:から|より)?(?:~+|→|至)+|から|より")
_UNTIL = re.compile(r"(?:まで|迄)$")
_LENGTH = re.compile(r"(\d+)(?:年|[かヶヵカケ箇]月)間?")
_RELATIVE = re.compile(r"(?P<of>同年度?|翌年度?|同月)(?P<rest>.*)")
_YEARS_OR_MONTH = re.compile(rf"{ERA_SIGN}\d{{1,2}}-\d{{1,2}}")  # R5-9: September, or a plan of five years


@lru_cache(maxsize=1 << 16)
def read_when_span(text: str) -> tuple[When, When]:
    """From when until when `text` writes（期間）; whether it ends before it starts is the caller's check.

    A single month or year is a period; a single day is not, nor is one that is open at an end.

    >>> [str(w) for w in read_when_span("R4.9.1～R9.8.31")], [str(w) for w in read_when_span("令和5～9年度")]
    (['2022-09-01', '2027-08-31'], ['FY2023', 'FY2027'])
    >>> [str(w) for w in read_when_span("令和8年2月1日から60か月")]
    ['2026-02-01', '2031-01-31']

    Raises:
        Unreadable: as `read_when`.
    """
    folded = _LEAD.sub("", fold_date(text))
    parts = _BETWEEN.split(folded)
    if len(parts) == 2:
        return _pair(parts[0], _UNTIL.sub("", parts[1]), text)
    if len(parts) > 2 or _UNTIL.search(folded):
        raise Unreadable("INP021", text=text)
    dashed = [(folded[: m.start()], folded[m.end() :]) for m in re.finditer("-+", folded)]
    pairs = [pair for left, right in dashed if (pair := _try(_pair, left, right, text))]
    if len(pairs) == 1:
        return pairs[0]
    if _YEARS_OR_MONTH.fullmatch(folded):
        raise Unreadable("INP023", text=text)
    alone = read_folded(folded, text)
    if alone.precision is Precision.DAY:
        raise Unreadable("INP021", text=text)
    return alone, alone


def _try(read: Callable[..., T], *args: str) -> T | None:
    try:
        return read(*args)
    except Unreadable:
        return None


def _pair(left: str, right: str, text: str) -> tuple[When, When]:
    """Both ends of a period, the end completed from the start where people leave out what repeats."""
    if right.endswith("年度") and re.search(r"\d$|元$", left):
        left += "年度"
    start = read_folded(left, text)
    if _LENGTH.fullmatch(right):
        return start, _after(start, read_months(right), text)
    return start, _end(left, start, right, text)


def _after(start: When, months: int, text: str) -> When:
    """The end of a term of so many months: in days from a day, in fiscal years from a fiscal year."""
    if start.precision is Precision.FISCAL_YEAR and 0 < months <= 1200 and months % 12 == 0:
        return When.fiscal_year(FiscalYear.of(start.first) + (months // 12 - 1))
    if not 0 < months <= 1200 or start.precision in (Precision.YEAR, Precision.FISCAL_YEAR):
        raise Unreadable("INP023", text=text)
    if start.precision is Precision.MONTH:
        return When.month(start.first_month + (months - 1))
    return When.day(end_of_term(start.first, months))


def _end(left: str, start: When, right: str, text: str) -> When:
    if relative := _RELATIVE.fullmatch(right):
        year = start.first.year + (relative["of"][0] == "翌")
        sign = f"年{start.first.month}月" if relative["of"] == "同月" else relative["of"][1:]
        return read_folded(f"{year}{sign}{relative['rest']}", text)
    if not right[:1].isdecimal() or right[:4].isdecimal():
        return read_folded(right, text)
    era = re.match(ERA_SIGN, left)
    # `令和7年4月1日～9月30日` repeats the year, `R7.4.1～8.3.31` the era; `R7.4.1～9.3` may be either.
    if re.match(r"\d{1,2}月", right):
        end = read_folded(f"{start.first.year}年{right}", text)
    elif era and ("年" in right or len(re.findall(r"\d+", right)) == len(re.findall(r"\d+|元", left))):
        end = read_folded(era[0] + right, text)
    else:
        raise Unreadable("INP023", text=text)
    if end.last < start.first:
        raise Unreadable("INP023", text=text)
    return end
