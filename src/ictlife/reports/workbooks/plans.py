"""The sheets about the official plans（計画のシート）: a sheet for each table, cells to fill in are yellow."""

from __future__ import annotations

from collections.abc import Sequence

from ictlife.reports.paper import Paper
from ictlife.reports.tables.plans import said_tables
from ictlife.reports.tables.said import SaidTable
from ictlife.reports.workbooks.book import TOP, Book, clean
from ictlife.reports.workbooks.said import write_cell, write_said

_ITEM, _YEAR, _ENTRY = 26, 14, 60


def write_plans(book: Book, paper: Paper) -> None:
    """One sheet for each table; the initiative sheets stand below each other on one."""
    tables = said_tables(paper, book.words)
    seen: dict[str, int] = {}
    for table in tables:
        if table.key == "initiative_sheet":
            continue
        seen[table.key] = seen.get(table.key, 0) + 1
        number = f" {seen[table.key]}" if seen[table.key] > 1 else ""
        write_said(book, table, book.words(f"planning.sheet.{table.key}") + number)
    _write_sheets(book, [table for table in tables if table.key == "initiative_sheet"])


def _write_sheets(book: Book, tables: Sequence[SaidTable]) -> None:
    if not tables:
        return
    sheet = book.sheet(
        book.words("planning.sheet.initiative_sheet"), [_ITEM, _YEAR, _ENTRY], book.words("sheet_unit.1")
    )
    sheet.set_print_scale(100)  # where a sheet is fitted to its paper, Excel leaves breaks out
    down, breaks = TOP, []
    for table in tables:
        breaks.append(down)
        sheet.write_string(down, 0, clean(table.title), book.format(bold=True, font_size=12, bottom=1))
        for row in table.rows:
            down += 1
            for across, cell in enumerate(row):
                write_cell(book, sheet, down, across, cell)
        down += 2
    sheet.set_h_pagebreaks(breaks[1:])
    book.printed(sheet, down, 3)
