"""How soon, with what loss and at what level something is back（復旧の選択肢）: points, none worse than another.

Several ways may bring a thing back: fast with old data, or slow with fresh data. Only ways that no other
way beats in time, loss and level are kept; a target is met where one of them keeps all three. A time is
infinite where the thing never comes back by that way.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import inf
from typing import TYPE_CHECKING, NamedTuple

from ictlife.base.ref import Ref

if TYPE_CHECKING:
    from ictlife.continuity.means import Option


class Point(NamedTuple):
    """One way in which something is back（復旧の一案）.

    `node` is what comes back, `option` how (None where it was not harmed itself), `base` the point it had
    to wait for and that so decides the time, `lost_at` where the loss of data arises. `facts` are the
    unknown facts that were taken at their best for this point.
    """

    time: float
    loss: float
    level: int
    node: int = -1
    option: Option | None = None
    base: Point | None = None
    lost_at: int = -1
    facts: tuple[Ref, ...] = ()


Frontier = tuple[Point, ...]
MOST_FACTS = 4
"""How many unknown facts a point remembers: enough to name the one that settles it, and its neighbours."""

UP = Point(0.0, 0.0, 100)
UNHARMED: Frontier = (UP,)


def prune(points: Sequence[Point]) -> Frontier:
    """The points that no other beats; of those that never come back the one with the least loss."""
    if len(points) == 1:
        return tuple(points)
    finite = [point for point in points if point.time < inf]
    if not finite:
        return (min(points, key=lambda point: (point.loss, -point.level)),)
    finite.sort(key=lambda point: (point.time, point.loss, -point.level))
    kept: list[Point] = []
    for point in finite:
        if not any(other.loss <= point.loss and other.level >= point.level for other in kept):
            kept.append(point)
    return tuple(kept)


def together(one: Point, other: Point) -> Point:
    """Both are back: the later decides the time, the older data the loss, the lower level the level."""
    late, early = (one, other) if one.time >= other.time else (other, one)
    lossy = one if one.loss >= other.loss else other
    return Point(
        late.time,
        lossy.loss,
        min(one.level, other.level),
        late.node,
        late.option,
        late.base,
        lossy.lost_at,
        merged(late.facts, early.facts),
    )


def merged(one: tuple[Ref, ...], other: tuple[Ref, ...]) -> tuple[Ref, ...]:
    """Facts of both, each once, those of `one` first."""
    if not other or one is other:
        return one
    if not one:
        return other
    return tuple(dict.fromkeys((*one, *other)))[:MOST_FACTS]


def all_of(frontiers: Iterable[Frontier]) -> Frontier:
    """All are back（すべて必要）."""
    found = UNHARMED
    for frontier in frontiers:
        if frontier is UNHARMED:
            continue
        if found is not UNHARMED:
            frontier = prune([together(one, other) for one in found for other in frontier])
        found = frontier
    return found


def some_of(frontiers: Sequence[Frontier], at_least: int) -> Frontier:
    """At least so many are back（k個以上必要）: the best choices of members, found one member at a time."""
    best: list[Frontier | None] = [UNHARMED] + [None] * at_least
    for frontier in frontiers:
        for size in range(at_least, 0, -1):
            smaller = best[size - 1]
            if smaller is None:
                continue
            taken = all_of((smaller, frontier))
            present = best[size]
            best[size] = taken if present is None else prune((*present, *taken))
    return best[at_least] or NEVER


def capped(frontier: Frontier, level: int) -> Frontier:
    """The same, at most at `level` per cent（代替時の水準）."""
    return tuple(point._replace(level=min(point.level, level)) for point in frontier)


NEVER: Frontier = (Point(inf, 0.0, 100),)
