"""A sheet for a table that is said in words（表示する表のシート）: numbers stay numbers, days stay days."""

from __future__ import annotations

from typing import Any

from rich.cells import cell_len

from ictlife.fiscal.month import FiscalYear
from ictlife.reports.tables.said import Said, SaidTable
from ictlife.reports.workbooks.book import ENTRY, TOP, Book

_NARROWEST, _WIDEST = 7, 46
_DAY = 17
"""Width of the longest day in era years."""
_VERDICTS = {
    "cell met": {"bg_color": "#E8F3EC", "font_color": "#24603F"},
    "cell missed": {"bg_color": "#FBEBEA", "font_color": "#A8201A"},
    "cell unknown": {"bg_color": "#FDF3DC", "font_color": "#7A5200"},
}


def write_said(book: Book, table: SaidTable, name: str, freeze: int = 1, note: str = "") -> None:
    """The table on a sheet of its own, columns as wide as what stands in them; `note` says how to read it."""
    widths = [_width(table, place) for place in range(len(table.heads))]
    has_yen = any(cell.is_money for row in table.rows for cell in row)
    about = (table.title if table.title != name else "", book.words("sheet_unit.1") if has_yen else "", note)
    sheet = book.sheet(name, widths, "　".join(filter(None, about)))
    figures = {place for place in range(len(widths)) if _is_figure(table, place)}
    book.head(sheet, table.heads, freeze, figures)
    for down, row in enumerate(table.rows, TOP + 1):
        for across, cell in enumerate(row):
            if table.keys[across] == "ref":
                book.write(sheet, down, across, cell.text, "ref")
            else:
                write_cell(book, sheet, down, across, cell)
    last = max(TOP + len(table.rows), TOP + 1)
    sheet.autofilter(TOP, 0, last, len(widths) - 1)
    book.printed(sheet, last, len(widths))


def _is_figure(table: SaidTable, place: int) -> bool:
    """Whether a column holds figures, or would where all are still to come."""
    return str(table.keys[place]).endswith("_yen") or any(row[place].number is not None for row in table.rows)


def _width(table: SaidTable, place: int) -> int:
    """As wide as the longest cell, and as half the heading, which may take two lines."""
    longest = max((_length(row[place]) for row in table.rows), default=0)
    least = _NARROWEST if isinstance(table.keys[place], FiscalYear) else _NARROWEST + 3
    return min(_WIDEST, max(least, cell_len(table.heads[place]) // 2 + 3, longest + 2))


def _length(cell: Said) -> int:
    if cell.day is not None:
        return _DAY
    return len(f"{cell.number:,}") if cell.number is not None else cell_len(cell.text[:_WIDEST])


def write_cell(book: Book, sheet: Any, down: int, across: int, cell: Said) -> None:
    """One cell as it is shown."""
    if cell.number is not None:
        kind = "yen" if cell.is_money else "whole" if cell.number == int(cell.number) else "hours"
        book.write(sheet, down, across, cell.number, kind)
    elif cell.day is not None:
        book.write(sheet, down, across, cell.day.isoformat(), "day")
    elif cell.is_by_hand:
        book.write(sheet, down, across, cell.text, "text", book.shown_as("text", **ENTRY))
    else:
        book.write(sheet, down, across, cell.text or None, "text", _style(book, cell.css))


def _style(book: Book, css: str) -> Any:
    """Verdicts in their colour, years of a plan as a bar, marks in the middle."""
    if css == "bar":
        return book.format(bg_color="#1F4E8C")
    return book.shown_as("text", align="center", **_VERDICTS.get(css, {})) if css else None
