"""A workbook comes back from finance（更新計画・予算書ブックの取込み）: exactly what was edited becomes an overlay.

It is known by the names of its sheets, made anew from the present inputs and compared cell by cell. Stated
dates, pins, amounts and the month of a group's next renewal are taken over; an edit of a computed figure is a
finding at its cell.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from ictlife.base.finding import Finding, Span
from ictlife.base.ref import Ref
from ictlife.base.text import LANGS, Lang
from ictlife.base.unreadable import Unreadable
from ictlife.reports.paper import Paper
from ictlife.reports.tables.money import money_sheets
from ictlife.reports.words import Words
from ictlife.reports.workbooks.budget_papers import render_money_excel
from ictlife.reports.workbooks.inputs import GROUP_FIELDS
from ictlife.reports.workbooks.renewal_plan import render_excel
from ictlife.sources.overlay import field_adapter
from ictlife.sources.record import Reading
from ictlife.sources.returned import Address, ReturnedBook, read_returned
from ictlife.sources.xlsx_parts import sheet_names
from ictlife.whatif import Change
from ictlife.workspace.layout import BOOK_TYPES, Input, read_bytes
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
    book = _book_of(edited.sheets)
    changes: dict[Ref, Change] = {}
    if book is None or not edited.cells:
        reading.say_at("BCK001", Span(path.name))
    else:
        if paper.manifest.digest[:12] not in edited.made:
            reading.say_at("BCK004", Span(path.name, edited.sheets[0], 2, "A"), made=edited.made)
        fresh = read_returned(_made_anew(paper, *book), path.name, heads, Reading())
        taking = _Taking(paper, edited, Words(book[1]), reading)
        for address in _differing(edited, fresh):
            if change := taking.take(address, fresh.cells.get(address)):
                known = changes.setdefault(change.ref, change)
                if known.to != change.to:
                    reading.say("BCK005", change.ref, edited.places[address], one=known.to, other=change.to)
    return Back(tuple(changes.values()), graded(reading.findings, loaded.rulebook))


def is_returned(path: Path) -> bool:
    """Whether a file is one of our workbooks that comes back."""
    if path.suffix.lower() not in BOOK_TYPES:
        return False
    try:
        return _book_of(sheet_names(read_bytes(Input(path, path.name)))) is not None
    except Unreadable:
        return False


_PLAN, _BUDGET = "plan", "budget"
_TABS = ("rolling_plan", "outlook", "commitments")
"""Tabs that every workbook of budget papers has; a ledger might have one of the name."""


def _book_of(sheets: Iterable[str]) -> tuple[str, Lang] | None:
    """Which workbook has sheets of these names, and its language."""
    there = set(sheets)
    for lang in LANGS:
        words = Words(lang)
        if {words("sheet.renewals"), words("sheet.inputs")} <= there:
            return _PLAN, lang
        if len(there & {words(f"sheet_tab.{name}") for name in _TABS}) > 1:
            return _BUDGET, lang
    return None


def _made_anew(paper: Paper, book: str, lang: Lang) -> bytes:
    return render_excel(paper, lang) if book == _PLAN else render_money_excel(paper, money_sheets(paper), lang)


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
