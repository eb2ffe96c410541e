"""The brief as PDF（説明資料のPDF版）: A4, with the used glyphs of a font of this machine embedded."""

from __future__ import annotations

import logging
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from ictlife.reports.documents.brief import SECOND_PAGE, Brief, BriefTable
from ictlife.reports.documents.fonts import Font
from ictlife.reports.paper import Paper

if TYPE_CHECKING:
    from fpdf import FPDF

_WIDTH, _MARGIN = 164, 23
_BLUE, _GREY, _INK, _HEAD = (31, 78, 140), (90, 102, 117), (27, 36, 48), (230, 237, 247)
_WIDTHS = {"years": (33, 26, 35, 35, 35), "requests": (94, 34, 36), "late": (90, 46, 28), "ended": (82, 54, 28)}
_GETA = chr(0x3013)
"""What printers set for a missing character."""
_HIDDEN = frozenset("\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff")
"""Marks of direction and width, which have no glyph and could turn a line about."""


def render_pdf(content: Brief, paper: Paper, font: Font) -> bytes:
    """`委員会説明資料.pdf`."""
    from fpdf import FPDF

    # Subsetting tells at length what it leaves out.
    logging.getLogger("fontTools").setLevel(logging.ERROR)
    document = FPDF(format="A4")
    day = paper.manifest.as_of
    document.set_creation_date(datetime(day.year, day.month, day.day, tzinfo=UTC))
    document.set_title(_shown(content.title, font))
    document.set_margins(_MARGIN, 15, _MARGIN)
    document.set_auto_page_break(True, 14)
    document.add_font("body", "", font.path, collection_font_number=font.face)
    document.add_page()
    _line(document, _shown(content.title, font), 15, 9)
    _line(document, _shown(content.made, font), 8, 5, _GREY)
    for title, lines in ((content.points_title, content.points), (content.asks_title, content.asks)):
        _heading(document, _shown(title, font))
        for line in lines:
            _line(document, _shown(content.bullet + line, font), 10.5, 5.8)
    for table in content.tables:
        _table(document, table, font)
    return bytes(document.output())


def letters_of(content: Brief) -> str:
    """Everything that is printed, to see which glyphs there are none of."""
    parts = [content.title, content.made, content.points_title, *content.points, content.asks_title, *content.asks]
    for table in content.tables:
        parts += [table.title, *table.heads, *(cell for row in table.rows for cell in row), table.note]
    return "".join(char for char in "".join(parts) if char.isprintable() and char not in _HIDDEN)


def _shown(text: str, font: Font) -> str:
    """Text of which every character has a glyph; line ends and marks of direction are taken out."""
    kept = (char if char.isprintable() else " " for char in text if char not in _HIDDEN)
    return "".join(char if ord(char) in font.characters or char == " " else _GETA for char in kept)


def _line(document: FPDF, text: str, size: float, height: float, colour: tuple[int, int, int] = _INK) -> None:
    document.set_font("body", size=size)
    document.set_text_color(*colour)
    document.multi_cell(_WIDTH, height, text, new_x="LMARGIN", new_y="NEXT", align="L")


def _heading(document: FPDF, text: str) -> None:
    document.ln(2.5)
    if document.will_page_break(24):
        document.add_page()
    _line(document, text, 12, 7.2, _BLUE)


def _table(document: FPDF, table: BriefTable, font: Font) -> None:
    from fpdf.fonts import FontFace

    if table.key == SECOND_PAGE and document.page_no() == 1:
        document.add_page()
    _heading(document, _shown(table.title, font))
    document.set_font("body", size=10)
    document.set_text_color(*_INK)
    document.set_draw_color(184, 194, 207)
    if table.rows:
        widths = _WIDTHS.get(table.key, (110, 54))
        align = tuple("RIGHT" if place >= table.numbers_from else "LEFT" for place in range(len(table.heads)))
        head = FontFace(emphasis="", fill_color=_HEAD)
        with document.table(
            width=_WIDTH, col_widths=widths, text_align=align, line_height=5.6, headings_style=head
        ) as made:
            for row in (table.heads, *table.rows):
                made.row([_shown(cell, font) for cell in row])
    if table.note:
        _line(document, _shown(table.note, font), 8, 4.5, _GREY)
