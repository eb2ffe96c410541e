"""A workbook that comes back, as cells addressed by row and heading（戻されたブック）. Judges nothing."""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from ictlife.base.finding import Span
from ictlife.sources.excel import read_workbook
from ictlife.sources.grid import Grid, cell_text, letters
from ictlife.sources.record import Reading
from ictlife.sources.xlsx_parts import formulas, part_of, sheet_names, sheet_part

_ROWS_SEARCHED = 8
_HEAD = 4
"""Row of the head in a sheet without Refs, as every sheet is made."""
_PROPERTIES = "docProps/custom.xml"
_PROPERTY = re.compile(r'<(?:\w+:)?property\s[^>]*?name="([^"]*)"[^>]*>\s*<(?:\w+:)?lpwstr[^>]*>([^<]*)<')
RowOf = tuple[str, str, int]
"""Sheet, Ref or first text of the row, which of the rows with it."""
Address = tuple[str, str, int, str]
"""A row and a heading."""


@dataclass(frozen=True, slots=True)
class ReturnedBook:
    """The cells of a workbook's sheets below their heads（戻されたブックの値）."""

    sheets: tuple[str, ...]
    properties: Mapping[str, str]
    """What the program wrote about it when it was made."""
    rows: dict[RowOf, Span] = field(default_factory=dict)
    cells: dict[Address, str] = field(default_factory=dict)
    places: dict[Address, Span] = field(default_factory=dict)
    formulas: dict[Address, bool] = field(default_factory=dict)
    """Cells that hold a formula, and whether its value is known."""


def read_returned(data: bytes, file: str, ref_heads: frozenset[str], reading: Reading) -> ReturnedBook:
    """All cells below the heads; a head with Refs begins with one of `ref_heads`.

    Raises:
        Unreadable: as `read_workbook`.
    """
    grids = read_workbook(data, file, reading)
    book = ReturnedBook(tuple(grid.sheet or "" for grid in grids), properties_of(data))
    places = {name: place for place, name in enumerate(sheet_names(data))}
    for grid in grids:
        known = formulas(sheet_part(data, places.get(grid.sheet or "", -1)))
        _gather(grid, ref_heads, known, book)
    return book


def properties_of(data: bytes) -> Mapping[str, str]:
    """The properties that whoever made a workbook named; none where it is no workbook."""
    said = part_of(data, _PROPERTIES).decode("utf-8", "replace")
    return {html.unescape(name): html.unescape(value) for name, value in _PROPERTY.findall(said)}


def _gather(grid: Grid, ref_heads: frozenset[str], known: Mapping[tuple[int, int], bool], book: ReturnedBook) -> None:
    sheet, seen, head, heads = grid.sheet or "", Counter[str](), _head(grid, ref_heads), list[str]()
    for line in grid.lines[head - 1 :]:
        texts = [cell_text(cell) for cell in line.cells]
        if line.number == head:
            heads = _unique(texts)
            continue
        key = next((text for text in texts if text), "")
        if not key:
            continue
        seen[key] += 1
        row = (sheet, key, seen[key])
        book.rows[row] = Span(grid.file, grid.sheet, line.number, "A")
        for across, name in enumerate(heads):
            address = (*row, name)
            book.cells[address] = texts[across] if across < len(texts) else ""
            book.places[address] = Span(grid.file, grid.sheet, line.number, letters(across))
            if (line.number, across) in known:
                book.formulas[address] = known[line.number, across]


def _head(grid: Grid, ref_heads: frozenset[str]) -> int:
    """The number of the row that is the head."""
    for line in grid.lines[:_ROWS_SEARCHED]:
        if line.cells and cell_text(line.cells[0]) in ref_heads:
            return line.number
    return _HEAD


def _unique(heads: list[str]) -> list[str]:
    """Headings, each once: a second one of the same name is numbered, one without is called by its letter."""
    seen = Counter[str]()
    found = []
    for place, head in enumerate(heads):
        seen[head] += 1
        found.append(letters(place) if not head else head if seen[head] == 1 else f"{head} {seen[head]}")
    return found
