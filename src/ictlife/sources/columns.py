"""How ledgers name files, headings and values（台帳の言葉）: shipped words, and the workspace's own over them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import lru_cache

from ictlife.base.textkey import text_key
from ictlife.model.estate import ATTRIBUTES, MODELS
from ictlife.sources.record import Content
from ictlife.sources.shape import Shape, shapes, term
from ictlife.sources.yamlfile import Node

_MARKS = ("total", "note", "ditto", "blank", "unit", "place", "fiscal_year")


@lru_cache(maxsize=1 << 16)
def key_of(text: str) -> str:
    """The form under which a heading, a name or a choice is looked up."""
    return text_key(text).replace("_", "")


@dataclass(frozen=True, slots=True)
class Source:
    """What the workspace says of one of its files（ファイルごとの設定）."""

    kind: str | None = None
    encoding: str | None = None
    header_row: int | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    """Heading → field."""
    fill_down: frozenset[str] = frozenset()
    """Fields in which a blank or a ditto mark means: as above."""
    is_ignored: bool = False
    key: tuple[str, ...] = ()
    """Fields whose texts together are the identifier, where there is no column of identifiers（キー）."""
    keep: frozenset[str] = frozenset()
    """Fields kept by hand in the inventory, which importing the file anew does not touch（手入力の項目）."""
    fixed: Mapping[str, str] = field(default_factory=dict)
    """Field → what every row of the file says, where it has no column for it（全行に共通の値）."""
    group_by: tuple[str, ...] = ()
    """Headings of an equipment ledger whose equal rows are renewed together（更新単位のまとめ方）."""


@dataclass(frozen=True)
class Words:
    """All words by which ledgers are understood（台帳の言葉）."""

    kinds: Mapping[str, str]
    """Name of a file, sheet or block → kind."""
    headings: Mapping[str, Mapping[str, str]]
    """Kind → heading → field."""
    choices: Mapping[str, Mapping[str, str]]
    """Enumeration → word → value."""
    marks: Mapping[str, frozenset[str]]
    """What is no record and no value: totals, notes, ditto marks, blanks; units; words for places and years."""
    labels: Mapping[tuple[str, str], str]
    """Kind and field → the heading that ledgers use most."""
    spoken: Mapping[tuple[str, str], str] = field(default_factory=dict)
    """Enumeration and value → the word that ledgers use most for it."""
    sources: Mapping[str, Source] = field(default_factory=dict)
    """File, or `file[sheet]` → what the workspace says of it."""
    products: Mapping[str, str] = field(default_factory=dict)
    """Text by which ledgers name a product → its id, or `-` for none of the catalogue, as a person decided."""

    def source(self, file: str, sheet: str | None = None) -> Source:
        """What the workspace says of a file or of a sheet of it."""
        nothing = self.sources.get(file, Source())
        return self.sources.get(f"{file}[{sheet}]", nothing) if sheet else nothing

    def kind_named(self, name: str) -> str | None:
        """The kind whose longest name stands in `name`, if there is one."""
        key = key_of(name)
        found = [known for known in self.kinds if known in key and (len(known) > 3 or not known.isascii())]
        longest = max(map(len, found), default=0)
        kinds = {self.kinds[known] for known in found if len(known) == longest}
        return kinds.pop() if len(kinds) == 1 else None

    def kind_of_block(self, name: str) -> str | None:
        """The kind that a top-level key of a YAML file names."""
        return self.kinds.get(key_of(name))

    def field(self, kind: str, name: str) -> str | None:
        """The field that a heading or a key names."""
        return self.headings[kind].get(key_of(name))

    def label(self, kind: str, field: str) -> str:
        """What ledgers call a field."""
        return self.labels.get((kind, field), field)

    def closest(self, kind: str, name: str) -> str:
        """The heading most like `name`, or nothing."""
        known = self.headings[kind]
        found = next(iter(get_close_matches(key_of(name), list(known), 1, 0.75)), "")
        return known[found] if found.isascii() and found else found

    def choices_of(self, kind: str) -> tuple[tuple[str, Mapping[str, str]], ...]:
        """Each field of `kind` that takes words of a list, with its words."""
        found = []
        for name, shape in shapes(MODELS[kind]).items():
            words = self.choices.get(f"{kind}.{name}") or self.choices.get(shape.choices)
            if words and not shape.part:
                found.append((name, words))
        return tuple(found)


def words_from(shipped: Node, own: Node | None, read_own: Mapping[str, Source]) -> Words:
    """The shipped words, with the workspace's own added."""
    layers = [layer for layer in (_mapping(shipped.content()), _mapping(own.content() if own else None)) if layer]
    kinds: dict[str, str] = {}
    headings: dict[str, dict[str, str]] = {}
    choices: dict[str, dict[str, str]] = {}
    labels: dict[tuple[str, str], str] = {}
    spoken: dict[tuple[str, str], str] = {}
    marks: dict[str, set[str]] = {name: set() for name in _MARKS}
    for kind in MODELS:
        kinds |= {key_of(term(MODELS[kind].__doc__)): kind, key_of(kind): kind, key_of(ATTRIBUTES[kind]): kind}
        fields = shapes(MODELS[kind])
        headings[kind] = {key_of(word): name for name, shape in fields.items() for word in _own_words(shape)}
        labels |= {(kind, name): shape.term for name, shape in fields.items() if shape.term}
    for layer in layers:
        for kind, about in _mapping(layer.get("kinds")).items():
            if kind in MODELS:
                kinds |= {key_of(name): kind for name in _texts(_mapping(about).get("names"))}
                columns = _mapping(_mapping(about).get("columns"))
                _add(headings[kind], columns)
                labels |= {(kind, name): next(iter(_texts(more)), name) for name, more in columns.items()}
        for name, values in _mapping(layer.get("choices")).items():
            _add(choices.setdefault(name, {}), _mapping(values))
            spoken |= {(name, value): next(iter(_texts(more)), value) for value, more in _mapping(values).items()}
        for name, words in _mapping(layer.get("words")).items():
            if name in marks:
                marks[name] |= {key_of(word) for word in _texts(words)}
    frozen = {name: frozenset(found) for name, found in marks.items()}
    decided = _mapping(layers[-1].get("products")) if own else {}
    products = {text: str(id) for text, id in decided.items() if isinstance(id, str)}
    return Words(kinds, headings, choices, frozen, labels, spoken, read_own, products)


def _own_words(shape: Shape) -> tuple[str, ...]:
    """What a field is called without anybody's list: by its name, and as its documentation calls it."""
    return (shape.name, shape.term) if shape.term else (shape.name,)


def _add(known: dict[str, str], more: Mapping[str, Content]) -> None:
    """Add `value: [words]` as word → value; a word of an earlier layer gives way to a later one."""
    for value, words in more.items():
        known |= {key_of(word): value for word in (value, *_texts(words))}


def _mapping(content: Content) -> Mapping[str, Content]:
    return content if isinstance(content, Mapping) else {}


def _texts(content: Content) -> Iterable[str]:
    if isinstance(content, tuple):
        return [str(each) for each in content if isinstance(each, str)]
    return [content] if isinstance(content, str) else []
