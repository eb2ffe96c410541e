"""How a value that was read stands in a clean inventory（清書）: dates in ISO, whole yen, the words of the lists.

Names, numbers and remarks stay letter for letter.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from ictlife.base.unreadable import Unreadable
from ictlife.fiscal.month import FiscalYear, Month
from ictlife.fiscal.wareki import read_when
from ictlife.fiscal.when import When
from ictlife.model.field import Entity
from ictlife.sources.columns import Words, key_of
from ictlife.sources.record import Content
from ictlife.sources.shape import Reads, Shape, shapes

_AS_TYPED = frozenset({Reads.TEXT, Reads.REF, Reads.NESTED, Reads.HOURS, Reads.MEASURE, Reads.PERCENT})


def clean_texts(
    values: Mapping[str, Content],
    entity: Entity,
    model: type[Entity],
    choices: Sequence[tuple[str, Mapping[str, str]]],
    words: Words,
) -> Mapping[str, str]:
    """Field → text for every field that the row states."""
    known = dict(choices)
    found: dict[str, str] = {}
    for name, shape in shapes(model).items():
        raw = values.get(name)
        if raw is not None and raw != "":
            owned = f"{model.KIND}.{name}"
            found[name] = _clean(str(raw), shape, getattr(entity, name, None), known.get(name, {}), owned, words)
    return found


def _clean(raw: str, shape: Shape, value: object, choices: Mapping[str, str], owned: str, words: Words) -> str:
    if shape.is_many or (shape.reads in _AS_TYPED and not choices):
        return raw
    if choices:
        picked = choices.get(key_of(raw), raw)
        return words.spoken.get((shape.choices or owned, picked)) or words.spoken.get((owned, picked), raw)
    if isinstance(value, bool):
        return words.spoken.get((shape.choices, str(value).lower()), str(value).lower())
    if shape.reads is Reads.SUPPORT:
        return _support(raw)
    if isinstance(value, When | Month | date):
        return str(value)
    if isinstance(value, FiscalYear):
        return f"FY{value.start_year}"
    return str(value) if isinstance(value, int) else raw


def _support(raw: str) -> str:
    try:
        return str(read_when(raw))
    except Unreadable:
        return raw
