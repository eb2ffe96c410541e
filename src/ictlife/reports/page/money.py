"""The budget papers as one page（予算書.html）: no script, no request, a sheet of paper for each table."""

from __future__ import annotations

from collections.abc import Sequence

from ictlife.base.text import Lang
from ictlife.budget.sheet import Role, Sheet, SheetRow
from ictlife.reports.heading import city_name
from ictlife.reports.page.engine import engine
from ictlife.reports.paper import Paper
from ictlife.reports.tables.money import CellWords, column_label, sheet_title, unit_of
from ictlife.reports.words import Words

LONGEST = 400
"""Rows of a table on the page; of a longer one only its sums stand here, the lines are in the workbook."""
_ONCE = ("project", "heading", "name", "basis", "decided_in", "period", "group")
"""Columns that say a value once and leave the rows below it empty."""


def render_money_html(paper: Paper, sheets: Sequence[Sheet], lang: Lang = "ja") -> bytes:
    """`予算書.html`: a table for each of `money_sheets`."""
    words = Words(lang, paper.names)
    said = CellWords(paper, words)
    page = engine().get_template("money.html.j2").render(
        words=words,
        lang=lang,
        heading=words("sheet_heading", city=city_name(paper, lang)),
        manifest=paper.manifest,
        digest=paper.manifest.digest[:12],
        unit=words("sheet_unit.rounded", unit=words(f"sheet_unit.{unit_of(paper)}")),
        sheets=[_shown(sheet, paper, words, said) for sheet in sheets],
    )
    return page.encode("utf-8")


def _shown(sheet: Sheet, paper: Paper, words: Words, said: CellWords) -> dict[str, object]:
    rows = list(sheet.rows)
    is_cut = len(rows) > LONGEST
    if is_cut:
        sums = [row for row in rows if row.role is not Role.LINE]
        rows = sums if len(sums) <= LONGEST else [row for row in sums if row.role is Role.TOTAL]
    unit = unit_of(paper)
    return {
        "title": sheet_title(sheet, words),
        "columns": [(column_label(column, paper, words), column.is_money) for column in sheet.columns],
        "note": words("sheet_cut", lines=len(sheet.rows)) if is_cut else "",
        "rows": [
            (
                "" if row.role is Role.LINE else row.role.value,
                _cells(sheet, row, rows[place - 1] if place else None, unit, words, said),
            )
            for place, row in enumerate(rows)
        ],
    }


def _cells(
    sheet: Sheet, row: SheetRow, above: SheetRow | None, unit: int, words: Words, said: CellWords
) -> list[tuple[str, bool]]:
    cells: list[tuple[str, bool]] = []
    is_same = above is not None and row.role is above.role is Role.LINE
    for place, column in enumerate(sheet.columns):
        if column.is_money:
            cells.append((_money(row.cells[place], unit, words), True))
            continue
        is_same = is_same and above is not None and row.cells[place] == above.cells[place] and column.key in _ONCE
        cells.append(("" if is_same else said(row, place, sheet), False))
    return cells


def _money(cell: object, unit: int, words: Words) -> str:
    """A figure in the paper's unit, △ before less than nothing; empty where nothing is known."""
    if not isinstance(cell, int):
        return ""
    size = words.number(abs(cell) // unit)
    if cell >= 0:
        return size
    return words("sheet_less", amount=size)
