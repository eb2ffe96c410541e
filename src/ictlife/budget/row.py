"""Yen × fiscal year × heading × kind × funding（予算行）, and sums that must agree."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import groupby
from operator import attrgetter
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
class Line:
    """One line of one contract, whatever its years（明細）.

    `subject` is the group, or the contract where it serves several or none. `contract` is the running
    contract, or the renewal whose future contract it is; `is_estimate` tells the two apart. `source` is the
    field that holds the amount.
    """

    subject: Ref
    contract: Ref
    kind: CostKind
    heading: str | None
    is_estimate: bool
    reason: Reason
    source: Ref
    stage: Stage = Stage.RUNNING


@dataclass(frozen=True, slots=True)
class BudgetRow:
    """Yen in one fiscal year on one line of one contract（予算行）. Tax included.

    `funding` is None for general funds（一般財源）; a line paid from several sources has a row for each, all
    with the same `months`. What does not depend on the year is shared by the rows of a `line`.
    """

    fy: FiscalYear
    line: Line
    amount: Yen
    months: int
    funding: str | None = None

    @property
    def subject(self) -> Ref:
        """The group or contract it is for."""
        return self.line.subject

    @property
    def contract(self) -> Ref:
        """The running contract or the renewal."""
        return self.line.contract

    @property
    def kind(self) -> CostKind:
        """What it is spent on."""
        return self.line.kind

    @property
    def heading(self) -> str | None:
        """Where it is booked."""
        return self.line.heading

    @property
    def is_estimate(self) -> bool:
        """Whether no contract is signed for it."""
        return self.line.is_estimate

    @property
    def ref(self) -> Ref:
        """The address of what is spent on one kind of cost in one year, `budget:<contract>/<kind>/<year>`."""
        return Ref("budget", f"{self.contract}/{self.kind.value}/{self.fy}")

    @property
    def reason(self) -> Reason:
        """Why it is what it is."""
        return self.line.reason

    @property
    def stage(self) -> Stage:
        """Where in the group's life it is spent."""
        return self.line.stage


@dataclass(frozen=True, slots=True)
class CommitmentRow:
    """Later years bound by one decision（債務負担行為・長期継続契約・継続費の一行）.

    `by_year` are the years bound after the year of decision, `limit` the most that may be promised, which
    may differ from their sum. `funding` maps a source, or "" for general funds, to its yen. `replaces`
    is the entry that this one changes. `lines` are the lines whose years these are, where no ledger states
    them.
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
    funding: Mapping[str, Yen]
    is_estimate: bool
    contracts: tuple[Ref, ...] = ()
    heading: str | None = None
    replaces: Ref | None = None
    lines: tuple[Line, ...] = ()

    @property
    def ref(self) -> Ref:
        """Its address: the entry that was voted, or `commitment:<contract>`."""
        return self.subject if self.is_stated else Ref("commitment", str(self.contract))

    @property
    def is_stated(self) -> bool:
        """Whether a record says it; else it follows from a contract."""
        return self.subject.kind not in ("contract", "renewal")

    def summed(self, rows: Iterable[BudgetRow]) -> CommitmentRow:
        """The same entry with its years, and a limit and sources that follow from them, added up from `rows`."""
        by_year: dict[FiscalYear, Yen] = {}
        funding: dict[str, Yen] = {}
        for row in rows:
            if self.first_year <= row.fy <= self.last_year:
                by_year[row.fy] = by_year.get(row.fy, 0) + row.amount
                funding[row.funding or ""] = funding.get(row.funding or "", 0) + row.amount
        by_year = dict(sorted(by_year.items()))
        if self.limit != sum(self.by_year.values()):
            return replace(self, by_year=by_year)
        return replace(self, by_year=by_year, limit=sum(by_year.values()), funding=funding)


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
        years: dict[int, Yen] = {}
        for row in self.rows:
            year = row.fy.start_year
            years[year] = years.get(year, 0) + row.amount
        return {FiscalYear(year): years[year] for year in sorted(years)}

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
        # Rows of one line stand together, so the contract is looked up once a run.
        for line, run in groupby(self.rows, key=attrgetter("line")):
            found.setdefault(line.contract, []).extend(run)
        return {ref: tuple(rows) for ref, rows in found.items()}

    def in_unit(self, unit: int, rounding: Rounding, remainder: Remainder) -> Budget:
        """The same budget in whole `unit`s of yen（表示単位）: each line rounded once, its total kept.

        All papers of one unit are made from this one budget, so their totals agree with each other.
        """
        if unit == 1:
            return self
        rows = list(self.rows)
        lines: dict[tuple[int, str | None], list[int]] = {}
        for place, row in enumerate(rows):
            # By identity: rows of one line share it, and two equal lines of one contract stay two.
            lines.setdefault((id(row.line), row.funding), []).append(place)
        for places in lines.values():
            places.sort(key=lambda place: rows[place].fy)
            parts = share_out([rows[place].amount for place in places], rounding, remainder, unit)
            for place, part in zip(places, parts, strict=True):
                rows[place] = replace(rows[place], amount=part)
        way = (rounding, remainder, unit)
        return replace(self, rows=tuple(rows), commitments=tuple(_in_rows(self.commitments, rows, way)))


def _in_rows(
    commitments: Iterable[CommitmentRow], rows: Iterable[BudgetRow], way: tuple[Rounding, Remainder, int]
) -> Iterator[CommitmentRow]:
    """Commitments added up from these rows; where a ledger states the years, those are rounded themselves."""
    of_line: dict[int, list[BudgetRow]] = {}
    for row in rows:
        of_line.setdefault(id(row.line), []).append(row)
    for entry in commitments:
        if entry.lines:
            yield entry.summed([row for line in entry.lines for row in of_line.get(id(line), ())])
        else:
            parts = share_out(list(entry.by_year.values()), *way)
            yield replace(entry, by_year=dict(zip(entry.by_year, parts, strict=True)))
