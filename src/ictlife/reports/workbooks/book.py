"""Cells, formats and page set-up of the workbook（ブックの体裁）: numbers stay numbers, text stays text."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from typing import Any

import xlsxwriter
from rich.cells import cell_len
from xlsxwriter.utility import xl_rowcol_to_cell

from ictlife.fiscal.month import FiscalYear
from ictlife.reports.views.row import Row
from ictlife.reports.words import Words

_LONGEST = 32_767
"""Characters that a cell of Excel can hold."""
_A4, _A3 = 9, 8
_A4_HOLDS = 190
"""Widths that are still legible on A4, which shows 150 at full size."""
_HEADING_NEEDS = 70
"""Widths that the heading above a narrow table takes on paper."""
_SMALL, _LARGE = 0.75, 1.45
"""Size of the letters of a Ref, and of a title, beside those of a text."""
_LINE, _MOST_LINES = 13.5, 30
"""Points of a line of text; a row of Excel holds 409 of them."""
_FAR = 60
"""Column of the hidden cell, right of every table."""
TOP = 3
"""Rows above a table: its heading, what it is made from, its unit."""


FIGURES = frozenset({"yen", "whole", "hours"})
"""Kinds of value that are figures, and stand to the right."""
_HEAD = {
    "bold": True,
    "bg_color": "#E6EDF7",
    "bottom": 1,
    "bottom_color": "#8490A0",
    "text_wrap": True,
    "valign": "bottom",
}
ENTRY: Mapping[str, object] = {"bg_color": "#FFF7CC", "border": 1, "border_color": "#C9B458"}
"""How a cell looks that a person may write in."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column（列）: where its value stands in a row, how it is shown, how wide it is."""

    key: str
    kind: str = "text"
    width: int = 14
    label: str = ""
    is_entry: bool = False
    """Whether a person may write in it."""


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
        self._widths: dict[str, Sequence[int]] = {}
        self._lines: dict[tuple[Any, int], int] = {}
        self._about = ""

    def remember(self, about: Mapping[str, str]) -> None:
        """Keep what the program asks of the workbook when it comes back, as properties of the file.

        The first sheet holds them once more in a hidden cell: xls and ods do not hand the properties on.
        """
        self._about = " ".join(f"{name}={value}" for name, value in about.items())
        for name, value in about.items():
            self.book.set_custom_property(name, value, "text")

    def bytes(self) -> bytes:
        """The finished file; rows are as high as their longest text, which not every reader works out by itself."""
        for (sheet, down), lines in self._lines.items():
            sheet.set_row(down, _LINE * lines + 2)
        self.book.close()
        return self._bytes.getvalue()

    def format(self, **properties: object) -> Any:
        """A cell format; equal ones are one."""
        key = tuple(sorted(properties.items()))
        if key not in self._formats:
            self._formats[key] = self.book.add_format(dict(properties))
        return self._formats[key]

    def head_of(self, is_figure: bool = False) -> Any:
        """How the head of a column looks; above figures it stands to the right, as they do."""
        return self.format(**_HEAD, align="right", num_format="@_ ") if is_figure else self.format(**_HEAD)

    def shown_as(self, kind: str, **more: object) -> Any:
        """The format of a kind of value."""
        shapes: Row = {
            "yen": {"num_format": self.words("excel.money")},
            "whole": {"num_format": "#,##0_ ", "align": "right"},
            "hours": {"num_format": "#,##0.##_ ", "align": "right"},
            "month": {"num_format": self.words("excel.era_month"), "align": "left"},
            "day": {"num_format": self.words("excel.era_day"), "align": "left"},
            "when": {"num_format": self.words("excel.era_month"), "align": "left"},
            "text": {"text_wrap": True},
            "ref": {"font_color": "#6B7683", "font_size": 8, "text_wrap": True},
        }
        return self.format(**(shapes.get(kind, {}) | more))

    def sheet(self, name: str, widths: Sequence[int], about: str = "") -> Any:
        """A sheet with its heading and what it is about (its title, its unit), set up for landscape paper."""
        sheet = self.book.add_worksheet(name)
        sheet.write_string(0, 0, clean(f"{self._heading}　{name}"), self.format(bold=True, font_size=14))
        sheet.write_string(1, 0, clean(self._made), self.format(font_color="#6B7683", font_size=8))
        if about:
            sheet.write_string(2, 0, clean(about), self.format(font_size=9))
        if self._about:
            sheet.write_string(1, _FAR, self._about)
            sheet.set_column(_FAR, _FAR, None, None, {"hidden": True})
            self._about = ""
        self._widths[sheet.name] = widths
        sheet.set_row(0, 22)
        sheet.set_landscape()
        sheet.set_paper(_A3 if sum(widths) > _A4_HOLDS else _A4)
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
        sheet.set_header(f"&L&9{_escaped(self._heading, 80)}&R&9&A")
        sheet.set_footer(f"&L&8{_escaped(self._made, 200)}&R&8{self.words('paper.page')}")
        sheet.hide_gridlines(2)
        for place, width in enumerate(widths):
            sheet.set_column(place, place, width)
        return sheet

    def head(self, sheet: Any, labels: Sequence[str], freeze: int, figures: Container[int] = ()) -> None:
        """The head of the table, frozen, repeated on every printed page; right-aligned above `figures`."""
        for place, label in enumerate(labels):
            self.write(sheet, TOP, place, label, "text", self.head_of(place in figures))
        sheet.freeze_panes(TOP + 1, freeze)
        sheet.repeat_rows(TOP)

    def note(self, sheet: Any, text: str, columns: int) -> None:
        """A note above the table, as wide as its columns and as high as it needs."""
        lines = -(-cell_len(text) // (sum(self._widths[sheet.name][:columns]) - 2))
        sheet.merge_range(TOP - 1, 0, TOP - 1, columns - 1, clean(text), self.format(font_size=9, text_wrap=True))
        sheet.set_row(TOP - 1, _LINE * lines + 2)

    def printed(self, sheet: Any, last: int, columns: int) -> None:
        """What is printed: to row `last`, and as wide as the heading above the table needs."""
        title = cell_len(f"{self._heading}　{sheet.name}")
        needs = max(_HEADING_NEEDS, int(_SMALL * cell_len(self._made)), int(_LARGE * title))
        room = needs - sum(self._widths[sheet.name][:columns])
        sheet.print_area(0, 0, last, columns - 1 + max(0, -(-room // 8)))

    def table(
        self,
        name: str,
        columns: Sequence[Column],
        rows: Sequence[Row],
        freeze: int = 2,
        has_total: bool = False,
        about: str = "",
    ) -> Any:
        """A sheet that is one table, with a filter on its head and, where asked, live sums of its money below."""
        figures = frozenset(place for place, column in enumerate(columns) if column.kind in FIGURES)
        unit = self.words("sheet_unit.1") if any(column.kind == "yen" for column in columns) else ""
        sheet = self.sheet(name, [column.width for column in columns], about or unit)
        self.head(sheet, [column.label or self.words(f"column.{column.key}") for column in columns], freeze, figures)
        formats = [self.shown_as(column.kind, **(ENTRY if column.is_entry else {})) for column in columns]
        for down, row in enumerate(rows, TOP + 1):
            for across, column in enumerate(columns):
                value = row.get(column.key)
                if column.is_entry or (value is not None and value != ""):
                    self.write(sheet, down, across, value, column.kind, formats[across])
        last = max(TOP + len(rows), TOP + 1)
        sheet.autofilter(TOP, 0, last, len(columns) - 1)
        if has_total and rows:
            last += 1
            self._totals(sheet, columns, rows, last)
        self.printed(sheet, last, len(columns))
        return sheet

    def _totals(self, sheet: Any, columns: Sequence[Column], rows: Sequence[Row], last: int) -> None:
        for across in range(len(columns)):
            label = self.words("total") if across == 1 else None
            self.write(sheet, last, across, label, "text", self.format(bold=True, top=1))
        style = self.shown_as("yen", bold=True, top=1)
        for across, column in enumerate(columns):
            if column.kind == "yen":
                spent = sum(row.get(column.key) or 0 for row in rows)
                self.total(sheet, (last, across), (TOP + 1, across, last - 1, across), spent, style)

    def write(self, sheet: Any, down: int, across: int, value: object, kind: str, style: Any = None) -> None:
        """One value in one cell; text is never taken for a formula, a link or a number."""
        if value is None or value == "":
            if style is not None:
                sheet.write_blank(down, across, None, style)
            return
        style = style or self._shapes.get(kind) or self._shapes.setdefault(kind, self.shown_as(kind))
        if kind in ("yen", "whole", "hours") and isinstance(value, (int, float)):
            sheet.write_number(down, across, value, style)
        elif kind == "when":
            precise = {len("2026-02"): "month", len("2026-02-01"): "day"}.get(len(str(value)), "text")
            self.write(sheet, down, across, value, precise, self.shown_as(precise, **ENTRY))
        elif kind == "fy" and isinstance(value, int):
            sheet.write_string(down, across, self.words.fy(FiscalYear(value)), style)
        elif kind in ("month", "day") and isinstance(value, str):
            day = date.fromisoformat(value if kind == "day" else f"{value}-01")
            sheet.write_datetime(down, across, day, style)
        else:
            text = clean(str(value))
            sheet.write_string(down, across, text, style)
            self._fit(sheet, down, across, text, _SMALL if kind == "ref" else 1)

    def _fit(self, sheet: Any, down: int, across: int, text: str, size: float) -> None:
        """Makes room for a text of several lines; the short ones, nearly all, are never measured."""
        widths = self._widths[sheet.name]
        width = int(widths[across] / size) if across < len(widths) else _HEADING_NEEDS
        if 2 * len(text) <= width and "\n" not in text:
            return
        lines = sum(-(-max(1, cell_len(line)) // width) for line in text[:1000].split("\n"))
        if lines > self._lines.get((sheet, down), 1):
            self._lines[sheet, down] = min(lines, _MOST_LINES)

    def total(self, sheet: Any, at: tuple[int, int], span: tuple[int, int, int, int], value: int, style: Any) -> None:
        """A live sum over `span`, with its value for viewers that do not calculate."""
        first, last = xl_rowcol_to_cell(span[0], span[1]), xl_rowcol_to_cell(span[2], span[3])
        sheet.write_formula(*at, f"=SUM({first}:{last})", style, value)


def clean(text: str) -> str:
    """Text that a cell can hold: no half of a surrogate pair, not longer than Excel allows."""
    return text.encode("utf-8", "replace").decode("utf-8")[:_LONGEST]


def _escaped(text: str, most: int) -> str:
    """Text of a page heading, where `&` begins a code and 255 characters are all there are."""
    return clean(text)[:most].replace("&", "&&")[:most]
