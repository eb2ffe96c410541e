"""What keeps services from being back in time, or with fresh data（復旧目標の未達）.

Said once of each cause, with every service and scenario that it makes miss the target: mending it mends all.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ictlife.assessment import Assessment
from ictlife.base.finding import Value
from ictlife.base.ref import Ref
from ictlife.base.text import Named, Phrase
from ictlife.checks.look import Looked, check
from ictlife.continuity.known import Hours
from ictlife.continuity.recovery import Recovery, Verdict

SAYS = ("at", "services", "cases")
Missed = dict[Ref, list[tuple[Recovery, Phrase]]]
"""Cause → what it makes miss the target, and how that is said."""


@check(reads=("service", "dependency", "strategy", "contract", "group", "node"), says=SAYS)
def recovery_time_missed(found: Assessment) -> Iterator[Looked]:
    """Look at every service in every scenario on the as-of date: is it back within its target?

    The cause is what decides the time. Where a fact is missing it cannot be told, and is not shown as fine.
    """
    missed: Missed = {}
    for each in found.continuity.on(found.as_of):
        if hours := _late(each):
            _add(missed, each.path[-1], found, each, hours, each.rto_target_h)
        else:
            yield Looked(each.ref, is_unknown=each.verdict is Verdict.UNKNOWN)
    yield from _gathered(missed)


@check(reads=("service", "dependency", "strategy", "backup", "group", "node"), says=SAYS)
def recovery_point_missed(found: Assessment) -> Iterator[Looked]:
    """Look at every service in every scenario on the as-of date: are the data fresh enough?

    The cause is where the data are lost.
    """
    missed: Missed = {}
    for each in found.continuity.on(found.as_of):
        if lost := _lost(each):
            _add(missed, each.loss_at or each.service, found, each, lost, each.rpo_target_h)
        else:
            yield Looked(each.ref, is_unknown=each.verdict is Verdict.UNKNOWN)
    yield from _gathered(missed)


def _late(each: Recovery) -> Value | None:
    """How late it is back; None where time and level are kept, or cannot be told."""
    if each.verdict is not Verdict.MISSED:
        return None
    if each.is_never:
        return Named("never", "recovery_time")
    hours = _over(each.rto_achievable_h, each.rto_at_least_h, each.rto_target_h)
    return hours or (Named("below_level", "recovery_time") if each.level < each.level_target else None)


def _lost(each: Recovery) -> Value | None:
    """Which data it loses; None where they are fresh enough, or that cannot be told."""
    if each.verdict is not Verdict.MISSED:
        return None
    if each.loses_all:
        return Named("everything", "recovery_point")
    return _over(each.rpo_achievable_h, each.rpo_at_least_h, each.rpo_target_h)


def _over(hours: float | None, at_least: float | None, target: float | None) -> Value | None:
    """The hours beyond the target; those it takes at least where more is not known."""
    if target is None:
        return None
    if hours is None and at_least is not None and at_least > target:
        return Phrase("hours_at_least", {"hours": Hours.of(at_least)})
    return Hours.of(hours) if hours is not None and hours > target else None


def _add(
    missed: Missed, cause: Ref, found: Assessment, each: Recovery, hours: Value, target: float | None
) -> None:
    name = f"{found.estate.services[each.service.id].name} {each.phase}".strip()
    params: Mapping[str, object] = {
        "name": name,
        "scenario": each.scenario,
        "hours": hours,
        "target": Hours.of(target),
    }
    missed.setdefault(cause, []).append((each, Phrase("recovery_case", params)))


def _gathered(missed: Missed) -> Iterator[Looked]:
    for cause, cases in missed.items():
        services = tuple(dict.fromkeys(each.service for each, _ in cases))
        said = {"at": cause, "services": len(services), "cases": tuple(phrase for _, phrase in cases)}
        yield Looked(cause, said, (*services, *(each.ref for each, _ in cases)))
