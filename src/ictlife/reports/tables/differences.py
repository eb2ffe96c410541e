"""The tables of a comparison as a person reads them（比較表の文字）. Yen, months and years stay numbers."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from ictlife.base.ref import Ref
from ictlife.compare.causes import AS_OF
from ictlife.fiscal.month import FiscalYear, Month
from ictlife.reports.paper import Paper
from ictlife.reports.views.row import Row
from ictlife.reports.words import Words

KINDS = {"before_yen": "yen", "after_yen": "yen", "change_yen": "yen", "fiscal_year": "fy", "months": "whole"}
"""Columns that are no text, and what they are."""
_FAMILIES = {"severity": "severity", "state": "differences.state", "kind": "cost_kind"}
_NOTHING = "–"
_RARE = ("phase", "why", "message_before")
_MONTH = re.compile("[0-9]{4}-(?:0[1-9]|1[0-2])")
_HOURS = frozenset(
    f"{side}_{name}"
    for side in ("before", "after")
    for name in ("rto_h", "rto_at_least_h", "is_never", "rpo_h", "rpo_at_least_h", "loses_all")
)


def printed(tables: Mapping[str, list[Row]], before: Paper, after: Paper, words: Words) -> dict[str, list[Row]]:
    """Every table with what its cells say; hours stand beside the verdict they lead to."""
    print_row = _Printer(before, after, words)
    return {name: _without_empty([print_row(name, row) for row in rows]) for name, rows in tables.items()}


def _without_empty(rows: list[Row]) -> list[Row]:
    """The rows without those columns of which most comparisons have nothing to say, where none of them does."""
    empty = {key for key in _RARE if all(row.get(key, _NOTHING) == _NOTHING for row in rows)}
    return [{key: value for key, value in row.items() if key not in empty} for row in rows] if empty else rows


def shown(value: object, key: str, words: Words) -> str:
    """One cell as text."""
    if value is None or value == [] or value == "":
        return _NOTHING
    if key.endswith("_yen") and isinstance(value, int):
        return words.thousand(value)
    if key == "fiscal_year" and isinstance(value, int):
        return words.fy(FiscalYear(value))
    if key.endswith("_on") and isinstance(value, str):
        return words.iso(value)
    if isinstance(value, list):
        return words("list_mark").join(str(each) for each in value)
    family = _FAMILIES.get(key)
    return words.of(family, str(value)) if family else words.value(value)


class _Printer:
    """Says what the cells of a row say."""

    def __init__(self, before: Paper, after: Paper, words: Words) -> None:
        self.sides = {"before": before, "after": after}
        self.words = words
        self.tables: Mapping[str, Callable[[str, Row], object]] = {
            "moves": lambda key, row: self._month(row[key]),
            "commitments": lambda key, row: self._years(row[key]),
            "recoveries": self._recovery,
            "inputs": lambda key, row: self._input(row[key]),
        }

    def __call__(self, table: str, row: Row) -> Row:
        cells: Row = {}
        for key, value in row.items():
            if key in _HOURS:
                continue
            if key in ("before", "after"):
                value = self.tables[table](key, row)
            cells[key] = value if key in KINDS else shown(self._named(key, value), key, self.words)
        return cells

    def _named(self, key: str, value: object) -> object:
        """A heading or a source of money by its name; a cause with the name of its record."""
        estates = [paper.assessment.estate for paper in (self.sides["after"], self.sides["before"])]
        if key == "heading" and value:
            found = next((each.headings[str(value)] for each in estates if str(value) in each.headings), None)
            return f"{found.setsu} {found.setsu_name}" if found else value
        if key == "funding":
            found_source = next((each.fundings[str(value)] for each in estates if str(value) in each.fundings), None)
            return found_source.name if found_source else value or self.words("sheet_column.funding_general")
        if key == "causes" and isinstance(value, list):
            return [self._cause(Ref.parse(str(each))) for each in value]
        return value

    def _cause(self, ref: Ref) -> str:
        if ref == AS_OF:
            return self.words("differences.as_of")
        name = self.sides["after"].names(ref)
        name = name if name != ref.id else self.sides["before"].names(ref)
        return str(ref) if name == ref.id else self.words("differences.cause", ref=str(ref), name=name)

    def _month(self, value: object) -> object:
        return Month(int(str(value)[:4]), int(str(value)[5:])) if value else None

    def _years(self, value: object) -> object:
        if not value:
            return None
        first, _, last = str(value).partition("-")
        return self.words("span", first=FiscalYear(int(first)), last="", until=FiscalYear(int(last)))

    def _recovery(self, key: str, row: Row) -> object:
        if row[key] is None:
            return None
        rto = "recovery_time.never" if row[f"{key}_is_never"] else self._hours(row, f"{key}_rto")
        rpo = "recovery_point.everything" if row[f"{key}_loses_all"] else self._hours(row, f"{key}_rpo")
        verdict = self.words.of("verdict", row[key])
        said = {name: self.words(each) if self.words.has(each) else each for name, each in (("rto", rto), ("rpo", rpo))}
        return self.words("differences.recovery", verdict=verdict, **said)

    def _hours(self, row: Row, name: str) -> str:
        """The hours, those it takes at least, or that they are not known."""
        hours, at_least = row[f"{name}_h"], row[f"{name}_at_least_h"]
        if hours is None and at_least is None:
            return self.words("unknown")
        said = self.words("differences.hours", hours=at_least if hours is None else hours)
        return said if hours is not None else self.words("hours_at_least", hours=said)

    def _input(self, value: object) -> object:
        if value == "record":
            return self.words("differences.record")
        if isinstance(value, list | dict):
            return self.words.value(value)
        text = str(value)
        if _MONTH.fullmatch(text):
            return Month(int(text[:4]), int(text[5:]))
        return value if isinstance(value, int | float) or value is None else text
