"""From a YAML tree to records（YAMLからレコードへ）: kinds at the top, records below, by list or by id."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches

from ictlife.base.finding import Span
from ictlife.base.ref import Ref
from ictlife.model.estate import ATTRIBUTES, MODELS
from ictlife.sources.columns import Words
from ictlife.sources.record import Reading, Record
from ictlife.sources.shape import shapes
from ictlife.sources.yamlfile import Block, Node

SINGLE = frozenset({"city", "goal"})
"""Kinds of which there is one record, `default`."""


def read_blocks(root: Node | None, file: str, words: Words, reading: Reading) -> None:
    """Add the records of a YAML file to `reading`."""
    if root is None or root.value is None:
        reading.say_at("INP009", Span(file))
        return
    if not isinstance(root.value, dict):
        reading.say_at("INP045", _span(file, root), key="")
        return
    for name, node in root.value.items():
        kind = words.kind_of_block(name)
        if kind is None:
            known = [*ATTRIBUTES.values(), *MODELS]
            closest = next(iter(get_close_matches(name, known, 1, 0.7)), "")
            reading.say_at("INP044", _mark(file, root, name), key=name, closest=closest)
        else:
            for id, block in _blocks(kind, node, file, reading):
                record = record_of(kind, id, block, file, words, reading)
                if record is not None:
                    reading.records.append(record)


def _blocks(kind: str, node: Node, file: str, reading: Reading) -> Iterator[tuple[str, Node]]:
    """Id, empty where the block states its own, and block of each record under a kind."""
    if node.value is None:
        return
    if isinstance(node.value, list):
        yield from (("", each) for each in node.value)
    elif isinstance(node.value, dict):
        if kind in SINGLE and set(node.value) != {"default"}:
            yield "default", node
        else:
            yield from node.value.items()
    else:
        reading.say_at("INP045", _span(file, node), key=kind)
        reading.lose(kind)


def record_of(kind: str, id: str, node: Node, file: str, words: Words, reading: Reading) -> Record | None:
    """The record of a block, or None where it is none, which is said; `id` is empty where the block states it."""
    if not isinstance(node.value, dict):
        span = _span(file, node)
        reading.say("INP045", Ref(kind, id) if id else span.ref, span, key=id or kind)
        reading.lose(kind, id or "*")
        return None
    keys = _keys(kind, node, file, words, reading)
    values = {field: node.value[key].content() for field, key in keys.items()}
    values = {field: content for field, content in values.items() if content is not None}
    place = Block(file, node, {field: key for field, key in keys.items() if field != key})
    stated = values.get("id")
    own = id or (stated if isinstance(stated, str) else "")
    if not own:
        reading.say_at("INP055", _span(file, node), kind=kind)
        reading.lose(kind)
        return None
    if id and stated not in (None, id):
        reading.say("INP054", Ref(kind, id, "id"), place.span(("id",)), text=str(stated))
    return Record(kind, own, {**values, "id": own}, place)


def _keys(kind: str, node: Node, file: str, words: Words, reading: Reading) -> dict[str, str]:
    """Field → the key under which it stands; a key that no field has names itself, and binding refuses it."""
    known = shapes(MODELS[kind])
    keys: dict[str, str] = {}
    for name in node.keys:
        field = name if name in known else words.field(kind, name) or name
        if field in keys:
            spans = (_mark(file, node, name), _mark(file, node, keys[field]))
            reading.say_at("INP042", *spans, key=field)
        else:
            keys[field] = name
    return keys


def _mark(file: str, node: Node, key: str) -> Span:
    row, column = node.keys[key]
    return Span(file, None, row, str(column))


def _span(file: str, node: Node) -> Span:
    return Span(file, None, node.row, str(node.column))
