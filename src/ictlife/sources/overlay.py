"""A scenario's edits laid over the records（上書き）, before anything is validated.

Order has no meaning: edits that meet on one field, or on a record that another removes, are a finding with
both places, and none of them is made.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from functools import cache
from typing import Annotated, Any

from pydantic import TypeAdapter, ValidationError

from ictlife.base.ref import Ref
from ictlife.base.textkey import text_key
from ictlife.model.estate import MODELS
from ictlife.sources.blocks import record_of
from ictlife.sources.columns import Words
from ictlife.sources.record import Content, Reading, Record
from ictlife.sources.rules import KIND as RULE
from ictlife.sources.rules import rule_record
from ictlife.sources.scenario import Action, Edit, Edited
from ictlife.sources.shape import shapes

Key = tuple[str, str]
"""Kind and folded id of a record."""


@dataclass(slots=True)
class _Edits:
    """All edits of one record."""

    removes: list[Edit] = field(default_factory=list)
    adds: list[Edit] = field(default_factory=list)
    sets: dict[str, list[Edit]] = field(default_factory=dict)


def overlaid(records: Iterable[Record], edits: Iterable[Edit], words: Words, reading: Reading) -> list[Record]:
    """The records after all edits; what cannot be done is a finding."""
    by_key = {_key(record.kind, record.id): record for record in records}
    for key, each in sorted(_by_record(edits, words).items()):
        if _clashes(each, reading):
            continue
        record = by_key.get(key)
        for edit in each.adds:
            record = _added(edit, record, words, reading)
        for edit in each.removes:
            if record is None:
                reading.say("OVL003", edit.ref, edit.span, ref=str(edit.ref))
            record = None
        for name, same in sorted(each.sets.items()):
            record = _set_once(name, same, record, words, reading)
        if record is not None:
            by_key[key] = record
        else:
            by_key.pop(key, None)
    return list(by_key.values())


def _key(kind: str, id: str) -> Key:
    return kind, text_key(id)


def _by_record(edits: Iterable[Edit], words: Words) -> dict[Key, _Edits]:
    found: dict[Key, _Edits] = {}
    for edit in edits:
        each = found.setdefault(_key(edit.ref.kind, edit.ref.id), _Edits())
        match edit.action:
            case Action.REMOVE:
                each.removes.append(edit)
            case Action.ADD:
                each.adds.append(edit)
            case Action.SET:
                each.sets.setdefault(field_of(edit, words).field, []).append(edit)
    return found


def field_of(edit: Edit, words: Words) -> Ref:
    """What an edit changes, under the name by which the model knows the field."""
    known = words.field(edit.ref.kind, edit.ref.field) if edit.ref.kind in MODELS and edit.ref.field else None
    return edit.ref.at(known or edit.ref.field)


def _clashes(each: _Edits, reading: Reading) -> bool:
    """Whether edits of the whole record meet; those of one field are looked at field by field."""
    whole = [*each.removes, *each.adds]
    if len(whole) < 2 and not (each.removes and each.sets):
        return False
    met = [*whole, *(edit for edits in each.sets.values() for edit in edits)]
    _say_clash(met[0].ref.record, met, reading)
    return True


def _say_clash(ref: Ref, edits: Sequence[Edit], reading: Reading) -> None:
    spans = sorted((edit.span for edit in edits), key=lambda span: (span.file, span.row or 0))
    reading.say("OVL001", ref, *spans, count=len(edits))


def _added(edit: Edit, record: Record | None, words: Words, reading: Reading) -> Record | None:
    if record is not None:
        reading.say("OVL002", edit.ref, edit.span, ref=str(edit.ref))
        return record
    if edit.ref.kind == RULE and edit.to is not None:
        return rule_record(edit.ref.id, edit.to, edit.file, reading)
    if edit.ref.kind not in MODELS or edit.to is None:
        reading.say("OVL003", edit.ref, edit.span, ref=str(edit.ref))
        return None
    return record_of(edit.ref.kind, edit.ref.id, edit.to, edit.file, words, reading)


def _set_once(name: str, edits: Sequence[Edit], record: Record | None, words: Words, reading: Reading) -> Record | None:
    """The record with a field set, unless several edits set it or there is nothing to set."""
    edit = edits[0]
    if len(edits) > 1:
        _say_clash(edit.ref.record.at(name), edits, reading)
    elif record is None:
        reading.say("OVL003", edit.ref, edit.span, ref=str(edit.ref.record))
    elif name not in _fields(record) or name == "id":
        reading.say("OVL004", edit.ref, edit.span, key=name, closest=_closest(record, name, words))
    else:
        return _set(record, name, edit, reading)
    return record


def _fields(record: Record) -> Collection[str]:
    """What can be set: a rule's parameters are fields of its record, which states them all."""
    return record.values if record.kind == RULE else shapes(MODELS[record.kind])


def _closest(record: Record, name: str, words: Words) -> str:
    if record.kind == RULE:
        return next(iter(get_close_matches(name, list(record.values), 1, 0.6)), "")
    return words.closest(record.kind, name)


def _set(record: Record, name: str, edit: Edit, reading: Reading) -> Record:
    """The record with one field as the edit has it, or without it where the edit says nothing."""
    before = record.values.get(name)
    if edit.was is not None and not _same(record.kind, name, before, edit.was.content()):
        said, found = _short(edit.was.content()), _short(before)
        spans = (edit.span, record.span((name,)))
        reading.say("OVL005", record.ref.at(name), *spans, was=said, found=found)
    to = edit.to or edit.node
    content = edit.to.content() if edit.to else None
    kept = {field: value for field, value in record.values.items() if field != name}
    values = {**kept, name: content} if content is not None else kept
    return replace(record, values=values, moved={**record.moved, name: Edited(edit.file, to)})


def _same(kind: str, name: str, one: Content, other: Content) -> bool:
    """Whether two texts mean one value: `1億2,000万円` is 120000000."""
    if one == other or one is None or other is None or kind == RULE:
        return one == other
    return bool(_value(kind, name, one) == _value(kind, name, other))


def _value(kind: str, name: str, content: Content) -> Any:
    try:
        return field_adapter(kind, name).validate_python(content)
    except ValidationError:
        return content


@cache
def field_adapter(kind: str, name: str) -> TypeAdapter[Any]:
    """What reads the field: its type with all that the model says of it."""
    info = next(each for field, each in MODELS[kind].model_fields.items() if name in (field, each.alias))
    hint: Any = info.annotation
    return TypeAdapter(Annotated[hint, *info.metadata] if info.metadata else hint)


def _short(content: Content) -> str:
    return "" if content is None else str(content)[:60]
