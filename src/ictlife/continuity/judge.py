"""Whether a target is kept（目標の判定）: met where sure, missed where impossible, unknown between."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from math import inf
from typing import NamedTuple

from ictlife.base.ref import Ref
from ictlife.continuity.evaluate import Pair
from ictlife.continuity.frontier import Frontier, Point
from ictlife.continuity.recovery import Verdict
from ictlife.model.calendar import YearlySpan
from ictlife.model.service import Service


class Target(NamedTuple):
    """By when, to what point, at what level（目標）; `phase` is empty for the service's own."""

    phase: str
    rto_h: float | None
    rpo_h: float | None
    level: int
    season: YearlySpan | None = None
    from_on: date | None = None
    until_on: date | None = None


class Judged(NamedTuple):
    """A verdict, the point that it rests on, and the facts that would settle it（判定結果）: `missing` and `others`.

    A miss is told by what is sure; where its time or loss is unknown, by the best that is possible, which misses as
    well, and `sure` then holds what is sure. So an infinite time or loss of the point of a miss means never and
    everything, and never "not known".
    """

    verdict: Verdict
    point: Point
    missing: Ref | None = None
    others: tuple[Ref, ...] = ()
    sure: Point | None = None


GRAVITY = {Verdict.MISSED: 2, Verdict.UNKNOWN: 1, Verdict.MET: 0}


def targets_of(service: Service, hazard: str) -> Iterator[Target]:
    """The targets that hold in a scenario（適用する目標）.

    A step that names the scenario stands instead of the service's own target; steps by season and level
    stand beside it. Impossible (negative) targets count as not given.
    """
    named = [each for each in service.targets if hazard in each.hazards]
    general = [each for each in service.targets if not each.hazards]
    is_replaced = any(each.season is None and each.from_on is None for each in named)
    has_own = service.rto_h is not None or service.rpo_h is not None or not general
    if has_own and not is_replaced:
        yield Target("", _proper(service.rto_h), _proper(service.rpo_h), service.level)
    for each in (*named, *general):
        rpo = service.rpo_h if each.rpo_h is None else each.rpo_h
        yield Target(
            each.phase,
            _proper(each.rto_h),
            _proper(rpo),
            each.level,
            each.season,
            each.from_on,
            each.until_on,
        )


def _proper(hours: float | None) -> float | None:
    return hours if hours is not None and hours >= 0 else None


def judge(service: Ref, target: Target, pair: Pair) -> Judged:
    """Whether the service keeps the target（判定）."""
    sure, best = pair
    is_complete = target.rto_h is not None and target.rpo_h is not None
    kept = _kept(sure, target)
    if kept is not None and is_complete:
        return Judged(Verdict.MET, kept)
    shown = _shown(sure, target)
    possible = _kept(best, target)
    if possible is None:
        return _missed(shown, _shown(best, target))
    if not is_complete:
        return Judged(Verdict.UNKNOWN, shown, service.at("rto_h" if target.rto_h is None else "rpo_h"))
    return Judged(Verdict.UNKNOWN, shown, possible.facts[0] if possible.facts else None, possible.facts[1:])


def _kept(frontier: Frontier, target: Target) -> Point | None:
    """The point that keeps the target on the fewest unknown facts; of several the fastest."""
    rto = inf if target.rto_h is None else target.rto_h
    rpo = inf if target.rpo_h is None else target.rpo_h
    if len(frontier) == 1:
        only = frontier[0]
        is_kept = only.level >= target.level and only.time <= rto and only.loss <= rpo and only.time < inf
        return only if is_kept else None
    kept = [
        point
        for point in frontier
        if point.level >= target.level and point.time <= rto and point.loss <= rpo and point.time < inf
    ]
    return min(kept, key=lambda point: (len(point.facts), point.time)) if kept else None


def _missed(shown: Point, proof: Point) -> Judged:
    is_open = proof.time < shown.time == inf or proof.loss < shown.loss == inf
    return Judged(Verdict.MISSED, proof, sure=shown) if is_open else Judged(Verdict.MISSED, shown)


def _shown(frontier: Frontier, target: Target) -> Point:
    """The point that speaks for the service: with level and data in order, else with any data, else the fastest."""
    rpo = inf if target.rpo_h is None else target.rpo_h
    return min(
        frontier,
        key=lambda point: (point.level < target.level, point.loss > rpo, point.loss == inf, point.time, point.loss),
    )


def graver(judged: Judged) -> tuple[int, float, float]:
    """For choosing the worst of several cases."""
    return GRAVITY[judged.verdict], judged.point.time, judged.point.loss


def touches(target: Target, first: date, until: date) -> bool:
    """Whether the target's season falls into the days `first`…`until`（時期との重なり）."""
    if target.from_on and until < target.from_on:
        return False
    if target.until_on and first > target.until_on:
        return False
    if target.season is None:
        return True
    return any(_in_season(target.season, day) for day in (first, until)) or any(
        first.isoformat() <= f"{year}-{target.season.from_md}" <= until.isoformat()
        for year in range(first.year, until.year + 1)
    )


def _in_season(season: YearlySpan, day: date) -> bool:
    written = f"{day.month:02d}-{day.day:02d}"
    if season.from_md <= season.until_md:
        return season.from_md <= written <= season.until_md
    return written >= season.from_md or written <= season.until_md
