"""Which rows of a ledger are records and which are not, and why（受入れと差戻し）.

Every filled row below the headings is one or the other: accepted + rejected = all rows.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from ictlife.base.finding import Finding, Span
from ictlife.base.unreadable import Unreadable
from ictlife.fiscal.wareki import read_when
from ictlife.importing.clean import Cleaner
from ictlife.importing.propose import Proposal
from ictlife.model.estate import MODELS
from ictlife.sources.bind import bind, unique
from ictlife.sources.columns import Words
from ictlife.sources.grid import Line, cell_text
from ictlife.sources.header import Header, split_columns
from ictlife.sources.merged import hidden_rows
from ictlife.sources.record import Reading, Record, Table, file_ref
from ictlife.sources.rows import RowReader

ASIDE = "INP017"
"""A total or a note."""
_NOTES = frozenset({"INP048", "DAT001", "INP057"})
"""Findings of rows that are taken over all the same."""
_NEEDED = "IMP005"
_NO_DATE = frozenset({"INP021", "INP023", "INP022"})
_BETWEEN = re.compile(r"[\s、,;]+")
PENDING_GROUP = "?"
"""Stands for the group of a row whose group is made afterwards."""


@dataclass(frozen=True, slots=True)
class Accepted:
    """A row that is a record（受入れ）."""

    row: int
    id: str
    texts: Mapping[str, str]
    """Field → text as the inventory has it: ISO dates, whole yen, the words of the lists; names untouched."""
    line: Line


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
    records = _records(proposal, lines, words, reading)
    bound = bind(unique(records.values(), reading), words, reading)[proposal.kind]
    reasons, notes = _by_row(reading.findings, {line.number for line in lines})
    cleaner = Cleaner(MODELS[proposal.kind], words)
    accepted: list[Accepted] = []
    rejected: list[Rejected] = []
    for line in lines:
        record = records.get(line.number)
        entity = bound.get(record.id) if record else None
        if record is not None and entity is not None:
            texts = cleaner.texts(record.values, entity)
            accepted.append(Accepted(line.number, record.id, texts, line))
        else:
            why = reasons.get(line.number) or (_unsaid(proposal, line),)
            rejected.append(Rejected(line, tuple(why), record.id if record else ""))
    return Sorted(tuple(accepted), tuple(rejected), tuple(notes))


def any_text(line: Line) -> bool:
    """Whether anything stands in the row."""
    return any(cell != "" and cell_text(cell) for cell in line.cells)


def _records(proposal: Proposal, lines: Sequence[Line], words: Words, reading: Reading) -> dict[int, Record]:
    """Row number → record, before anything is validated."""
    grid, header, source = proposal.grid, _only_taken(proposal), proposal.source
    labels = {column.field: grid.column(column.place, column.heading) for column in reversed(header.columns)}
    hidden = hidden_rows(grid, header, source.fill_down, labels, reading)
    table = Table(grid.file, grid.sheet, labels)
    rows = RowReader(proposal.kind, table, header, grid, source, words, reading)
    found: dict[int, Record] = {}
    for line in lines:
        before = len(reading.records)
        rows.read(line, line.number in hidden)
        if len(reading.records) > before:
            record = reading.records[-1]
            if source.group_by and proposal.kind == "asset":
                record = Record(record.kind, record.id, {"group": PENDING_GROUP, **record.values}, record.place)
            found[line.number] = record
    return found


def _only_taken(proposal: Proposal) -> Header:
    """The header with the columns that are mapped; the others are known and left out."""
    header = proposal.header
    taken = {each.place: each for each in proposal.guesses if each.is_taken}
    columns = tuple(
        piece
        for each in taken.values()
        for piece in split_columns(each.place, each.heading, each.field, each.unit)
    )
    others = tuple((each.place, each.heading) for each in proposal.guesses if not each.is_taken)
    return Header(header.first, header.last, columns, others, header.width, header.unit)


def _by_row(findings: Iterable[Finding], rows: set[int]) -> tuple[dict[int, list[Finding]], list[Finding]]:
    """Row → reasons that reject it, and what is only worth knowing."""
    reasons: dict[int, list[Finding]] = {}
    notes: list[Finding] = []
    for each in findings:
        spots = [span.row for span in each.spans if span.row in rows]
        if each.code in _NOTES or not spots:
            notes.append(each)
            continue
        for row in spots:
            if row is not None:
                reasons.setdefault(row, []).append(_several_dates(each))
    return reasons, notes


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


def _unsaid(proposal: Proposal, line: Line) -> Finding:
    """Why a row is no record when no cell is wrong: a column that every record needs is missing."""
    span = Span(proposal.grid.file, proposal.grid.sheet, line.number)
    return Finding(_NEEDED, file_ref(proposal.grid.file), {"fields": proposal.missing}, spans=(span,))
