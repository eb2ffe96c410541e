"""A workbook that comes back, as cells addressed by row and heading（戻されたブック）. Judges nothing."""

from __future__ import annotations

import html
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from ictlife.base.finding import Span
from ictlife.sources.alike_rows import pairs
from ictlife.sources.grid import Grid, cell_text, letters
from ictlife.sources.xlsx_parts import formulas, part_of, sheet_names, sheet_part

_ROWS_SEARCHED = 30
_HEAD = 4
"""Row of the head in a sheet without Refs, as every sheet is made."""
_MADE = "ictlife."
"""What the names of the program's own properties of a workbook begin with."""
_PROPERTIES = "docProps/custom.xml"
_IN_CELL = re.compile(r"(ictlife\.\w+)=(\S+)")
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
    tells_formulas: bool = True
    """Whether the format says which cells are formulas to us; xls and ods tell values alone."""
    heads: dict[str, Sequence[str]] = field(default_factory=dict)
    """Sheet → its headings."""
    rows: dict[RowOf, Span] = field(default_factory=dict)
    cells: dict[Address, str] = field(default_factory=dict)
    places: dict[Address, Span] = field(default_factory=dict)
    formulas: dict[Address, bool] = field(default_factory=dict)
    """Cells that hold a formula, and whether its value is known."""


def read_returned(
    data: bytes, grids: Sequence[Grid], ref_heads: frozenset[str], known: ReturnedBook | None = None
) -> ReturnedBook:
    """All cells below the heads; a head with Refs has one of `ref_heads`.

    Rows and columns may have been inserted, moved and sorted: heads are looked for by those of the workbook as it
    was made, `known`, and rows of one Ref are paired with the rows of it that they are most like.
    """
    names = sheet_names(data)
    book = ReturnedBook(tuple(grid.sheet or "" for grid in grids), properties_of(data, grids), bool(names))
    places = {name: place for place, name in enumerate(names)}
    for grid in grids:
        formulas_of = formulas(sheet_part(data, places.get(grid.sheet or "", -1)))
        _gather(grid, ref_heads, formulas_of, book, known.heads.get(grid.sheet or "", ()) if known else ())
    return _paired(book, known) if known else book


def properties_of(data: bytes, grids: Iterable[Grid] = ()) -> Mapping[str, str]:
    """The properties that whoever made a workbook named, or a hidden cell where another format has lost them."""
    said = part_of(data, _PROPERTIES).decode("utf-8", "replace")
    found = {html.unescape(name): html.unescape(value) for name, value in _PROPERTY.findall(said)}
    if any(name.startswith(_MADE) for name in found):
        return found
    cells = (cell for grid in grids for line in grid.lines[:_ROWS_SEARCHED] for cell in line.cells)
    told = (dict(_IN_CELL.findall(cell)) for cell in cells if isinstance(cell, str) and cell.startswith(_MADE))
    return next(told, found)


def _gather(
    grid: Grid,
    ref_heads: frozenset[str],
    formulas_of: Mapping[tuple[int, int], bool],
    book: ReturnedBook,
    known: Sequence[str],
) -> None:
    sheet, seen, head, heads = grid.sheet or "", Counter[str](), _head(grid, ref_heads, known), list[str]()
    columns: Sequence[int] = ()
    for line in grid.lines[head - 1 :]:
        texts = [cell_text(cell) for cell in line.cells]
        if line.number == head:
            heads = _unique(texts)
            book.heads[sheet] = heads
            columns = [heads.index(name) for name in known or heads if name in heads]
            continue
        key = next((texts[across] for across in columns if across < len(texts) and texts[across]), "")
        if not key:
            continue
        seen[key] += 1
        row = (sheet, key, seen[key])
        book.rows[row] = Span(grid.file, grid.sheet, line.number, "A")
        for across, name in enumerate(heads):
            address = (*row, name)
            book.cells[address] = texts[across] if across < len(texts) else ""
            book.places[address] = Span(grid.file, grid.sheet, line.number, letters(across))
            if (line.number, across) in formulas_of:
                book.formulas[address] = formulas_of[line.number, across]


def _head(grid: Grid, ref_heads: frozenset[str], known: Sequence[str]) -> int:
    """The number of the row that is the head: the one most like the known head, else the one with Refs."""
    top = grid.lines[:_ROWS_SEARCHED]
    alike = {line.number: len({*map(cell_text, line.cells)} & {*known} - {""}) for line in top}
    if any(alike.values()):
        return max(alike, key=lambda number: (alike[number], -number))
    refs = (line.number for line in top if line.cells and cell_text(line.cells[0]) in ref_heads)
    return next(refs, _HEAD)


def _unique(heads: list[str]) -> list[str]:
    """Headings, each once: a second one of the same name is numbered, one without is called by its letter."""
    seen = Counter[str]()
    found = []
    for place, head in enumerate(heads):
        seen[head] += 1
        found.append(letters(place) if not head else head if seen[head] == 1 else f"{head} {seen[head]}")
    return found


def _paired(edited: ReturnedBook, made: ReturnedBook) -> ReturnedBook:
    """The edited workbook, with rows of one Ref numbered as the rows they are most like were when it was made."""
    one, other = _by_ref(edited), _by_ref(made)
    numbers: dict[RowOf, RowOf] = {}
    for about, rows in one.items():
        was = other.get(about, {})
        if len(rows) > 1 or len(was) > 1:
            numbers |= {(*about, now): (*about, then) for now, then in pairs(rows, was).items()}

    def address(at: Address) -> Address:
        return (*numbers.get(at[:3], at[:3]), at[3])

    return replace(
        edited,
        rows={numbers.get(row, row): span for row, span in edited.rows.items()},
        cells={address(at): text for at, text in edited.cells.items()},
        places={address(at): span for at, span in edited.places.items()},
        formulas={address(at): has for at, has in edited.formulas.items()},
    )


def _by_ref(book: ReturnedBook) -> dict[tuple[str, str], dict[int, dict[str, str]]]:
    """Sheet and Ref → number of the row → its cells."""
    found: dict[tuple[str, str], dict[int, dict[str, str]]] = defaultdict(lambda: defaultdict(dict))
    for (sheet, key, number, head), text in book.cells.items():
        found[sheet, key][number][head] = text
    return found
