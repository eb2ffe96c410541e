"""From a grid to records（表からレコードへ）: which rows are records, and what text each field of them holds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ictlife.base.amount import YEN_UNITS, read_yen
from ictlife.base.finding import Span
from ictlife.base.ref import Ref
from ictlife.base.unreadable import Unreadable
from ictlife.fiscal.serial import read_serial
from ictlife.model.estate import MODELS
from ictlife.sources.columns import Source, Words, key_of
from ictlife.sources.grid import Area, Cell, Grid, Line, cell_text
from ictlife.sources.header import Column, Header, find_header
from ictlife.sources.record import Content, Reading, Record, Row, Table, file_ref
from ictlife.sources.shape import Reads, Shape, shapes

_NUMBERS = frozenset("0123456789.,-△▲()+")
_SUFFIXED = frozenset({Reads.TERM, Reads.HOURS, Reads.PERCENT})


def read_table(grid: Grid, words: Words, reading: Reading, is_alone: bool = True) -> None:
    """Add the records of a grid to `reading`; `is_alone` tells that nothing else of the file may be meant."""
    source = words.source(grid.file, grid.sheet)
    if source.is_ignored:
        return
    if not any(cell != "" for line in grid.lines for cell in line.cells):
        reading.say("INP009", file_ref(grid.file), Span(grid.file, grid.sheet))
        return
    found = _kind_and_header(grid, words, source)
    if found is None:
        reading.say("INP010" if is_alone else "INP030", file_ref(grid.file), Span(grid.file, grid.sheet))
        return
    kind, header = found
    _TableReader(grid, kind, header, words, source, reading).read()


def _kind_and_header(grid: Grid, words: Words, source: Source) -> tuple[str, Header] | None:
    """What the records are: as the workspace says, as the sheet or file is named, or as the headings tell."""
    stem = grid.file.rpartition("/")[2].rpartition(".")[0]
    named = source.kind or (grid.sheet and words.kind_named(grid.sheet)) or words.kind_named(stem)
    if named:
        header = find_header(grid, named, words, source)
        return (named, header) if header else None
    tried = [(kind, find_header(grid, kind, words, source)) for kind in MODELS]
    known = sorted(
        ((len(header.columns) - len(header.strangers), kind, header) for kind, header in tried if header),
        key=lambda each: -each[0],
    )
    if not known or len(known[0][2].columns) < 3 or (len(known) > 1 and known[0][0] == known[1][0]):
        return None
    return known[0][1], known[0][2]


@dataclass(slots=True)
class _TableReader:
    grid: Grid
    kind: str
    header: Header
    words: Words
    source: Source
    reading: Reading

    def read(self) -> None:
        """All records of the grid."""
        fields = shapes(MODELS[self.kind])
        columns = self.header.columns
        table = Table(self.grid.file, self.grid.sheet, {c.field: self._label(c) for c in reversed(columns)})
        self._check_headings(fields)
        readers = [(column, fields[column.field], self._unit(column, fields[column.field])) for column in columns]
        lines = [line for line in self.grid.lines if line.number > self.header.last]
        covered = self._covered(lines)
        above: dict[str, Content] = {}
        numbers: dict[str, int] = {}
        for line in lines:
            if not any(cell != "" for cell in line.cells) or self._is_aside(line):
                continue
            self._record(line, table, readers, covered, above, numbers)
        if self.grid.is_broken:
            self.reading.lose(self.kind)

    def _label(self, column: Column) -> str:
        return self.grid.column(column.place, column.heading)

    def _unit(self, column: Column, shape: Shape) -> str:
        if shape.reads is Reads.YEN:
            return next((unit for unit in (column.unit, self.header.unit) if unit in YEN_UNITS), "")
        return column.unit if shape.reads in _SUFFIXED else ""

    def _check_headings(self, fields: Mapping[str, Shape]) -> None:
        """Say which columns are not understood, and which fields have none."""
        file, sheet, row = self.grid.file, self.grid.sheet, self.header.last
        for place, heading in self.header.strangers:
            label = self.grid.column(place, heading)
            closest = self.words.closest(self.kind, heading)
            self.reading.say("INP013", file_ref(file), Span(file, sheet, row, label), heading=heading, closest=closest)
        present = {column.field for column in self.header.columns}
        for name, shape in fields.items():
            if shape.is_required and name not in present and not (name == "id" and self._parent(fields)):
                heading = self.words.label(self.kind, name)
                self.reading.say("INP040", file_ref(file), Span(file, sheet, row), heading=heading, field=name)

    def _parent(self, fields: Mapping[str, Shape]) -> str:
        """The field after which lines without a number of their own are numbered: a line's contract."""
        if "id" in {column.field for column in self.header.columns}:
            return ""
        return next((name for name, shape in fields.items() if shape.refers and shape.is_required), "")

    def _is_aside(self, line: Line) -> bool:
        """Whether the row is a total or a note; said, since a record may be meant."""
        filled = [(place, cell_text(cell)) for place, cell in enumerate(line.cells) if cell != ""]
        filled = [(place, text) for place, text in filled if text]
        if not filled:
            return True
        place, text = filled[0]
        is_total = key_of(text) in self.words.marks["total"] and not self._id_at(line, place)
        is_note = len(filled) == 1 and (
            any(text.startswith(mark) for mark in self.words.marks["note"]) or not self._is_id_column(place)
        )
        if is_total or is_note:
            label = self.grid.column(place, self._heading_at(place))
            span = Span(self.grid.file, self.grid.sheet, line.number, label)
            self.reading.say("INP017", file_ref(self.grid.file), span, text=text[:40])
        return is_total or is_note

    def _is_id_column(self, place: int) -> bool:
        return any(column.place == place and column.field == "id" for column in self.header.columns)

    def _id_at(self, line: Line, but: int) -> bool:
        """Whether the row has an id of its own beside what stands at `but`."""
        return any(
            column.field == "id" and column.place != but and _at(line, column.place) != ""
            for column in self.header.columns
        )

    def _heading_at(self, place: int) -> str:
        return next((c.heading for c in self.header.columns if c.place == place), str(place + 1))

    def _covered(self, lines: Sequence[Line]) -> dict[int, Area]:
        """Row → the merged cell that hides a field of it; each such cell is a finding of its own."""
        covered: dict[int, Area] = {}
        fields = {column.place: column for column in self.header.columns}
        for area in self.grid.merged:
            hidden = [place for place in range(area.left, area.right + 1) if place in fields]
            rows = range(max(area.top, self.header.last + 1), area.bottom + 1)
            if area.top <= self.header.last or not hidden or (len(rows) < 2 and len(hidden) < 2):
                continue
            if all(fields[place].field in self.source.fill_down for place in hidden):
                continue
            if len(rows) == 1 and self._is_aside_row(lines, area.top):
                continue
            span = Span(self.grid.file, self.grid.sheet, area.top, self._label(fields[hidden[0]]))
            self.reading.say("INP019", file_ref(self.grid.file), span, first=area.top, last=area.bottom)
            covered |= {row: area for row in (rows[1:] if len(rows) > 1 else rows)}
        return covered

    def _is_aside_row(self, lines: Sequence[Line], number: int) -> bool:
        line = next((line for line in lines if line.number == number), None)
        return line is not None and sum(cell != "" for cell in line.cells) == 1

    def _record(
        self,
        line: Line,
        table: Table,
        readers: Sequence[tuple[Column, Shape, str]],
        covered: Mapping[int, Area],
        above: dict[str, Content],
        numbers: dict[str, int],
    ) -> None:
        """Add the record of one row, or say why there is none."""
        values, faults = self._values(line, readers, above)
        parent = self._parent(shapes(MODELS[self.kind]))
        if parent and values.get(parent):
            key = str(values[parent])
            numbers[key] = numbers.get(key, 0) + 1
            values["id"] = f"{key}#{numbers[key]}"
        id = str(values.get("id", ""))
        ref = Ref(self.kind, id) if id else file_ref(self.grid.file)
        place = Row(table, line.number)
        extra = [cell for cell in line.cells[self._width() :] if cell != ""] if self.grid.is_ragged else []
        if extra:
            faults = [("INP014", "", {"cells": len(line.cells), "columns": self._width()})]
        for code, name, params in faults:
            self.reading.say(code, ref.at(name) if id else ref, place.span((name,) if name else ()), **params)
        if not id:
            if not faults and "id" in table.columns:
                self.reading.say("INP055", ref, place.span(("id",)), kind=self.kind)
            self.reading.lose(self.kind)
        elif faults or line.number in covered:
            self.reading.lose(self.kind, id)
        else:
            self.reading.records.append(Record(self.kind, id, values, place))

    def _width(self) -> int:
        columns = self.header.columns
        strangers = self.header.strangers
        return 1 + max([column.place for column in columns] + [place for place, _ in strangers])

    def _values(
        self, line: Line, readers: Sequence[tuple[Column, Shape, str]], above: dict[str, Content]
    ) -> tuple[dict[str, Content], list[tuple[str, str, dict[str, str | int]]]]:
        """Field → text, and what is wrong with cells."""
        values: dict[str, Content] = {}
        faults: list[tuple[str, str, dict[str, str | int]]] = []
        ditto, blank = self.words.marks["ditto"], self.words.marks["blank"]
        for column, shape, unit in readers:
            cell = _at(line, column.place)
            name = column.field
            text = cell.strip() if type(cell) is str else _typed(cell, shape)
            fault = self.grid.faults.get((line.number, column.place)) if self.grid.faults else None
            if fault:
                faults.append((fault, name, {}))
            elif len(text) < 6 and (not text or key_of(text) in ditto):
                if name in self.source.fill_down and above.get(name) is not None:
                    values.setdefault(name, above[name])
                elif text:
                    faults.append(("INP016", name, {"text": text}))
            elif len(text) < 6 and shape.reads is not Reads.TEXT and key_of(text) in blank:
                continue
            else:
                value = _in_unit(text, shape, unit) if unit else text
                if name not in values:
                    values[name] = value
                elif values[name] != value:
                    faults.append(("INP012", name, {"text": text, "other": str(values[name])}))
        above |= {name: values[name] for name in self.source.fill_down if name in values}
        return values, faults


def _at(line: Line, place: int) -> Cell:
    return line.cells[place] if place < len(line.cells) else ""


def _typed(cell: Cell, shape: Shape) -> str:
    """The text of a cell that is typed, a number under a date's heading being a day's serial."""
    if isinstance(cell, float) and shape.reads in (Reads.WHEN, Reads.SUPPORT):
        try:
            return str(read_serial(cell))
        except Unreadable:
            return cell_text(cell)
    return cell_text(cell)


def _in_unit(text: str, shape: Shape, unit: str) -> str | int:
    """A bare number under a heading with a unit; any other text stays."""
    if shape.reads is Reads.YEN:
        try:
            return read_yen(text, unit)
        except Unreadable:
            return text
    return text + unit if set(text) <= _NUMBERS else text


def read_tables(grids: Iterable[Grid], words: Words, reading: Reading) -> None:
    """Add the records of all grids of one file."""
    grids = list(grids)
    for grid in grids:
        read_table(grid, words, reading, is_alone=len(grids) == 1)
