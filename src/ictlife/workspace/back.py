"""A workbook comes back from finance（更新計画・予算書ブックの取込み）: exactly what was edited becomes an overlay.

A cell to edit is compared with what stood in it when the workbook was made, which the workbook keeps. All other
cells are compared with the workbook made anew as of the same day: an edit there, a row or a sheet that is gone,
a row that is new is a finding at its place.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
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
from ictlife.reports.workbooks.inputs import GROUP_FIELDS, MADE, as_made
from ictlife.reports.workbooks.renewal_plan import render_excel
from ictlife.sources.excel import read_workbook
from ictlife.sources.overlay import field_adapter
from ictlife.sources.record import Reading
from ictlife.sources.returned import Address, ReturnedBook, properties_of, read_returned
from ictlife.sources.xlsx_parts import sheet_names
from ictlife.whatif.questions import Change
from ictlife.workspace.layout import BOOK_TYPES, Input, read_bytes
from ictlife.workspace.load import Loaded, graded

Make = Callable[[date | None, bool | None], Paper]
"""Assesses the present inputs as of a day, optimised or not; as asked on the command line where None."""
_HEADS = frozenset(Words(lang)("column.ref") for lang in LANGS)
_DAY = "2026-02-01"


@dataclass(frozen=True, slots=True)
class Back:
    """What came back（取込みの結果）."""

    changes: tuple[Change, ...]
    findings: tuple[Finding, ...]


def read_workbooks_back(loaded: Loaded, make: Make, paths: tuple[Path, ...]) -> Back:
    """The edits of edited copies of `更新計画.xlsx`, and what cannot be taken over."""
    reading = Reading()
    changes: dict[Ref, Change] = {}
    for path in paths:
        for change, span in _read_one(loaded, make, path, reading):
            known = changes.setdefault(change.ref, change)
            if known.to != change.to:
                reading.say("BCK005", change.ref, span, one=known.to or "", other=change.to or "")
    return Back(tuple(changes.values()), graded(reading.findings, loaded.rulebook))


def _read_one(loaded: Loaded, make: Make, path: Path, reading: Reading) -> Iterator[tuple[Change, Span]]:
    try:
        data = read_bytes(Input(path, path.name))
        grids = read_workbook(data, path.name, reading)
    except Unreadable as problem:
        reading.say_at(problem.code, Span(path.name), **problem.params)
        return
    book = _book_of(grid.sheet or "" for grid in grids)
    if book is None:
        reading.say_at("BCK001", Span(path.name))
        return
    told = properties_of(data, grids)
    method, day = told.get(f"{MADE}method"), told.get(f"{MADE}as_of")
    paper = make(_day(day), method != "due_date" if method else None)
    is_same = told.get(f"{MADE}digest") == paper.manifest.digest
    if not is_same:
        reading.say_at("BCK004", Span(path.name), made=day or "?")
    anew = _made_anew(paper, *book)
    fresh = read_returned(anew, read_workbook(anew, path.name, Reading()), _HEADS)
    taking = _Taking(paper, read_returned(data, grids, _HEADS, fresh), fresh, Words(book[1]), reading)
    yield from taking.edits()
    if is_same:
        taking.say_what_else_changed()


def is_returned(path: Path) -> bool:
    """Whether a file is one of our workbooks that comes back."""
    if path.suffix.lower() not in BOOK_TYPES:
        return False
    try:
        data = read_bytes(Input(path, path.name))
        names = sheet_names(data) or [grid.sheet or "" for grid in read_workbook(data, path.name, Reading())]
        return _book_of(names) is not None
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
        if words("sheet.inputs") in there:
            return _PLAN, lang
        if len(there & {words(f"sheet_tab.{name}") for name in _TABS}) > 1:
            return _BUDGET, lang
    return None


def _made_anew(paper: Paper, book: str, lang: Lang) -> bytes:
    return render_excel(paper, lang) if book == _PLAN else render_money_excel(paper, money_sheets(paper), lang)


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None


class _Taking:
    """Turns edited cells into edits of the inputs（編集の読取り）."""

    def __init__(self, paper: Paper, edited: ReturnedBook, fresh: ReturnedBook, words: Words, reading: Reading) -> None:
        self._estate = paper.assessment.estate
        self._edited, self._fresh, self._words, self._reading = edited, fresh, words, reading
        self._fields = {words(f"back.field.{name}"): name for name in (*GROUP_FIELDS, "amount")}
        self._open = {words("sheet.inputs"), words("sheet.caps")}
        self._lost = {
            sheet for sheet, heads in edited.heads.items() if _has_lost_refs(heads, fresh.heads.get(sheet, ()))
        }
        self._month, self._renewals = words("column.in_service"), words("sheet.renewals")

    def edits(self) -> Iterator[tuple[Change, Span]]:
        """The edits of the cells to edit, each with its place."""
        for sheet in sorted(self._lost):
            self._reading.say_at("BCK010", Span(self._file, sheet), sheet=sheet)
        for address, text in self._edited.cells.items():
            ref = self._stated_by(address)
            before = self._before(address) if ref else None
            if ref is not None and before is not None and text != before:
                change = self._edit(address, ref, text)
                if change is not None:
                    self._look_at_inputs(address, ref, before, text)
                    yield change, self._edited.places[address]

    def say_what_else_changed(self) -> None:
        """Findings for edits of all other cells, rows that are gone or new, and sheets that are gone."""
        edited, fresh = self._edited, self._fresh
        for sheet in fresh.sheets:
            if sheet not in edited.sheets:
                self._reading.say_at("BCK008", Span(self._file, sheet), sheet=sheet)
        for row, span in fresh.rows.items():
            if row not in edited.rows and row[0] in edited.sheets and row[0] not in self._lost:
                self._say("BCK006", row[1], Span(span.file, row[0]), sheet=row[0], row=row[1])
        for row, span in edited.rows.items():
            if row not in fresh.rows and row[0] not in self._lost:
                self._say("BCK007", row[1], span, sheet=row[0], row=row[1])
        for address, shown in fresh.cells.items():
            to = edited.cells.get(address, shown)
            if to != shown and not (
                address[0] in self._lost or self._is_computed(address) or self._is_to_edit(address)
            ):
                said = {"sheet": address[0], "heading": address[3], "shown": shown, "text": to}
                self._say("BCK002", address[1], edited.places[address], **said)

    def _say(self, code: str, about: str, span: Span, **params: str) -> None:
        """A finding about the record that the row is about, else about its place."""
        ref = _ref(about)
        self._reading.say(code, ref if ref and self._estate.find(ref.record) else span.ref, span, **params)

    @property
    def _file(self) -> str:
        return next(iter(self._edited.places.values())).file if self._edited.places else ""

    def _is_computed(self, address: Address) -> bool:
        """Whether it is a formula in both, so that it follows other edits."""
        edited = self._edited
        return address in self._fresh.formulas and (address in edited.formulas or not edited.tells_formulas)

    def _is_to_edit(self, address: Address) -> bool:
        return self._stated_by(address) is not None and self._before(address) is not None

    def _stated_by(self, address: Address) -> Ref | None:
        """Which field of which record the cell states; None for what is computed."""
        sheet, text, _, head = address
        ref = _ref(text)
        if ref is None:
            return None
        if sheet == self._renewals and head == self._month and ref.kind == "renewal":
            group = Ref("group", ref.id.partition("#")[0], "pin_month")
            is_next = self._edited.cells.get((*address[:3], as_made(self._words, head)), "")
            return group if is_next and self._estate.find(group.record) is not None else None
        if sheet in self._open and head in self._fields and self._estate.find(ref) is not None:
            return ref.at(self._fields[head])
        return None

    def _before(self, address: Address) -> str | None:
        """What stood in a cell to edit when the workbook was made; as it would be made now where that was lost."""
        kept = (*address[:3], as_made(self._words, address[3]))
        return self._edited.cells.get(kept, self._fresh.cells.get(address))

    def _edit(self, address: Address, ref: Ref, text: str) -> Change | None:
        """The edit of a cell; None and a finding where it cannot be read."""
        present = getattr(self._estate.find(ref.record), ref.field, None)
        is_day = ref.field != "pin_month" and len(str(present)) == len(_DAY)
        if len(text) == len(_DAY) and text.endswith("-01") and not is_day:
            text = text[: len("2026-02")]  # a month is a day with the format of a month
        is_lost = self._edited.formulas.get(address) is False
        if is_lost or (text and not _is_readable(ref, text)):
            self._reading.say("BCK003", ref, self._edited.places[address], text=text or "=")
            return None
        return Change(ref, None if present is None else str(present), text or None)

    def _look_at_inputs(self, address: Address, ref: Ref, before: str, text: str) -> None:
        """Says so where the inputs, too, say something else since the workbook was made."""
        now = self._fresh.cells.get(address, before)
        if now not in (before, text):
            self._reading.say("BCK009", ref, self._edited.places[address], before=before, now=now, text=text)


def _has_lost_refs(heads: Iterable[str], made: Iterable[str]) -> bool:
    """Whether a sheet had Refs when it was made, and has none now."""
    return not _HEADS.isdisjoint(made) and _HEADS.isdisjoint(heads)


def _is_readable(ref: Ref, text: str) -> bool:
    try:
        field_adapter(ref.kind, ref.field).validate_python(text)
    except ValidationError:
        return False
    return True


def _ref(text: str) -> Ref | None:
    try:
        return Ref.parse(text)
    except ValueError:
        return None
