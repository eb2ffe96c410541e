"""How many cells a workbook would fill, judged before it is opened（表の広がり）.

calamine fills the whole rectangle up to the last cell of every sheet, and where there is no memory for it the
process ends without a word. So the last cells are looked for here, format by format.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from xml.etree import ElementTree

from ictlife.base.unreadable import Unreadable
from ictlife.sources import biff
from ictlife.sources.xlsx_parts import place_of
from ictlife.sources.zipguard import parts_of

MOST_ROWS = 200_000
_MOST_CELLS = 26 * MOST_ROWS
_XLSX, _ODS = "xl/workbook.xml", "content.xml"
_LOCKED = "EncryptedPackage".encode("utf-16-le")
"""The stream in which Excel keeps a workbook with a password; calamine only says that it is no workbook."""
_LOCKED_ODS = b"encryption-data"
"""What the manifest of an ODS file with a password says of its parts (OpenDocument 1.3 part 2, 4.4)."""

# As every spreadsheet writes it, searched for by its literal beginning: three times as fast as any XML.
_FAR = re.compile(rb' r="(?:[A-Za-z]{3,}[0-9]|[A-Za-z]*(?:[2-9][0-9]{5}|[0-9]{7}))')
_WIDE = re.compile(rb' r="[A-Za-z]{2}[0-9]')
_PLACE = re.compile(rb' r="([A-Za-z]{0,2})([0-9]{1,6})"')
_LOOSE = re.compile(rb"""\sr\s*=\s*["']""")
_UNUSUAL = (b" r ", b" r='", b" r= ", b"\tr", b"\nr", b"\rr", b" r\n", b" r\t", b" r\r", b" r=\n", b" r=\t", b" r=\r")
_WIDE_TEXT = (b"\xff\xfe", b"\xfe\xff")

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_ROW, _SHEET = f"{_TABLE}table-row", f"{_TABLE}table"
_COLUMNS_REPEATED, _ROWS_REPEATED = f"{_TABLE}number-columns-repeated", f"{_TABLE}number-rows-repeated"
_SAYS_NOTHING = frozenset(
    (
        *(_COLUMNS_REPEATED, f"{_TABLE}style-name", f"{_TABLE}content-validation-name"),
        *(f"{_TABLE}number-columns-spanned", f"{_TABLE}number-rows-spanned"),
    )
)
"""Attributes of a cell in which nothing stands."""


def check_book(data: bytes) -> None:
    """Refuse a workbook that is none, or that would take more memory than a ledger may.

    Raises:
        Unreadable: INP006 unpacks to too much; INP007 no workbook, or cut off; INP037 locked by a password;
            INP038 cells too far out.
    """
    if data.startswith(biff.MAGIC):
        if _LOCKED in data:
            raise Unreadable("INP037")
        _check_cells(biff.extents(data))
        return
    names = set()
    for name, content in parts_of(data):
        names.add(name)
        if name == "META-INF/manifest.xml" and _LOCKED_ODS in content:
            raise Unreadable("INP037")
        if name == _ODS:
            _check_cells(_tables(content))
        else:
            _check_parts(content)
    if not names & {_XLSX, _ODS}:
        raise Unreadable("INP007")


def _check_cells(extents: Iterator[tuple[int, int]]) -> None:
    """Refuse sheets, as rows and columns, that hold too many cells together."""
    cells = 0
    for rows, columns in extents:
        cells += rows * columns
        if cells > _MOST_CELLS:
            raise Unreadable("INP038", most=MOST_ROWS)


def _check_parts(xml: bytes) -> None:
    """Refuse a part of an xlsx workbook with a cell far out: any part, whichever it says its sheets are."""
    if xml.startswith(_WIDE_TEXT):
        raise Unreadable("INP007")
    if any(unusual in xml for unusual in _UNUSUAL):
        xml = _LOOSE.sub(b' r="', xml)
    if _FAR.search(xml):
        raise Unreadable("INP038", most=MOST_ROWS)
    if _WIDE.search(xml):
        places = _PLACE.findall(xml)
        rows = max(int(row) for _, row in places)
        columns = max(place_of(letters.decode().upper()) + 1 for letters, _ in places)
        _check_cells(iter([(rows, columns)]))


def _tables(xml: bytes) -> Iterator[tuple[int, int]]:
    """Rows and columns of each table of an ODS file up to the last cell that says anything.

    Every spreadsheet repeats the empty cells to the right and below a million times; a bomb repeats full ones,
    or sets one cell behind them.
    """
    if b"<!DOCTYPE" in xml or b"<!ENTITY" in xml or xml.startswith(_WIDE_TEXT):
        raise Unreadable("INP007")
    row = rows = columns = 0
    try:
        for _, element in ElementTree.iterparse(io.BytesIO(xml)):
            if element.tag == _ROW:
                row += _times(element, _ROWS_REPEATED)
                if width := _width(element):
                    rows, columns = row, max(columns, width)
                element.clear()
            elif element.tag == _SHEET:
                yield rows, columns
                row = rows = columns = 0
                element.clear()
    except (ElementTree.ParseError, ValueError, LookupError):
        raise Unreadable("INP007") from None


def _width(row: ElementTree.Element) -> int:
    """Columns of a row up to the last cell that says anything; 0 where none does."""
    column = width = 0
    for cell in row:
        column += _times(cell, _COLUMNS_REPEATED)
        if len(cell) or not cell.attrib.keys() <= _SAYS_NOTHING:
            width = column
    return width


def _times(element: ElementTree.Element, attribute: str) -> int:
    return max(1, int(element.get(attribute, "1")))
