"""A plain table of raw values（計画の表）: words, formats and colours are the reports'."""

from __future__ import annotations

from dataclasses import dataclass

from ictlife.fiscal.month import FiscalYear

Head = str | FiscalYear
"""Heading of a column: a key of the words, or a fiscal year. A key that ends `_yen` is of money."""


@dataclass(frozen=True, slots=True)
class PlanTable:
    """A table with a key that names it, its headings and its rows（計画の表）.

    Cells are dates, months, fiscal years, whole numbers, refs, enums, texts, evidence or None (nothing to
    say). The columns named in `by_hand` are left for people to fill in.
    """

    key: str
    heads: tuple[Head, ...]
    rows: tuple[tuple[object, ...], ...]
    by_hand: tuple[str, ...] = ()
    is_money: bool = False
    """Whether the columns of fiscal years hold yen."""
