"""From rows to records（行からレコードへ）: which rows are records, and what text each field of them holds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum

from ictlife.base.amount import YEN_UNITS, read_yen
from ictlife.base.finding import Span
from ictlife.base.ref import Ref
from ictlife.base.textkey import fold_width
from ictlife.base.unreadable import Param, Unreadable
from ictlife.fiscal.month import FiscalYear
from ictlife.fiscal.period import read_when_span
from ictlife.fiscal.serial import read_serial
from ictlife.fiscal.wareki import read_when, undecided, unknown
from ictlife.fiscal.when import Precision, When
from ictlife.model.estate import MODELS
from ictlife.sources.columns import Source, Words, key_of
from ictlife.sources.grid import Cell, Grid, Line, cell_text
from ictlife.sources.header import Column, Header, parted
from ictlife.sources.provisos import provisos
from ictlife.sources.record import Content, Reading, Record, Row, Table
from ictlife.sources.shape import Reads, Shape, shapes

_NUMBERS = frozenset("0123456789.,-△▲()+")
_SUFFIXED = frozenset({Reads.TERM, Reads.HOURS, Reads.PERCENT})
_DATES = frozenset({Reads.WHEN, Reads.SUPPORT})
_LONGEST_MARK = 6

Fault = tuple[str, str, dict[str, Param]]
"""Code, field and params of what is wrong with a cell."""


class _Mark(Enum):
    """What a very short cell may say instead of a value."""

    DITTO = 1
    BLANK = 2
    VALUE = 3


@dataclass(frozen=True, slots=True)
class _Cell:
    """How the cells of one column are read."""

    place: int
    name: str
    shape: Shape
    unit: str
    is_text: bool
    end: int | None


def owner_field(kind: str, present: Iterable[str]) -> str:
    """The field after which rows without an id of their own are numbered: a cost line's contract.

    Empty where the table has ids, or where records of the kind belong to nothing.
    """
    if "id" in present:
        return ""
    fields = shapes(MODELS[kind]).values()
    return next((shape.name for shape in fields if shape.refers and shape.is_required), "")


def fixed_of(kind: str, source: Source, words: Words) -> Mapping[str, str]:
    """Field → what every row says: the fields may be stated as ledgers call them."""
    return {field: text for name, text in source.fixed.items() if (field := words.field(kind, name))}


class RowReader:
    """Reads the rows of one table."""

    def __init__(
        self, kind: str, table: Table, header: Header, grid: Grid, source: Source, words: Words, reading: Reading
    ) -> None:
        fields = shapes(MODELS[kind])
        self.kind = kind
        self.table = table
        self.grid = grid
        self.fill_down = source.fill_down
        self.words = words
        self.reading = reading
        years = words.marks["fiscal_year"]
        self.cells = [_reader(column, fields[column.field], header.unit, years) for column in header.columns]
        self.named = {column.place for column in header.columns} | {place for place, _ in header.strangers}
        self.width = header.width
        self.key = source.key if "id" not in table.columns else ()
        self.owner = "" if self.key else owner_field(kind, table.columns)
        self._besides = {
            column.field: said
            for column in header.columns
            if (said := provisos(kind, column.field, column.heading, words))
        }
        self._fixed = fixed_of(kind, source, words)
        self._headings = {column.place: key_of(column.heading) for column in header.columns}
        self._first_length = len(header.columns[0].heading) if header.columns else 0
        self._marks: dict[str, _Mark] = {}
        self._above: dict[str, Content] = {}
        self._numbers: dict[str, int] = {}
        self._stray: set[int] = set()
        self.flawed: list[Record] = []
        """Rows that are no records, with what they state: what else is wrong with them can be looked for."""

    def read(self, line: Line, is_hidden: bool) -> None:
        """Add the record of a row, or say why there is none; `is_hidden` rows lack a merged cell's value."""
        values, faults = self._values(line)
        if len(values) < 2 and not faults and not any(cell != "" for cell in line.cells):
            return
        if self._is_aside(line, values):
            return
        if self.fill_down and values:  # what stands above is no part of a total or a note, nor they of it
            self._fill(values)
        if self._besides:
            self._add_provisos(values)
        values |= {name: text for name, text in self._fixed.items() if name not in values}
        self._check_width(line, faults)
        id = self._id(values)
        place = Row(self.table, line.number)
        for code, name, params in faults:
            span = place.span((name,) if name else ())
            self.reading.say(code, Ref(self.kind, id, name) if id else span.ref, span, **params)
        record = Record(self.kind, id, values, place)
        if id and not is_hidden and not self._is_spoilt(values, faults):
            self.reading.records.append(record)
            return
        is_moved = any(not name for _, name, _ in faults)
        if not id and ("id" in self.table.columns or self.key) and not is_moved:
            self._say_no_id(place, faults)
        self.reading.lose(self.kind, id or "*")
        if not is_moved:
            self.flawed.append(record)

    def _is_spoilt(self, values: dict[str, Content], faults: list[Fault]) -> bool:
        """Whether a row with faults is no record: all but one that is merely short."""
        return any(code != "INP011" for code, _, _ in faults) or bool(faults and self._lacks(values))

    def _say_no_id(self, place: Row, faults: list[Fault]) -> None:
        """Say that a row has no identifier, unless a cell that makes it up is at fault itself."""
        names = self.key or ("id",)
        if not any(name in names for _, name, _ in faults):
            self.reading.say_at("INP055", place.span(names[:1]), kind=self.kind)

    def _lacks(self, values: dict[str, Content]) -> bool:
        """Whether a required field has no value, as where a row is cut off."""
        return any(reader.shape.is_required and reader.name not in values for reader in self.cells)

    def _id(self, values: dict[str, Content]) -> str:
        owner = values.get(self.owner) if self.owner else None
        if owner:
            number = self._numbers[str(owner)] = self._numbers.get(str(owner), 0) + 1
            values["id"] = f"{owner}#{number}"
        elif self.key and all(values.get(name) for name in self.key):
            values["id"] = "/".join(str(values[name]) for name in self.key)
        return str(values.get("id", ""))

    def _values(self, line: Line) -> tuple[dict[str, Content], list[Fault]]:
        """Field → text, and what is wrong with cells."""
        values: dict[str, Content] = {}
        faults: list[Fault] = []
        marks = self._marks
        cells, count, grid_faults = line.cells, len(line.cells), self.grid.faults
        for reader in self.cells:
            place = reader.place
            if grid_faults and (line.number, place) in grid_faults:
                faults.append((grid_faults[line.number, place], reader.name, {}))
                continue
            cell = cells[place] if place < count else ""
            if cell == "":
                continue
            text = cell.strip() if type(cell) is str else _typed(cell, reader.shape)
            if len(text) <= _LONGEST_MARK:
                mark = marks.get(text) or self._mark(text)
                if mark is _Mark.DITTO and reader.name not in self.fill_down:
                    faults.append(("INP016", reader.name, {"text": text}))
                if mark is _Mark.DITTO or not text or (mark is _Mark.BLANK and not reader.is_text):
                    continue
            value = _in_unit(text, reader, faults) if reader.unit or reader.end is not None else text
            if value is not None and values.setdefault(reader.name, value) != value:
                faults.append(("INP012", reader.name, {"text": text, "other": str(values[reader.name])}))
        return values, faults

    def _add_provisos(self, values: dict[str, Content]) -> None:
        """Give a row with an amount what the heading of the amounts says besides."""
        for name, said in self._besides.items():
            if name in values:
                values |= {field: word for field, word in said.items() if field not in values}

    def _fill(self, values: dict[str, Content]) -> None:
        """Give the fields that fill down what stands above, where they are blank."""
        for name in self.fill_down:
            if name in values:
                self._above[name] = values[name]
            elif name in self._above:
                values[name] = self._above[name]

    def _mark(self, text: str) -> _Mark:
        key, known = key_of(text), self.words.marks
        is_ditto, is_blank = key in known["ditto"], key in known["blank"]
        mark = self._marks[text] = _Mark.DITTO if is_ditto else _Mark.BLANK if is_blank else _Mark.VALUE
        return mark

    def _is_aside(self, line: Line, values: dict[str, Content]) -> bool:
        """Whether the row is a total, a note or the headings again; said, since a record may be meant."""
        id = values.get("id")
        totals, notes = self.words.marks["total"], self.words.marks["note"]
        is_heading = self._may_be_heading(values) and self._is_heading(line)
        is_named = id is not None and len(values) > 1
        if is_named and not is_heading and (str(id)[-1:].isdigit() or key_of(str(id)) not in totals):
            return False
        filled = [(place, cell_text(cell)) for place, cell in enumerate(line.cells) if cell != ""]
        place, text = filled[0]
        is_total = key_of(text) in totals and id in (None, text)
        is_note = len(filled) == 1 and (id is None or text.startswith(tuple(notes)))
        if is_total or is_note or is_heading:
            span = Span(self.grid.file, self.grid.sheet, line.number, self._label(place))
            self.reading.say_at("INP017", span, text=text[:40])
        return is_total or is_note or is_heading

    def _may_be_heading(self, values: dict[str, Content]) -> bool:
        """Whether the first column's value is as long as its heading: a quick look, made at every row."""
        first = values.get(self.cells[0].name) if self.cells else None
        return isinstance(first, str) and len(first) == self._first_length

    def _is_heading(self, line: Line) -> bool:
        """Whether the row repeats the headings, as ledgers do for every page that is printed."""
        filled = [(place, cell_text(cell)) for place, cell in enumerate(line.cells) if cell != ""]
        return all(key_of(text) == self._headings[place] for place, text in filled if place in self._headings)

    def _label(self, place: int) -> str:
        heading = next((self.table.columns[r.name] for r in self.cells if r.place == place), str(place + 1))
        return self.grid.column(place, heading)

    def _check_width(self, line: Line, faults: list[Fault]) -> None:
        """Say what a text file's row has too many or too few cells, and what stands under no heading."""
        count = len(line.cells)
        if self.grid.is_ragged and count != self.width:
            code = "INP014" if count > self.width else "INP011"
            # Where cells have moved or are cut off, what stands in them proves nothing.
            faults[:] = [(code, "", {"cells": count, "columns": self.width})]
            return
        for place in range(count):
            if place not in self.named and line.cells[place] != "" and place not in self._stray:
                self._stray.add(place)
                span = Span(self.grid.file, self.grid.sheet, line.number, self._label(place))
                text = cell_text(line.cells[place])[:40]
                self.reading.say_at("INP057", span, text=text)


