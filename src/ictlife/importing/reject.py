"""Which rows of a ledger are records and which are not, and why（受入れと差戻し）.

Every filled row below the headings is one or the other: accepted + rejected = all rows.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from ictlife.base.finding import Finding, Span
from ictlife.base.unreadable import Unreadable
from ictlife.fiscal.wareki import read_when
from ictlife.importing.clean import Cleaner
from ictlife.importing.propose import Proposal
from ictlife.importing.together import PENDING_GROUP, Together
from ictlife.model.estate import MODELS
from ictlife.sources.bind import bind, unique
from ictlife.sources.columns import Words
from ictlife.sources.grid import Line, cell_text
from ictlife.sources.header import PERIOD, Header, split_columns
from ictlife.sources.merged import hidden_rows
from ictlife.sources.record import Reading, Record, Table
from ictlife.sources.rows import RowReader

ASIDE = "INP017"
"""A total or a note."""
_NOTES = frozenset({"INP048", "DAT001", "INP057"})
"""Findings of rows that are taken over all the same."""
NEEDED = "IMP005"
"""No column gives what every record needs."""
_MERGED = "INP019"
_NO_DATE = frozenset({"INP021", "INP023", "INP022"})
_BETWEEN = re.compile(r"[\s、,;]+")


@dataclass(frozen=True, slots=True)
class Accepted:
    """A row that is a record（受入れ）."""

    row: int
    id: str
    texts: Mapping[str, str]
    """Field → text as the inventory has it: ISO dates, whole yen, the words of the lists; names untouched."""
    line: Line
    alike: tuple[str, ...] = ()
    """What puts it together with others, where the ledger names no groups: the category first."""


@dataclass(frozen=True, slots=True)
class Rejected:
    """A row that is no record, with the reasons（差戻し）."""

    line: Line
    reasons: tuple[Finding, ...]
    id: str = ""

    @property
    def is_aside(self) -> bool:
        """Whether it is only a total or a note."""
        return all(each.code == ASIDE for each in self.reasons)


@dataclass(frozen=True, slots=True)
class Sorted:
    """The rows of a table, sorted（振分け）."""

    accepted: tuple[Accepted, ...]
    rejected: tuple[Rejected, ...]
    findings: tuple[Finding, ...]
    """What is worth knowing of rows that were accepted, and of the table."""

    @property
    def rows(self) -> int:
        """All filled rows below the headings."""
        return len(self.accepted) + len(self.rejected)


def sort_rows(proposal: Proposal, words: Words) -> Sorted:
    """Read every row of a table as its proposal says."""
    reading = Reading()
    lines = [line for line in proposal.grid.lines if line.number > proposal.header.last and any_text(line)]
    read = _read(proposal, lines, words, reading)
    # A number that a flawed row has too is of neither: corrected, that row would take the other's place.
    single = unique((*read.records.values(), *(each for each in read.flawed.values() if each.id)), reading)
    sound = set(map(id, single)) & set(map(id, read.records.values()))
    bound = bind((each for each in single if id(each) in sound), words, reading)[proposal.kind]
    reading.findings += _wrong_besides(read, sound, reading.findings, words)
    periods = [each for each in proposal.guesses if each.is_taken and PERIOD in each.field]
    places = {proposal.grid.column(each.place, each.heading) for each in periods}
    found = [_several_dates(_no_period(each, places)) for each in reading.findings]
    reasons, notes = _by_row(found, {line.number for line in lines}, read.hidden)
    cleaner = Cleaner(MODELS[proposal.kind], words)
    accepted: list[Accepted] = []
    rejected: list[Rejected] = []
    for line in lines:
        record = read.records.get(line.number)
        entity = bound.get(record.id) if record else None
        if record is not None and entity is not None:
            texts = cleaner.texts(record.values, entity)
            alike = tuple(texts.get(name) or text for name, text in read.alike.get(line.number, ()))
            accepted.append(Accepted(line.number, record.id, texts, line, alike))
            notes += reasons.get(line.number, ())
        else:
            why = reasons.get(line.number) or (_unsaid(proposal, line, words),)
            flawed = record or read.flawed.get(line.number)
            rejected.append(Rejected(line, tuple(why), flawed.id if flawed else ""))
    return Sorted(tuple(accepted), tuple(rejected), tuple(notes))


def any_text(line: Line) -> bool:
    """Whether anything stands in the row."""
    return any(cell != "" and cell_text(cell) for cell in line.cells)


@dataclass(frozen=True, slots=True)
class _Read:
    """The rows of a table by their numbers, before anything is validated."""

    records: Mapping[int, Record]
    flawed: Mapping[int, Record]
    """Rows that are no records, with what they state."""
    hidden: frozenset[int]
    """Rows whose value a merged cell hides."""
    alike: Mapping[int, tuple[tuple[str, str], ...]]
    """Field, if it is one, and text of the cells that put a row together with others."""


def _read(proposal: Proposal, lines: Sequence[Line], words: Words, reading: Reading) -> _Read:
    grid, header, source = proposal.grid, _only_taken(proposal), proposal.source
    labels = {column.field: grid.column(column.place, column.heading) for column in reversed(header.columns)}
    hidden = hidden_rows(grid, header, source.fill_down, labels, reading)
    table = Table(grid.file, grid.sheet, labels)
    rows = RowReader(proposal.kind, table, header, grid, source, words, reading)
    together = Together(proposal, words, reading)
    found: dict[int, Record] = {}
    flawed: dict[int, Record] = {}
    alike: dict[int, tuple[tuple[str, str], ...]] = {}
    for line in lines:
        counts = len(reading.records), len(rows.flawed)
        rows.read(line, line.number in hidden)
        record = next(iter((*reading.records[counts[0] :], *rows.flawed[counts[1] :])), None)
        if record is None:
            continue
        is_sound = len(reading.records) > counts[0]
        if together and "group" not in record.values:
            texts = together.read(line)
            alike[line.number] = tuple(zip(together.fields(), texts, strict=True))
            record = replace(record, values={"group": PENDING_GROUP, **record.values})
            is_sound = is_sound and bool(texts[0])
        (found if is_sound else flawed)[line.number] = record
    return _Read(found, flawed, hidden, alike)


def _wrong_besides(read: _Read, sound: set[int], told: Iterable[Finding], words: Words) -> list[Finding]:
    """What else is wrong with rows that are no records anyway, so that one correction is enough."""
    doubtful = [*read.flawed.values(), *(each for each in read.records.values() if id(each) not in sound)]
    other = Reading()
    bind(doubtful, words, other)
    known = {(span.row, span.column) for each in told for span in each.spans}
    wrong = (each for each in other.findings if each.code not in _NOTES and each.subject.field != "id")
    return [each for each in wrong if not any((span.row, span.column) in known for span in each.spans)]


def _only_taken(proposal: Proposal) -> Header:
    """The header with the columns that are mapped; the others are known and left out."""
    header = proposal.header
    taken = {each.place: each for each in proposal.guesses if each.is_taken}
    columns = tuple(
        piece for each in taken.values() for piece in split_columns(each.place, each.heading, each.field, each.unit)
    )
    others = tuple((each.place, each.heading) for each in proposal.guesses if not each.is_taken)
    return Header(header.first, header.last, columns, others, header.width, header.unit)


def _by_row(
    findings: Iterable[Finding], rows: set[int], hidden: frozenset[int]
) -> tuple[dict[int, list[Finding]], list[Finding]]:
    """Row → reasons that reject it, and what is only worth knowing."""
    reasons: dict[int, list[Finding]] = {}
    notes: list[Finding] = []
    for each in findings:
        spots = [row for row in _rows_of(each, hidden) if row in rows]
        if each.code in _NOTES or not spots:
            notes.append(each)
            continue
        for row in spots:
            if each not in reasons.setdefault(row, []):
                reasons[row].append(each)
    return reasons, notes


def _rows_of(each: Finding, hidden: frozenset[int]) -> Iterable[int]:
    """The rows a finding is about: of merged cells, those left without a value."""
    first, last = each.params.get("first"), each.params.get("last")
    if each.code == _MERGED and isinstance(first, int) and isinstance(last, int):
        return sorted(hidden.intersection(range(first, last + 1)))
    return [span.row for span in each.spans if span.row is not None]


def _no_period(each: Finding, places: Container[str]) -> Finding:
    """A cell of a column of periods that is none says so, once for its start and its end."""
    is_period = bool(each.spans) and each.spans[0].column in places and each.code in _NO_DATE
    return replace(each, code="IMP025", subject=each.subject.record) if is_period else each


def _several_dates(each: Finding) -> Finding:
    """A cell that is no date because it holds several（1つのセルに複数の日付）says so."""
    text = each.params.get("text")
    parts = _BETWEEN.split(text.strip()) if each.code in _NO_DATE and isinstance(text, str) else []
    if len(parts) < 2 or not all(map(_is_date, parts)):
        return each
    return replace(each, code="IMP016", params={"text": text, "count": len(parts)})


def _is_date(text: str) -> bool:
    try:
        read_when(text)
    except Unreadable:
        return False
    return True


def _unsaid(proposal: Proposal, line: Line, words: Words) -> Finding:
    """Why a row is no record when no cell is wrong: a column that every record needs is missing."""
    span = Span(proposal.grid.file, proposal.grid.sheet, line.number)
    names = tuple(words.label(proposal.kind, name) for name in proposal.missing)
    return Finding(NEEDED, span.ref, {"fields": names}, spans=(span,))
