"""What is each column of a ledger, and how do we know（列の対応の提案）.

A heading that ledgers use is good evidence, cells that read as the field wants make it better, cells that do
not make it worse. Below the stated confidence a column stays unmapped and is listed: nothing is guessed
in silence.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher, get_close_matches

from ictlife.base.textkey import fold_width
from ictlife.importing.profile import NO_NAMES, Names, Profile, looks_like, periods, profile, share
from ictlife.model.estate import MODELS
from ictlife.sources.columns import Source, Words, key_of
from ictlife.sources.grid import Cell, Grid, cell_text
from ictlife.sources.header import PERIOD, Header, find_header, parted
from ictlife.sources.provisos import provisos
from ictlife.sources.rows import fixed_of, owner_field
from ictlife.sources.shape import Reads, shapes
from ictlife.sources.tables import named_kind

CONFIDENT = 0.75
"""Least confidence at which a column is mapped, unless the user states another."""
_HEADING, _AGREES, _CONTRADICTS, _NEAR, _WORDS = 0.9, 0.97, 0.5, 0.6, 0.8
_PARTS = re.compile(r"[/\u30fb,\u3001\n]")
_ENDS = (("starts_on", "ends_on"),)
_KEYS = ("serial", "goods_no", "name")
"""Fields that may identify a record where there is no column of identifiers, first choice first."""
_CANDIDATES = 4
"""Kinds whose columns are looked into: those with most known headings."""
_SAMPLED = 1000
"""Rows whose cells are looked at, spread over the table."""
CATEGORY = "category"
_GROUPING = (CATEGORY, "in_service_on", "owner")
"""Fields of a group by which equal equipment is put together, where the ledger names no group."""
_TELLS = {"acquired_on": "in_service_on", "owner": "owner"}
"""Field of equipment → the one of its group that it tells, whatever its heading（使用課）."""
_NEARLY_ALL = 0.9
_NAMED = {"product": ("product", _WORDS), "site": ("site", _WORDS), "place": ("site", _NEAR)}
"""What cells look like → the field they tell, and how surely: a word for a place is not yet a known place."""
_TELLING = frozenset({"Zone", "Acquisition"})
"""Enumerations whose words tell what a column is without its heading."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """Why a column is thought to be a field（根拠）: a phrase `import.evidence.<code>`."""

    code: str
    params: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Guess:
    """What one column probably is（列の推定）."""

    place: int
    heading: str
    field: str
    """Field, two for a period, or empty where nothing is known."""
    confidence: float
    evidence: tuple[Evidence, ...]
    unit: str = ""
    is_taken: bool = False
    """Whether it is mapped."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """How a table is to be read（取込みの提案）."""

    grid: Grid
    kind: str
    header: Header
    guesses: tuple[Guess, ...]
    source: Source
    """The mapping in the form in which it is saved."""
    told_by: str = "columns"
    """What tells of what kind the records are: `saved`, `shipped`, `stated`, `name` or `columns`."""
    missing: tuple[str, ...] = ()
    """Required fields that no column gives."""

    def given(self, words: Words) -> frozenset[str]:
        """The fields that the file gives, by its columns and by what their headings say besides."""
        taken = [each for each in self.guesses if each.is_taken]
        columns = {name for each in taken for name in each.field.split(PERIOD)}
        besides = {name for each in taken for name in provisos(self.kind, each.field, each.heading, words)}
        return frozenset(columns | besides | set(self.source.fixed))

    @property
    def is_saved(self) -> bool:
        """Whether the workspace holds a mapping for it."""
        return self.told_by == "saved"

    @property
    def unmapped(self) -> tuple[Guess, ...]:
        """Columns that are not taken over."""
        return tuple(each for each in self.guesses if not each.is_taken)


def propose(
    grid: Grid,
    words: Words,
    source: Source,
    confident: float = CONFIDENT,
    program: str = "",
    names: Names = NO_NAMES,
) -> Proposal | None:
    """How `grid` is probably to be read, or None where no table is found in it.

    Args:
        grid: the cells.
        words: the words of ledgers.
        source: what is stated of it: by the workspace, or by the mapping shipped for exports of `program`.
        confident: least confidence at which a column is taken.
        program: whose export it is, if its headings are those of one.
        names: products and places that cells may name.
    """
    named = named_kind(grid, words, source)
    headers = _headers(grid, (named,) if named else tuple(MODELS), words, source)
    if not headers and named and not source.kind:
        named, headers = None, _headers(grid, tuple(MODELS), words, source)
    headers.sort(key=lambda each: -len(each[1].columns))
    look = _Look(grid, words, names)
    tried = [_proposal(look, kind, header, source, confident) for kind, header in headers[:_CANDIDATES]]
    best = max(tried, key=_worth, default=None)
    if best is None:
        return None
    if program:
        guesses = tuple(_as_shipped(each, program) for each in best.guesses)
        return replace(best, guesses=guesses, told_by="shipped")
    told_by = "saved" if source.columns else "stated" if source.kind else "name" if named else "columns"
    return replace(best, told_by=told_by)


def _as_shipped(each: Guess, program: str) -> Guess:
    codes = {"saved": "shipped", "left_out": "left_out_shipped"}
    told = [Evidence(codes[why.code], {"program": program}) if why.code in codes else why for why in each.evidence]
    return replace(each, evidence=tuple(told))


def _worth(made: Proposal) -> tuple[float, int]:
    """Columns taken, less what is missing; a ledger of equipment without groups can still be grouped."""
    lacks = 1.5 * len(made.missing)
    own = sum(each.confidence for each in made.guesses if each.is_taken)
    return own - lacks, -list(MODELS).index(made.kind)


def _headers(grid: Grid, kinds: Iterable[str], words: Words, source: Source) -> list[tuple[str, Header]]:
    return [(kind, header) for kind in kinds if (header := _header(grid, kind, words, source))]


def _header(grid: Grid, kind: str, words: Words, source: Source) -> Header | None:
    """The headings for a kind, in the stated row, or elsewhere if they are no longer there."""
    header = find_header(grid, kind, words, source)
    if header is None and source.header_row is not None:
        header = find_header(grid, kind, words, replace(source, header_row=None))
    return header


class _Look:
    """The cells of a grid's columns, looked at once for all kinds it may be of."""

    def __init__(self, grid: Grid, words: Words, names: Names) -> None:
        self.grid, self.words, self.names = grid, words, names
        self._nothing = words.marks["ditto"] | words.marks["blank"]
        self._rows: dict[int, list[Sequence[Cell]]] = {}
        self._profiles: dict[tuple[int, int], Profile] = {}

    def rows(self, last: int) -> list[Sequence[Cell]]:
        """The rows below the headings, whose last row is `last`."""
        if last not in self._rows:
            self._rows[last] = [each.cells for each in self.grid.lines if each.number > last and _is_row(each.cells)]
        return self._rows[last]

    def columns(self, header: Header) -> Mapping[int, Profile]:
        """Place → what its cells look like, by a sample of the rows."""
        places = {column.place for column in header.columns} | {place for place, _ in header.strangers}
        rows = self.rows(header.last)
        sample = rows[:: max(1, len(rows) // _SAMPLED)]
        for place in places:
            if (header.last, place) not in self._profiles:
                cells = [row[place] if place < len(row) else "" for row in sample]
                self._profiles[header.last, place] = profile(cells, self._nothing)
        return {place: self._profiles[header.last, place] for place in places}

    def is_key(self, last: int, place: int) -> bool:
        """Whether every row has a text of its own in the column."""
        rows = self.rows(last)
        texts = {key_of(cell_text(row[place])) for row in rows if place < len(row) and row[place] != ""}
        return bool(rows) and len(texts) == len(rows)


def _proposal(look: _Look, kind: str, header: Header, source: Source, confident: float) -> Proposal:
    words = look.words
    columns = look.columns(header)
    guesses = _taken(_guesses(kind, header, columns, look, source), confident)
    if kind == "asset":
        guesses = _named_by_model(guesses, source)
    fixed = fixed_of(kind, source, words)
    fields = {name for each in guesses if each.is_taken for name in each.field.split(PERIOD)} | set(fixed)
    made = replace(_saved(kind, header, guesses, source), fixed=fixed)
    stated_key = source.key if fields.issuperset(source.key) else ()
    made = replace(made, key=() if "id" in fields else stated_key or _key(guesses, columns, look, header.last))
    known = fields | ({"id"} if made.key or owner_field(kind, fields) in fields else set())
    if kind == "asset" and "group" not in fields:
        there = {key_of(each.heading): each.heading for each in guesses}
        stated = tuple(there[key_of(name)] for name in source.group_by if key_of(name) in there)
        grouped = stated or _group_by(guesses, words)
        category = category_of(source.fixed, words) if stated or not grouped else ""
        if category:
            made = replace(made, fixed={**fixed, CATEGORY: category})
            grouped = grouped or _group_by(guesses, words, is_category_stated=True)
        made = replace(made, group_by=grouped)
        known |= {"group"} if grouped or category else set()
    needed = (name for name, shape in shapes(MODELS[kind]).items() if shape.is_required or name == "id")
    return Proposal(look.grid, kind, header, guesses, made, missing=tuple(name for name in needed if name not in known))


def category_of(fixed: Mapping[str, str], words: Words) -> str:
    """The category that is stated for all equipment of a ledger, whose groups are made（機器区分）."""
    return next((text for name, text in fixed.items() if words.field("group", name) == CATEGORY), "")


def _named_by_model(guesses: tuple[Guess, ...], source: Source) -> tuple[Guess, ...]:
    """Equipment that has a model but no name is called by its model（機種名）."""
    taken = {each.field: each for each in guesses if each.is_taken}
    if "name" in taken or "model" not in taken or "name" in source.fixed:
        return guesses
    model = taken["model"]
    called = replace(model, field="name", evidence=(*model.evidence, Evidence("no_name")))
    return tuple(called if each is model else each for each in guesses)


def _is_row(cells: Sequence[object]) -> bool:
    """Whether more than a remark stands in the row."""
    return sum(cell != "" for cell in cells[:4]) > 1 or sum(cell != "" for cell in cells) > 1


def _guesses(kind: str, header: Header, columns: Mapping[int, Profile], look: _Look, source: Source) -> Iterator[Guess]:
    words = look.words
    own = {key_of(heading): field for heading, field in source.columns.items()}
    seen: set[int] = set()
    for column in header.columns:
        if column.place in seen:
            continue
        seen.add(column.place)
        names = PERIOD.join(each.field for each in header.columns if each.place == column.place)
        if key_of(column.heading) in own:
            yield Guess(column.place, column.heading, names, 1.0, (Evidence("saved"),), column.unit)
        else:
            guess = Guess(column.place, column.heading, names, _HEADING, (Evidence("heading"),), column.unit)
            yield _with_provisos(_weighed(guess, columns[column.place], kind, words), kind, words)
    for place, heading in header.strangers:
        if own.get(key_of(heading)) == "-":
            yield Guess(place, heading, "", 1.0, (Evidence("left_out"),))
        else:
            yield _stranger(place, heading, columns[place], kind, look)


def _with_provisos(guess: Guess, kind: str, words: Words) -> Guess:
    """The guess with what its heading says of the amounts besides."""
    told = provisos(kind, guess.field, guess.heading, words)
    said = tuple(Evidence("besides", {"field": name, "word": word}) for name, word in told.items())
    return replace(guess, evidence=(*guess.evidence, *said))


def _weighed(guess: Guess, found: Profile, kind: str, words: Words) -> Guess:
    """The guess made better or worse by what stands in the cells."""
    fields = shapes(MODELS[kind])
    shape = fields[guess.field]
    part = share(found, shape, _choices(kind, guess.field, words))
    spans = periods(found)
    if spans >= 0.5 and (part is None or spans > part):
        ends = next((ends for ends in _ENDS if set(ends) <= set(fields)), None)
        said = Evidence("periods", {"percent": round(spans * 100)})
        if ends:
            return replace(guess, field=PERIOD.join(ends), confidence=_HEADING, evidence=(*guess.evidence, said))
        if shape.reads is not Reads.TEXT:
            return replace(guess, confidence=_CONTRADICTS, evidence=(*guess.evidence, said))
    if part is None:
        return guess
    said = Evidence("cells", {"reads": shape.reads.value, "percent": round(part * 100)})
    is_choice = shape.reads is Reads.CHOICE
    confidence = _AGREES if part >= 0.8 else _CONTRADICTS if part < (0.3 if is_choice else 0.5) else guess.confidence
    return replace(guess, confidence=confidence, evidence=(*guess.evidence, said))


def _stranger(place: int, heading: str, found: Profile, kind: str, look: _Look) -> Guess:
    """A column whose heading no list knows: a heading much like a known one, or cells that tell."""
    words, fields = look.words, shapes(MODELS[kind])
    known = words.headings[kind]
    first, *others = (known.get(key_of(part)) for part in _PARTS.split(fold_width(heading)))
    if first and others and all(others):
        return Guess(place, heading, first, _WORDS, (Evidence("parts", {"parts": len(others) + 1}),))
    written, unit = parted(fold_width(heading))
    plain = key_of(written[-1])
    near = next(iter(get_close_matches(plain, list(known), 1, 0.75)), None)
    if near is not None:
        alike = round(SequenceMatcher(None, plain, near).ratio() * 100)
        guess = Guess(place, heading, known[near], _NEAR, (Evidence("near", {"like": near, "percent": alike}),), unit)
        guess = _with_provisos(guess, kind, words)
        said = _read_as(found, kind, known[near], words)
        return replace(guess, confidence=_WORDS, evidence=(*guess.evidence, said)) if said else guess
    for name in sorted(fields):
        if fields[name].choices in _TELLING and (said := _read_as(found, kind, name, words)):
            return Guess(place, heading, name, _WORDS, (said,))
    looks, part = looks_like(found, look.names, words.marks["place"])
    named, confidence = _NAMED.get(looks, ("", 0.0))
    evidence = (Evidence("looks", {"looks": looks, "percent": round(part * 100)}),)
    return (
        Guess(place, heading, named, confidence, evidence)
        if named in fields
        else Guess(place, heading, "", 0.0, evidence)
    )


def _read_as(found: Profile, kind: str, name: str, words: Words) -> Evidence | None:
    """That nearly all cells read as a field wants, if they do."""
    shape = shapes(MODELS[kind])[name]
    part = share(found, shape, _choices(kind, name, words))
    if part is None or part < _NEARLY_ALL:
        return None
    return Evidence("cells", {"reads": shape.reads.value, "percent": round(part * 100)})


def _choices(kind: str, name: str, words: Words) -> Mapping[str, str]:
    return next((known for field, known in words.choices_of(kind) if field == name), {})


def _taken(guesses: Iterable[Guess], confident: float) -> tuple[Guess, ...]:
    """Which guesses are taken: those sure enough, and of several for one field the surest."""
    best: dict[str, Guess] = {}
    every = sorted(guesses, key=lambda each: each.place)
    for each in every:
        names = each.field.split(PERIOD) if each.field else []
        if names and each.confidence >= confident:
            rivals = [best[name] for name in names if name in best]
            if all(each.confidence > rival.confidence for rival in rivals):
                best = {name: kept for name, kept in best.items() if kept not in rivals}
                best |= dict.fromkeys(names, each)
    return tuple(_marked(each, best) for each in every)


def _marked(each: Guess, best: Mapping[str, Guess]) -> Guess:
    winner = best.get(each.field.split(PERIOD)[0])
    if winner is each:
        return replace(each, is_taken=True)
    if winner is not None and each.field:
        return replace(each, evidence=(*each.evidence, Evidence("taken", {"other": winner.heading})))
    return each


def _saved(kind: str, header: Header, guesses: Iterable[Guess], source: Source) -> Source:
    columns = {each.heading: each.field if each.is_taken else "-" for each in guesses}
    return replace(source, kind=kind, header_row=header.first, columns=columns)


def _key(guesses: Iterable[Guess], columns: Mapping[int, Profile], look: _Look, last: int) -> tuple[str, ...]:
    """Fields that identify every row, where there is no column of identifiers（キーの提案）."""
    place = {each.field: each.place for each in guesses if each.is_taken}
    for name in _KEYS:
        if name in place and columns[place[name]].is_unique and look.is_key(last, place[name]):
            return (name,)
    return ("name", "serial") if {"name", "serial"} <= set(place) else ()


def _group_by(guesses: Iterable[Guess], words: Words, is_category_stated: bool = False) -> tuple[str, ...]:
    """Headings of an equipment ledger by which equal rows are renewed together; needs their category."""
    found: dict[str, str] = {}
    for each in guesses:
        name = words.field("group", fold_width(each.heading).partition("(")[0]) or ""
        told = _TELLS.get(each.field, "") if each.is_taken or each.field == "acquired_on" else ""
        found.setdefault(told or name, each.heading)
    if not (is_category_stated or CATEGORY in found):
        return ()
    return tuple(found[name] for name in _GROUPING if name in found)
