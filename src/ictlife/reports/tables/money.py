"""Which budget papers are made, and what their cells say（予算書の構成）. Figures come from `budget`, unchanged."""

from __future__ import annotations

from collections.abc import Iterator

from ictlife.base.ref import Ref
from ictlife.budget.actuals import beside_plan
from ictlife.budget.budget_sheets import GENERAL_FUNDS, project_sheets, rolling_plan_sheet, year_sheet
from ictlife.budget.choose import Choice, choose
from ictlife.budget.outlook_sheets import actual_sheet, choices_sheet, commitment_sheet, outlook_sheet
from ictlife.budget.row import Budget, CommitmentRow
from ictlife.budget.sheet import Cell, Column, Role, Sheet, SheetRow
from ictlife.fiscal.month import FiscalYear
from ictlife.reports.paper import Paper
from ictlife.reports.words import Words

UNITS = (1, 1000, 1_000_000)
"""Units a paper can be in; another one set by a town is shown in yen."""
_COMPARED_YEARS = 10
_EXTEND_MONTHS = 12


def unit_of(paper: Paper) -> int:
    """Yen in one unit of the papers（表示単位）."""
    unit = paper.assessment.estate.city.report_unit_yen
    return unit if unit in UNITS else 1


def money_sheets(paper: Paper) -> tuple[Sheet, ...]:
    """Every budget paper of an assessment, in the order in which they are read."""
    return tuple(_sheets(paper))


def _sheets(paper: Paper) -> Iterator[Sheet]:
    estate, shown = paper.assessment.estate, shown_budget(paper)
    now = FiscalYear.of(paper.assessment.as_of)
    yield year_sheet(shown, estate, now + 1)
    yield year_sheet(shown, estate, now)
    yield rolling_plan_sheet(shown, estate, now + 1)
    yield from project_sheets(shown, estate, paper.years)
    yield commitment_sheet(_binding(shown, now), estate)
    yield outlook_sheet(shown, estate, now, len(paper.years))
    if choices := _choices(paper, now + 1):
        yield choices_sheet(choices)
    if beside := beside_plan(shown, estate):
        yield actual_sheet(beside)


def _binding(shown: Budget, now: FiscalYear) -> list[CommitmentRow]:
    """Entries that bind a year from now on, and those that renewals need in this year's budget or the next."""
    return [
        entry
        for entry in shown.commitments
        if entry.last_year >= now and (not entry.is_estimate or now <= entry.decided_in <= now + 1)
    ]


def shown_budget(paper: Paper) -> Budget:
    """The budget in the unit of the town's papers（表示単位の予算）."""
    city = paper.assessment.estate.city
    return paper.assessment.budget.in_unit(unit_of(paper), city.rounding, city.remainder)


def _choices(paper: Paper, request: FiscalYear) -> tuple[Choice, ...]:
    """The groups whose renewal is to be requested next: those of the coming fiscal year."""
    estate = paper.assessment.estate
    return tuple(
        choose(estate, estate.groups[renewal.need.subject.id], renewal.in_service, _COMPARED_YEARS, _EXTEND_MONTHS)
        for renewal in paper.assessment.schedule.renewals
        if renewal.fy == request
    )


def sheet_title(sheet: Sheet, words: Words) -> str:
    """The title of a paper, filled with its years and names."""
    params = {name: value if value != "" else words("sheet_role.no_project") for name, value in sheet.params.items()}
    return words(f"sheet_title.{sheet.key}", **params)


def column_label(column: Column, paper: Paper, words: Words) -> str:
    """The head of a column: its year, its source of money, or its word."""
    if column.fy:
        return words.fy(column.fy)
    if column.funding == GENERAL_FUNDS:
        return words("sheet_column.funding_general")
    if column.funding:
        return paper.assessment.estate.fundings[column.funding].name
    return words(f"sheet_column.{column.key}")


class CellWords:
    """What cells that are no money say（文字の欄）. Each is said once: a large town has a million of them."""

    def __init__(self, paper: Paper, words: Words) -> None:
        self._paper, self._words = paper, words
        self._known: dict[tuple[str, Cell], str] = {}

    def __call__(self, row: SheetRow, place: int, sheet: Sheet) -> str:
        """The text of the cell; a sum says so in the first column after its labels."""
        cell, key = row.cells[place], sheet.columns[place].key
        if row.role is not Role.LINE and cell is None:
            is_first = place == 0 or row.cells[place - 1] is not None
            return self._words(f"sheet_role.{row.role}") if is_first and key != "division" else ""
        known = (key, cell)
        if known not in self._known:
            self._known[known] = _said(key, cell, self._paper, self._words)
        return self._known[known]


def _said(key: str, cell: Cell, paper: Paper, words: Words) -> str:
    if key == "heading":
        heading = paper.assessment.estate.headings.get(str(cell or ""))
        return f"{heading.setsu} {heading.setsu_name}" if heading else str(cell or words("sheet_role.no_heading"))
    if key == "project":
        return str(cell or words("sheet_role.no_project"))
    if key == "is_estimate":
        return words.of("basis", "estimate" if cell else "contracted")
    if key in ("basis", "division", "stage") and isinstance(cell, str):
        found = (f"{family}.{cell}" for family in ("legal_basis", "basis", "stage", "sheet_role"))
        return next((words(name) for name in found if words.has(name)), cell)
    if key == "missing":
        return words("sheet_role.unpriced") if cell else ""
    return "" if cell is None else words.value(cell)


def cell_ref(row: SheetRow) -> Ref | None:
    """The contract or renewal that a row is about, where it is about one; a sum is about several."""
    if row.about or row.role is not Role.LINE:
        return row.about
    refs = [cell for cell in row.cells if isinstance(cell, Ref)]
    return refs[-1] if refs else None
