"""The sheets about the official plans（計画のシート）: numbers stay numbers, cells to fill in are yellow."""

from __future__ import annotations

from ictlife.reports.paper import Paper
from ictlife.reports.tables.plans import said_tables
from ictlife.reports.tables.said import Said, SaidTable
from ictlife.reports.workbooks.book import TOP, Book, clean

_WIDE = {"evidence": 60, "plan_or_group": 32, "initiative": 32, "subject": 32, "viewpoint": 30}
_WIDTH, _YEAR, _ENTRY = 16, 7, 48
_VERDICTS = {
    "cell met": {"bg_color": "#E8F3EC", "font_color": "#24603F"},
    "cell missed": {"bg_color": "#FBEBEA", "font_color": "#A8201A"},
    "cell unknown": {"bg_color": "#FDF3DC", "font_color": "#7A5200"},
}
_BY_HAND = {"bg_color": "#FFF7CC", "border": 1, "border_color": "#C9B458", "text_wrap": True}


def write_plans(book: Book, paper: Paper) -> None:
    """One sheet for each table; the initiative sheets stand below each other on one."""
    tables = said_tables(paper, book.words)
    seen: dict[str, int] = {}
    for table in tables:
        if table.key == "initiative_sheet":
            continue
        seen[table.key] = seen.get(table.key, 0) + 1
        number = f" {seen[table.key]}" if seen[table.key] > 1 else ""
        _write_table(book, table, book.words(f"planning.sheet.{table.key}") + number)
    _write_sheets(book, [table for table in tables if table.key == "initiative_sheet"])


def _write_table(book: Book, table: SaidTable, name: str) -> None:
    widths = [_width(book, head) for head in table.heads]
    sheet = book.sheet(name, widths, is_a3=len(widths) > 12)
    book.head(sheet, table.heads, 1)
    for down, row in enumerate(table.rows, TOP + 1):
        for across, cell in enumerate(row):
            write_cell(book, sheet, down, across, cell)
    sheet.print_area(0, 0, max(TOP + len(table.rows), TOP + 1), len(widths) - 1)


def _width(book: Book, head: str) -> int:
    words = book.words
    for key, width in _WIDE.items():
        if head == words(f"planning.column.{key}"):
            return width
    return _YEAR if len(head) <= 4 else _WIDTH


def write_cell(book: Book, sheet: object, down: int, across: int, cell: Said) -> None:
    """One cell as it is shown, numbers as numbers."""
    if cell.number is not None:
        kind = "yen" if cell.is_money else "whole" if cell.number == int(cell.number) else "hours"
        book.write(sheet, down, across, cell.number, kind)
    elif cell.day is not None:
        book.write(sheet, down, across, cell.day.isoformat(), "day")
    elif cell.css in _VERDICTS:
        book.write(sheet, down, across, clean(cell.text), "text", book.format(align="center", **_VERDICTS[cell.css]))
    elif cell.css == "bar":
        book.write(sheet, down, across, None, "text", book.format(bg_color="#1F4E8C"))
    elif cell.css:
        book.write(sheet, down, across, clean(cell.text), "text", book.format(align="center"))
    elif cell.is_by_hand:
        book.write(sheet, down, across, None, "text", book.format(**_BY_HAND))
    else:
        book.write(sheet, down, across, clean(cell.text), "long")


def _write_sheets(book: Book, tables: list[SaidTable]) -> None:
    if not tables:
        return
    sheet = book.sheet(book.words("planning.sheet.initiative_sheet"), [24, 12, _ENTRY])
    down = TOP
    for table in tables:
        sheet.write_string(down, 0, clean(table.title), book.format(bold=True, font_size=12, bottom=1))
        for row in table.rows:
            down += 1
            for across, cell in enumerate(row):
                write_cell(book, sheet, down, across, cell)
        down += 2
