"""Budgets for tests: an estate from plain records, its projection and its schedule."""

from __future__ import annotations

from datetime import date

from ictlife.budget.build import build
from ictlife.budget.row import Budget
from ictlife.budget.sheet import Sheet, added
from ictlife.lifecycle.project import project
from ictlife.schedule.place import place
from tests.unit.estates import estate

TAX_RATES = [
    {"id": "1997", "from_on": "1997-04-01", "percent": "5"},
    {"id": "2014", "from_on": "2014-04-01", "percent": "8"},
    {"id": "2019", "from_on": "2019-10-01", "percent": "10"},
]


def budget(as_of: date = date(2025, 10, 1), **records: object) -> Budget:
    """The budget of an estate of these records, renewals at their due dates."""
    records.setdefault("tax_rate", TAX_RATES)
    found = estate(**records)
    return build(found, place(project(found, as_of)), as_of)


def by_year(rows: object) -> dict[int, int]:
    """Start year → yen of some rows."""
    years: dict[int, int] = {}
    for row in rows:  # type: ignore[attr-defined]
        years[row.fy.start_year] = years.get(row.fy.start_year, 0) + row.amount
    return dict(sorted(years.items()))


def adds_up(sheet: Sheet) -> bool:
    """Whether every sum of the sheet is the sum of the rows it names（合計の検算）."""
    return all(
        row.cells[place] == added(sheet.rows[part].cells[place] for part in row.sums)
        for row in sheet.rows
        if row.sums
        for place, column in enumerate(sheet.columns)
        if column.is_money and not column.key.startswith("funding_")
    )
