"""What do the cells of a column look like（列の内容）: which share of them a reader of values understands."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from ictlife.base.amount import read_hours, read_months, read_percent, read_quantity, read_yen
from ictlife.base.unreadable import Unreadable
from ictlife.fiscal.period import read_when_span
from ictlife.fiscal.serial import read_serial
from ictlife.fiscal.wareki import read_fiscal_year, read_when, undecided, unknown
from ictlife.sources.columns import key_of
from ictlife.sources.grid import Cell, cell_text
from ictlife.sources.shape import Reads, Shape

_MOST = 0.8
"""Share of cells from which on a column looks like something."""
SAMPLE = 300
"""Filled cells of a column that are looked at, spread over its whole length."""

_READERS: Mapping[Reads, Callable[[str], object]] = {
    Reads.WHEN: read_when,
    Reads.SUPPORT: read_when,
    Reads.FISCAL_YEAR: read_fiscal_year,
    Reads.YEN: read_yen,
    Reads.WHOLE: read_quantity,
    Reads.TERM: read_months,
    Reads.HOURS: read_hours,
    Reads.PERCENT: read_percent,
}


def _nobody_knows(text: str) -> bool:
    return False


@dataclass(frozen=True, slots=True)
class Names:
    """What is known by its name（知られた名称）."""

    is_product: Callable[[str], bool] = _nobody_knows
    """Whether a text surely names a release of a product."""
    is_site: Callable[[str], bool] = _nobody_knows
    """Whether it is the name or number of a place of the inventory."""


NO_NAMES = Names()


@dataclass(frozen=True, slots=True)
class Profile:
    """The cells of one column（列の内容）."""

    cells: tuple[Cell, ...]
    """A sample of those that are filled."""
    filled: int
    rows: int
    is_unique: bool
    """Whether no two rows have the same text, and every row has one."""

    @property
    def texts(self) -> tuple[str, ...]:
        """The sample as text."""
        return tuple(cell_text(cell) for cell in self.cells)


def profile(column: Sequence[Cell], no_value: frozenset[str]) -> Profile:
    """The profile of a column's cells; `no_value` are the marks for nothing and for as above."""
    filled = [cell for cell in column if cell != "" and not (isinstance(cell, str) and key_of(cell) in no_value)]
    step = max(1, len(filled) // SAMPLE)
    texts = {key_of(cell_text(cell)) for cell in filled}
    is_unique = bool(column) and len(texts) == len(filled) == len(column)
    return Profile(tuple(filled[::step][:SAMPLE]), len(filled), len(column), is_unique)


def share(found: Profile, shape: Shape, choices: Mapping[str, str]) -> float | None:
    """Which share of the cells is read as the field wants; None where any text would be, or there is none."""
    if not found.cells:
        return None
    if shape.reads is Reads.CHOICE:
        known = {*choices, *(key_of(word) for word in shape.words)}
        return _part(found, lambda cell: key_of(cell_text(cell)) in known)
    read = _READERS.get(shape.reads)
    if read is None:
        return None
    is_date = shape.reads in (Reads.WHEN, Reads.SUPPORT, Reads.FISCAL_YEAR)
    return _part(found, lambda cell: _can_read(cell, read, is_date))


def periods(found: Profile) -> float:
    """Which share of the cells that say anything writes a period with a start and an end（期間）."""
    said = [text for text in found.texts if not (undecided(text) or unknown(text))]
    return sum(map(_is_period, said)) / len(said) if said else 0.0


def looks_like(found: Profile, names: Names = NO_NAMES, place_words: frozenset[str] = frozenset()) -> tuple[str, float]:
    """What a column without a known heading most looks like, and how many of its cells do.

    One of `period`, `date`, `money`, `product`, `site` (a known one), `place` (a word for one), `code`, `text` and
    `blank`.
    """
    if not found.cells:
        return "blank", 1.0
    shares = {
        "period": periods(found),
        "date": _part(found, lambda cell: not _is_number(cell) and _can_read(cell, read_when, True)),
        "money": _part(found, lambda cell: _can_read(cell, read_yen, False)),
        "product": _part(found, lambda cell: names.is_product(cell_text(cell))),
        "site": _part(found, lambda cell: names.is_site(cell_text(cell))),
        "place": _part(found, lambda cell: _is_place(cell, place_words)),
        "code": _part(found, _is_code) if found.is_unique else 0.0,
    }
    best = max(shares, key=lambda name: shares[name])
    return (best, shares[best]) if shares[best] >= _MOST else ("text", 1.0)


def _is_place(cell: Cell, place_words: frozenset[str]) -> bool:
    key = key_of(cell_text(cell))
    return bool(place_words) and key.rstrip("0123456789").endswith(tuple(place_words))


def _part(found: Profile, is_so: Callable[[Cell], bool]) -> float:
    return sum(map(is_so, found.cells)) / len(found.cells)


def _is_number(cell: Cell) -> bool:
    return isinstance(cell, int | float) or cell_text(cell).replace(",", "").isdecimal()


def _is_period(cell: Cell) -> bool:
    if not isinstance(cell, str) or len(cell) < 6:
        return False
    try:
        first, last = read_when_span(cell)
    except Unreadable:
        return False
    return first != last


def _is_code(cell: Cell) -> bool:
    text = cell_text(cell)
    return text.isascii() and any(letter.isdigit() for letter in text) and " " not in text


def _can_read(cell: Cell, read: Callable[[str], object], is_date: bool) -> bool:
    try:
        if is_date and isinstance(cell, float):
            read_serial(cell)
            return True
        text = cell_text(cell)
        if undecided(text) or unknown(text):
            return True
        read(text)
    except Unreadable:
        return False
    return True
