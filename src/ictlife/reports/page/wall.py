"""The wall calendar（壁掛け予定表.html）: eighteen months on one A3 sheet, landscape."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from rich.cells import cell_len

from ictlife.base.text import Lang
from ictlife.fiscal.month import Month
from ictlife.reports.page.sheet import page
from ictlife.reports.paper import Paper
from ictlife.reports.views.row import Row
from ictlife.reports.views.wall import MONTHS, view_wall
from ictlife.reports.words import Words

_ROWS = 16
"""Rows of text that fit into a month of the sheet."""
_CELLS = 34
"""Half-width characters that fit into a row; what is longer runs on into the next."""
_LEAST = 5
"""Rows that are kept for cut-overs where a month has much of everything."""
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
    return {"title": words.month(month), "is_april": month.month == 4, "lines": _fitted(row, words)}


def _fitted(row: Row, words: Words) -> list[Row]:
    """Cut-overs first: they are what the sheet is for. Where room is short it is they that are counted, not listed:
    what can be asked for or is forbidden in a month holds for all of them.
    """
    cuts, frame = list(_cuts(row, words)), list(_frame(row))
    if sum(map(_rows, (*cuts, *frame))) <= _ROWS:
        return [*cuts, *frame]
    while sum(map(_rows, frame)) > _ROWS - _LEAST:
        frame.pop()
    room = _ROWS - sum(map(_rows, frame)) - 1
    shown: list[Row] = []
    for line in cuts:
        room -= _rows(line)
        if room < 0:
            break
        shown.append(line)
    left = len(cuts) - len(shown) + len(row["gates"] + row["blackouts"] + row["elections"]) - len(frame)
    return [*shown, {"css": "more", "days": "", "text": words("wall.more", count=left)}, *frame]


def _rows(line: Row) -> int:
    return max(1, -(-cell_len(f"{line['days']} {line['text']}") // _CELLS))


def _cuts(row: Row, words: Words) -> Iterator[Row]:
    for each in row["cut_overs"]:
        name, owner = _short(each["name"]), _short(each["owner"])
        text = words("wall.cut_over", name=name, owner=owner) if owner else name
        yield {"css": "cut", "days": "", "text": text}


def _frame(row: Row) -> Iterator[Row]:
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
