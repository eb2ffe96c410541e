"""Cells as they stand in a file, before anything is known of their meaning（升目）."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

Cell = str | int | float | bool | date | datetime | time | timedelta
"""A cell as typed; a text file has only text."""


@dataclass(frozen=True, slots=True)
class Line:
    """A row of cells and its physical number（行）."""

    number: int
    cells: Sequence[Cell]


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle of cells（範囲）: row numbers from 1, columns from 0, both ends included."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class Writing:
    """How a text file is written（書かれ方）: its encoding and the mark between cells, with what tells them."""

    encoding: str
    told_by: str
    """One of `encoding.ToldBy`."""
    delimiter: str
    count: int
    """How often the mark stands in the lines at the top that were looked at."""
    lines: int


@dataclass(frozen=True, slots=True)
class Grid:
    """The cells of a text file or of a sheet（升目）."""

    file: str
    sheet: str | None
    lines: Sequence[Line]
    is_ragged: bool = False
    """Whether rows may differ in length, as in a text file, where that means a broken row."""
    is_broken: bool = False
    """Whether some row could not be read at all."""
    merged: Sequence[Area] = ()
    """Merged cells."""
    faults: Mapping[tuple[int, int], str] = field(default_factory=dict)
    """Row number and column of cells without a usable value → code of what is wrong with them."""

    writing: Writing | None = None
    """Of a text file."""

    def column(self, place: int, heading: str) -> str:
        """What a person calls the column at `place`: its letter in a workbook, its heading in a text file."""
        return letters(place) if self.sheet is not None else heading


def letters(place: int) -> str:
    """The letters of a sheet's column; the first is 0.

    >>> letters(0), letters(25), letters(26), letters(16383)
    ('A', 'Z', 'AA', 'XFD')
    """
    name = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def cell_text(cell: Cell) -> str:
    """What a person would type into the cell: no `.0`, ISO dates, no time where it is midnight.

    >>> cell_text(11002.0), cell_text(0.1 + 0.2), cell_text(datetime(2026, 2, 1)), cell_text(True)
    ('11002', '0.3', '2026-02-01', 'true')
    """
    if isinstance(cell, str):
        return cell.strip()
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else f"{cell:.15g}"
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(" ")
    if isinstance(cell, timedelta):
        return f"{cell / timedelta(hours=1):.15g}h"
    return cell.isoformat() if isinstance(cell, date | time) else str(cell)
