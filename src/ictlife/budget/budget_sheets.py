"""Budget sheets（予算見積書）: a fiscal year by heading and line, a 事業 by line and year."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from itertools import groupby
from operator import attrgetter

from ictlife.base.ref import Ref
from ictlife.base.yen import Yen
from ictlife.budget.row import Budget, BudgetRow, Line
from ictlife.budget.sheet import Column, Sheet, with_sums
from ictlife.fiscal.month import FiscalSpan, FiscalYear
from ictlife.model.contract import CostKind
from ictlife.model.estate import Estate

GENERAL_FUNDS = ""
"""The source of what no other source pays（一般財源）."""

_Line = tuple[str, str, Ref, Ref, CostKind, bool]
"""Project, heading, subject, contract, kind, is_estimate: what stands in one line of a sheet."""


def year_sheet(budget: Budget, estate: Estate, fy: FiscalYear) -> Sheet:
    """The budget of one fiscal year by project and heading, beside the year before, with its sources（予算見積書）."""
    sources = funding_sources(budget, estate)
    columns = (
        *_labels(),
        Column("months"),
        Column("amount", is_money=True),
        Column("previous_amount", is_money=True),
        Column("change", is_money=True),
        *(Column("funding", is_money=True, funding=source) for source in sources),
    )
    lines = []
    for label, rows in _merged(budget, estate, {fy, fy + -1}):
        now = [row for row in rows if row.fy == fy]
        before = sum(row.amount for row in rows if row.fy != fy)
        amount = sum(row.amount for row in now)
        if not amount and not before:
            continue
        shares = (sum(row.amount for row in now if (row.funding or GENERAL_FUNDS) == source) for source in sources)
        is_estimate = any(row.is_estimate for row in now or rows)
        months = sum({row.line.stage: row.months for row in now}.values())
        lines.append((*label, is_estimate, months, amount, before, amount - before, *shares))
    return Sheet("year_sheet", columns, with_sums(columns, lines, 2), {"fiscal_year": fy})


def _merged(
    budget: Budget, estate: Estate, years: set[FiscalYear]
) -> Iterator[tuple[tuple[object, ...], list[BudgetRow]]]:
    """Rows of these years by line: what is signed and what is expected of one contract stand in one line."""
    found: dict[tuple[object, ...], list[BudgetRow]] = {}
    for (*label, _), rows in _lines(budget, estate, years):
        found.setdefault(tuple(label), []).extend(rows)
    yield from found.items()


def project_sheets(budget: Budget, estate: Estate, years: FiscalSpan) -> tuple[Sheet, ...]:
    """One sheet for each 事業: its lines by fiscal year（事業別予算）."""
    columns = (*_labels()[1:], *year_columns(years))
    by_project: dict[str, list[tuple[object, ...]]] = {}
    for line, rows in _lines(budget, estate, years):
        amounts = amounts_of(rows, years)
        if any(amounts[:-1]):
            by_project.setdefault(line[0], []).append((*line[1:], *amounts))
    return tuple(
        Sheet("project_sheet", columns, with_sums(columns, lines, 1), {"project": project})
        for project, lines in by_project.items()
    )


def rolling_plan_sheet(budget: Budget, estate: Estate, first: FiscalYear) -> Sheet:
    """The rolling plan: what each group costs in the coming years, by project（実施計画、通常3か年）."""
    years = FiscalSpan(first, first + (estate.city.rolling_plan_years - 1))
    columns = (Column("project"), Column("subject"), Column("stage"), *year_columns(years))
    found: dict[tuple[str, Ref, str], list[BudgetRow]] = {}
    for (project, _, subject, _, _, _), rows in _lines(budget, estate, years):
        for row in rows:
            found.setdefault((project, subject, row.stage.value), []).append(row)
    order = {project: place for place, project in enumerate(dict.fromkeys(project for project, _, _ in found))}
    lines = [
        (*key, *amounts)
        for key, rows in sorted(found.items(), key=lambda item: (order[item[0][0]], item[0][1], item[0][2]))
        if any((amounts := amounts_of(rows, years))[:-1])
    ]
    params = {"first_year": years.first, "last_year": years.until}
    return Sheet("rolling_plan", columns, with_sums(columns, lines, 2), params)


def year_columns(years: FiscalSpan) -> tuple[Column, ...]:
    """A column for each year, and one that adds them up."""
    return (*(Column("year", is_money=True, fy=fy) for fy in years), Column("total", is_money=True))


def amounts_of(rows: Sequence[BudgetRow], years: FiscalSpan) -> tuple[Yen, ...]:
    """Yen by year, and their sum last."""
    by_year = dict.fromkeys(years, 0)
    for row in rows:
        if row.fy in by_year:
            by_year[row.fy] += row.amount
    return (*by_year.values(), sum(by_year.values()))


def funding_sources(budget: Budget, estate: Estate) -> tuple[str, ...]:
    """The sources that pay for something, in the order of the ledger; general funds last."""
    used = {row.funding for row in budget.rows}
    return (*(source for source in estate.fundings if source in used), GENERAL_FUNDS)


def _labels() -> tuple[Column, ...]:
    return tuple(Column(key) for key in ("project", "heading", "subject", "contract", "kind", "is_estimate"))


def _lines(
    budget: Budget, estate: Estate, years: Container[FiscalYear] | None = None
) -> Iterator[tuple[_Line, list[BudgetRow]]]:
    """Rows (of some years) by line, in order of heading, subject, contract and kind; without a heading last."""
    order = {heading: place for place, heading in enumerate(estate.headings)}
    found: dict[_Line, list[BudgetRow]] = {}
    for line, run in groupby(budget.rows, key=attrgetter("line")):
        key: _Line | None = None
        for row in run:
            if years is None or row.fy in years:
                key = key or _key(line, estate)
                found.setdefault(key, []).append(row)

    def position(line: _Line) -> tuple[object, ...]:
        project, heading, subject, contract, kind, is_estimate = line
        return (not project, project, order.get(heading, len(order)), heading, subject, contract, kind, is_estimate)

    for line in sorted(found, key=position):
        yield line, found[line]


def _key(line: Line, estate: Estate) -> _Line:
    heading = estate.headings.get(line.heading or "")
    project = (heading.project if heading else None) or ""
    return (project, line.heading or "", line.subject, line.contract, line.kind, line.is_estimate)
