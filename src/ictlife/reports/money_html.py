"""The budget papers as one page（予算書.html）: no script, no request, a sheet of paper for each table."""

from __future__ import annotations

from jinja2 import Environment, PackageLoader, StrictUndefined

from ictlife.base.text import Lang
from ictlife.budget.sheet import Role, Sheet, SheetRow
from ictlife.reports.html import digest_of
from ictlife.reports.money_sheets import cell_text, column_label, money_sheets, sheet_title, unit_of
from ictlife.reports.paper import Paper
from ictlife.reports.words import Words


def render_money_html(paper: Paper, lang: Lang = "ja") -> bytes:
    """`予算書.html`."""
    words = Words(lang, paper.names)
    city = paper.assessment.estate.city
    engine = Environment(
        loader=PackageLoader("ictlife.reports"), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True, keep_trailing_newline=True,
    )  # fmt: skip
    page = engine.get_template("money.html.j2").render(
        words=words,
        lang=lang,
        heading=words("sheet_heading", city=city.name if lang == "ja" else city.name_en or city.name),
        manifest=paper.manifest,
        digest=digest_of(paper.manifest)[:12],
        unit=words("sheet_unit.rounded", unit=words(f"sheet_unit.{unit_of(paper)}")),
        sheets=[_shown(sheet, paper, words) for sheet in money_sheets(paper)],
    )
    return page.encode("utf-8")


def _shown(sheet: Sheet, paper: Paper, words: Words) -> dict[str, object]:
    return {
        "title": sheet_title(sheet, words),
        "columns": [(column_label(column, paper, words), column.is_money) for column in sheet.columns],
        "rows": [
            (row.role.value if row.role is not Role.LINE else "", list(_cells(sheet, row, paper, words)))
            for row in sheet.rows
        ],
    }


def _cells(sheet: Sheet, row: SheetRow, paper: Paper, words: Words) -> list[tuple[str, bool]]:
    unit = unit_of(paper)
    return [
        (_money(row.cells[place], unit, words), True)
        if column.is_money
        else (cell_text(row, place, sheet, paper, words), False)
        for place, column in enumerate(sheet.columns)
    ]


def _money(cell: object, unit: int, words: Words) -> str:
    """A figure in the paper's unit, △ before less than nothing; empty where nothing is known."""
    if not isinstance(cell, int):
        return ""
    size = words.number(abs(cell) // unit)
    if cell >= 0:
        return size
    return words("sheet_less", amount=size)
