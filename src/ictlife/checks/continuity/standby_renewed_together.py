"""A primary and what stands by for it renewed at one time（主系と待機系の同時更新）."""

from __future__ import annotations

from collections.abc import Iterator

from ictlife.assessment import Assessment
from ictlife.base.ref import Ref
from ictlife.checks.look import Looked, check
from ictlife.schedule.renewal import Renewal


@check(
    reads=("strategy", "backup", "group"),
    params=("months_apart",),
    says=("primary", "standby", "in_service", "standby_in_service"),
)
def standby_renewed_together(found: Assessment, *, months_apart: int) -> Iterator[Looked]:
    """Look at every pair of primary and standby, or data and keeper: are their renewals apart?

    A renewal lasts from going into service to the end of its parallel run; within `months_apart` months
    of that neither can be counted on for the other.
    """
    for source, primary, standby in sorted(_pairs(found)):
        for one in found.schedule.by_group.get(primary, ()):
            clash = [each for each in found.schedule.by_group.get(standby, ()) if _near(found, one, each, months_apart)]
            said = None
            if clash:
                groups = found.estate.groups
                said = {
                    "primary": groups[primary].name,
                    "standby": groups[standby].name,
                    "in_service": one.in_service,
                    "standby_in_service": clash[0].in_service,
                }
            yield Looked(one.ref, said, (source, *(each.ref for each in clash)))


def _pairs(found: Assessment) -> Iterator[tuple[Ref, str, str]]:
    estate = found.estate
    for strategy in estate.strategies.values():
        for primary in strategy.of:
            if primary in estate.groups and strategy.standby in estate.groups:
                yield strategy.ref(), primary, strategy.standby or ""
    for backup in estate.backups.values():
        for primary in backup.of:
            if primary in estate.groups and backup.on in estate.groups and backup.on != primary:
                yield backup.ref(), primary, backup.on or ""


def _near(found: Assessment, one: Renewal, other: Renewal, months_apart: int) -> bool:
    first, second = sorted((one, other), key=lambda each: (each.in_service, each.ref))
    group = found.estate.groups[first.need.subject.id]
    policy = found.estate.policy_of(group)
    run = group.parallel_months if group.parallel_months is not None else policy.parallel_months if policy else 0
    return second.in_service - first.in_service < months_apart + run
