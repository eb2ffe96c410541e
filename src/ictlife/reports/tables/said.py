"""What a table says in one language（表示する表）: cells as they are shown, numbers and days kept beside."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
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


    @property
    def is_figure(self) -> bool:
        """Whether it says a number, a time or a verdict, not a name."""
        return self.number is not None or self.css.startswith(_JUDGED) or any(each.isdigit() for each in self.text)


_JUDGED = ("bar", "mid", "cell")


def _is_open(cell: Said, place: int) -> bool:
    """Whether a cell should lead somewhere and does not yet: a figure, or what the row is about."""
    return not cell.href and not cell.is_by_hand and bool(cell.text or cell.css) and (not place or cell.is_figure)


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
    refs: tuple[str, ...] = ()
    """What each row is about, or rests on, by its address."""

    @property
    def on_page(self) -> SaidTable:
        """Without addresses, which only the workbook needs."""
        kept = [place for place, key in enumerate(self.keys) if key != "ref"]
        rows = tuple(tuple(row[place] for place in kept) for row in self.rows)
        heads = tuple(self.heads[place] for place in kept)
        keys = tuple(self.keys[place] for place in kept)
        return SaidTable(self.key, self.title, heads, rows, self.has_money, keys, self.more, self.refs)

    def leading(self, knows: Callable[[str], bool]) -> SaidTable:
        """The table with its figures and what they are about leading to why they are so, where the page can say it."""
        about = [f"#{ref}" if ref and knows(ref) else "" for ref in self.refs or [""] * len(self.rows)]
        rows = tuple(
            tuple(
                replace(cell, href=href) if href and _is_open(cell, place) else cell for place, cell in enumerate(row)
            )
            for row, href in zip(self.rows, about, strict=True)
        )
        return replace(self, rows=rows)

    @property
    def styles(self) -> tuple[str, ...]:
        """Class of each column's heading."""
        numbers = [any(row[place].number is not None for row in self.rows) for place in range(len(self.heads))]
        return tuple(
            "mid" if isinstance(key, FiscalYear) else "num" if is_number else "text" if place else "name"
            for place, (key, is_number) in enumerate(zip(self.keys, numbers, strict=True))
        )
