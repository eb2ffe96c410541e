"""What changes by fiscal year between two states of a budget（補正額）: the form a supplementary budget needs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from ictlife.base.ref import Ref
from ictlife.base.yen import Yen
from ictlife.budget.row import Budget, BudgetRow, Line
from ictlife.budget.running import Frame, rows_of, subject_of
from ictlife.fiscal.month import FiscalYear
from ictlife.model.contract import Contract, CostKind
from ictlife.model.estate import Estate
from ictlife.money.contract_charges import contract_charges


@dataclass(frozen=True, slots=True)
class Change:
    """One fiscal year before and after（補正前・補正後）."""

    fy: FiscalYear
    before: Yen
    after: Yen

    @property
    def change(self) -> Yen:
        """補正額; negative where less is needed."""
        return self.after - self.before


@dataclass(frozen=True, slots=True)
class LineChange:
    """The changes of what is booked alike: one contract, kind of cost, heading and source（明細の増減）."""

    subject: Ref
    contract: Ref
    kind: CostKind
    heading: str | None
    funding: str | None
    years: tuple[Change, ...]
    lines: tuple[Line, ...] = ()
    """The lines of either side that it gathers."""

    @property
    def change(self) -> Yen:
        """The change over all years; 0 where money only moves."""
        return sum(year.change for year in self.years)


@dataclass(frozen=True, slots=True)
class Difference:
    """Every line that changes, and the sums by fiscal year（予算の増減）."""

    lines: tuple[LineChange, ...]
    years: tuple[Change, ...]


_Key = tuple[Ref, Ref, CostKind, str | None, str | None]


def difference(before: Budget, after: Budget, contract: Ref | None = None) -> Difference:
    """What changes from `before` to `after`, of all or of one contract; lines that stay as they are are left out."""
    old, new = _sums(before, contract), _sums(after, contract)
    lines: list[LineChange] = []

    def behind(key: _Key) -> tuple[Line, ...]:
        both = (row.line for side in (before, after) for row in side.of_contract.get(key[1], ()) if _key(row) == key)
        return tuple({id(line): line for line in both}.values())

    for key in dict.fromkeys((*old, *new)):
        years = _changes(old.get(key, {}), new.get(key, {}))
        if any(year.change for year in years):
            lines.append(LineChange(*key, years, behind(key)))
    whole = _changes(_by_year(before.rows, contract), _by_year(after.rows, contract))
    return Difference(tuple(lines), whole)


def tax_change(estate: Estate, contract: Contract) -> tuple[Change, ...]:
    """A contract at the rate of its first day for the whole term, and by the rates of each date（税率改定の影響）."""
    frame = Frame.of(estate)
    charges = contract_charges(estate, contract, frame.counting).charges
    held = [
        replace(charge, fixed_rate=frame.rates.at(charge.stated_on) if charge.fixed_rate is None else charge.fixed_rate)
        for charge in charges
    ]
    subject, ref = subject_of(contract), contract.ref()
    before = [row for charge in held for row in rows_of(charge, frame, subject, ref, "")]
    after = [row for charge in charges for row in rows_of(charge, frame, subject, ref, "")]
    return _changes(_by_year(before, None), _by_year(after, None))


def _key(row: BudgetRow) -> _Key:
    return row.subject, row.contract, row.kind, row.heading, row.funding


def _sums(budget: Budget, contract: Ref | None) -> dict[_Key, dict[FiscalYear, Yen]]:
    sums: dict[_Key, dict[FiscalYear, Yen]] = {}
    for row in budget.rows:
        if contract is None or row.contract == contract:
            years = sums.setdefault(_key(row), {})
            years[row.fy] = years.get(row.fy, 0) + row.amount
    return sums


def _by_year(rows: Iterable[BudgetRow], contract: Ref | None) -> dict[FiscalYear, Yen]:
    years: dict[FiscalYear, Yen] = {}
    for row in rows:
        if contract is None or row.contract == contract:
            years[row.fy] = years.get(row.fy, 0) + row.amount
    return years


def _changes(old: dict[FiscalYear, Yen], new: dict[FiscalYear, Yen]) -> tuple[Change, ...]:
    return tuple(Change(fy, old.get(fy, 0), new.get(fy, 0)) for fy in sorted({*old, *new}))
