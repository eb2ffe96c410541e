"""The cells of a workbook's sheets（Excel）, as typed. No formula is ever computed here."""

from __future__ import annotations

import io

from python_calamine import (
    CalamineError,
    CalamineWorkbook,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from ictlife.base.finding import Span
from ictlife.base.unreadable import Unreadable
from ictlife.sources import biff
from ictlife.sources.extent import check_book
from ictlife.sources.grid import Area, Grid, Line
from ictlife.sources.record import Reading
from ictlife.sources.xlsx_parts import faults, sheet_part


def is_book(data: bytes) -> bool:
    """Whether it begins as workbooks do, whatever its name says: an xlsx that was renamed to csv is one."""
    return data.startswith((biff.MAGIC, b"PK\x03\x04"))


def read_workbook(data: bytes, file: str, reading: Reading) -> list[Grid]:
    """The grids of a workbook's visible sheets; hidden ones are named in a finding.

    Raises:
        Unreadable: INP006, INP007, INP037, INP038 where the workbook cannot be opened.
    """
    check_book(data)
    grids: list[Grid] = []
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
            for place, about in enumerate(book.sheets_metadata):
                if about.typ is not SheetTypeEnum.WorkSheet:
                    continue
                if about.visible is not SheetVisibleEnum.Visible:
                    reading.say_at("INP020", Span(file, about.name), sheet=about.name)
                    continue
                grids.append(_grid(book, place, data, file))
    except (CalamineError, OSError, ValueError):
        raise Unreadable("INP007") from None
    except BaseException as problem:
        # calamine is Rust: what it did not foresee comes as this type, which no module exports.
        if type(problem).__name__ != "PanicException":
            raise
        raise Unreadable("INP007") from None
    return grids


def _grid(book: CalamineWorkbook, place: int, data: bytes, file: str) -> Grid:
    name = book.sheets_metadata[place].name
    sheet = book.get_sheet_by_index(place)
    cells = sheet.to_python(skip_empty_area=False)
    lines = [Line(number, row) for number, row in enumerate(cells, start=1)]
    merged = [Area(a + 1, b, c + 1, d) for (a, b), (c, d) in sheet.merged_cell_ranges or ()]
    return Grid(file, name, lines, merged=merged, faults=faults(sheet_part(data, place)))
