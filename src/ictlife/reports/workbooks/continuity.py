"""The workbook of the ICT-BCP（業務継続.xlsx）: matrix, attainability, restart order and a sheet for each form."""

from __future__ import annotations

from ictlife.base.text import Lang
from ictlife.reports.heading import city_name, made_line
from ictlife.reports.paper import Paper
from ictlife.reports.tables.continuity import continuity_tables, course_table, matrix_table, restart_table
from ictlife.reports.words import Words
from ictlife.reports.workbooks.book import Book
from ictlife.reports.workbooks.said import write_said


def render_continuity_excel(paper: Paper, lang: Lang = "ja") -> bytes:
    """`業務継続.xlsx`."""
    words = Words(lang, paper.named(lang))
    heading = words("bcp.heading", city=city_name(paper, lang))
    book = Book(words, heading, made_line(paper, words), paper.manifest.as_of)
    shown = [matrix_table(paper, words), course_table(paper, words), restart_table(paper, words)]
    for table in (*shown, *continuity_tables(paper, words)):
        note = words("excel.matrix") if table.key == "matrix" else ""
        write_said(book, table, words(f"bcp.sheet.{table.key}"), freeze=2, note=note)
    return book.bytes()
