"""The workbook comes back from finance（更新計画ブックの取込み）: exactly what was edited becomes an overlay.

The workbook is made anew from the present inputs and compared cell by cell. Stated dates, pins, amounts and
the month of a group's next renewal are taken over; an edit of a computed figure is a finding at its cell.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from ictlife.base.finding import Finding, Span
from ictlife.base.ref import Ref
from ictlife.base.text import LANGS, Lang
from ictlife.base.unreadable import Unreadable
from ictlife.reports.paper import Paper
from ictlife.reports.words import Words
from ictlife.reports.workbooks.inputs import GROUP_FIELDS
from ictlife.reports.workbooks.renewal_plan import render_excel
from ictlife.sources.overlay import field_adapter
from ictlife.sources.record import Reading
from ictlife.sources.returned import Address, ReturnedBook, read_returned
from ictlife.whatif import Change
from ictlife.workspace.layout import Input, read_bytes
from ictlife.workspace.load import Loaded, graded


@dataclass(frozen=True, slots=True)
class Back:
    """What came back（取込みの結果）."""

    changes: tuple[Change, ...]
    findings: tuple[Finding, ...]


def read_workbook_back(loaded: Loaded, paper: Paper, path: Path) -> Back:
    """The edits of an edited `更新計画.xlsx`, and what cannot be taken over."""
    reading = Reading()
    heads = frozenset(Words(lang)("column.ref") for lang in LANGS)
    try:
        edited = read_returned(read_bytes(Input(path, path.name)), path.name, heads, reading)
    except Unreadable as problem:
        reading.say_at(problem.code, Span(path.name), **problem.params)
        return Back((), graded(reading.findings, loaded.rulebook))
    lang: Lang = next((lang for lang in LANGS if Words(lang)("sheet.renewals") in edited.sheets), "ja")
    changes: dict[Ref, Change] = {}
    if not edited.cells:
        reading.say_at("BCK001", Span(path.name))
    else:
        if paper.manifest.digest[:12] not in edited.made:
            reading.say_at("BCK004", Span(path.name, edited.sheets[0], 2, "A"), made=edited.made)
        fresh = read_returned(render_excel(paper, lang), path.name, heads, Reading())
        taking = _Taking(paper, edited, Words(lang), reading)
        for address in _differing(edited, fresh):
            if change := taking.take(address, fresh.cells.get(address)):
                known = changes.setdefault(change.ref, change)
                if known.to != change.to:
                    reading.say("BCK005", change.ref, edited.places[address], one=known.to, other=change.to)
    return Back(tuple(changes.values()), graded(reading.findings, loaded.rulebook))


def _differing(edited: ReturnedBook, fresh: ReturnedBook) -> Iterator[Address]:
    """Cells that say something else than the workbook made anew; rows it does not have are new rows."""
    for address, text in edited.cells.items():
        if text != fresh.cells.get(address, ""):
            yield address


class _Taking:
    """Turns an edited cell into an edit of the inputs（編集の読取り）."""

    def __init__(self, paper: Paper, edited: ReturnedBook, words: Words, reading: Reading) -> None:
        self._estate, self._edited, self._reading = paper.assessment.estate, edited, reading
        self._fields = {words(f"back.field.{name}"): name for name in (*GROUP_FIELDS, "amount")}
        self._open = {words("sheet.inputs"), words("sheet.caps")}
        self._month, self._renewals = words("column.in_service"), words("sheet.renewals")
        self._next = {str(each[0].ref): group for group, each in paper.assessment.schedule.by_group.items() if each}

    def take(self, address: Address, shown: str | None) -> Change | None:
        """The edit of a cell, or None and a finding."""
        sheet, text, _, head = address
        to, span = self._edited.cells[address], self._edited.places[address]
        ref = self._target(sheet, text, head)
        if ref is None and not to:
            return None  # a formula whose value was not kept, or a computed figure wiped out: nothing is stated
        if ref is None or shown is None:
            said = {"sheet": sheet, "heading": head, "shown": shown or "", "text": to}
            self._reading.say("BCK002", _ref(text), span, **said)
            return None
        record = self._estate.find(ref.record)
        before = getattr(record, ref.field, None)
        if ref.field == "pin_month" and len(to) == len("2026-02-01") and to[4] == to[7] == "-":
            to = to[:7]
        if to and not self._is_readable(ref, to):
            self._reading.say("BCK003", ref, span, text=to)
            return None
        return Change(ref, None if before is None else str(before), to or None)

    def _target(self, sheet: str, text: str, head: str) -> Ref | None:
        """Which field of which record the cell states; None for what is computed."""
        if sheet == self._renewals and head == self._month and text in self._next:
            return Ref("group", self._next[text], "pin_month")
        ref = _ref(text)
        if sheet in self._open and head in self._fields and self._estate.find(ref) is not None:
            return ref.at(self._fields[head])
        return None

    def _is_readable(self, ref: Ref, text: str) -> bool:
        try:
            field_adapter(ref.kind, ref.field).validate_python(text)
        except ValidationError:
            return False
        return True


def _ref(text: str) -> Ref:
    try:
        return Ref.parse(text)
    except ValueError:
        return Ref("file", text or "?")
