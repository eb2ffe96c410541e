"""Which row of a grid holds the headings, and which field each column is（見出し行）.

Ledgers put a title above, and group headings over two rows: `取得` over `年月日` and `価格`. A reading is a
count of columns understood; the row, alone or with the next, that is understood best is the header.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ictlife.base.amount import YEN_UNITS
from ictlife.base.textkey import fold_width
from ictlife.model.estate import MODELS
from ictlife.sources.columns import Source, Words, key_of
from ictlife.sources.grid import Grid, Line, cell_text
from ictlife.sources.shape import shapes

_DEEPEST = 15
_BRACKETS = re.compile(r"^(?P<name>.+?)[(\[【<](?P<inside>[^()\[\]]*)[)\]】>]$", re.DOTALL)
_BRACKETED = re.compile(r"[(\[【<]([^()\[\]]*)[)\]】>]")
"""What stands in brackets anywhere in a heading."""
_SEPARATORS = re.compile(r"[\u30fb\u3001,/\s]+|:")
_MARKERS = "*※☆★.:"
PERIOD = "/"
"""Parts the two fields of a column of periods."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table that is understood（列）."""

    place: int
    field: str
    heading: str
    unit: str = ""
    """Unit in the heading's brackets."""
    end: int | None = None
    """0 or 1 where its cells hold a period and the field is its start or end（R4.9.1～R9.8.31）."""


@dataclass(frozen=True, slots=True)
class Header:
    """The headings of a table（見出し）."""

    first: int
    """Number of the row with the headings."""
    last: int
    """Number of the last row of the headings; the records follow."""
    columns: tuple[Column, ...]
    strangers: tuple[tuple[int, str], ...]
    """Place and heading of the columns that are not understood."""
    width: int
    """Cells in the row of headings, blank ones too."""
    unit: str = ""
    """Unit stated above the table for all its amounts（単位：千円）."""

    @property
    def fit(self) -> tuple[int, int]:
        """How well it is understood: one row rather than two, for the row above may be a title."""
        return len(self.columns), self.first - self.last


def find_header(grid: Grid, kind: str, words: Words, source: Source) -> Header | None:
    """The header under which most columns are those of a `kind`, or None where two or more cannot be found."""
    best: Header | None = None
    lines = grid.lines[: max(_DEEPEST, source.header_row or 0)]
    for at, line in enumerate(lines):
        if source.header_row is not None and line.number != source.header_row:
            continue
        top = [cell_text(cell) for cell in line.cells]
        following = lines[at + 1].cells if at + 1 < len(lines) else ()
        sub = [cell_text(cell) for cell in following]
        for headings, depth in (([(name,) for name in top], 0), (_pairs(top, sub), 1)):
            header = _read(headings, line.number, depth, kind, words, source)
            if header is not None and (best is None or header.fit > best.fit):
                best = header
    if best is None or (len(best.columns) < 2 and len(best.strangers) > 0):
        return None
    return replace(best, unit=_unit_above(lines, best.first, words.marks["unit"]))


def _pairs(top: Sequence[str], sub: Sequence[str]) -> list[tuple[str, ...]]:
    """The headings of two rows: what a merged cell above covers goes with each part below."""
    pairs: list[tuple[str, ...]] = []
    over = ""
    for place in range(max(len(top), len(sub))):
        above = top[place] if place < len(top) else ""
        below = sub[place] if place < len(sub) else ""
        over = above or (over if below else "")
        if not below:
            pairs.append((above,))
        else:
            pairs.append((over + below, below))
    return pairs


def _read(
    headings: Sequence[tuple[str, ...]], row: int, depth: int, kind: str, words: Words, source: Source
) -> Header | None:
    columns: list[Column] = []
    strangers: list[tuple[int, str]] = []
    own = {key_of(heading): field for heading, field in source.columns.items()}
    for place, names in enumerate(headings):
        found = next((each for name in names if name and (each := _columns(place, name, kind, words, own))), ())
        if found and found[0].heading != _spaced(names[0]) and _BRACKETED.search(fold_width(names[0])):
            # What the group says in brackets holds for its parts: `金額（千円・税抜）` over `月額`.
            unit = found[0].unit or parted(fold_width(names[0]))[1]
            found = tuple(replace(each, heading=_spaced(names[0]), unit=unit) for each in found)
        if found:
            columns.extend(found)
        elif names[0]:
            strangers.append((place, names[0]))
    # A row of data under a one-row header is not understood as headings, so it never adds a column.
    return Header(row, row + depth, tuple(columns), tuple(strangers), len(headings)) if columns else None


def _columns(place: int, name: str, kind: str, words: Words, own: dict[str, str]) -> tuple[Column, ...]:
    """What a column holds: one field, or two where the workspace says `starts_on/ends_on` of a period."""
    plain = fold_width(name).strip().strip(_MARKERS).strip()
    heading = _spaced(name)
    names, inside = parted(plain)
    for candidate in names:
        key = key_of(candidate)
        fields = (own.get(key) or words.headings[kind].get(key) or "-").split(PERIOD)
        if key and all(field in shapes(MODELS[kind]) for field in fields) and len(fields) <= 2:
            return split_columns(place, heading, PERIOD.join(fields), inside)
        if key and key in own:
            return ()
    return ()


def _spaced(name: str) -> str:
    return " ".join(name.split())


def parted(plain: str) -> tuple[list[str], str]:
    """A heading with and without what stands in brackets at its end, and the unit of money in brackets, if any.

    >>> parted("金額(税抜・月額、千円)"), parted("期間(か月)"), parted("金額(千円)月額")
    ((['金額(税抜・月額、千円)', '金額'], '千円'), (['期間(か月)', '期間'], 'か月'), (['金額(千円)月額'], '千円'))
    """
    names, insides = [plain], []
    while found := _BRACKETS.match(names[-1]):
        names.append(found["name"].strip())
        insides.append(found["inside"].strip())
    parts = [part for inside in _BRACKETED.findall(plain) for part in _SEPARATORS.split(inside)]
    unit = next((part for part in parts if part in YEN_UNITS), insides[0] if insides else "")
    return names, unit


def split_columns(place: int, heading: str, fields: str, unit: str) -> tuple[Column, ...]:
    """The column of one field, or the two that read the start and the end of its periods."""
    names = fields.split(PERIOD)
    return tuple(Column(place, name, heading, unit, at if len(names) == 2 else None) for at, name in enumerate(names))


def _unit_above(lines: Sequence[Line], first: int, signs: frozenset[str]) -> str:
    """The unit of amounts that a note above the table states（単位：千円）."""
    note = re.compile(rf"(?:{'|'.join(sorted(signs))})[:=]?(?P<unit>[^(),=\s]+)")
    for line in lines:
        if line.number >= first:
            break
        for cell in line.cells:
            found = note.search(fold_width(cell_text(cell)).replace(" ", ""))
            if found and found["unit"] in YEN_UNITS:
                return found["unit"]
    return ""
