"""The cells of a workbook's sheets（Excel・ODS）, as typed. No formula is ever computed here."""

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
from ictlife.sources.grid import Area, Grid, Line
from ictlife.sources.record import Reading, file_ref
from ictlife.sources.zipguard import check_extent, check_zip, faults, sheet_part


def read_workbook(data: bytes, file: str, reading: Reading) -> list[Grid]:
    """The grids of a workbook's visible sheets; hidden ones are named in a finding.

    Raises:
        Unreadable: INP006, INP007 where the workbook cannot be opened.
    """
    check_zip(data)
    grids = []
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
            for place, about in enumerate(book.sheets_metadata):
                if about.typ is not SheetTypeEnum.WorkSheet:
                    continue
                if about.visible is not SheetVisibleEnum.Visible:
                    reading.say("INP020", file_ref(file), Span(file, about.name), sheet=about.name)
                    continue
                grids += _grids(book, place, data, file, reading)
    except (CalamineError, OSError, ValueError):
        raise Unreadable("INP007") from None
    return grids


def _grids(book: CalamineWorkbook, place: int, data: bytes, file: str, reading: Reading) -> list[Grid]:
    """The grid of one sheet, or none where the sheet is too large."""
    name = book.sheets_metadata[place].name
    xml = sheet_part(data, place)
    try:
        check_extent(xml)
    except Unreadable as problem:
        reading.say(problem.code, file_ref(file), Span(file, name), sheet=name, **problem.params)
        return []
    sheet = book.get_sheet_by_index(place)
    cells = sheet.to_python(skip_empty_area=False)
    lines = [Line(number, row) for number, row in enumerate(cells, start=1)]
    merged = [Area(a + 1, b, c + 1, d) for (a, b), (c, d) in sheet.merged_cell_ranges or ()]
    return [Grid(file, name, lines, merged=merged, faults=faults(xml))]
