"""Write the Word templates of the brief, `src/ictlife/data/brief/*.docx`（説明資料のひな形の作成）.

An office edits a copy of one in Word and keeps it as `config/brief.docx`. What stands in braces is filled in.

Usage: python tools/make_brief.py
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from docx import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from ictlife.reports.documents.brief import SECOND_PAGE
from ictlife.reports.documents.office import TIME_OF_ALL, without_clock

FOLDER = Path(__file__).parents[1] / "src" / "ictlife" / "data" / "brief"
FONTS = {"ja": "游ゴシック", "en": "Arial"}
TABLES = {
    "years": (33, 26, 35, 35, 35),
    "requests": (94, 34, 36),
    "late": (90, 46, 28),
    "ended": (82, 54, 28),
    "missed": (110, 54),
}
NUMBERS_FROM = {"years": 1, "requests": 1, "late": 2, "ended": 2, "missed": 1}
LINE = Pt(15.5)
BLUE, GREY = RGBColor(0x1F, 0x4E, 0x8C), RGBColor(0x5A, 0x66, 0x75)


def main() -> None:
    """Write both templates."""
    FOLDER.mkdir(exist_ok=True)
    for lang, font in FONTS.items():
        document = _document(font)
        path = FOLDER / f"brief.{lang}.docx"
        document.save(str(path))
        path.write_bytes(without_clock(path.read_bytes()))


def _document(font: str) -> Document:
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(23)
    section.top_margin = section.bottom_margin = Mm(16)
    style = document.styles["Normal"]
    style.font.name, style.font.size = font, Pt(10.5)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), font)
    style.paragraph_format.space_after = Pt(0)
    style.paragraph_format.line_spacing = LINE  # fixed: how high a line is else differs much by font
    document.core_properties.created = document.core_properties.modified = datetime(*TIME_OF_ALL)  # noqa: DTZ001
    document.core_properties.author = document.core_properties.title = ""
    _line(document, "{{ title }}", 15, bold=True)
    _line(document, "{{ made }}", 8, GREY)
    _heading(document, "{{ points_title }}")
    _repeated(document, "points")
    _heading(document, "{{ asks_title }}")
    _repeated(document, "asks")
    for key, widths in TABLES.items():
        _heading(document, "{{ tables." + key + ".title }}", begins_page=key == SECOND_PAGE)
        _table(document, key, widths)
        document.add_paragraph("{%p if tables." + key + ".note %}")
        _line(document, "{{ tables." + key + ".note }}", 8, GREY)
        document.add_paragraph("{%p endif %}")
    return document


def _line(document: Document, text: str, size: float, colour: RGBColor | None = None, bold: bool = False) -> None:
    paragraph = document.add_paragraph()
    if bold:
        paragraph.paragraph_format.line_spacing = Pt(24)
    run = paragraph.add_run(text)
    run.font.size, run.bold = Pt(size), bold
    if colour:
        run.font.color.rgb = colour


def _heading(document: Document, text: str, begins_page: bool = False) -> None:
    paragraph = document.add_paragraph()
    paragraph.paragraph_format.space_before, paragraph.paragraph_format.space_after = Pt(7), Pt(2)
    paragraph.paragraph_format.keep_with_next = True
    paragraph.paragraph_format.page_break_before = begins_page
    run = paragraph.add_run(text)
    run.font.size, run.bold, run.font.color.rgb = Pt(12), True, BLUE


def _repeated(document: Document, name: str) -> None:
    document.add_paragraph("{%p for line in " + name + " %}")
    document.add_paragraph("{{ line }}", style="List Bullet")
    document.add_paragraph("{%p endfor %}")


def _table(document: Document, key: str, widths: tuple[int, ...]) -> None:
    table = document.add_table(rows=4, cols=len(widths), style="Table Grid")
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    for across, width in enumerate(widths):
        table.columns[across].width = Mm(width)
        for row in table.rows:
            row.cells[across].width = Mm(width)
        texts = {0: "{{ tables." + f"{key}.heads[{across}]" + " }}", 2: "{{ row[" + str(across) + "] }}"}
        for down, text in texts.items():
            paragraph = table.cell(down, across).paragraphs[0]
            run = paragraph.add_run(text)
            run.bold = down == 0
            if across >= NUMBERS_FROM[key]:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        _shade(table.cell(0, across))
    table.cell(1, 0).paragraphs[0].add_run("{%tr for row in tables." + key + ".rows %}")
    table.cell(3, 0).paragraphs[0].add_run("{%tr endfor %}")
    _head_on_every_page(table.rows[0])
    _thin_lines(table)


def _shade(cell: object) -> None:
    shade = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", "E6EDF7")):
        shade.set(qn(f"w:{name}"), value)
    cell._tc.get_or_add_tcPr().append(shade)


def _thin_lines(table: object) -> None:
    lines = OxmlElement("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        line = OxmlElement(f"w:{side}")
        for name, value in (("val", "single"), ("sz", "4"), ("space", "0"), ("color", "B8C2CF")):
            line.set(qn(f"w:{name}"), value)
        lines.append(line)
    table._tbl.tblPr.append(lines)


def _head_on_every_page(row: object) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


if __name__ == "__main__":
    main()
