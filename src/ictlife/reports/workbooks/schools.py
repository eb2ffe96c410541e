"""The sheet of school device plans（端末整備・更新計画のシート）."""

from __future__ import annotations

from fractions import Fraction

from ictlife.reports.paper import Paper
from ictlife.reports.tables.schools import cell_text, school_tables
from ictlife.reports.workbooks.book import TOP, Book, clean

_LABELS, _YEAR = 44, 15


def write_schools(book: Book, paper: Paper) -> None:
    """One sheet, the tables below each other; none where the town has no such plan."""
    tables = school_tables(paper, book.words)
    if not tables:
        return
    widest = max(len(table.heads) for table in tables)
    sheet = book.sheet(book.words("sheet.schools"), [18, _LABELS, *[_YEAR] * (widest - 1)], book.words("school.unit"))
    down = TOP
    for table in tables:
        sheet.write_string(down, 1, clean(table.title), book.format(bold=True, font_size=12))
        down += 1
        for across, head in enumerate((book.words("column.ref"), *table.heads)):
            is_figure = any(isinstance(row[across - 1], (int, Fraction)) for row in table.rows if across)
            book.write(sheet, down, across, head, "text", book.head_of(is_figure))
        for row in table.rows:
            down += 1
            book.write(sheet, down, 0, table.ref, "ref")
            for across, cell in enumerate(row, 1):
                _write(book, sheet, (down, across), cell)
        down += 2
    book.printed(sheet, down, widest + 1)


def _write(book: Book, sheet: object, at: tuple[int, int], cell: int | Fraction | str | None) -> None:
    if isinstance(cell, Fraction):
        # A cell holds binary fractions; what is shown has one decimal place.
        sheet.write_number(*at, float(cell), book.format(num_format="0.0%", align="right"))  # type: ignore[attr-defined]
    elif isinstance(cell, int):
        book.write(sheet, *at, cell, "whole")
    else:
        book.write(sheet, *at, cell_text(cell, book.words), "text")
