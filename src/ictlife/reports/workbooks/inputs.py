"""The sheets on which finance writes（見直しのシート）: stated dates, pins and amounts, read back as an overlay."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from xlsxwriter.utility import xl_rowcol_to_cell

from ictlife.budget.caps import binding_caps
from ictlife.model.fund import Cap
from ictlife.reports.paper import Paper
from ictlife.reports.views.row import Row
from ictlife.reports.words import Words
from ictlife.reports.workbooks.book import TOP, Book, Column

GROUP_FIELDS = ("planned_renewal_on", "pin_month", "renewal_cost", "build_cost", "maintenance_per_year")
"""Fields of a group that come back."""
MADE = "ictlife."
"""What the names of the program's own properties of a workbook begin with."""
_KINDS = {"planned_renewal_on": "when", "pin_month": "month"}
_AMOUNT = 3


def made_from(paper: Paper) -> Mapping[str, str]:
    """What the workbook says of itself when it comes back: from which inputs, as of which day, in which way."""
    return {
        f"{MADE}digest": paper.manifest.digest,
        f"{MADE}as_of": paper.manifest.as_of.isoformat(),
        f"{MADE}method": paper.assessment.schedule.method,
    }


def write_inputs(book: Book, paper: Paper) -> None:
    """Groups with what can be changed about them, and the caps."""
    _groups(book, paper)
    _caps(book, paper)


def _groups(book: Book, paper: Paper) -> None:
    words = book.words
    rows: list[Row] = [
        {
            "ref": str(group.ref()),
            "name": group.name,
            "planned_renewal_on": str(group.planned_renewal_on) if group.planned_renewal_on else None,
            "pin_month": str(group.pin_month) if group.pin_month else None,
            **{name: getattr(group, name) for name in GROUP_FIELDS[2:]},
        }
        for group in paper.assessment.estate.groups.values()
    ]
    fields = [
        Column(name, _KINDS.get(name, "yen"), 20, words(f"back.field.{name}"), is_entry=True) for name in GROUP_FIELDS
    ]
    columns = (Column("ref", "ref", 20), Column("name", "text", 36, words("column.group")), *fields)
    sheet = book.table(words("sheet.inputs"), columns, rows)
    entries = [each for each in columns if each.is_entry]
    keep_as_made(book, sheet, len(columns), entries, rows)
    book.printed(sheet, TOP + max(1, len(rows)), len(columns) + len(entries))  # hidden ones give a heading no room
    _note(book, sheet, len(rows), len(columns), range(4, len(columns)))


def _caps(book: Book, paper: Paper) -> None:
    words = book.words
    sources = paper.assessment.estate.fundings
    rows: list[Row] = [
        {
            "ref": str(cap.ref()),
            "fiscal_year": cap.fiscal_year.start_year,
            "funding": sources[cap.fund].name if cap.fund and cap.fund in sources else cap.fund,
            "amount": cap.amount,
        }
        for cap in _in_order(paper)
    ]
    columns = (
        Column("ref", "ref", 20),
        Column("fiscal_year", "fy", 16),
        Column("funding", "text", 20),
        Column("amount", "yen", 20, words("back.field.amount"), is_entry=True),
    )
    sheet = book.table(words("sheet.caps"), columns, rows)
    entries = [each for each in columns if each.is_entry]
    keep_as_made(book, sheet, len(columns), entries, rows)
    book.printed(sheet, TOP + max(1, len(rows)), len(columns) + len(entries))  # hidden ones give a heading no room
    _note(book, sheet, len(rows), len(columns), (_AMOUNT,))


def keep_as_made(book: Book, sheet: Any, first: int, entries: Sequence[Column], rows: Sequence[Row]) -> None:
    """The values of the cells to edit once more, in hidden columns from `first` on: what differs later was edited.

    They move with their rows when a person sorts or filters.
    """
    for across, column in enumerate(entries, first):
        sheet.write_string(TOP, across, as_made(book.words, column.label))
        for down, row in enumerate(rows, TOP + 1):
            book.write(sheet, down, across, row.get(column.key), column.kind)
    last = first + len(entries) - 1
    sheet.set_column(first, last, None, None, {"hidden": True})
    sheet.autofilter(TOP, 0, max(TOP + len(rows), TOP + 1), last)  # Excel sorts what stands below the filter, no more


def as_made(words: Words, label: str) -> str:
    """The heading of the hidden column that keeps what stood below `label`."""
    return words("back.as_made", label=label)


def _note(book: Book, sheet: Any, rows: int, columns: int, money: Iterable[int]) -> None:
    """What comes back, said above the table; money takes whole yen only."""
    book.note(sheet, book.words("back.note"), columns)
    whole = {"validate": "integer", "criteria": ">=", "value": 0, "error_message": book.words("back.whole_yen")}
    for across in money:
        sheet.data_validation(TOP + 1, across, TOP + max(1, rows), across, whole)


def _in_order(paper: Paper) -> list[Cap]:
    return sorted(paper.assessment.estate.caps.values(), key=lambda cap: (cap.fiscal_year, cap.id))


def cap_cells(paper: Paper, words: Words) -> Mapping[int, str]:
    """Fiscal year → the cell that states the cap on all money of it."""
    places = {cap.id: down for down, cap in enumerate(_in_order(paper), TOP + 1)}
    return {
        fy.start_year: f"'{words('sheet.caps')}'!{xl_rowcol_to_cell(places[cap.id], _AMOUNT, True, True)}"
        for (fy, fund), cap in binding_caps(paper.assessment.estate).items()
        if not fund
    }