def _reader(column: Column, shape: Shape, unit_above: str, fiscal_years: frozenset[str]) -> _Cell:
    if shape.reads is Reads.YEN:
        unit = next((unit for unit in (column.unit, unit_above) if unit in YEN_UNITS), "")
    elif shape.reads in _DATES:
        plain = parted(fold_width(column.heading))[0][-1]
        unit = next((word for word in fiscal_years if plain.endswith(word)), "")
    else:
        unit = column.unit if shape.reads in _SUFFIXED else ""
    return _Cell(column.place, column.field, shape, unit, shape.reads is Reads.TEXT, column.end)


def _typed(cell: Cell, shape: Shape) -> str:
    """The text of a cell that is typed, a number under a date's heading being a day's serial."""
    if isinstance(cell, float) and shape.reads in _DATES:
        try:
            return str(read_serial(cell))
        except Unreadable:
            return cell_text(cell)
    return cell_text(cell)


def _fiscal_year(text: str) -> str:
    """A bare year under a heading that says fiscal years（導入年度 H30）; any other text stays."""
    try:
        when = read_when(text)
    except Unreadable:
        return text
    return str(When.fiscal_year(FiscalYear(when.first.year))) if when.precision is Precision.YEAR else text


def _in_unit(text: str, reader: _Cell, faults: list[Fault]) -> str | int | None:
    """A bare number under a heading with a unit, or one end of a period; any other text stays."""
    if reader.end is not None:
        if undecided(text) or unknown(text):
            return text
        try:
            return str(read_when_span(text)[reader.end])
        except Unreadable as problem:
            faults.append((problem.code, reader.name, dict(problem.params)))
            return None
    if reader.shape.reads in _DATES:
        return _fiscal_year(text)
    if reader.shape.reads is Reads.YEN:
        try:
            return read_yen(text, reader.unit)
        except Unreadable:
            return text
    return text + reader.unit if set(text) <= _NUMBERS else text
