"""The city's own forms（団体の様式）: which cells get which values, from `config/forms.yaml`.

Templates are read, never written; what is filled goes to `reports/forms/`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from ictlife.base.finding import Finding, Span
from ictlife.base.text import Lang
from ictlife.base.textkey import file_name
from ictlife.base.unreadable import Unreadable
from ictlife.reports.documents.form import Form
from ictlife.reports.documents.form_values import CellValue, FormValues
from ictlife.reports.paper import Paper
from ictlife.reports.words import Words
from ictlife.sources.extent import check_book
from ictlife.sources.record import Reading
from ictlife.sources.yamlfile import Node, read_yaml
from ictlife.workspace.layout import FORMS, OWN_BRIEF, Input, read_bytes

_KEYS = frozenset({"template", "unit", "cells", "rows"})
_WHOLE = re.compile("[0-9]{1,9}")
_ROW_KEYS = frozenset({"sheet", "of", "from_row", "most", "columns"})


def filled_forms(folder: Path, paper: Paper, lang: Lang) -> tuple[Mapping[str, bytes], tuple[Finding, ...]]:
    """Path within `reports/` → filled form, and what could not be filled in, each at its place."""
    path = folder / FORMS
    if not path.is_file():
        return {}, ()
    reading = Reading()
    try:
        root = read_yaml(read_bytes(Input(path, FORMS)), FORMS, reading)
    except Unreadable as problem:
        reading.say_at(problem.code, Span(FORMS), **problem.params)
        return {}, tuple(reading.findings)
    filling = _Filling(folder, paper, Words(lang, paper.named(lang)), reading)
    forms = _mapping(_mapping(root).get("forms"))
    files = {}
    for name, node in forms.items():
        if (made := filling.form(name, node)) is not None:
            files[f"forms/{file_name(name)}.xlsx"] = made
    return files, tuple(reading.findings)


def own_brief(folder: Path) -> bytes | None:
    """The town's own Word template of the brief, or None."""
    path = folder / OWN_BRIEF
    try:
        return read_bytes(Input(path, OWN_BRIEF)) if path.is_file() else None
    except Unreadable:
        return b""  # it is there and cannot be read: whoever uses it says so


class _Filling:
    """Fills one form after the other（差込み）."""

    def __init__(self, folder: Path, paper: Paper, words: Words, reading: Reading) -> None:
        self._folder, self._paper, self._words, self._reading = folder, paper, words, reading

    def form(self, name: str, node: Node) -> bytes | None:
        """The filled form, or None where there is no template."""
        about = _mapping(node)
        for key in sorted(set(about) - _KEYS):
            self._say("FRM001", about[key], form=name, key=key)
        form = self._template(name, about.get("template") or node)
        if form is None:
            return None
        values = FormValues(self._paper, self._words, _count(about.get("unit")) or 1)
        for sheet, cells in _mapping(about.get("cells")).items():
            if self._has(form, sheet, cells):
                for address, asked in _mapping(cells).items():
                    self._cell(form, sheet, address, asked, values)
        rows = about["rows"].value if "rows" in about else []
        for each in rows if isinstance(rows, list) else []:
            self._rows(form, each, values)
        return form.packed()

    def _template(self, name: str, node: Node) -> Form | None:
        file = _text(node)
        path = self._folder / file
        try:
            if not file or Path(file).is_absolute() or ".." in Path(file).parts or not path.is_file():
                self._say("FRM002", node, form=name, file=file)
                return None
            content = read_bytes(Input(path, file))
            check_book(content)
            return Form(content)
        except (Unreadable, ValueError, OSError):  # of no file: a name longer than the disk allows
            self._say("FRM003", node, form=name, file=file)
            return None

    def _has(self, form: Form, sheet: str, node: Node) -> bool:
        if sheet in form.sheets:
            return True
        self._say("FRM004", node, sheet=sheet, sheets=form.sheets)
        return False

    def _cell(self, form: Form, sheet: str, address: str, key: Node, values: FormValues) -> None:
        try:
            self._put(form, sheet, address, values.of(_text(key)), key)
        except (KeyError, ValueError):
            self._say("FRM005", key, key=_text(key), cell=f"{sheet}!{address}")

    def _put(self, form: Form, sheet: str, address: str, value: CellValue | None, node: Node) -> None:
        said = self._words.date(value) if isinstance(value, date) else ""
        if why := form.put(sheet, address, value, said):
            self._say("FRM006", node, cell=f"{sheet}!{address}", why=self._words(f"form.{why}"))

    def _rows(self, form: Form, node: Node, values: FormValues) -> None:
        """A table of the form: one row of the view a row, from `from_row` on, at most `most`."""
        about = _mapping(node)
        for key in sorted(set(about) - _ROW_KEYS):
            self._say("FRM001", about[key], form=_text(about.get("sheet")), key=key)
        sheet, first, most = _text(about.get("sheet")), _count(about.get("from_row")), _count(about.get("most"))
        if not self._has(form, sheet, node):
            return
        if first is None or most is None:
            self._say("FRM001", node, form=sheet, key="from_row, most")
            return
        try:
            rows = values.rows(_text(about.get("of")))
        except KeyError:
            self._say("FRM005", about.get("of") or node, key=_text(about.get("of")), cell=sheet)
            return
        if len(rows) > most:
            self._say("FRM007", node, form=sheet, rows=len(rows), most=most)
        for column, asked in _mapping(about.get("columns")).items():
            for down, row in enumerate(rows[: most]):
                address = f"{column}{first + down}"
                try:
                    self._put(form, sheet, address, values.in_row(row, _text(asked)), asked)
                except KeyError:
                    self._say("FRM005", asked, key=_text(asked), cell=f"{sheet}!{address}")
                    break

    def _say(self, code: str, node: Node, **params: object) -> None:
        self._reading.say_at(code, Span(FORMS, None, node.row, str(node.column)), **params)


def _mapping(node: Node | None) -> Mapping[str, Node]:
    return node.value if node is not None and isinstance(node.value, dict) else {}


def _text(node: Node | None) -> str:
    return node.value if node is not None and isinstance(node.value, str) else ""


def _count(node: Node | None) -> int | None:
    text = _text(node)
    return int(text) if _WHOLE.fullmatch(text) else None
