"""The sheet on the optimisation（最適化の結果のシート）: what was done, goals and years, limits exceeded, increases."""

from __future__ import annotations

from ictlife.reports.paper import Paper
from ictlife.reports.tables.fitting import fitting_lines, fitting_tables, increase_lines, increase_title
from ictlife.reports.tables.said import SaidTable
from ictlife.reports.views.fitting import view_fitting
from ictlife.reports.workbooks.book import TOP, Book, clean
from ictlife.reports.workbooks.said import write_cell

_WIDTHS = [34, 18, 18, 18, 70]
_NAMES = 4
"""Column of the names, which are long."""


def write_fitting(book: Book, paper: Paper) -> None:
    """One sheet, where the schedule was fitted."""
    view = view_fitting(paper)
    if view is None:
        return
    words = book.words
    sheet = book.sheet(words("fitting.title"), _WIDTHS)
    down = TOP
    for line in fitting_lines(view, words):
        sheet.write_string(down, 0, clean(line))
        down += 1
    for table in fitting_tables(view, words):
        down = _write(book, sheet, table, down + 1)
    sheet.write_string(down + 1, 0, clean(words("fitting.note")))
    down += 3
    for line in (increase_title(view, words), *increase_lines(view, words)) if view["increases"] else ():
        sheet.write_string(down, 0, clean(line))
        down += 1
    sheet.print_area(0, 0, down, len(_WIDTHS) - 1)


def _write(book: Book, sheet: object, table: SaidTable, down: int) -> int:
    """A table under its title; the row after it."""
    book.write(sheet, down, 0, table.title, "text", book.format(bold=True, font_size=12))
    styles, last = table.styles, len(table.heads) - 1
    places = [*range(last), _NAMES if styles[last] == "text" else last]
    aligns = ["right" if style == "num" else "left" for style in styles]
    for place, head, align in zip(places, table.heads, aligns, strict=True):
        book.write(sheet, down + 1, place, head, "text", book.format(bold=True, bottom=1, align=align))
    for row in table.rows:
        for place, cell, align in zip(places, row, aligns, strict=True):
            if cell.number is None and align == "right":
                book.write(sheet, down + 2, place, cell.text, "text", book.format(align=align))
            else:
                write_cell(book, sheet, down + 2, place, cell)
        down += 1
    return down + 2
