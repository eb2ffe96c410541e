"""The sheets with sums by fiscal year（更新マトリクス・年度別予算）: totals are formulas that carry their values."""

from __future__ import annotations

from typing import Any

from xlsxwriter.utility import xl_range_abs, xl_rowcol_to_cell

from ictlife.fiscal.month import FiscalYear
from ictlife.reports.paper import Paper
from ictlife.reports.views.budget import view_budget
from ictlife.reports.views.renewals import view_matrix
from ictlife.reports.views.row import Row
from ictlife.reports.workbooks.book import TOP, Book
from ictlife.reports.workbooks.budget_lines import sum_of_kind
from ictlife.reports.workbooks.inputs import cap_cells

_MARKS = {
    "consider": ('"○ "#,##0;;"○"', "#F4F6F9"),
    "prepare": ('"◐ "#,##0;;"◐"', "#E9EDF3"),
    "carry_out": ('"● "#,##0;;"●"', "#CFDEF3"),
}


def write_matrix(book: Book, paper: Paper) -> None:
    """Groups × fiscal years: a mark is a number format, so that the cell below it stays a number."""
    words, matrix = book.words, view_matrix(paper)
    years, rows = matrix["years"], matrix["rows"]
    first, last = TOP + 1, TOP + len(rows)
    sheet = book.sheet(words("sheet.matrix"), [16, 32, 20, *[14] * len(years), 16], words("sheet_unit.1"))
    labels = [
        words("column.ref"),
        words("column.group"),
        words("column.category"),
        *(words.fy(FiscalYear(year)) for year in years),
        words("column.total_yen"),
    ]
    book.head(sheet, labels, 3, range(3, len(labels)))
    for down, row in enumerate(rows, first):
        book.write(sheet, down, 0, row["ref"], "ref")
        book.write(sheet, down, 1, row["name"], "text")
        book.write(sheet, down, 2, paper.category_name(words.lang, row["category"]), "text")
        for across, cell in enumerate(row["cells"], 3):
            _cell(book, sheet, down, across, cell)
        book.total(
            sheet,
            (down, 3 + len(years)),
            (down, 3, down, 2 + len(years)),
            row["total_yen"],
            book.shown_as("yen", bold=True),
        )
    style = book.shown_as("yen", bold=True, top=1)
    book.write(sheet, last + 1, 1, words("total"), "text", book.format(bold=True, top=1))
    for across, amount in enumerate([*matrix["totals_yen"], sum(matrix["totals_yen"])], 3):
        if rows:
            book.total(sheet, (last + 1, across), (first, across, last, across), amount, style)
    book.printed(sheet, last + 1, 4 + len(years))


def _cell(book: Book, sheet: Any, down: int, across: int, cell: Row) -> None:
    if cell["mark"]:
        shape, colour = _MARKS[cell["mark"]]
        style = book.format(num_format=shape, bg_color=colour, align="right")
        sheet.write_number(down, across, cell["amount_yen"] or 0, style)
    else:
        book.write(sheet, down, across, cell["amount_yen"], "yen")


def write_budget(book: Book, paper: Paper, lines_written: int) -> None:
    """By kind and fiscal year, from the lines and the caps of their sheets; what exceeds is worked out here."""
    words, budget = book.words, view_budget(paper)
    years, kinds = budget["years"], budget["by_kind"]
    sheet = book.sheet(words("sheet.budget"), [22, *[15] * len(years), 17], words("sheet_unit.1"))
    labels = [words("column.kind"), *(words.fy(FiscalYear(year)) for year in years), words("column.total_yen")]
    book.head(sheet, labels, 1, range(1, len(labels)))
    first, end = TOP + 1, 1 + len(years)
    bold = book.shown_as("yen", bold=True, top=1)
    for down, line in enumerate(kinds, first):
        book.write(sheet, down, 0, words.of("cost_kind", line["key"]), "text")
        for place, amount in enumerate(line["amounts_yen"]):
            formula = sum_of_kind(words, lines_written, place, xl_rowcol_to_cell(down, 0, col_abs=True))
            sheet.write_formula(down, place + 1, formula, book.shown_as("yen"), amount)
        book.total(sheet, (down, end), (down, 1, down, end - 1), line["total_yen"], book.shown_as("yen", bold=True))
    total = first + len(kinds)
    for down, label in enumerate(("total", "budget.cap", "budget.over"), total):
        book.write(sheet, down, 0, words(label), "text", book.format(bold=True, top=int(down == total)))
    caps = cap_cells(paper, words)
    for across, year in enumerate(years, 1):
        _budget_year(book, sheet, (across, budget, caps.get(year)), (first, total), bold)
    if kinds:
        book.total(sheet, (total, end), (total, 1, total, end - 1), sum(budget["total_yen"]), bold)
        above = {"type": "cell", "criteria": ">", "value": 0}
        alarm = book.format(bg_color="#FBEBEA", font_color="#A8201A")
        sheet.conditional_format(total + 2, 1, total + 2, end - 1, above | {"format": alarm})
        span = xl_range_abs(total, 1, total, end - 1)
        book.book.define_name("budget_by_year", f"='{words('sheet.budget')}'!{span}")
    book.printed(sheet, total + 2, end + 1)


def _budget_year(book: Book, sheet: Any, year: tuple[int, Row, str | None], rows: tuple[int, int], style: Any) -> None:
    """The sum of a year, its cap, which the sheet of caps states, and what is above it."""
    (across, budget, cap_cell), (first, total) = year, rows
    spent, cap, over = (budget[key][across - 1] for key in ("total_yen", "cap_yen", "over_yen"))
    if total > first:
        book.total(sheet, (total, across), (first, across, total - 1, across), spent, style)
    if cap_cell is not None:
        sheet.write_formula(total + 1, across, f"={cap_cell}", book.shown_as("yen"), cap)
        above, below = xl_rowcol_to_cell(total, across), xl_rowcol_to_cell(total + 1, across)
        sheet.write_formula(total + 2, across, f"=MAX(0,{above}-{below})", book.shown_as("yen"), over)
