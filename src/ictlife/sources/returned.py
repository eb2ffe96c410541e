"""A workbook that comes back, as cells addressed by Ref and heading（戻されたブック）. Judges nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ictlife.base.finding import Span
from ictlife.sources.excel import read_workbook
from ictlife.sources.grid import Grid, cell_text, letters
from ictlife.sources.record import Reading

_ROWS_SEARCHED = 8
Address = tuple[str, str, int, str]
"""Sheet, Ref, which of the rows with that Ref, heading."""


@dataclass(frozen=True, slots=True)
class ReturnedBook:
    """The cells of sheets with a Ref in the first column（戻されたブックの値）."""

    sheets: tuple[str, ...]
    cells: Mapping[Address, str]
    places: Mapping[Address, Span]
    made: str = ""
    """What the sheets say they were made from."""


def read_returned(data: bytes, file: str, ref_heads: frozenset[str], reading: Reading) -> ReturnedBook:
    """All cells below a head that begins with one of `ref_heads`.

    Raises:
        Unreadable: as `read_workbook`.
    """
    cells: dict[Address, str] = {}
    places: dict[Address, Span] = {}
    grids = read_workbook(data, file, reading)
    for grid in grids:
        _gather(grid, ref_heads, cells, places)
    lines = grids[0].lines if grids else ()
    made = cell_text(lines[1].cells[0]) if len(lines) > 1 and lines[1].cells else ""
    return ReturnedBook(tuple(grid.sheet or "" for grid in grids), cells, places, made)


def _gather(grid: Grid, ref_heads: frozenset[str], cells: dict[Address, str], places: dict[Address, Span]) -> None:
    heads: list[str] = []
    seen: dict[str, int] = {}
    for line in grid.lines:
        texts = [cell_text(cell) for cell in line.cells]
        if not heads:
            if line.number > _ROWS_SEARCHED:
                return
            heads = texts if texts and texts[0] in ref_heads else []
            continue
        if not texts or ":" not in texts[0]:
            continue
        seen[texts[0]] = seen.get(texts[0], 0) + 1
        for across, head in enumerate(heads[1:], 1):
            address = (grid.sheet or "", texts[0], seen[texts[0]], head)
            cells[address] = texts[across] if across < len(texts) else ""
            places[address] = Span(grid.file, grid.sheet, line.number, letters(across))
