"""What a cell of a city's own form may ask for（様式に差し込む値）: a field of a record, or a figure of a view.

`city:default.name` and `group:SV-1.owner` are fields of records; `renewal:SV-1#1.in_service` a computed one;
`summary.requests.amount_yen`, `budget.total_yen.2026` and `renewals.0.name` are places in the views.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from fractions import Fraction
from functools import cached_property

from ictlife.base.ref import Ref
from ictlife.fiscal.month import FiscalYear
from ictlife.fiscal.when import Precision, When
from ictlife.reports.paper import Paper
from ictlife.reports.views.budget import view_budget, view_commitments
from ictlife.reports.views.continuity import view_recoveries
from ictlife.reports.views.departures import view_departures
from ictlife.reports.views.milestones import view_milestones
from ictlife.reports.views.renewals import view_renewals
from ictlife.reports.views.row import Row
from ictlife.reports.views.summary import view_summary
from ictlife.reports.views.support import view_support
from ictlife.reports.words import Words

CellValue = str | int | float | date
"""What a cell can hold."""
_MONTH, _DAY = re.compile("[0-9]{4}-(?:0[1-9]|1[0-2])"), re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")
_WHOLE = re.compile("[0-9]{1,9}")
_FIRST_YEAR = 1900
"""Whole numbers from here on name a fiscal year; smaller ones count places in a list."""
VIEWS: Mapping[str, Callable[[Paper], object]] = {
    "summary": view_summary,
    "budget": view_budget,
    "commitments": view_commitments,
    "renewals": view_renewals,
    "milestones": view_milestones,
    "departures": view_departures,
    "support": view_support,
    "recoveries": view_recoveries,
}


class FormValues:
    """Finds values by key（差込みの値）.

    Args:
        paper: what is known.
        words: how it is said.
        unit: yen in one unit of the form; keys that end `_yen` are divided by it.
    """

    def __init__(self, paper: Paper, words: Words, unit: int = 1) -> None:
        self._paper, self._words, self._unit = paper, words, unit
        self._views: dict[str, object] = {}

    def of(self, key: str) -> CellValue | None:
        """The value at `key`; None where nothing is stated.

        Raises:
            KeyError: there is no such key.
        """
        if key == "as_of":
            return self._paper.manifest.as_of
        found = self._of_record(Ref.parse(key)) if ":" in key else self._in_view(key.split("."))
        return self._said(found, key)

    def rows(self, view: str) -> list[Row]:
        """The rows of a view that is a list.

        Raises:
            KeyError: there is no such list.
        """
        found = self._in_view(view.split("."))
        if not isinstance(found, list) or not all(isinstance(row, dict) for row in found):
            raise KeyError(view)
        return found

    def in_row(self, row: Row, key: str) -> CellValue | None:
        """The value of a column in a row.

        Raises:
            KeyError: there is no such column.
        """
        return self._said(_walk(row, key.split("."), ()), key)

    def _of_record(self, ref: Ref) -> object:
        computed = self._computed.get(str(ref.record))
        if computed is not None:
            return computed[ref.field or "name"]
        record = self._paper.assessment.estate.find(ref.record)
        name = ref.field or "name"
        if record is None or name not in type(record).model_fields:
            raise KeyError(str(ref))
        return getattr(record, name)

    @cached_property
    def _computed(self) -> Mapping[str, Row]:
        rows = [*self.rows("renewals"), *self.rows("milestones"), *self.rows("departures")]
        return {row["ref"]: row for row in rows}

    def _in_view(self, path: list[str]) -> object:
        budget = self._view("budget") if path[0] == "budget" else None
        years = budget["years"] if isinstance(budget, dict) else ()
        return _walk(self._view(path[0]), path[1:], years)

    def _view(self, name: str) -> object:
        if name not in self._views:
            self._views[name] = VIEWS[name](self._paper)
        return self._views[name]

    def _said(self, value: object, key: str) -> CellValue | None:
        """The value as a cell holds it: numbers and days stay what they are, all else is text."""
        if value is None or isinstance(value, (dict, list)):
            if isinstance(value, (dict, list)):
                raise KeyError(key)
            return None
        if isinstance(value, int) and not isinstance(value, bool):
            return self._number(value, key)
        if isinstance(value, When) and value.precision is Precision.DAY:
            return value.first
        if isinstance(value, Fraction):
            return float(value)
        if isinstance(value, (float, date)):
            return value
        if isinstance(value, str) and _MONTH.fullmatch(value):
            return self._words.iso(value)
        return (_day(value) if isinstance(value, str) else None) or self._words.value(value)

    def _number(self, value: int, key: str) -> CellValue:
        if key.endswith("fiscal_year"):
            return self._words.fy(FiscalYear(value))
        if "_yen" in key and self._unit > 1:
            size = (abs(value) * 2 + self._unit) // (2 * self._unit)  # halves away from zero, as the papers round
            return size if value >= 0 else -size
        return value


def _day(text: str) -> date | None:
    """The day that a view says as `2026-02-01`; a name may look like one and be none."""
    try:
        return date.fromisoformat(text) if _DAY.fullmatch(text) else None
    except ValueError:
        return None


def _walk(found: object, path: list[str], years: list[int] | tuple[()]) -> object:
    for step in path:
        if isinstance(found, dict) and step in found:
            found = found[step]
        elif isinstance(found, list) and _WHOLE.fullmatch(step):
            place = int(step)
            if place >= _FIRST_YEAR and place in years:
                place = list(years).index(place)
            if place >= len(found):
                raise KeyError(step)
            found = found[place]
        else:
            raise KeyError(step)
    return found
