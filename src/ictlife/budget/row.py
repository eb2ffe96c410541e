"""Yen × fiscal year × heading × kind × funding（予算行）, and sums that must agree."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TypeVar

from ictlife.base.finding import Finding
from ictlife.base.reason import Reason
from ictlife.base.ref import Ref
from ictlife.base.yen import Remainder, Rounding, Yen, share_out
from ictlife.fiscal.month import FiscalSpan, FiscalYear
from ictlife.model.contract import CostKind
from ictlife.money.charge import Stage

K = TypeVar("K")


@dataclass(frozen=True, slots=True)
class BudgetRow:
    """Yen in one fiscal year on one line of one contract（予算行）. Tax included.

    `subject` is the group, or the contract where it serves several or none. `contract` is the running
    contract, or the renewal whose future contract it is; `is_estimate` tells the two apart. `source` is the
    field that holds the amount: rows of one line share it. `funding` is None for general funds（一般財源）;
    a line paid from several sources has a row for each, all with the same `months`.
    """

    fy: FiscalYear
    subject: Ref
    contract: Ref
    kind: CostKind
    amount: Yen
    months: int
    heading: str | None
    funding: str | None
    is_estimate: bool
    reason: Reason
    source: Ref
    stage: Stage = Stage.RUNNING

    @property
    def line(self) -> tuple[Ref, Ref, CostKind, Stage, str | None]:
        """What makes rows of several years one line of a paper（明細の区分）."""
        return (self.contract, self.source, self.kind, self.stage, self.funding)


@dataclass(frozen=True, slots=True)
class CommitmentRow:
    """Later years bound by one decision（債務負担行為・長期継続契約・継続費の一行）.

    `by_year` are the years bound after the year of decision, `limit` the most that may be promised, which
    may differ from their sum. `funding` maps a source, or None for general funds, to its yen. `replaces`
    is the entry that this one changes.
    """

    subject: Ref
    contract: Ref
    name: str
    basis: str
    decided_in: FiscalYear
    first_year: FiscalYear
    last_year: FiscalYear
    limit: Yen
    by_year: Mapping[FiscalYear, Yen]
    funding: Mapping[str | None, Yen]
    is_estimate: bool
    contracts: tuple[Ref, ...] = ()
    replaces: Ref | None = None


@dataclass(frozen=True)
class Budget:
    """All budget rows（予算）; every total anywhere is a sum of these.

    Rows cover whole terms, so lines sum to their contracts; `horizon` are the years that papers show, what
    lies beyond is what stays owed（残債務）.
    """

    rows: tuple[BudgetRow, ...]
    commitments: tuple[CommitmentRow, ...] = ()
    findings: tuple[Finding, ...] = ()
    horizon: FiscalSpan | None = None

    @cached_property
    def by_year(self) -> Mapping[FiscalYear, Yen]:
        """Total by fiscal year, in order of years."""
        return dict(sorted(self.total_by(lambda row: row.fy).items()))

    def total_by(self, key: Callable[[BudgetRow], K]) -> dict[K, Yen]:
        """Totals by any key of a row, in order of first appearance."""
        totals: dict[K, Yen] = {}
        for row in self.rows:
            totals[key(row)] = totals.get(key(row), 0) + row.amount
        return totals

    @cached_property
    def of_contract(self) -> Mapping[Ref, tuple[BudgetRow, ...]]:
        """Contract or renewal → its rows."""
        return _gather(self.rows, lambda row: row.contract)

    @cached_property
    def of_subject(self) -> Mapping[Ref, tuple[BudgetRow, ...]]:
        """Group (or contract of several groups) → its rows."""
        return _gather(self.rows, lambda row: row.subject)

    def in_unit(self, unit: int, rounding: Rounding, remainder: Remainder) -> Budget:
        """The same budget in whole `unit`s of yen（表示単位）: each line rounded once, its total kept.

        All papers of one unit are made from this one budget, so their totals agree with each other.
        """
        if unit == 1:
            return self
        rows = list(self.rows)
        lines: dict[object, list[int]] = {}
        for place, row in enumerate(rows):
            lines.setdefault(row.line, []).append(place)
        for places in lines.values():
            places.sort(key=lambda place: rows[place].fy)
            parts = share_out([rows[place].amount for place in places], rounding, remainder, unit)
            for place, part in zip(places, parts, strict=True):
                rows[place] = replace(rows[place], amount=part)
        return replace(self, rows=tuple(rows))


def _gather(rows: tuple[BudgetRow, ...], key: Callable[[BudgetRow], Ref]) -> dict[Ref, tuple[BudgetRow, ...]]:
    found: dict[Ref, list[BudgetRow]] = {}
    for row in rows:
        found.setdefault(key(row), []).append(row)
    return {ref: tuple(group) for ref, group in found.items()}
