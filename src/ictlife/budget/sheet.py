"""A paper of figures as plain data（帳票）: columns, rows, and which rows a sum adds up. Wording is the renderer's.

Money cells are whole yen, whatever the unit: the renderer divides. `sums` lets a workbook write live formulas
and a test add up every sum.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import groupby

from ictlife.base.ref import Ref
from ictlife.fiscal.month import FiscalYear

Cell = object
"""Text, Ref, CostKind, FiscalYear, a number, or None where nothing is known."""


class Role(StrEnum):
    """What a row is（行の種類）."""

    LINE = "line"
    SUBTOTAL = "subtotal"
    TOTAL = "total"


@dataclass(frozen=True, slots=True)
class Column:
    """A column（列）: `key` names it in the words; a year or a source of money stands beside its key."""

    key: str
    is_money: bool = False
    fy: FiscalYear | None = None
    funding: str | None = None


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row（行）. `sums` are the rows that a subtotal or total adds up."""

    cells: tuple[Cell, ...]
    role: Role = Role.LINE
    sums: tuple[int, ...] = ()
    about: Ref | None = None
    """What it is about, where no cell says so."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A paper of figures（帳票）: `key` names its title, `params` fill it."""

    key: str
    columns: tuple[Column, ...]
    rows: tuple[SheetRow, ...]
    params: Mapping[str, object] = field(default_factory=dict)

    @property
    def total(self) -> SheetRow | None:
        """The row of the grand total."""
        return next((row for row in self.rows if row.role is Role.TOTAL), None)


def with_sums(columns: Sequence[Column], lines: Sequence[tuple[Cell, ...]], levels: int) -> tuple[SheetRow, ...]:
    """Lines with a subtotal after each run of equal cells in the first `levels` columns, and a total at the end.

    Lines must come in the order in which they are to stand. Money of sums is added from the rows they name.
    """
    rows: list[SheetRow] = []
    tops = tuple(_add(rows, columns, lines, 0, levels))
    rows.append(_sum(rows, columns, (), tops, Role.TOTAL))
    return tuple(rows)


def _add(
    rows: list[SheetRow], columns: Sequence[Column], lines: Sequence[tuple[Cell, ...]], level: int, levels: int
) -> Iterator[int]:
    """Add lines and their subtotals to `rows`; gives the rows that the next level adds up."""
    if level == levels:
        for cells in lines:
            rows.append(SheetRow(cells))
            yield len(rows) - 1
        return
    for _, run in groupby(lines, key=lambda cells: cells[level]):
        members = list(run)
        parts = tuple(_add(rows, columns, members, level + 1, levels))
        rows.append(_sum(rows, columns, members[0][: level + 1], parts, Role.SUBTOTAL))
        yield len(rows) - 1


def _sum(
    rows: list[SheetRow], columns: Sequence[Column], labels: tuple[Cell, ...], parts: tuple[int, ...], role: Role
) -> SheetRow:
    cells: list[Cell] = list(labels)
    for place in range(len(labels), len(columns)):
        cells.append(added(rows[part].cells[place] for part in parts) if columns[place].is_money else None)
    return SheetRow(tuple(cells), role, parts)


def added(cells: Iterator[Cell]) -> int | None:
    """The sum of cells that hold a number; None where none does."""
    numbers = [cell for cell in cells if isinstance(cell, int)]
    return sum(numbers) if numbers else None
