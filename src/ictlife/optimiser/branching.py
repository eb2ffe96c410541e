"""What a proof branches on: is the first renewal done by the end of a fiscal year?（年度末での分岐）

A path is one of thousands, and forbidding one changes nothing: the bound hardly moves. Whether a group's
first renewal falls by the end of a year splits all its paths in two. So the programme gets one integer for
every group and year, the number of copies renewed by then. Branching on such sums of columns instead of on
columns: C. Barnhart et al., "Branch-and-price: column generation for solving huge integer programs",
Operations Research 46 (1998).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ictlife.optimiser.arrays import Bools, Floats, Longs, Model
from ictlife.optimiser.joint import JointPath
from ictlife.optimiser.solve import Columns

Limits = tuple[Floats, Floats]

_YEAR = 12


@dataclass(frozen=True, slots=True)
class YearEnds:
    """Which of some path columns renew first by which year's end（年度末までの初回更新）."""

    column: Longs
    row: Longs
    """Column `column[i]` counts in `row[i]`: one row for every group and year that splits its columns."""
    copies: Floats
    """row → how many copies its group has."""

    @property
    def count(self) -> int:
        """How many rows（行数）."""
        return len(self.copies)

    def reached(self, x: Floats) -> Floats:
        """row → copies renewed by then, in the choice `x` of path columns."""
        return np.bincount(self.row, x[self.column], minlength=self.count).astype(float)


def year_ends(model: Model, blocks: Sequence[int], paths: Sequence[JointPath]) -> YearEnds:
    """The years that split the columns of a group in two（分岐の候補）."""
    never = model.months
    column = np.array([c for c, joint in enumerate(paths) for _ in joint], dtype=np.int64)
    types = np.array([one for b in blocks for one in model.blocks[b].types], dtype=np.int64)
    first = np.array([path[0] if path else never for joint in paths for path in joint], dtype=np.int64)
    order = np.lexsort((column, first, types))
    column, types, first = column[order], types[order], first[order]
    begins = np.flatnonzero(np.append(True, types[1:] != types[:-1])) if len(types) else types
    found: list[Longs] = []
    copies: list[float] = []
    for start, end in zip(begins, [*begins[1:], len(types)], strict=True):
        years = np.unique(first[start:end] // _YEAR)
        for year in years[1:]:
            by_then = np.searchsorted(first[start:end], year * _YEAR)
            found.append(column[start : start + by_then])
            copies.append(float(len(model.members[types[start]])))
    nothing = np.zeros(0, dtype=np.int64)
    return YearEnds(
        np.concatenate([nothing, *found]),
        np.repeat(np.arange(len(found)), [len(each) for each in found]),
        np.array(copies),
    )


def branched(
    columns: Columns, rows: Limits, ends: YearEnds, slacks: int
) -> tuple[Columns, Limits, Bools]:
    """The programme with one integer more for every row of `ends`, and which columns those are（分岐変数の追加）.

    Args:
        columns: slacks, then path columns.
        rows: lower and upper limit of each row.
        ends: of the path columns.
        slacks: how many slacks stand before them.
    """
    width, extra, none = columns.count, np.arange(ends.count), np.zeros(ends.count)
    own = (np.append(ends.column + slacks, width + extra), np.append(ends.row, extra))
    value = np.append(np.ones(len(ends.row)), -np.ones(ends.count))
    wide = Columns(
        np.append(columns.cost, none),
        np.append(columns.upper, ends.copies),
        np.append(columns.start, np.full(ends.count, columns.start[-1])),
        columns.index,
        columns.value,
    )
    grown = _with_rows(wide, len(rows[0]), *own, value)
    return grown, (np.append(rows[0], none), np.append(rows[1], none)), np.arange(grown.count) >= width


def settled(columns: Columns, rows: Limits, ends: YearEnds, reached: Floats, slacks: int) -> tuple[Columns, Limits]:
    """The programme where as many copies as `reached` renew by each year's end（年度を決めた計画）."""
    grown = _with_rows(columns, len(rows[0]), ends.column + slacks, ends.row, np.ones(len(ends.row)))
    return grown, (np.append(rows[0], reached), np.append(rows[1], reached))


def _with_rows(columns: Columns, height: int, at: Longs, row: Longs, value: Floats) -> Columns:
    """Entries in rows below the `height` there are."""
    column = np.concatenate([np.repeat(np.arange(columns.count), np.diff(columns.start)), at])
    order = np.argsort(column, kind="stable")
    sizes = np.bincount(column, minlength=columns.count)
    return Columns(
        columns.cost,
        columns.upper,
        np.concatenate([[0], np.cumsum(sizes)]).astype(np.int32),
        np.concatenate([columns.index, row + height])[order].astype(np.int32),
        np.concatenate([columns.value, value])[order],
    )
