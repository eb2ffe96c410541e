"""A value that changes on known dates（期日つき値）."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Dated(Generic[T]):
    """A value with the days from which it holds（期日つき値）.

    Half-open steps: each holds from its day until the day before the next; `None` ends a value.

    >>> rate = Dated.of([(date(2014, 4, 1), 8), (date(2019, 10, 1), 10)])
    >>> rate.at(date(2019, 9, 30)), rate.at(date(2019, 10, 1)), rate.at(date(2000, 1, 1))
    (8, 10, None)
    """

    steps: tuple[tuple[date, T | None], ...]

    @classmethod
    def of(cls, steps: Iterable[tuple[date, T | None]]) -> Dated[T]:
        """From (day, value) pairs in any order."""
        return cls(tuple(sorted(steps, key=lambda step: step[0])))

    def at(self, day: date) -> T | None:
        """The value on `day`, or None where none holds."""
        place = bisect_right(self.steps, day, key=lambda step: step[0])
        return self.steps[place - 1][1] if place else None

    def days(self) -> tuple[date, ...]:
        """The days on which the value changes."""
        return tuple(day for day, _ in self.steps)
