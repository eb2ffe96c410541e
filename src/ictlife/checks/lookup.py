"""What several checks look up in an assessment（検査の共通の読み方）. Judges nothing."""

from __future__ import annotations

from ictlife.assessment import Assessment
from ictlife.fiscal.month import FiscalYear, Month, MonthSpan
from ictlife.lifecycle.project import in_service
from ictlife.model.asset import Group, RenewalStatus
from ictlife.model.estate import Estate
from ictlife.model.plan import Plan
from ictlife.schedule.renewal import Renewal

FAR = Month(9999, 12)
"""The end of use of what has no renewal in sight."""


def active_groups(estate: Estate) -> tuple[Group, ...]:
    """Groups that are still in use（使用中の更新単位）."""
    return tuple(each for each in estate.groups.values() if each.renewal_status is not RenewalStatus.ABOLISHED)


def plans_of(estate: Estate, levels: tuple[str, ...] | list[str]) -> tuple[Plan, ...]:
    """Plans of these levels, earliest first."""
    found = (plan for plan in estate.plans.values() if plan.level.value in levels)
    return tuple(sorted(found, key=lambda plan: (plan.first_year, plan.id)))


def plan_in(plans: tuple[Plan, ...], fy: FiscalYear) -> Plan | None:
    """The first of `plans` whose period holds `fy`."""
    return next((plan for plan in plans if fy in plan.period), None)


def cycle_of(estate: Estate, group: Group) -> int | None:
    """The group's cycle in months: its own, else its category's（更新周期）."""
    policy = estate.policy_of(group)
    return group.cycle_months or (policy.cycle_months if policy else None)


def next_renewal(found: Assessment, group: Group) -> Renewal | None:
    """The first renewal that has not gone into service by the as-of month（次回更新）."""
    now = Month.of(found.as_of)
    return next((each for each in found.schedule.by_group.get(group.id, ()) if each.in_service >= now), None)


def started(found: Assessment, group: Group) -> Month | None:
    """Month in which the present generation went into service（稼働開始月）."""
    start = in_service(found.estate, group)
    return start.month if start else None


def lives(found: Assessment, group: Group) -> tuple[tuple[Renewal | None, MonthSpan], ...]:
    """Each generation's months of use: the present one (no renewal), then each planned one（世代ごとの使用期間）.

    A generation is used until the month before its successor goes into service; the last one for its cycle.
    """
    renewals = [each for each in found.schedule.by_group.get(group.id, ()) if each.in_service >= Month.of(found.as_of)]
    starts: list[tuple[Renewal | None, Month]] = [(each, each.in_service) for each in renewals]
    first = started(found, group)
    if first is not None:
        starts.insert(0, (None, first))
    found_lives: list[tuple[Renewal | None, MonthSpan]] = []
    for place, (renewal, start) in enumerate(starts):
        if place + 1 < len(starts):
            until = starts[place + 1][1] + -1
        else:
            until = start + ((cycle_of(found.estate, group) or 12) - 1)
        found_lives.append((renewal, MonthSpan(start, until)))
    return tuple(found_lives)
