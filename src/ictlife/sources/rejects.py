"""Rejected rows as files that Excel opens, to be corrected and fed back（差戻しファイル）.

The reason stands in the last column; the other columns are those of the ledger, as typed.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import datetime
from unicodedata import east_asian_width

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from ictlife.sources.ledger import UTF8, safe

_NO_DAY = datetime(2000, 1, 1)  # noqa: DTZ001 - the same rows give the same bytes
_REASON_WIDTH = 60
_LINE = 18
"""Points of a line of text."""
Rows = Iterable[Sequence[str]]


def rejects_csv(headings: Sequence[str], rows: Rows) -> bytes:
    """The rows as CSV."""
    page = io.StringIO(newline="")
    writer = csv.writer(page, lineterminator="\r\n", quoting=csv.QUOTE_ALL)
    writer.writerow(headings)
    writer.writerows([safe(cell) for cell in row] for row in rows)
    return page.getvalue().encode(UTF8)


def rejects_xlsx(headings: Sequence[str], rows: Rows, sheet: str) -> bytes:
    """The rows as a workbook, every cell text, the reasons in colour."""
    data = io.BytesIO()
    with Workbook(data, {"in_memory": True, "strings_to_formulas": False}) as book:
        book.set_properties({"created": _NO_DAY})
        page = book.add_worksheet(sheet)
        text, head = book.add_format({"num_format": "@"}), book.add_format({"bold": True, "bottom": 1})
        reason = book.add_format({"font_color": "#B00020", "text_wrap": True, "valign": "top"})
        for place, heading in enumerate(headings):
            page.write_string(0, place, heading, head)
        for down, row in enumerate(rows, 1):
            for place, cell in enumerate(row):
                page.write_string(down, place, cell, reason if place == len(row) - 1 else text)
            fit_height(page, down, ((row[-1], _REASON_WIDTH),))
        page.freeze_panes(1, 0)
        for_print(page)
        page.set_column(0, len(headings) - 2, 14)
        page.set_column(len(headings) - 1, len(headings) - 1, _REASON_WIDTH)
    return data.getvalue()


def for_print(page: Worksheet) -> None:
    """A4 across, all columns on one page, the headings on every page."""
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)


def fit_height(page: Worksheet, row: int, wrapped: Iterable[tuple[str, int]]) -> None:
    """Make a row as high as its wrapped cells need: text and width of each; not every program does it by itself."""
    lines = max((_lines(text, width) for text, width in wrapped), default=1)
    if lines > 1:
        page.set_row(row, _LINE * lines)


def _lines(text: str, width: int) -> int:
    """How many lines a text takes; a Japanese character is two wide."""
    wide = (sum(2 if east_asian_width(each) in "FWA" else 1 for each in line) for line in text.split("\n"))
    return sum(max(1, -(-count // width)) for count in wide)
