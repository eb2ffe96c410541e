"""When everything is back in one case（一事例の復旧計算）, kept up to date from one day to the next.

A case harms some nodes; only they and what waits for them can differ from normal working. On a later day
only nodes of which a fact has changed are reckoned again, and what waits for them as long as anything
changes. Nodes are taken in restart order, so each is reckoned once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from heapq import heapify, heappop, heappush
from math import inf

from ictlife.base.ref import Ref
from ictlife.continuity.frontier import (
    NEVER,
    UNHARMED,
    UP,
    Frontier,
    Point,
    all_of,
    capped,
    merged,
    prune,
    some_of,
)
from ictlife.continuity.harm import Blow, Case, Harm
from ictlife.continuity.means import Option, Workshop

Pair = tuple[Frontier, Frontier]
"""What is sure and what is possible at best; the very same object twice where nothing is unknown."""

NORMAL: Pair = (UNHARMED, UNHARMED)


@dataclass(frozen=True, slots=True)
class Away:
    """Equipment or supply that is no longer there on a day（返却・終了）; open where `is_certain` is false."""

    is_certain: bool
    source: Ref
    ended_on: date


@dataclass
class Standing:
    """How a case stands on the day it was last reckoned（事例の計算状態）."""

    case: Case
    pairs: dict[int, Pair] = field(default_factory=dict)
    ways: dict[int, dict[Blow | None, tuple[Option, ...]]] = field(default_factory=dict)
    """Ways back already looked up; those of a node are forgotten when one of its facts changes."""


@dataclass(frozen=True)
class Evaluation:
    """Reckons cases（復旧計算）on the days given."""

    workshop: Workshop

    def start(self, standing: Standing, normal: Mapping[int, Pair], away: Mapping[int, Away], day: date) -> None:
        """Reckon a case from nothing on `day`."""
        standing.pairs.clear()
        standing.ways.clear()
        self.advance(standing, standing.case.harms, normal, away, day)

    def advance(
        self,
        standing: Standing,
        changed: Iterable[int],
        normal: Mapping[int, Pair],
        away: Mapping[int, Away],
        day: date,
    ) -> set[int]:
        """Reckon again what the changed nodes reach; gives the nodes that now stand differently."""
        network = self.workshop.network
        pairs = standing.pairs
        for node in changed:
            standing.ways.pop(node, None)
        waiting = [(network.rank[node], node) for node in changed]
        heapify(waiting)
        queued = {node for _, node in waiting}
        differ: set[int] = set()

        def pair_of(node: int) -> Pair:
            found = pairs.get(node)
            return found if found is not None else normal.get(node, NORMAL)

        while waiting:
            _, node = heappop(waiting)
            queued.discard(node)
            usual = normal.get(node, NORMAL)
            present = pairs.get(node, usual)
            found = self.pair(node, pair_of, standing, away, day)
            if found == present:
                continue
            differ.add(node)
            if found == usual:
                pairs.pop(node, None)
            else:
                pairs[node] = found
            for parent in network.parents[node]:
                if parent not in queued:
                    queued.add(parent)
                    heappush(waiting, (network.rank[parent], parent))
        return differ

    def pair(
        self, node: int, pair_of: Callable[[int], Pair], standing: Standing, away: Mapping[int, Away], day: date
    ) -> Pair:
        """When `node` is back, from when what it needs is back."""
        doubt = self.workshop.network.doubts.get(node)
        if doubt is not None and node in self.workshop.network.knots:
            return (Point(inf, 0.0, 100, node),), (Point(0.0, 0.0, 100, node, facts=(doubt,)),)
        sure, best = self._needs(node, pair_of)
        harm, gone = standing.case.harms.get(node), away.get(node)
        if harm is None and gone is None:
            sure, best = _passed(node, sure, best)
        else:
            sure, best = self._restored(node, harm, gone, (sure, best), pair_of, standing, day)
        if doubt is not None:
            return _as_unknown(sure, node), _assuming(best, node, (doubt,))
        return sure, best

    def _needs(self, node: int, pair_of: Callable[[int], Pair]) -> Pair:
        """When all that it needs is back; where nothing is unknown both answers are one object."""
        found = NORMAL
        for requirement in self.workshop.network.needs[node]:
            members = [pair_of(member) for member in requirement.members]
            if all(member is NORMAL for member in members):
                continue
            spare = [pair_of(other) for other in requirement.substitutes]
            is_same = all(pair[0] is pair[1] for pair in (*members, *spare))
            pair = []
            for side in (0,) if is_same else (0, 1):
                frontier = _of([member[side] for member in members], requirement.at_least)
                if spare:
                    instead = capped(all_of(other[side] for other in spare), requirement.level)
                    frontier = prune((*frontier, *instead))
                pair.append(frontier)
            found = _both(found, (pair[0], pair[-1]))
        return found

    def _restored(
        self,
        node: int,
        harm: Harm | None,
        gone: Away | None,
        needs: Pair,
        pair_of: Callable[[int], Pair],
        standing: Standing,
        day: date,
    ) -> Pair:
        """When a harmed node is back: at worst by the ways against the worst blow, at best by the milder."""
        ways = self._ways(standing, node, None if gone else harm and harm.worst, day)
        sure = _back(node, ways, needs[0], 0, pair_of)
        is_certain = gone.is_certain if gone else harm is not None and harm.best == harm.worst
        if is_certain:
            is_settled = needs[0] is needs[1] and all(_is_settled(option, pair_of) for option in ways)
            return sure, sure if is_settled else _back(node, ways, needs[1], 1, pair_of)
        doubt = gone.source if gone else harm.missing if harm else None
        milder = needs[1]
        if harm is not None and harm.best is not None:
            milder = _back(node, self._ways(standing, node, harm.best, day), needs[1], 1, pair_of)
        return sure, prune((*_assuming(milder, node, (doubt,) if doubt else ()), *sure))

    def _ways(self, standing: Standing, node: int, blow: Blow | None, day: date) -> tuple[Option, ...]:
        known = standing.ways.setdefault(node, {})
        if blow not in known:
            known[blow] = self.workshop.ways(node, blow, standing.case, day)[0]
        return known[blow]


def _back(node: int, ways: tuple[Option, ...], needs: Frontier, side: int, pair_of: Callable[[int], Pair]) -> Frontier:
    """Back by any of the ways, after the needs of the node or of its standby are up."""
    points: list[Point] = []
    for option in ways:
        base = needs if option.standby < 0 else pair_of(option.standby)[side]
        points += [_done(node, option, side, point) for point in base]
    return prune(points) if points else (NEVER[0]._replace(node=node),)


def _is_settled(option: Option, pair_of: Callable[[int], Pair]) -> bool:
    """Whether nothing about this way is unknown."""
    if option.sure != option.best:
        return False
    if option.standby < 0:
        return True
    sure, best = pair_of(option.standby)
    return sure is best


def _done(node: int, option: Option, side: int, base: Point) -> Point:
    """`node` is back by this way once `base` is reached: waits run from the start, work after both."""
    wait, work, loss = option.sure if side == 0 else option.best
    is_decided_by_base = base.time >= wait and base is not UP
    facts = merged(option.missing, base.facts) if side else base.facts
    return Point(
        max(base.time, wait) + work,
        max(base.loss, loss),
        base.level,
        node,
        option,
        base if is_decided_by_base else None,
        node if loss >= base.loss else base.lost_at,
        facts,
    )


def _passed(node: int, sure: Frontier, best: Frontier) -> Pair:
    """An unharmed node is back when its needs are."""
    if sure is UNHARMED and best is UNHARMED:
        return NORMAL
    through = _through(node, sure)
    return through, through if sure is best else _through(node, best)


def _through(node: int, frontier: Frontier) -> Frontier:
    return tuple(
        Point(point.time, point.loss, point.level, node, None, point, point.lost_at, point.facts) for point in frontier
    )


def _of(frontiers: list[Frontier], at_least: int) -> Frontier:
    return all_of(frontiers) if at_least == len(frontiers) else some_of(frontiers, at_least)


def _both(one: Pair, other: Pair) -> Pair:
    if one is NORMAL:
        return other
    sure = all_of((one[0], other[0]))
    return sure, sure if one[0] is one[1] and other[0] is other[1] else all_of((one[1], other[1]))


def _as_unknown(frontier: Frontier, node: int) -> Frontier:
    return (Point(inf, frontier[0].loss, 100, node),)


def _assuming(frontier: Frontier, node: int, facts: tuple[Ref, ...]) -> Frontier:
    """The same, resting on unknown facts taken at their best."""
    return tuple(
        Point(point.time, point.loss, point.level, node, None, point, point.lost_at, merged(facts, point.facts))
        for point in frontier
    )
