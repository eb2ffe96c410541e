"""What a table says in one language（表示する表）: cells as they are shown, numbers and days kept beside."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ictlife.fiscal.month import FiscalYear
from ictlife.planning.table import Head


@dataclass(frozen=True, slots=True)
class Said:
    """A cell as it is shown（表示する値）; `number` where it is one, `href` where it leads to a group."""

    text: str
    number: float | None = None
    is_money: bool = False
    href: str = ""
    is_by_hand: bool = False
    css: str = ""
    """How the page and the workbook show it: `bar` a year of a plan, `mid` a mark in a year."""
    day: date | None = None
    """The day it says, which a workbook keeps as a day."""


@dataclass(frozen=True, slots=True)
class SaidTable:
    """A table as it is shown（表示する表）."""

    key: str
    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[Said, ...], ...]
    has_money: bool
    keys: tuple[Head, ...] = ()
    more: int = 0
    """Rows that are not shown here; the workbook has them all."""

    @property
    def on_page(self) -> SaidTable:
        """Without addresses, which only the workbook needs."""
        kept = [place for place, key in enumerate(self.keys) if key != "ref"]
        rows = tuple(tuple(row[place] for place in kept) for row in self.rows)
        heads = tuple(self.heads[place] for place in kept)
        keys = tuple(self.keys[place] for place in kept)
        return SaidTable(self.key, self.title, heads, rows, self.has_money, keys, self.more)

    @property
    def styles(self) -> tuple[str, ...]:
        """Class of each column's heading."""
        numbers = [any(row[place].number is not None for row in self.rows) for place in range(len(self.heads))]
        return tuple(
            "mid" if isinstance(key, FiscalYear) else "num" if is_number else "text" if place else "name"
            for place, (key, is_number) in enumerate(zip(self.keys, numbers, strict=True))
        )
