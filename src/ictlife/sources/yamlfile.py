"""YAML as text with positions（YAML）: `0123`, `no` and `2026-02-01` stay what was typed.

The tree is built from the parser's events, not by recursion, so that neither depth nor aliases can exhaust
anything: both are counted as the tree grows.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError, YAMLStreamError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from ictlife.base.finding import Span
from ictlife.base.unreadable import Unreadable
from ictlife.sources.encoding import decode, without_controls
from ictlife.sources.record import Content, Path, Reading

LARGEST_FILE = 10 * 2**20
_DEEPEST = 30
_MOST_NODES = 500_000
_NOTHING = frozenset({"", "~", "null", "Null", "NULL"})


@dataclass(slots=True)
class Node:
    """A value of a YAML file and where it begins（YAMLの値）."""

    row: int
    column: int
    value: str | dict[str, Node] | list[Node] | None
    size: int = 1
    depth: int = 1
    keys: dict[str, tuple[int, int]] = field(default_factory=dict)

    def content(self) -> Content:
        """The value without positions; what is not stated inside a mapping is left out."""
        if isinstance(self.value, dict):
            return {name: node.content() for name, node in self.value.items() if node.value is not None}
        if isinstance(self.value, list):
            return tuple(node.content() for node in self.value)
        return self.value

    def at(self, path: Path) -> tuple[int, int]:
        """Row and column of the value at `path`, or of the nearest that holds it."""
        node, found = self, (self.row, self.column)
        for step in path:
            if isinstance(node.value, dict) and str(step) in node.value:
                node = node.value[str(step)]
            elif isinstance(node.value, list) and isinstance(step, int) and step < len(node.value):
                node = node.value[step]
            else:
                break
            found = (node.row, node.column)
        return found


@dataclass(frozen=True, slots=True)
class Block:
    """A record of a YAML file as a place（YAMLのブロック）."""

    file: str
    node: Node
    keys: Mapping[str, str] = field(default_factory=dict)
    """Field → key, where the block calls it by another name."""

    def span(self, path: Path = ()) -> Span:
        """The block, or the value at `path` in it."""
        if path and (key := self.keys.get(str(path[0]))):
            path = (key, *path[1:])
        row, column = self.node.at(path)
        return Span(self.file, None, row, str(column))


def read_yaml(data: bytes, file: str, reading: Reading, is_shipped: bool = False) -> Node | None:
    """The tree of a YAML file, or None where it is empty or cannot be read; repeated keys are findings.

    The program's own files go through the C reader, a fifteenth of the time; those of a workspace through
    the one in Python, whose places of errors are the same on every machine.

    Raises:
        Unreadable: INP001, INP002 of `encoding.decode`; INP005 too large.
    """
    if len(data) > LARGEST_FILE:
        raise Unreadable("INP005", megabytes=-(-len(data) // 2**20), most=LARGEST_FILE // 2**20)
    text, control = without_controls(decode(data).text)
    if control:
        reading.say_at("INP029", Span(file, row=control))
    builder = _Builder(file, reading)
    try:
        for event in _events(text, is_shipped):
            builder.take(event)
    except MarkedYAMLError as problem:
        mark = problem.problem_mark or problem.context_mark
        span = Span(file, None, mark.line + 1, str(mark.column + 1)) if mark else Span(file)
        reading.say_at("INP041", span)
        return None
    except Unreadable as problem:
        reading.say_at(problem.code, Span(file, row=builder.row), **problem.params)
        return None
    except (YAMLError, YAMLStreamError, ValueError, RecursionError):
        reading.say_at("INP041", Span(file))
        return None
    return builder.root


_Valued = ScalarEvent | MappingStartEvent | SequenceStartEvent


def _events(text: str, is_shipped: bool) -> Iterator[Event]:
    yield from YAML(typ="safe", pure=not is_shipped).parse(text)


class _Builder:
    """Grows the tree event by event."""

    def __init__(self, file: str, reading: Reading) -> None:
        self.file = file
        self.reading = reading
        self.root: Node | None = None
        self.row = 1
        self._open: list[tuple[Node, str | None]] = []
        self._keys: list[tuple[str, int, int] | None] = []
        self._anchors: dict[str, Node] = {}
        self._documents = 0

    def take(self, event: Event) -> None:
        """One event further."""
        if event.start_mark is not None:
            self.row = event.start_mark.line + 1
        if isinstance(event, DocumentStartEvent):
            self._documents += 1
            if self._documents > 1:
                raise Unreadable("INP046", what="---")
        elif isinstance(event, MappingEndEvent | SequenceEndEvent):
            self._close()
        elif isinstance(event, AliasEvent):
            self._alias(event)
        elif isinstance(event, ScalarEvent):
            self._scalar(event)
        elif isinstance(event, MappingStartEvent | SequenceStartEvent):
            self._begin(event)

    def _begin(self, event: MappingStartEvent | SequenceStartEvent) -> None:
        if len(self._open) >= _DEEPEST:
            raise Unreadable("INP043", most=_DEEPEST)
        if self._wants_key():
            raise Unreadable("INP046", what="?")
        node = self._node(event, {} if isinstance(event, MappingStartEvent) else [])
        # An anchor is known only once its value is closed, so that no value can hold itself.
        self._open.append((node, event.anchor))
        self._keys.append(None)

    def _scalar(self, event: ScalarEvent) -> None:
        is_plain = event.style is None or event.style == ""
        if self._wants_key():
            if event.value == "<<" and is_plain:
                raise Unreadable("INP046", what="<<")
            self._keys[-1] = (event.value, event.start_mark.line + 1, event.start_mark.column + 1)
            return
        is_nothing = is_plain and event.value in _NOTHING
        # An escape such as "\\0" makes here what could not stand in the file.
        value, control = without_controls(event.value)
        node = self._node(event, None if is_nothing else value)
        if control:
            self.reading.say_at("INP029", Span(self.file, None, node.row, str(node.column)))
        if event.anchor:
            self._anchors[event.anchor] = node
        self._put(node)

    def _alias(self, event: AliasEvent) -> None:
        node = self._anchors.get(event.anchor)
        if node is None or self._wants_key():
            raise Unreadable("INP046", what=f"*{event.anchor}")
        self._put(node)

    def _node(self, event: _Valued, value: str | dict[str, Node] | list[Node] | None) -> Node:
        if event.tag is not None and str(event.tag) != "!" and not event.implicit:
            raise Unreadable("INP046", what=str(event.tag))
        return Node(event.start_mark.line + 1, event.start_mark.column + 1, value)

    def _wants_key(self) -> bool:
        return bool(self._open) and isinstance(self._open[-1][0].value, dict) and self._keys[-1] is None

    def _close(self) -> None:
        node, anchor = self._open.pop()
        self._keys.pop()
        if anchor:
            self._anchors[anchor] = node
        self._put(node)

    def _put(self, node: Node) -> None:
        """Hang `node` into what is open."""
        if not self._open:
            self.root = node
            return
        parent, _ = self._open[-1]
        parent.size += node.size
        parent.depth = max(parent.depth, node.depth + 1)
        if parent.size > _MOST_NODES or parent.depth > _DEEPEST:
            raise Unreadable("INP043", most=_DEEPEST)
        if isinstance(parent.value, list):
            parent.value.append(node)
        elif isinstance(parent.value, dict) and (key := self._keys[-1]):
            self._keys[-1] = None
            self._enter(parent, parent.value, key, node)

    def _enter(self, parent: Node, entries: dict[str, Node], key: tuple[str, int, int], node: Node) -> None:
        name, row, column = key
        if name in entries:
            span = Span(self.file, None, row, str(column))
            first = Span(self.file, None, *_text_mark(parent.keys[name]))
            self.reading.say_at("INP042", span, first, key=name)
            return
        parent.keys[name] = (row, column)
        entries[name] = node


def _text_mark(mark: tuple[int, int]) -> tuple[int, str]:
    return mark[0], str(mark[1])
