"""Rejected rows as files that Excel opens, to be corrected and fed back（差戻しファイル）.

The reason stands in the last column; the other columns are those of the ledger, as typed.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import datetime

from xlsxwriter import Workbook

from ictlife.sources.ledger import UTF8, safe

_NO_DAY = datetime(2000, 1, 1)  # noqa: DTZ001 - the same rows give the same bytes
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
        reason = book.add_format({"font_color": "#B00020", "text_wrap": True})
        for place, heading in enumerate(headings):
            page.write_string(0, place, heading, head)
        for down, row in enumerate(rows, 1):
            for place, cell in enumerate(row):
                page.write_string(down, place, cell, reason if place == len(row) - 1 else text)
        page.freeze_panes(1, 0)
        page.set_column(0, len(headings) - 2, 14)
        page.set_column(len(headings) - 1, len(headings) - 1, 60)
    return data.getvalue()
