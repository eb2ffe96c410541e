"""Cells, formats and page set-up of the workbook（ブックの体裁）: numbers stay numbers, text stays text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_rowcol_to_cell

from ictlife.fiscal.month import FiscalYear
from ictlife.reports.views.row import Row
from ictlife.reports.words import Words

_LONGEST = 32_767
"""Characters that a cell of Excel can hold."""
_A4, _A3 = 9, 8
TOP = 3
"""Rows above a table: its heading, what it is made from, its unit."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column（列）: where its value stands in a row, how it is shown, how wide it is."""

    key: str
    kind: str = "text"
    width: int = 14
    label: str = ""


class Book:
    """A workbook in the making（ブック）."""

    def __init__(self, words: Words, heading: str, made: str, as_of: date) -> None:
        self.words = words
        self._heading, self._made = heading, made
        self._bytes = BytesIO()
        options = {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
            "default_format_properties": {"font_name": words("excel.font"), "font_size": 10, "valign": "vcenter"},
        }
        self.book = xlsxwriter.Workbook(self._bytes, options)
        # The as-of day, not the clock, so that the same inputs give the same bytes.
        self.book.set_properties({"title": heading, "created": datetime(as_of.year, as_of.month, as_of.day)})  # noqa: DTZ001
        self.book.set_calc_mode("auto")
        self._formats: dict[tuple[tuple[str, object], ...], Any] = {}
        self._shapes: dict[str, Any] = {}

    def bytes(self) -> bytes:
        """The finished file."""
        self.book.close()
        return self._bytes.getvalue()

    def format(self, **properties: object) -> Any:
        """A cell format; equal ones are one."""
        key = tuple(sorted(properties.items()))
        if key not in self._formats:
            self._formats[key] = self.book.add_format(dict(properties))
        return self._formats[key]

    @property
    def head_format(self) -> Any:
        """How the head of a table looks."""
        return self.format(
            bold=True, bg_color="#E6EDF7", bottom=1, bottom_color="#8490A0", text_wrap=True, valign="bottom"
        )

    def shown_as(self, kind: str, **more: object) -> Any:
        """The format of a kind of value."""
        shapes: Row = {
            "yen": {"num_format": self.words("excel.money")},
            "whole": {"num_format": "#,##0", "align": "right"},
            "hours": {"num_format": "#,##0.#", "align": "right"},
            "month": {"num_format": self.words("excel.era_month"), "align": "left"},
            "day": {"num_format": self.words("excel.era_day"), "align": "left"},
            "long": {"text_wrap": True, "valign": "top"},
            "ref": {"font_color": "#6B7683", "font_size": 8},
        }
        return self.format(**(shapes.get(kind, {}) | more))

    def sheet(self, name: str, widths: Sequence[int], is_a3: bool = False) -> Any:
        """A sheet with its heading, set up for landscape paper."""
        sheet = self.book.add_worksheet(name)
        sheet.write_string(0, 0, clean(f"{self._heading}　{name}"), self.format(bold=True, font_size=14))
        sheet.write_string(1, 0, clean(self._made), self.format(font_color="#6B7683", font_size=8))
        sheet.set_row(0, 22)
        sheet.set_landscape()
        sheet.set_paper(_A3 if is_a3 else _A4)
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
        sheet.set_header(f"&L&9{_escaped(self._heading)}&R&9&A")
        sheet.set_footer(f"&L&8{_escaped(self._made)}&R&8{self.words('paper.page')}")
        sheet.hide_gridlines(2)
        for place, width in enumerate(widths):
            sheet.set_column(place, place, width)
        return sheet

    def head(self, sheet: Any, labels: Iterable[str], freeze: int) -> None:
        """The head of the table, frozen, repeated on every printed page."""
        style = self.head_format
        for place, label in enumerate(labels):
            sheet.write_string(TOP, place, clean(label), style)
        sheet.freeze_panes(TOP + 1, freeze)
        sheet.repeat_rows(TOP)

    def table(self, name: str, columns: Sequence[Column], rows: Sequence[Row], freeze: int = 2) -> Any:
        """A sheet that is one table, with a filter on its head."""
        sheet = self.sheet(name, [column.width for column in columns])
        self.head(sheet, (column.label or self.words(f"column.{column.key}") for column in columns), freeze)
        formats = [self.shown_as(column.kind) for column in columns]
        for down, row in enumerate(rows, TOP + 1):
            for across, column in enumerate(columns):
                value = row.get(column.key)
                if value is not None and value != "":
                    self.write(sheet, down, across, value, column.kind, formats[across])
        last = max(TOP + len(rows), TOP + 1)
        sheet.autofilter(TOP, 0, last, len(columns) - 1)
        sheet.print_area(0, 0, last, len(columns) - 1)
        return sheet

    def write(self, sheet: Any, down: int, across: int, value: object, kind: str, style: Any = None) -> None:
        """One value in one cell; text is never taken for a formula, a link or a number."""
        if value is None or value == "":
            if style is not None:
                sheet.write_blank(down, across, None, style)
            return
        style = style or self._shapes.get(kind) or self._shapes.setdefault(kind, self.shown_as(kind))
        if kind in ("yen", "whole", "hours") and isinstance(value, (int, float)):
            sheet.write_number(down, across, value, style)
        elif kind == "fy" and isinstance(value, int):
            sheet.write_string(down, across, self.words.fy(FiscalYear(value)), style)
        elif kind in ("month", "day") and isinstance(value, str):
            day = date.fromisoformat(value if kind == "day" else f"{value}-01")
            sheet.write_datetime(down, across, day, style)
        else:
            sheet.write_string(down, across, clean(str(value)), style)

    def total(self, sheet: Any, at: tuple[int, int], span: tuple[int, int, int, int], value: int, style: Any) -> None:
        """A live sum over `span`, with its value for viewers that do not calculate."""
        first, last = xl_rowcol_to_cell(span[0], span[1]), xl_rowcol_to_cell(span[2], span[3])
        sheet.write_formula(*at, f"=SUM({first}:{last})", style, value)


def clean(text: str) -> str:
    """Text that a cell can hold: no half of a surrogate pair, not longer than Excel allows."""
    return text.encode("utf-8", "replace").decode("utf-8")[:_LONGEST]


def _escaped(text: str) -> str:
    """Text of a page heading, where `&` begins a code and 255 characters are all there are."""
    return clean(text).replace("&", "&&")[:80]
