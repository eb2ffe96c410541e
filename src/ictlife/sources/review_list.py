"""The list on which a person confirms or refuses what a ledger's products were read as（製品の照合表）, as bytes.

Out as a workbook with the catalogue beside it, in again cell by cell; nothing is judged here.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from ictlife.base.finding import Span
from ictlife.sources.excel import read_workbook
from ictlife.sources.grid import cell_text, letters
from ictlife.sources.record import Reading
from ictlife.sources.rejects import fit_height, for_print

_NO_DAY = datetime(2000, 1, 1)  # noqa: DTZ001 - the same list gives the same bytes
FIELDS = ("text", "count", "file", "product", "name", "end", "percent", "evidence", "others", "answer", "instead")
"""Columns; the last two are a person's."""
_WIDTHS = (34, 8, 22, 22, 34, 14, 10, 44, 30, 10, 22)
_CATALOGUE = ("product", "name", "end")
Row = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Answered:
    """A row of the list as it came back（判定）: field → text, and where it stands."""

    values: Mapping[str, str]
    row: int
    spans: Mapping[str, Span]


def render_review(
    rows: Sequence[Row],
    catalogue: Sequence[Row],
    headings: Mapping[str, str],
    sheets: tuple[str, str],
    yes_no: Sequence[str],
) -> bytes:
    """The list and the catalogue; `sheets` are their names, `yes_no` the words to choose from."""
    data = io.BytesIO()
    with Workbook(data, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        book.set_properties({"created": _NO_DAY})
        head = book.add_format({"bold": True, "bottom": 1, "bg_color": "#E6EDF7", "text_wrap": True})
        text = book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"})
        open_cell = book.add_format({"num_format": "@", "bg_color": "#FFF8E1", "border": 1, "border_color": "#D9C88A"})
        page, beside = book.add_worksheet(sheets[0]), book.add_worksheet(sheets[1])
        for place, (name, width) in enumerate(zip(FIELDS, _WIDTHS, strict=True)):
            page.write_string(0, place, headings[name], head)
            page.set_column(place, place, width)
        for down, row in enumerate(rows, 1):
            for place, name in enumerate(FIELDS):
                page.write_string(down, place, row.get(name, ""), open_cell if name in FIELDS[-2:] else text)
            fit_height(page, down, ((row.get(name, ""), width) for name, width in zip(FIELDS, _WIDTHS, strict=True)))
        page.freeze_panes(1, 1)
        for_print(page)
        if rows:
            ids = f"='{sheets[1]}'!$A$2:$A${len(catalogue) + 1}"
            _choose(page, FIELDS.index("answer"), len(rows), list(yes_no))
            _choose(page, FIELDS.index("instead"), len(rows), ids)
        for place, name in enumerate(_CATALOGUE):
            beside.write_string(0, place, headings[name], head)
            for down, row in enumerate(catalogue, 1):
                beside.write_string(down, place, row.get(name, ""))
        beside.set_column(0, 1, 34)
        beside.freeze_panes(1, 0)
        beside.autofilter(0, 0, len(catalogue), len(_CATALOGUE) - 1)
    return data.getvalue()


def _choose(page: Worksheet, place: int, count: int, source: list[str] | str) -> None:
    page.data_validation(1, place, count, place, {"validate": "list", "source": source, "error_type": "information"})


def read_review(data: bytes, file: str, sheets: Mapping[str, Mapping[str, str]]) -> list[Answered]:
    """The rows of a list that came back; `sheets` are the names it may have → heading → field.

    Raises:
        Unreadable: as `read_workbook`.
    """
    found = []
    for grid in read_workbook(data, file, Reading()):
        fields = sheets.get(grid.sheet or "")
        if fields is None or not grid.lines:
            continue
        names = [fields.get(cell_text(cell), "") for cell in grid.lines[0].cells]
        spans = {name: letters(place) for place, name in enumerate(names) if name}
        for line in grid.lines[1:]:
            values = {name: cell_text(cell) for name, cell in zip(names, line.cells, strict=False) if name}
            if values.get("text"):
                places = {name: Span(file, grid.sheet, line.number, column) for name, column in spans.items()}
                found.append(Answered(values, line.number, places))
    return found
