"""Services that are not back in time, or with data too old（復旧目標の未達）."""

from __future__ import annotations

from collections.abc import Iterator

from ictlife.assessment import Assessment
from ictlife.base.finding import Value
from ictlife.base.ref import Ref
from ictlife.base.text import Named
from ictlife.checks.look import Looked, check
from ictlife.continuity.known import Hours
from ictlife.continuity.recovery import Recovery, Verdict

SAYS = ("name", "scenario", "target", "hours", "at")


@check(reads=("service", "dependency", "strategy", "contract", "group", "node"), says=SAYS)
def recovery_time_missed(found: Assessment) -> Iterator[Looked]:
    """Look at every service in every scenario on the as-of date: is it back within its target?

    Where a fact is missing it cannot be told, and is not shown as fine.
    """
    for each in found.continuity.on(found.as_of):
        target, hours = each.rto_target_h, each.rto_achievable_h
        is_missed = each.verdict is Verdict.MISSED and (
            each.is_never or each.level < each.level_target or _over(hours, target)
        )
        said = None
        if is_missed:
            short = Named("never" if each.is_never or hours is None else "below_level", "recovery_time")
            said = _said(found, each, target, Hours.of(hours) if _over(hours, target) else short, each.path[-1])
        yield Looked(each.ref, said, (each.service, *each.path[1:]), is_unknown=each.verdict is Verdict.UNKNOWN)


@check(reads=("service", "dependency", "strategy", "backup", "group", "node"), says=SAYS)
def recovery_point_missed(found: Assessment) -> Iterator[Looked]:
    """Look at every service in every scenario on the as-of date: are the data fresh enough?"""
    for each in found.continuity.on(found.as_of):
        target, hours = each.rpo_target_h, each.rpo_achievable_h
        lost_all = hours is None and each.loss_at is not None
        is_missed = each.verdict is Verdict.MISSED and (lost_all or _over(hours, target))
        lost = Hours.of(hours) or Named("everything", "recovery_point")
        said = _said(found, each, target, lost, each.loss_at or each.service) if is_missed else None
        yield Looked(each.ref, said, (each.service,), is_unknown=each.verdict is Verdict.UNKNOWN)


def _over(hours: float | None, target: float | None) -> bool:
    return hours is not None and target is not None and hours > target


def _said(found: Assessment, each: Recovery, target: float | None, hours: Value, at: Ref) -> dict[str, Value]:
    service = found.estate.services[each.service.id]
    name = f"{service.name} {each.phase}".strip()
    return {
        "name": name,
        "scenario": each.scenario,
        "target": Hours.of(target),
        "hours": hours,
        "at": at,
    }
