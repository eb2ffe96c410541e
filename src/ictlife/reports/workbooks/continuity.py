"""The workbook of the ICT-BCP（業務継続.xlsx）: matrix, attainability, restart order and a sheet for each form."""

from __future__ import annotations

from ictlife.base.text import Lang
from ictlife.reports.paper import Paper
from ictlife.reports.tables.continuity import continuity_tables, course_table, matrix_table, restart_table
from ictlife.reports.tables.said import SaidTable
from ictlife.reports.words import Words
from ictlife.reports.workbooks.book import TOP, Book
from ictlife.reports.workbooks.plans import write_cell

_WIDTHS = {
    "ref": 18, "service": 28, "services": 40, "system": 34, "node": 34, "measure": 32, "backup": 30, "drill": 28,
    "models": 34, "subjects": 34, "needs": 48, "takes_down": 48, "helps": 48, "impact": 34, "rlo": 34, "item": 60,
    "evidence": 34, "row": 48, "renewal": 32, "scenario": 30, "contract": 34, "vendor": 30, "vendors": 30, "lines": 34,
    "site": 20, "contract_ends_on": 18,
}  # fmt: skip
_WIDTH = 15


def render_continuity_excel(paper: Paper, lang: Lang = "ja") -> bytes:
    """`業務継続.xlsx`."""
    words = Words(lang, paper.named(lang))
    city = paper.assessment.estate.city
    made = "　".join(
        [
            words("paper.as_of", day=paper.manifest.as_of),
            words("paper.inputs_short", digest=paper.manifest.digest[:12]),
            words("paper.made_by", version=paper.manifest.version),
        ]
    )
    name = city.name if lang == "ja" else city.name_en or city.name
    book = Book(words, words("bcp.heading", city=name), made, paper.manifest.as_of)
    shown = [matrix_table(paper, words), course_table(paper, words), restart_table(paper, words)]
    for table in (*shown, *continuity_tables(paper, words)):
        _write(book, table)
    return book.bytes()


def _write(book: Book, table: SaidTable) -> None:
    widths = [_WIDTHS.get(str(key), _WIDTH) for key in table.keys]
    sheet = book.sheet(book.words(f"bcp.sheet.{table.key}"), widths, is_a3=len(widths) > 8)
    book.head(sheet, table.heads, 2)
    for down, row in enumerate(table.rows, TOP + 1):
        for across, cell in enumerate(row):
            if table.keys[across] == "ref":
                book.write(sheet, down, across, cell.text, "ref")
            else:
                write_cell(book, sheet, down, across, cell)
    last = max(TOP + len(table.rows), TOP + 1)
    sheet.autofilter(TOP, 0, last, len(widths) - 1)
    sheet.print_area(0, 0, last, len(widths) - 1)
