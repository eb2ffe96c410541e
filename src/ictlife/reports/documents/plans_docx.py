"""The tables about the official plans for Word（計画資料）: plan chart, review sheet, verification, initiatives.

Cells for people to fill in are left empty and tinted; the office edits the file as it likes.
"""

from __future__ import annotations

import io
from datetime import datetime
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from ictlife.base.text import Lang
from ictlife.reports.documents.office import without_clock, writable_text
from ictlife.reports.heading import city_name, made_line
from ictlife.reports.paper import Paper
from ictlife.reports.tables.plans import said_tables
from ictlife.reports.tables.said import Said, SaidTable
from ictlife.reports.words import Words

MOST_ROWS = 120
"""Rows of a table that a person reads in Word; the workbook has them all, and the table says so."""
WIDTH_MM, YEAR_MM = 390, 14.5
_BAR, _BY_HAND, _HEAD = "1F4E8C", "FFF7CC", "E6EDF7"


def render_plans_docx(paper: Paper, lang: Lang) -> bytes:
    """`計画資料.docx`: A3 landscape, a heading and a table for each; the same inputs give the same bytes."""
    words = Words(lang, paper.named(lang))
    document = Document()
    _set_up(document, words, paper)
    document.add_heading(words("planning.docx", city=city_name(paper, lang)), level=0)
    document.add_paragraph(made_line(paper, words, words("unit.thousand_yen")))
    for table in said_tables(paper, words, MOST_ROWS):
        _add(document, table.on_page, words)
    made = io.BytesIO()
    document.save(made)
    return without_clock(made.getvalue())


def _set_up(document: Any, words: Words, paper: Paper) -> None:
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(420), Mm(297)
    section.left_margin = section.right_margin = Mm(15)
    style = document.styles["Normal"]
    style.font.name, style.font.size = words("excel.font"), Pt(9)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), words("excel.font"))
    day = paper.manifest.as_of
    about = document.core_properties
    about.author, about.title = "ictlife", words("file.plans")
    about.created = about.modified = datetime(day.year, day.month, day.day)  # noqa: DTZ001 - the day, not the clock


def _add(document: Any, table: SaidTable, words: Words) -> None:
    document.add_heading(writable_text(table.title), level=1)
    if not table.rows:
        document.add_paragraph(words("none"))
        return
    grid = document.add_table(rows=1 + len(table.rows), cols=len(table.heads))
    grid.style = "Table Grid"
    grid.autofit = False
    widths = _widths(table)
    for column, width in zip(grid.columns, widths, strict=True):
        column._gridCol.w = width
    cells = iter(grid._cells)  # asked for once: looking a row's cells up walks the whole table
    for head, width in zip(table.heads, widths, strict=True):
        cell = next(cells)
        cell.text, cell.width = writable_text(head), width
        _shade(cell, _HEAD)
    grid.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))  # on every page
    for row in table.rows:
        for said, width in zip(row, widths, strict=True):
            cell = next(cells)
            cell.width = width
            _fill(cell, said)
    if table.more:
        document.add_paragraph(words("planning.more_in_workbook", count=table.more))


def _widths(table: SaidTable) -> list[Any]:
    """Years are narrow; of the rest the first column, which names the row, has twice the share of another."""
    years = [style == "mid" for style in table.styles]
    shares = [0 if is_year else 1 + (place == 0) for place, is_year in enumerate(years)]
    share = (WIDTH_MM - YEAR_MM * sum(years)) / max(1, sum(shares))
    return [Mm(YEAR_MM if is_year else share * part) for is_year, part in zip(years, shares, strict=True)]


def _fill(cell: Any, said: Said) -> None:
    if said.css == "bar" or said.is_by_hand:
        _shade(cell, _BAR if said.css == "bar" else _BY_HAND)
        return
    cell.text = "\n".join(map(writable_text, said.text.split("\n")))
    if said.number is not None:
        cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _shade(cell: Any, colour: str) -> None:
    shade = OxmlElement("w:shd")
    shade.set(qn("w:val"), "clear")
    shade.set(qn("w:fill"), colour)
    cell._tc.get_or_add_tcPr().append(shade)
