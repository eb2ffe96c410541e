"""A questionnaire that came back, as text with a place for every cell（回答された調査票）. Judges no answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ictlife.base.finding import Span
from ictlife.planning.survey import FORM
from ictlife.sources.excel import read_workbook
from ictlife.sources.grid import Grid, Line, cell_text, letters
from ictlife.sources.record import Reading, Row, Table

_PRESENT, _ANSWER = "present.", "answer."
_ROWS_SEARCHED = 12
"""The mark stands in the first rows."""


@dataclass(frozen=True, slots=True)
class ReturnedRow:
    """What a department wrote beside one group or question（回答の一行）; only cells with an answer count."""

    id: str
    place: Row
    present: Mapping[str, str]
    answers: Mapping[str, str]

    def span(self, field: str) -> Span:
        """The cell of the answer to `field`, or of the id."""
        return self.place.span((field,))


@dataclass(frozen=True, slots=True)
class Returned:
    """One sheet of a questionnaire（回答された調査票の一枚）; `is_free` where it holds the free questions."""

    department: str
    lang: str
    is_free: bool
    rows: tuple[ReturnedRow, ...]


def read_survey(data: bytes, file: str, reading: Reading) -> list[Returned]:
    """The sheets of a questionnaire; a file without one is a finding.

    Raises:
        Unreadable: as `read_workbook`.
    """
    found = []
    for grid in read_workbook(data, file, reading):
        mark = _mark(grid)
        if mark is not None:
            found.append(_returned(grid, mark))
    if not found:
        reading.say_at("SUR001", Span(file))
    return found


def _mark(grid: Grid) -> int | None:
    """Place of the line with the mark, if the line of keys follows it."""
    for place, line in enumerate(grid.lines[:_ROWS_SEARCHED]):
        if line.cells and cell_text(line.cells[0]) == FORM and place + 1 < len(grid.lines):
            return place if cell_text(grid.lines[place + 1].cells[0]) in ("id", "question") else None
    return None


def _returned(grid: Grid, mark: int) -> Returned:
    about = [cell_text(cell) for cell in grid.lines[mark].cells]
    keys = [cell_text(cell) for cell in grid.lines[mark + 1].cells]
    is_free = keys[0] == "question"
    columns = {"id": letters(0)}
    columns |= {key.removeprefix(_ANSWER): letters(place) for place, key in enumerate(keys) if key.startswith(_ANSWER)}
    if is_free and "text" in keys:
        columns["text"] = letters(keys.index("text"))
    table = Table(grid.file, grid.sheet, columns)
    rows = tuple(row for line in grid.lines[mark + 3 :] if (row := _row(table, keys, line)))
    return Returned(about[1], "en" if about[3:4] == ["en"] else "ja", is_free, rows)


def _row(table: Table, keys: Sequence[str], line: Line) -> ReturnedRow | None:
    cells = dict(zip(keys, (cell_text(cell) for cell in line.cells), strict=False))
    answers = {key.removeprefix(_ANSWER): text for key, text in cells.items() if key.startswith(_ANSWER) and text}
    if cells.get("text"):
        answers["text"] = cells["text"]
    if not answers:
        return None
    present = {key.removeprefix(_PRESENT): text for key, text in cells.items() if key.startswith(_PRESENT)}
    return ReturnedRow(cells.get(keys[0], ""), Row(table, line.number), present, answers)
