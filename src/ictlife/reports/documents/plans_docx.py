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
from rich.cells import cell_len

from ictlife.base.text import Lang
from ictlife.reports.documents.office import without_clock, writable_text
from ictlife.reports.heading import city_name, made_line
from ictlife.reports.paper import Paper
from ictlife.reports.tables.plans import said_tables
from ictlife.reports.tables.said import Said, SaidTable
from ictlife.reports.words import Words

MOST_ROWS = 120
"""Rows of a table that a person reads in Word; the workbook has them all, and the table says so."""
WIDTH_MM, YEAR_MM = 390, 14
_NARROWEST, _WIDEST, _WRITTEN = 12, 60, 20
"""Widths of columns in letters: at least, at most, and where a person writes."""
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
    heading = document.add_heading(writable_text(table.title), level=1)
    heading.paragraph_format.page_break_before = table.key == "initiative_sheet"
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
    for head, width, style in zip(table.heads, widths, table.styles, strict=True):
        cell = next(cells)
        cell.text, cell.width = writable_text(head), width
        cell.paragraphs[0].runs[0].bold = True
        if style == "num":
            cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT
        _shade(cell, _HEAD)
    for row in grid._tbl.tr_lst:
        row.get_or_add_trPr().append(OxmlElement("w:cantSplit"))  # no row is torn over two pages
    grid._tbl.tr_lst[0].get_or_add_trPr().append(OxmlElement("w:tblHeader"))  # on every page
    for row in table.rows:
        for said, width in zip(row, widths, strict=True):
            cell = next(cells)
            cell.width = width
            _fill(cell, said)
    if table.more:
        document.add_paragraph(words("planning.more_in_workbook", count=table.more))


def _widths(table: SaidTable) -> list[Any]:
    """Years are narrow; the rest is shared by what stands in the columns, with room for what people write in."""
    years = [style == "mid" for style in table.styles]
    shares = [0 if is_year else _share(table, place) for place, is_year in enumerate(years)]
    share = (WIDTH_MM - YEAR_MM * sum(years)) / max(1, sum(shares))
    return [Mm(YEAR_MM if is_year else share * part) for is_year, part in zip(years, shares, strict=True)]


def _share(table: SaidTable, place: int) -> int:
    longest = max(cell_len(row[place].text) for row in table.rows)
    is_by_hand = any(row[place].is_by_hand for row in table.rows)
    return min(_WIDEST, max(_NARROWEST, cell_len(table.heads[place]) // 2 + 3, longest + 3, _WRITTEN * is_by_hand))


def _fill(cell: Any, said: Said) -> None:
    if said.css == "bar" or said.is_by_hand:
        _shade(cell, _BAR if said.css == "bar" else _BY_HAND)
    if not said.text:
        return
    cell.text = "\n".join(map(writable_text, said.text.split("\n")))
    if said.css == "mid":
        cell.paragraphs[0].runs[0].font.size = Pt(8)  # R13.10 in one line
    if said.number is not None:
        cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _shade(cell: Any, colour: str) -> None:
    shade = OxmlElement("w:shd")
    shade.set(qn("w:val"), "clear")
    shade.set(qn("w:fill"), colour)
    cell._tc.get_or_add_tcPr().append(shade)
