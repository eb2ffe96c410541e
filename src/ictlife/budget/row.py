"""Yen × fiscal year × heading × kind × funding（予算行）, and sums that must agree."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from ictlife.base.finding import Finding
from ictlife.base.reason import Reason
from ictlife.base.ref import Ref
from ictlife.base.yen import Yen
from ictlife.fiscal.month import FiscalYear
from ictlife.model.contract import CostKind

K = TypeVar("K")


@dataclass(frozen=True, slots=True)
class BudgetRow:
    """Yen in one fiscal year on one line of one contract（予算行）. Tax included.

    `contract` is the running contract, or the renewal whose future contract it is; `is_estimate` tells the
    two apart. `stage` is running, renewal, re_lease or parallel.
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


@dataclass(frozen=True, slots=True)
class CommitmentRow:
    """Later years bound by one decision（債務負担行為・長期継続契約の一行）."""

    subject: Ref
    contract: Ref
    name: str
    basis: str
    decided_in: FiscalYear
    first_year: FiscalYear
    last_year: FiscalYear
    limit: Yen
    by_year: Mapping[FiscalYear, Yen]
    funding: Mapping[str, Yen]
    is_estimate: bool


@dataclass(frozen=True)
class Budget:
    """All budget rows（予算）; every total anywhere is a sum of these."""

    rows: tuple[BudgetRow, ...]
    commitments: tuple[CommitmentRow, ...] = ()
    findings: tuple[Finding, ...] = ()

    @cached_property
    def by_year(self) -> Mapping[FiscalYear, Yen]:
        """Total by fiscal year."""
        return self.total_by(lambda row: row.fy)

    def total_by(self, key: Callable[[BudgetRow], K]) -> dict[K, Yen]:
        """Totals by any key of a row, in order of first appearance."""
        totals: dict[K, Yen] = {}
        for row in self.rows:
            totals[key(row)] = totals.get(key(row), 0) + row.amount
        return totals

    @cached_property
    def of_contract(self) -> Mapping[Ref, tuple[BudgetRow, ...]]:
        """Contract or renewal → its rows."""
        found: dict[Ref, list[BudgetRow]] = {}
        for row in self.rows:
            found.setdefault(row.contract, []).append(row)
        return {ref: tuple(rows) for ref, rows in found.items()}
