"""The workbook of the ICT-BCP（業務継続.xlsx）: matrix, attainability, restart order and a sheet for each form."""

from __future__ import annotations

from ictlife.base.text import Lang
from ictlife.reports.paper import Paper
from ictlife.reports.tables.continuity import continuity_tables, course_table, matrix_table, restart_table
from ictlife.reports.words import Words
from ictlife.reports.workbooks.book import Book
from ictlife.reports.workbooks.said import write_said


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
        write_said(book, table, words(f"bcp.sheet.{table.key}"), freeze=2)
    return book.bytes()
