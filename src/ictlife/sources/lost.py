"""What a workbook says otherwise than in its cells（セル以外の情報）: colours, struck-out text, hidden rows, filters.

None of it is taken over, so each is reported. Looked for in the sheet's XML: fast, and no formula is run.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from ictlife.base.finding import Span
from ictlife.sources.grid import Grid, letters
from ictlife.sources.record import Reading
from ictlife.sources.xlsx_parts import part_of, sheet_names, sheet_part

_ROW = re.compile(rb"<(?:\w+:)?row\s([^>]*)>")
_COLUMN = re.compile(rb"<(?:\w+:)?col\s([^>]*?)/?>")
_FILTER = re.compile(rb'<(?:\w+:)?autoFilter\s[^>]*?ref="([^"]{1,40})"')
_STYLED = re.compile(rb'<(?:\w+:)?c\s[^>]*?r="([A-Z]{1,3})([0-9]{1,7})"[^>]*?\ss="([0-9]+)"')
_COMMENT = re.compile(rb"<(?:\w+:)?comment\s")
_HIDDEN = re.compile(rb'\bhidden="(?:1|true)"')
_XFS = re.compile(rb"<(?:\w+:)?cellXfs\b.*?</(?:\w+:)?cellXfs>", re.DOTALL)
_XF = re.compile(rb"<(?:\w+:)?xf\s([^>]*)>")
_FONT = re.compile(rb"<(?:\w+:)?font>.*?</(?:\w+:)?font>|<(?:\w+:)?font/>", re.DOTALL)
_FILL = re.compile(rb"<(?:\w+:)?fill>.*?</(?:\w+:)?fill>", re.DOTALL)
_STRUCK = re.compile(rb'<(?:\w+:)?strike(?:/>|\s+val="(?:1|true)")')
_WHITE = re.compile(rb'rgb="(?:FF|00)?FFFFFF"', re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Styles:
    """Numbers of the cell formats that are coloured, and of those that are struck out."""

    coloured: frozenset[int]
    struck: frozenset[int]


def tell_lost(data: bytes, grid: Grid, headings: int, reading: Reading) -> None:
    """Report what a sheet says otherwise than in its cells; nothing for other formats than xlsx.

    Styles count below the row `headings`, the last with headings.
    """
    sheet = _place(data, grid.sheet or "")
    xml = sheet_part(data, sheet) if sheet is not None else b""
    if not xml:
        return
    file, name = grid.file, grid.sheet
    rows = [number for row in _ROW.findall(xml) if _HIDDEN.search(row) and (number := _number(row, b"r"))]
    if rows:
        reading.say_at("IMP007", Span(file, name, rows[0]), count=len(rows), first=rows[0])
    columns = [each for column in _COLUMN.findall(xml) if _HIDDEN.search(column) for each in _range(column)]
    if columns:
        reading.say_at("IMP008", Span(file, name), columns=tuple(map(letters, columns)))
    if found := _FILTER.search(xml):
        reading.say_at("IMP006", Span(file, name), range=found[1].decode("ascii", "replace"))
    # Where comments stand differs between programs; they are counted once for the workbook.
    if not sheet and (comments := _comments(data)):
        reading.say_at("IMP011", Span(file, name), count=comments)
    _tell_styles(xml, _styles(part_of(data, "xl/styles.xml")), grid, headings, reading)


def _place(data: bytes, name: str) -> int | None:
    """Where in the workbook the sheet of that name stands, hidden ones counted."""
    names = sheet_names(data)
    return names.index(name) if name in names else None


def _tell_styles(xml: bytes, styles: _Styles, grid: Grid, headings: int, reading: Reading) -> None:
    """Colours count where they tell cells of one column apart: a column all in one colour says nothing."""
    if not styles.coloured and not styles.struck:
        return
    below = (line for line in grid.lines if line.number > headings)
    filled = {line.number for line in below if any(cell != "" for cell in line.cells)}
    coloured: dict[str, list[int]] = {}
    struck: list[str] = []
    for column, row, style in _STYLED.findall(xml):
        if int(row) in filled and int(style) in styles.coloured:
            coloured.setdefault(column.decode(), []).append(int(row))
        if int(row) in filled and int(style) in styles.struck:
            struck.append(f"{column.decode()}{int(row)}")
    telling = [f"{name}{row}" for name, rows in coloured.items() if len(rows) < 0.9 * len(filled) for row in rows]
    telling = [cell for cell in telling if not _is_banded(cell, coloured)]
    for code, cells in (("IMP009", telling), ("IMP010", struck)):
        if cells:
            span = Span(grid.file, grid.sheet)
            reading.say_at(code, span, count=len(cells), first=cells[0])


def _is_banded(cell: str, coloured: dict[str, list[int]]) -> bool:
    """Whether every second row is coloured, which only helps the eye."""
    rows = coloured[cell.rstrip("0123456789")]
    steps = {later - earlier for earlier, later in pairwise(rows)}
    return len(rows) > 2 and steps == {2}


def _styles(xml: bytes) -> _Styles:
    fonts = [bool(_STRUCK.search(font)) for font in _FONT.findall(xml)]
    fills = [b'patternType="solid"' in fill and not _WHITE.search(fill) for fill in _FILL.findall(xml)]
    formats = _XFS.search(xml)
    coloured, struck = set(), set()
    for at, about in enumerate(_XF.findall(formats[0]) if formats else ()):
        if _is_set(fills, _number(about, b"fillId")):
            coloured.add(at)
        if _is_set(fonts, _number(about, b"fontId")):
            struck.add(at)
    return _Styles(frozenset(coloured), frozenset(struck))


def _is_set(flags: list[bool], at: int) -> bool:
    return at < len(flags) and flags[at]


def _number(attributes: bytes, name: bytes) -> int:
    found = re.search(rb"\b" + name + rb'="([0-9]{1,7})"', attributes)
    return int(found[1]) if found else 0


def _range(column: bytes) -> Iterator[int]:
    first, last = _number(column, b"min"), _number(column, b"max")
    # The columns right of the table are often hidden all the way to the edge.
    yield from range(max(0, first - 1), min(last, first + 50))


def _comments(data: bytes) -> int:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = [each for each in archive.namelist() if "/comment" in each and each.endswith(".xml")]
            return sum(len(_COMMENT.findall(archive.read(each))) for each in parts)
    except (zipfile.BadZipFile, KeyError, ValueError, OSError, RuntimeError, zlib.error):
        return 0
