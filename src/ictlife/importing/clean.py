"""How a value that was read stands in a clean inventory（清書）: dates in ISO, whole yen, the words of the lists.

Names, numbers and remarks stay letter for letter.
"""

from __future__ import annotations

from collections.abc import Mapping
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


class Cleaner:
    """Writes the records of one kind clean（清書）."""

    def __init__(self, model: type[Entity], words: Words) -> None:
        self._shapes = shapes(model)
        self._choices = dict(words.choices_of(model.KIND))
        self._kind = model.KIND
        self._words = words

    def texts(self, values: Mapping[str, Content], entity: Entity) -> Mapping[str, str]:
        """Field → text for every field that the row states."""
        found: dict[str, str] = {}
        for name, value in values.items():
            shape = self._shapes.get(name)
            if shape is None or value is None or value == "":
                continue
            raw, choices = str(value), self._choices.get(name)
            if shape.is_many or (choices is None and shape.reads in _AS_TYPED):
                found[name] = raw
            else:
                read = getattr(entity, name, None)
                found[name] = _clean(raw, shape, read, choices or {}, f"{self._kind}.{name}", self._words)
        return found


def _clean(raw: str, shape: Shape, value: object, choices: Mapping[str, str], owned: str, words: Words) -> str:
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
