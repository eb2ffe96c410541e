"""A length of time that may be unknown（不明を含む時間）, and why a way of recovery does not count."""

from __future__ import annotations

from datetime import date
from math import inf
from typing import NamedTuple

from ictlife.base.ref import Ref


class Known(NamedTuple):
    """Hours surely and at best（確実な値と最良の値）: an unknown fact leaves anything from nothing to never."""

    sure: float = 0.0
    best: float = 0.0
    missing: Ref | None = None


AT_ONCE = Known()


def known(value: float | None, source: Ref) -> Known:
    """`value`, or the whole range where it is unknown or impossible."""
    if value is None or not 0 <= value < inf:
        return Known(inf, 0.0, source)
    return Known(value, value)


def plus(one: Known, other: Known) -> Known:
    """One after the other."""
    return Known(one.sure + other.sure, one.best + other.best, one.missing or other.missing)


class Hours(float):
    """A length of time that is said with its unit（時間）.

    >>> str(Hours(24.0)), str(Hours(1.5))
    ('24', '1.5')
    """

    __slots__ = ()

    def __str__(self) -> str:
        return f"{self:g}"

    @classmethod
    def of(cls, hours: float | None) -> Hours | None:
        """`hours`, or None where they are unknown: not given, or without bound."""
        return None if hours is None or hours == inf else cls(round(hours, 2))


class Refusal(NamedTuple):
    """Why a recorded way does not count here（採れない理由）."""

    source: Ref
    code: str
    because: Ref | None = None
    on: date | None = None
