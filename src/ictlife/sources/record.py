"""What one row or block of an input says, as text, and where each field of it stands（レコード・位置）.

Nothing here interprets a value. Places are computed when asked for: fifty thousand rows cost memory for
fifty thousand rows, not for a million addresses.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Protocol

from ictlife.base.finding import Finding, Span, Value
from ictlife.base.ref import Ref

Scalar = str | int
"""Text as read; an `int` only where the header's unit was applied to an amount."""
Content = Scalar | Mapping[str, "Content"] | tuple["Content", ...] | None
Path = tuple[str | int, ...]
"""Where a value stands inside a record: a field, then keys and positions within it."""


class Place(Protocol):
    """Where a record was read（位置の起点）."""

    def span(self, path: Path = ()) -> Span:
        """The span of the record, or of the value at `path` in it."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table of an input（表）: what is needed to say where a field of one of its rows stands."""

    file: str
    sheet: str | None
    columns: Mapping[str, str]
    """Field → heading, or cell letter in a workbook."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table（行）."""

    table: Table
    number: int
    """Physical line of a text file, row of a sheet; the first is 1."""

    def span(self, path: Path = ()) -> Span:
        """The span of the row, or of the field that `path` begins with."""
        column = self.table.columns.get(str(path[0])) if path else None
        return Span(self.table.file, self.table.sheet, self.number, column)


@dataclass(frozen=True, slots=True)
class Record:
    """One row or block as text（レコード）; `moved` are the fields that were read elsewhere than the rest."""

    kind: str
    id: str
    values: Mapping[str, Content]
    place: Place
    moved: Mapping[str, Place] = field(default_factory=dict)

    @property
    def ref(self) -> Ref:
        """Its address."""
        return Ref(self.kind, self.id)

    def span(self, path: Path = ()) -> Span:
        """Where the record, or the value at `path` in it, was read."""
        return place_of(self.place, self.moved, path)

    def over(self, lower: Record) -> Record:
        """This record laid over `lower`, field by field（項目ごとの上書き）."""
        moved = {name: lower.moved.get(name, lower.place) for name in lower.values if name not in self.values}
        return replace(self, values={**lower.values, **self.values}, moved={**moved, **self.moved})


def place_of(place: Place, moved: Mapping[str, Place], path: Path) -> Span:
    """The span at `path`, asked of the place where that field was read."""
    return (moved.get(str(path[0]), place) if path else place).span(path)


@dataclass(frozen=True, slots=True)
class Whole:
    """A whole file, or a whole sheet, as a place（ファイル全体）."""

    file: str
    sheet: str | None = None

    def span(self, path: Path = ()) -> Span:
        """The file."""
        return Span(self.file, self.sheet)


@dataclass(slots=True)
class Reading:
    """What was read so far（読取結果）: records, findings, and what could not be read."""

    records: list[Record] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    dropped: set[Ref] = field(default_factory=set)
    """Records that could not be read; the id is `*` where not even that could be."""

    def say(self, code: str, subject: Ref, /, *spans: Span, **params: Value) -> None:
        """Note a finding at its place."""
        self.findings.append(Finding(code, subject, params, spans=spans))

    def say_at(self, code: str, *spans: Span, **params: Value) -> None:
        """Note a finding about the first of its places, where there is no record to speak of."""
        self.say(code, spans[0].ref, *spans, **params)

    def lose(self, kind: str, id: str = "*") -> None:
        """Remember a record that could not be read."""
        self.dropped.add(Ref(kind, id))
