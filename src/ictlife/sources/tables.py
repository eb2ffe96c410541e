"""From grids to records（表からレコードへ）: what a table is of, what is wrong with its headings, its rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ictlife.base.finding import Span
from ictlife.model.estate import MODELS
from ictlife.sources.columns import Source, Words
from ictlife.sources.grid import Grid, cell_text
from ictlife.sources.header import Header, find_header
from ictlife.sources.merged import hidden_rows
from ictlife.sources.record import Reading, Table
from ictlife.sources.rows import RowReader, fixed_of, owner_field
from ictlife.sources.shape import shapes


@dataclass(frozen=True, slots=True)
class Understood:
    """A grid of which it is known what it holds（表の解釈）."""

    grid: Grid
    kind: str
    header: Header
    source: Source


def read_tables(grids: Sequence[Grid], words: Words, reading: Reading) -> None:
    """Add the records of all grids of one file to `reading`."""
    is_alone = len(grids) == 1
    for grid in grids:
        source = words.source(grid.file, grid.sheet)
        if source.is_ignored:
            continue
        if not any(cell_text(cell) for line in grid.lines for cell in line.cells):
            reading.say_at("INP009", Span(grid.file, grid.sheet))
        elif (found := _kind_and_header(grid, words, source)) is not None:
            _read(Understood(grid, *found, source), words, reading)
        else:
            reading.say_at("INP010" if is_alone else "INP030", Span(grid.file, grid.sheet))
            if is_alone and (named := named_kind(grid, words, source)):
                reading.lose(named)


def named_kind(grid: Grid, words: Words, source: Source) -> str | None:
    """The kind that the workspace states, or that the sheet or the file is named after（台帳の種類）."""
    stem = grid.file.rpartition("/")[2].rpartition(".")[0]
    return source.kind or (words.kind_named(grid.sheet) if grid.sheet else None) or words.kind_named(stem)


def _kind_and_header(grid: Grid, words: Words, source: Source) -> tuple[str, Header] | None:
    """What the records are, and their headings: where no name tells, the kind whose headings fit best."""
    named = named_kind(grid, words, source)
    if named:
        header = find_header(grid, named, words, source)
        return (named, header) if header else None
    tried = [(kind, find_header(grid, kind, words, source)) for kind in MODELS]
    fits = [(len(header.columns) - len(header.strangers), kind, header) for kind, header in tried if header]
    fits.sort(key=lambda fit: -fit[0])
    if not fits or len(fits[0][2].columns) < 3 or (len(fits) > 1 and fits[0][0] == fits[1][0]):
        return None
    return fits[0][1], fits[0][2]


def _read(table: Understood, words: Words, reading: Reading) -> None:
    grid, header = table.grid, table.header
    _check_headings(table, words, reading)
    labels = {column.field: grid.column(column.place, column.heading) for column in reversed(header.columns)}
    place = Table(grid.file, grid.sheet, labels)
    hidden = hidden_rows(grid, header, table.source.fill_down, labels, reading)
    rows = RowReader(table.kind, place, header, grid, table.source, words, reading)
    before = len(reading.records)
    for line in grid.lines:
        if line.number > header.last:
            rows.read(line, is_hidden=line.number in hidden)
    if grid.is_broken:
        reading.lose(table.kind)
    if len(reading.records) == before and not reading.findings:
        reading.say_at("INP049", Span(grid.file, grid.sheet, header.last))


def _check_headings(table: Understood, words: Words, reading: Reading) -> None:
    """Say which columns are not understood, and which required fields have none."""
    grid, header, kind = table.grid, table.header, table.kind
    for place, heading in header.strangers:
        span = Span(grid.file, grid.sheet, header.last, grid.column(place, heading))
        closest = words.closest(kind, heading)
        reading.say_at("INP013", span, heading=heading, closest=closest)
    present = {column.field for column in header.columns}
    fixed = set(fixed_of(kind, table.source, words))
    for name, shape in shapes(MODELS[kind]).items():
        if shape.is_required and name not in present | fixed and not _is_made(name, table, present):
            span = Span(grid.file, grid.sheet, header.last)
            reading.say_at("INP040", span, heading=words.label(kind, name), field=name)


def _is_made(name: str, table: Understood, present: set[str]) -> bool:
    """Whether the identifier needs no column of its own: it is made of other fields."""
    return name == "id" and bool(table.source.key or owner_field(table.kind, present))
