"""What was computed for one estate and holds for another（再利用）: a stage whose inputs are the same is not run again.

Which kinds of record a stage reads is not declared but noted while it runs. A stage is a function of the estate and
of the stages before it; run again on an estate where everything it read is the same, it would take the same steps
and read the same. So its result holds, whatever else differs.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from datetime import date
from functools import cache, cached_property
from typing import Any, TypeVar

from ictlife.model.estate import Estate

T = TypeVar("T")

_FIELDS = frozenset(each.name for each in fields(Estate))
_DERIVED = frozenset(name for name, each in vars(Estate).items() if isinstance(each, cached_property))


class _Noting(Estate):
    """An estate that notes what of it is read."""

    def __getattribute__(self, name: str) -> Any:
        if name in _FIELDS or name in _DERIVED:
            noted = object.__getattribute__(self, "__dict__").get("noted")
            if noted is not None:
                noted.add(name)
        return object.__getattribute__(self, name)


def _noting(estate: Estate) -> tuple[Estate, set[str]]:
    """The estate, and the names of what is read of it from now on."""
    for name in _DERIVED:
        getattr(estate, name)
    noted: set[str] = set()
    found = object.__new__(_Noting)
    found.__dict__.update(estate.__dict__, noted=noted)
    return found, noted


@cache
def _sources(name: str) -> frozenset[str]:
    """The kinds of record from which what was read is made: itself, or what a derived mapping gathers.

    An empty estate tells: a derived mapping goes through all it gathers, whatever there is.
    """
    if name in _FIELDS:
        return frozenset({name})
    empty, noted = Estate(), set[str]()
    found = object.__new__(_Noting)
    found.__dict__.update(empty.__dict__, noted=noted)
    getattr(found, name)
    return frozenset(noted) & _FIELDS


@dataclass(frozen=True, slots=True)
class _Known:
    """A result, what it was computed from, and which kinds of record were read for it."""

    estate: Estate
    inputs: tuple[object, ...]
    read: frozenset[str]
    value: Any


class Recall:
    """The results of the first estate, for those after it（前の結果）."""

    def __init__(self) -> None:
        self._known: dict[str, _Known] = {}
        self._compared: dict[tuple[int, int], tuple[bool, object, object]] = {}

    def of(self, stage: str, estate: Estate, inputs: tuple[object, ...], compute: Callable[[Estate], T]) -> T:
        """What the stage gives: as it was where everything it reads is the same, else computed.

        Args:
            stage: its name.
            estate: on which it is run.
            inputs: what it is given besides: earlier stages, which must be the very same, and the day.
            compute: runs it.
        """
        known = self._known.get(stage)
        if known is None:
            noting, noted = _noting(estate)
            found = compute(noting)
            read = frozenset(source for name in noted for source in _sources(name))
            self._known[stage] = _Known(estate, inputs, read, found)
            return found
        if self._holds(known, estate, inputs):
            kept: T = known.value
            return kept
        return compute(estate)

    def _holds(self, known: _Known, estate: Estate, inputs: tuple[object, ...]) -> bool:
        if not all(_is_same_input(*pair) for pair in zip(known.inputs, inputs, strict=True)):
            return False
        return all(self._same(getattr(known.estate, name), getattr(estate, name)) for name in sorted(known.read))

    def _same(self, one: object, other: object) -> bool:
        """Whether two mappings hold the same records in the same order; each pair is compared once."""
        key = (id(one), id(other))
        if key not in self._compared:
            self._compared[key] = (_is_same(one, other), one, other)
        return self._compared[key][0]


def _is_same_input(one: object, other: object) -> bool:
    """The results of earlier stages are the same only where they are one object; days where they are equal."""
    return one is other or (isinstance(one, date) and one == other)


def _is_same(one: object, other: object) -> bool:
    if one is other or not isinstance(one, Mapping) or not isinstance(other, Mapping):
        return one is other or one == other
    if len(one) != len(other):
        return False
    pairs = zip(one.items(), other.items(), strict=True)
    return all(key == key_of and (value is value_of or value == value_of) for (key, value), (key_of, value_of) in pairs)
