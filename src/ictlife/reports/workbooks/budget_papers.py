"""The budget papers as a workbook（予算書.xlsx）: sums are formulas that carry their values."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from xlsxwriter.utility import xl_range, xl_rowcol_to_cell

from ictlife.base.text import Lang
from ictlife.budget.sheet import Role, Sheet, SheetRow
from ictlife.reports.heading import city_name, made_line
from ictlife.reports.paper import Paper
from ictlife.reports.tables.money import CellWords, cell_ref, column_label, sheet_title, unit_of
from ictlife.reports.words import Words
from ictlife.reports.workbooks.book import TOP, Book, clean
from ictlife.reports.workbooks.inputs import made_from

_WIDTHS = {
    "subject": 32, "contract": 34, "name": 34, "project": 24, "heading": 20, "kind": 13, "is_estimate": 12, "basis": 18,
    "stage": 18, "months": 8, "decided_in": 12, "period": 24, "division": 16, "group": 32, "option": 20,
}  # fmt: skip
_WIDTH, _MONEY = 18, 14
_TAB = 28
"""Letters of a tab, leaving room for a number; Excel allows 31."""
_FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))


def render_money_excel(paper: Paper, sheets: Sequence[Sheet], lang: Lang = "ja") -> bytes:
    """`予算書.xlsx`: a tab for each of `money_sheets`."""
    words = Words(lang, paper.named(lang))
    heading = words("sheet_heading", city=city_name(paper, lang))
    unit = words("sheet_unit.rounded", unit=words(f"sheet_unit.{unit_of(paper)}"))
    book = Book(words, heading, made_line(paper, words, unit), paper.manifest.as_of)
    book.remember(made_from(paper))
    taken: set[str] = set()
    said = CellWords(paper, words)
    for sheet in sheets:
        write_sheet(book, sheet, paper, said, _tab(sheet, words, taken))
    return book.bytes()


def _tab(sheet: Sheet, words: Words, taken: set[str]) -> str:
    """A tab's name: short, allowed by Excel, and no other's whatever the case."""
    name = words(f"sheet_tab.{sheet.key}", **sheet.params)
    if project := sheet.params.get("project"):
        name = f"{name} {project}"
    name = clean(name).translate(_FORBIDDEN).strip()[:_TAB] or sheet.key
    unique, number = name, 1
    while unique.lower() in taken:
        number += 1
        unique = f"{name[: _TAB - 3]} {number}"
    taken.add(unique.lower())
    return unique


def write_sheet(book: Book, sheet: Sheet, paper: Paper, said: CellWords, tab: str, unit: str = "") -> None:
    """One paper on a tab of its own; `unit` is said beside its title where the book has several."""
    words = book.words
    has_refs = any(cell_ref(row) for row in sheet.rows)
    widths = [
        20 if has_refs else 2,
        *(_MONEY if each.is_money else _WIDTHS.get(each.key, _WIDTH) for each in sheet.columns),
    ]
    page = book.sheet(tab, widths)
    title = "　".join(filter(None, (sheet_title(sheet, words), unit)))
    page.write_string(2, 0, clean(title), book.format(bold=True))
    labels = [column_label(column, paper, words) for column in sheet.columns]
    freeze = next((place for place, column in enumerate(sheet.columns) if column.is_money), 1)
    figures = {place for place, column in enumerate(sheet.columns, 1) if column.is_money or column.key == "months"}
    book.head(page, [words("column.ref") if has_refs else "", *labels], min(freeze + 1, 5), figures)
    looks = {role: _look(book, role, words(f"sheet_format.{unit_of(paper)}")) for role in Role}
    for down, row in enumerate(sheet.rows, TOP + 1):
        if ref := cell_ref(row):
            book.write(page, down, 0, str(ref), "ref")
        _row(book, page, (sheet, row), down, said, looks[row.role])
    book.printed(page, TOP + max(1, len(sheet.rows)), len(sheet.columns) + 1)


def _look(book: Book, role: Role, money: str) -> tuple[Any, Any]:
    """The formats of a row's text and money."""
    look: dict[str, object] = {} if role is Role.LINE else {"bold": True, "bg_color": "#F4F6F9"}
    if role is Role.TOTAL:
        look |= {"top": 1}
    return book.format(text_wrap=True, **look), book.format(num_format=money, **look)


def _row(book: Book, page: Any, of: tuple[Sheet, SheetRow], down: int, said: CellWords, look: tuple[Any, Any]) -> None:
    (sheet, row), (text, money) = of, look
    for place, column in enumerate(sheet.columns):
        cell, across = row.cells[place], place + 1
        if not column.is_money:
            if column.key == "months" and isinstance(cell, int):
                page.write_number(down, across, cell, text)
            else:
                book.write(page, down, across, said(row, place, sheet), "text", text)
        elif not isinstance(cell, int):
            page.write_blank(down, across, None, money)
        elif formula := _formula(sheet, row, place, down):
            page.write_formula(down, across, formula, money, cell)
        else:
            page.write_number(down, across, cell, money)


def _formula(sheet: Sheet, row: SheetRow, place: int, down: int) -> str | None:
    """Down the rows for a subtotal, along the years for a line's total; None where a figure is given."""
    if row.sums and not sheet.columns[place].key.startswith("funding_"):
        spans = (xl_range(TOP + 1 + first, place + 1, TOP + 1 + last, place + 1) for first, last in _runs(row.sums))
        return f"=SUM({','.join(spans)})"
    if sheet.columns[place].key == "total" and row.role is Role.LINE:
        years = [number for number, column in enumerate(sheet.columns) if column.key == "year"]
        if not years:
            return None
        first, last = xl_rowcol_to_cell(down, years[0] + 1), xl_rowcol_to_cell(down, years[-1] + 1)
        return f"=SUM({first}:{last})"
    return None


def _runs(rows: Sequence[int]) -> list[tuple[int, int]]:
    """Rows that follow each other as one span."""
    breaks = [number for number, (one, other) in enumerate(pairwise(rows), 1) if other != one + 1]
    starts, ends = [0, *breaks], [*breaks, len(rows)]
    return [(rows[start], rows[end - 1]) for start, end in zip(starts, ends, strict=True)]
