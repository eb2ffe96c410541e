"""Which overlays and scenarios a workspace has（シナリオ・上書き）, read from `config/scenarios/`.

An overlay is a list of edits; a scenario is a name and a set of overlays, whose order means nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from ictlife.base.finding import Span
from ictlife.base.ref import Ref
from ictlife.sources.record import Path, Reading
from ictlife.sources.yamlfile import Node


class Action(StrEnum):
    """What an edit does（編集の種類）."""

    SET = "set"
    REMOVE = "remove"
    ADD = "add"


@dataclass(frozen=True, slots=True)
class Edited:
    """A value in an overlay as a place（上書きされた値の位置）."""

    file: str
    node: Node

    def span(self, path: Path = ()) -> Span:
        """The value, or what stands at the rest of `path` in it."""
        row, column = self.node.at(path[1:])
        return Span(self.file, None, row, str(column))


@dataclass(frozen=True, slots=True)
class Edit:
    """One edit of a field or of a record（編集）."""

    action: Action
    ref: Ref
    file: str
    node: Node
    """The whole edit."""
    to: Node | None = None
    was: Node | None = None
    why: str = ""
    """For what reason it is made, in the office's own words."""

    @property
    def span(self) -> Span:
        """Where the edit stands."""
        return Span(self.file, None, self.node.row, str(self.node.column))


@dataclass(slots=True)
class Scenarios:
    """The overlays and scenarios of a workspace, by name（シナリオ一覧）."""

    overlays: dict[str, tuple[Edit, ...]] = field(default_factory=dict)
    scenarios: dict[str, tuple[str, ...]] = field(default_factory=dict)
    unread: set[str] = field(default_factory=set)
    """Names of files of which nothing could be read: what their scenarios are called is not known."""

    def names(self) -> tuple[str, ...]:
        """What `--scenario` may name: scenarios, and overlays on their own."""
        return tuple(sorted({*self.scenarios, *self.overlays}))

    def of(self, name: str) -> tuple[str, ...]:
        """The overlays that a name stands for, in the order of their names."""
        return tuple(sorted(set(self.scenarios.get(name, (name,)))))

    def read(self, root: Node | None, file: str, reading: Reading) -> None:
        """Add the overlay or the scenario of one file."""
        if root is None:
            self.unread.add(_stem(file))
            return
        about = root.value if isinstance(root.value, dict) else {}
        name = _text(about.get("overlay")) or _text(about.get("scenario"))
        if not name or ("overlay" in about) == ("scenario" in about):
            self.unread.add(name or _stem(file))
            reading.say_at("OVL006", _span(file, root))
        elif name in self.names():
            reading.say_at("OVL007", _span(file, root), name=name)
        elif "overlay" in about:
            self.overlays[name] = _edits(about, file, reading)
        else:
            self.scenarios[name] = _overlays(about, file, reading)


def _edits(about: Mapping[str, Node], file: str, reading: Reading) -> tuple[Edit, ...]:
    nodes = _listed(about, "edits", file, reading)
    found = [_edit(node, file) for node in nodes]
    for node, edit in zip(nodes, found, strict=True):
        if edit is None:
            reading.say_at("OVL006", _span(file, node))
    return tuple(edit for edit in found if edit)


def _edit(node: Node, file: str) -> Edit | None:
    """One edit, or None where it does not do exactly one thing to one address."""
    about = node.value if isinstance(node.value, dict) else {}
    actions = [action for action in Action if action in about]
    if len(actions) != 1 or set(about) - {actions[0], "to", "was", "why"}:
        return None
    action = actions[0]
    try:
        ref = Ref.parse(_text(about[action]))
    except ValueError:
        return None
    to, was = about.get("to"), about.get("was")
    if (action is Action.SET) != bool(ref.field) or (action is Action.ADD) > (to is not None):
        return None
    return Edit(action, ref, file, node, to, was, _text(about.get("why")))


def _text(node: Node | None) -> str:
    return node.value if node is not None and isinstance(node.value, str) else ""


def _overlays(about: Mapping[str, Node], file: str, reading: Reading) -> tuple[str, ...]:
    """The overlays of a scenario; what is no name of one is a finding."""
    names = []
    for node in _listed(about, "overlays", file, reading):
        if name := _text(node):
            names.append(name)
        else:
            reading.say_at("OVL006", _span(file, node))
    return tuple(names)


def _listed(about: Mapping[str, Node], key: str, file: str, reading: Reading) -> list[Node]:
    """What is listed under a key; where no list stands there, that is a finding."""
    node = about.get(key)
    if node is not None and isinstance(node.value, list):
        return node.value
    reading.say_at("OVL006", _span(file, node or next(iter(about.values()))))
    return []


def _stem(file: str) -> str:
    return file.rpartition("/")[2].rpartition(".")[0]


def _span(file: str, node: Node) -> Span:
    return Span(file, None, node.row, str(node.column))
