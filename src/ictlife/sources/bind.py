"""From records to models（レコードから台帳へ）: what cannot be validated is a finding at its field.

All problems of all records are found in one run. A record that fails is dropped and remembered, so that
what refers to it is not reported again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from ictlife.base.finding import Finding, Span
from ictlife.base.textkey import text_key
from ictlife.base.unreadable import Unreadable
from ictlife.fiscal.wareki import read_when, undecided, unknown
from ictlife.model.estate import MODELS
from ictlife.model.field import Entity
from ictlife.sources.columns import Words, key_of
from ictlife.sources.record import Path, Reading, Record
from ictlife.sources.shape import Reads, Shape, shapes

Bound = dict[str, dict[str, Entity]]
"""Kind → id → model."""

_DATES = frozenset({Reads.WHEN, Reads.SUPPORT, Reads.FISCAL_YEAR})
_BY_TYPE = {
    "missing": "INP051",
    "extra_forbidden": "INP052",
    "enum": "INP053",
    "literal_error": "INP053",
    "string_too_short": "INP051",
    "string_pattern_mismatch": "INP056",
}


Known = dict[int, tuple[Record, Entity | None, tuple[Finding, ...]]]
"""By identity of a record: the record itself, its model if it is valid, and what was found in it."""


def bind(records: Iterable[Record], words: Words, reading: Reading, known: Known | None = None) -> Bound:
    """The models of all records that are valid; findings and dropped records go to `reading`.

    Args:
        records: to be bound.
        words: the words of ledgers.
        reading: where findings go.
        known: what the same records were bound to before; extended by what is bound now.
    """
    bound: Bound = {kind: {} for kind in MODELS}
    binders = {kind: _Binder(kind, words, reading) for kind in MODELS}
    memo = {} if known is None else known
    for record in records:
        before = memo.get(id(record))
        if before:
            entity = before[1]
            reading.findings += before[2]
        else:
            count = len(reading.findings)
            entity = binders[record.kind].bind(record)
            memo[id(record)] = (record, entity, tuple(reading.findings[count:]))
        if entity is None:
            reading.lose(record.kind, record.id)
        else:
            bound[record.kind][record.id] = entity
    return bound


def unique(records: Iterable[Record], reading: Reading) -> list[Record]:
    """The records with an id of their own: of several with one id none can be trusted, all are dropped."""
    by_key: dict[tuple[str, str], list[Record]] = {}
    for record in records:
        by_key.setdefault((record.kind, text_key(record.id)), []).append(record)
    kept = []
    for same in by_key.values():
        if len(same) == 1:
            kept.append(same[0])
            continue
        reading.lose(same[0].kind, same[0].id)
        spans = tuple(record.span(("id",)) for record in same)
        reading.say("DAT003", same[0].ref, *spans, id=same[0].id, count=len(same))
    return kept


@dataclass(slots=True)
class _Binder:
    """Binds the records of one kind."""

    kind: str
    words: Words
    reading: Reading
    model: type[Entity] = field(init=False)
    shapes: Mapping[str, Shape] = field(init=False)
    choices: tuple[tuple[str, Mapping[str, str]], ...] = field(init=False)
    dates: tuple[str, ...] = field(init=False)

    def __post_init__(self) -> None:
        self.model = MODELS[self.kind]
        self.shapes = shapes(self.model)
        self.choices = self.words.choices_of(self.kind)
        self.dates = tuple(name for name, shape in self.shapes.items() if shape.reads in _DATES)

    def bind(self, record: Record) -> Entity | None:
        """The model of a record, or None where it is not valid."""
        values = dict(record.values)
        for name, words in self.choices:
            word = values.get(name)
            if isinstance(word, str):
                values[name] = words.get(word) or words.get(key_of(word), word)
        try:
            entity = self.model.model_validate(values)
        except ValidationError as problem:
            errors = [error for error in problem.errors(include_url=False) if not self._forgiven(error, values, record)]
        else:
            self._note_eras(record)
            return entity
        if not errors:
            return self._again(values, record)
        for error in _first_of_each(errors):
            self._say(error, record)
        return None

    def _note_eras(self, record: Record) -> None:
        """Note each era year past its era（平成33年）: right by rule, but worth knowing."""
        for name in self.dates:
            text = record.values.get(name)
            if not isinstance(text, str) or not text or text[0].isdigit():
                continue
            try:
                when = read_when(text)
            except Unreadable:
                continue
            if when.is_overrun:
                self.reading.say("DAT001", record.ref.at(name), record.span((name,)), text=text, read_as=str(when))

    def _again(self, values: dict[str, Any], record: Record) -> Entity | None:
        try:
            return self.model.model_validate(values)
        except ValidationError as problem:
            for error in _first_of_each(problem.errors(include_url=False)):
                self._say(error, record)
            return None

    def _forgiven(self, error: ErrorDetails, values: dict[str, Any], record: Record) -> bool:
        """Whether the cell says that nobody knows（未定・不明）, which an optional field may: it is taken out."""
        name = str(error["loc"][0]) if error["loc"] else ""
        text, shape = values.get(name), self.shapes.get(name)
        if shape is None or shape.is_required or not isinstance(text, str) or shape.reads is Reads.TEXT:
            return False
        if not (undecided(text) or unknown(text)):
            return False
        del values[name]
        self.reading.say("INP048", record.ref.at(name), record.span((name,)), text=text)
        return True

    def _say(self, error: ErrorDetails, record: Record) -> None:
        path: Path = tuple(error["loc"])
        name = str(path[0]) if path else ""
        code = error["type"] if error["type"].startswith("INP") else _BY_TYPE.get(error["type"], "INP054")
        if code == error["type"] and not isinstance(error.get("input"), str | int):
            code = "INP054"
        if code == "INP051" and self._is_told(name, record):
            return
        params = dict(error.get("ctx") or {}) if code == error["type"] else self._params(code, path, error)
        self.reading.say(code, record.ref.at(name), self._span(record, path), **params)

    def _is_told(self, name: str, record: Record) -> bool:
        """Whether the column is missing altogether, which was said once for the table."""
        columns = getattr(getattr(record.place, "table", None), "columns", None)
        return columns is not None and name not in columns

    def _params(self, code: str, path: Path, error: ErrorDetails) -> dict[str, str]:
        name = str(path[0]) if path else ""
        if code == "INP051":
            field = ".".join(map(str, path))
            return {"field": field, "heading": self.words.label(self.kind, field)}
        if code == "INP052":
            return {"key": ".".join(map(str, path)), "closest": self.words.closest(self.kind, name)}
        text = _short(error.get("input"))
        if code == "INP056":
            return {"text": text, "pattern": str((error.get("ctx") or {}).get("pattern", ""))}
        if code == "INP053":
            shape = self.shapes.get(name)
            allowed = shape.words if shape and shape.words and len(path) == 1 else ()
            return {"text": text, "allowed": ", ".join(allowed) or _expected(error)}
        return {"text": text}

    def _span(self, record: Record, path: Path) -> Span:
        return record.span(path)


def _expected(error: ErrorDetails) -> str:
    """The words that were expected, as the validator lists them."""
    return str((error.get("ctx") or {}).get("expected", "")).replace("'", "").replace(" or ", ", ")


def _short(value: object) -> str:
    text = ", ".join(map(str, value)) if isinstance(value, tuple | dict) else str(value)
    return text if len(text) <= 60 else text[:60] + "…"


def _first_of_each(errors: Iterable[ErrorDetails]) -> list[ErrorDetails]:
    """One error for each place: a union tries every branch and complains of each."""
    first: dict[Path, ErrorDetails] = {}
    for error in errors:
        first.setdefault(tuple(error["loc"])[:3], error)
    return list(first.values())
