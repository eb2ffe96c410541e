"""The sheets with sums by fiscal year（更新マトリクス・年度別予算）: totals are formulas that carry their values."""

from __future__ import annotations

from typing import Any

from xlsxwriter.utility import xl_rowcol_to_cell

from ictlife.fiscal.month import FiscalYear
from ictlife.reports.paper import Paper
from ictlife.reports.views.budget import view_budget
from ictlife.reports.views.renewals import view_matrix
from ictlife.reports.views.row import Row
from ictlife.reports.workbooks.book import TOP, Book

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
    sheet = book.sheet(words("sheet.matrix"), [14, 30, 16, *[13] * len(years), 15], is_a3=True)
    labels = [
        words("column.ref"),
        words("column.group"),
        words("column.category"),
        *(words.fy(FiscalYear(year)) for year in years),
        words("column.total_yen"),
    ]
    book.head(sheet, labels, 3)
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
    sheet.print_area(0, 0, last + 1, 3 + len(years))


def _cell(book: Book, sheet: Any, down: int, across: int, cell: Row) -> None:
    if cell["mark"]:
        shape, colour = _MARKS[cell["mark"]]
        style = book.format(num_format=shape, bg_color=colour, align="right")
        sheet.write_number(down, across, cell["amount_yen"] or 0, style)
    else:
        book.write(sheet, down, across, cell["amount_yen"], "yen")


def write_budget(book: Book, paper: Paper) -> None:
    """By kind and fiscal year, with the cap and what exceeds it worked out by the sheet itself."""
    words, budget = book.words, view_budget(paper)
    years, lines = budget["years"], budget["by_kind"]
    sheet = book.sheet(words("sheet.budget"), [22, *[15] * len(years), 17])
    book.head(
        sheet, [words("column.kind"), *(words.fy(FiscalYear(year)) for year in years), words("column.total_yen")], 1
    )
    first, end = TOP + 1, 1 + len(years)
    bold = book.shown_as("yen", bold=True, top=1)
    for down, line in enumerate(lines, first):
        book.write(sheet, down, 0, words.of("cost_kind", line["key"]), "text")
        for across, amount in enumerate(line["amounts_yen"], 1):
            book.write(sheet, down, across, amount, "yen")
        book.total(sheet, (down, end), (down, 1, down, end - 1), line["total_yen"], book.shown_as("yen", bold=True))
    total = first + len(lines)
    for down, label in enumerate(("total", "budget.cap", "budget.over"), total):
        book.write(sheet, down, 0, words(label), "text", book.format(bold=True, top=int(down == total)))
    for across in range(1, len(years) + 1):
        _budget_year(book, sheet, budget, across, (first, total), bold)
    if lines:
        book.total(sheet, (total, end), (total, 1, total, end - 1), sum(budget["total_yen"]), bold)
        sheet.conditional_format(
            total + 2,
            1,
            total + 2,
            end - 1,
            {
                "type": "cell",
                "criteria": ">",
                "value": 0,
                "format": book.format(bg_color="#FBEBEA", font_color="#A8201A"),
            },
        )
        name = words("sheet.budget")
        span = f"{xl_rowcol_to_cell(total, 1, True, True)}:{xl_rowcol_to_cell(total, end - 1, True, True)}"
        book.book.define_name("budget_by_year", f"='{name}'!{span}")
    sheet.print_area(0, 0, total + 2, end)


def _budget_year(book: Book, sheet: Any, budget: Row, across: int, rows: tuple[int, int], style: Any) -> None:
    first, total = rows
    spent, cap, over = (budget[key][across - 1] for key in ("total_yen", "cap_yen", "over_yen"))
    if total > first:
        book.total(sheet, (total, across), (first, across, total - 1, across), spent, style)
    book.write(sheet, total + 1, across, cap, "yen")
    if cap is not None and total > first:
        cells = xl_rowcol_to_cell(total, across), xl_rowcol_to_cell(total + 1, across)
        formula = f"=MAX(0,{cells[0]}-{cells[1]})"
        sheet.write_formula(total + 2, across, formula, book.shown_as("yen"), over)
