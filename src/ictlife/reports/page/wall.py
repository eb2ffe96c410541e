"""The wall calendar（壁掛け予定表.html）: eighteen months on one A3 sheet, landscape."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ictlife.base.text import Lang
from ictlife.fiscal.month import Month
from ictlife.reports.page.sheet import page
from ictlife.reports.paper import Paper
from ictlife.reports.views.row import Row
from ictlife.reports.views.wall import MONTHS, view_wall
from ictlife.reports.words import Words

_LINES = 15
"""Lines that fit into a month of the sheet; what is left over is counted."""
_LONGEST = 42
"""Characters of a name on the wall; the papers have it in full."""
_MARKS = (("□", "gate"), ("×", "blackout"), ("○", "election"), ("◆", "cut"))


def render_wall(paper: Paper, lang: Lang = "ja") -> bytes:
    """`壁掛け予定表.html`."""
    words = Words(lang, paper.named(lang))
    months = [_month(row, words) for row in view_wall(paper, lang)]
    legend = [(mark, words(f"wall.{key}")) for mark, key in _MARKS]
    return page("wall.html.j2", paper, words, words("wall.heading", months=MONTHS), months=months, legend=legend)


def _month(row: Row, words: Words) -> Row:
    month = Month(int(row["month"][:4]), int(row["month"][5:]))
    lines = list(_lines(row, words))
    if len(lines) > _LINES:
        more = {"css": "more", "days": "", "text": words("wall.more", count=len(lines) - _LINES + 1)}
        lines = [*lines[: _LINES - 1], more]
    return {"title": words.month(month), "is_april": month.month == 4, "lines": lines}


def _lines(row: Row, words: Words) -> Iterator[Row]:
    """Cut-overs first: they are what the sheet is for."""
    for each in row["cut_overs"]:
        text = words("wall.cut_over", name=_short(each["name"]), owner=each["owner"]) if each["owner"] else each["name"]
        yield {"css": "cut", "days": "", "text": text}
    for css, family in (("gate", "gates"), ("blackout", "blackouts"), ("election", "elections")):
        for each in row[family]:
            yield {"css": css, "days": _days(each), "text": _short(each["name"])}


def _days(entry: Row) -> str:
    """`10/1–11/30`, or one day."""
    first, until = (date.fromisoformat(entry[key]) for key in ("from", "until"))
    said = f"{first.month}/{first.day}"
    return said if first == until else f"{said}–{until.month}/{until.day}"


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
