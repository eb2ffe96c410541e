"""Until when a target is met, and what ends and restores it（目標達成の期限）."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import groupby, pairwise

from ictlife.base.reason import Reason
from ictlife.base.ref import Ref
from ictlife.continuity.recovery import Lapse, Recovery, Verdict
from ictlife.schedule.renewal import Schedule

CAUSES = ("refused_", "no_longer_there")


def lapses_of(recoveries: Iterable[Recovery], schedule: Schedule) -> tuple[Lapse, ...]:
    """Every passage from met to not met, in order（達成から未達への変化）."""
    return tuple(
        lapse
        for _, stretch in groupby(recoveries, key=lambda each: (each.service, each.scenario, each.phase))
        for lapse in _lapses(tuple(stretch), schedule)
    )


def _lapses(stretch: tuple[Recovery, ...], schedule: Schedule) -> Iterator[Lapse]:
    for place, (before, after) in enumerate(pairwise(stretch), start=1):
        if before.verdict is not Verdict.MET or after.verdict is Verdict.MET:
            continue
        again = next((each for each in stretch[place:] if each.verdict is Verdict.MET), None)
        yield Lapse(
            after.service,
            after.scenario,
            after.phase,
            after.from_on - timedelta(days=1),
            after.verdict,
            cause_of(after, before),
            again.from_on if again else None,
            _restorer(after, again.from_on, schedule) if again else None,
        )


def cause_of(after: Recovery, before: Recovery) -> Ref | None:
    """What no longer holds: the newest reason on the path that was not there before."""
    known = {_key(reason) for reason in before.reason.walk()}
    fresh = [
        reason
        for reason in after.reason.walk()
        if reason.code.startswith(CAUSES) and _key(reason) not in known and reason.rests_on
    ]
    if fresh:
        dated = [reason for reason in fresh if isinstance(reason.params.get("on"), date)]
        return max(dated, key=_ended).rests_on[-1] if dated else fresh[0].rests_on[-1]
    return after.missing or after.path[-1]


def _ended(reason: Reason) -> date:
    ended = reason.params["on"]
    assert isinstance(ended, date)
    return ended


def _key(reason: Reason) -> tuple[str, tuple[Ref, ...]]:
    return reason.code, reason.rests_on


def _restorer(lost: Recovery, day: date, schedule: Schedule) -> Ref | None:
    """The renewal on the path that goes into service on `day`."""
    for ref in lost.path:
        for renewal in schedule.by_group.get(ref.id, ()) if ref.kind == "group" else ():
            if renewal.in_service.first == day:
                return renewal.ref
    return None
