"""The nearest point at which a value turns into another（値が変わる点）, found by trying, never by guessing."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from ictlife.base.ref import Ref
from ictlife.whatif.nudge import Ladder

ValueOf = Callable[[Ref, object], object]
"""What is explained, where one input says something else."""
Turned = Callable[[object], bool]


@dataclass(frozen=True, slots=True)
class Turn:
    """An input that makes a value another one（値を変える入力）.

    With `to` in place of `was` the value is `after`; with `near`, the last step before, it is not yet another.
    `is_least` says that every smaller step was tried and does not turn it; `is_binding` that the very first does.
    """

    ref: Ref
    was: object
    to: object
    near: object
    after: object
    is_least: bool
    is_binding: bool = False


def first_turn(ladder: Ladder, value_of: ValueOf, turned: Turned) -> Turn | None:
    """The least step that turns the value, every one tried in order; None where none does."""
    for count in range(1, ladder.most + 1):
        after = value_of(ladder.ref, ladder.step(count))
        if turned(after):
            return _turn(ladder, count, after, is_least=True)
    return None


def some_turn(ladder: Ladder, value_of: ValueOf, turned: Turned) -> Turn | None:
    """A step that turns the value while the one before does not: strides that grow fourfold, then halve.

    For values that take long to compute. A smaller step may turn it too where it turns to and fro, so none is
    called the least but the first.
    """
    known: dict[int, object] = {}

    def at(count: int) -> object:
        if count not in known:
            known[count] = value_of(ladder.ref, ladder.step(count))
        return known[count]

    high = next((count for count in _strides(ladder.most) if turned(at(count))), None)
    if high is None:
        return None
    low = max((count for count in known if count < high), default=0)
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if turned(at(middle)) else (middle, high)
    return _turn(ladder, high, at(high), is_least=high == 1)


def _strides(most: int) -> Iterable[int]:
    count = 1
    while count < most:
        yield count
        count *= 4
    yield most


def _turn(ladder: Ladder, count: int, after: object, *, is_least: bool) -> Turn:
    return Turn(ladder.ref, ladder.was, ladder.step(count), ladder.step(count - 1), after, is_least, count == 1)
