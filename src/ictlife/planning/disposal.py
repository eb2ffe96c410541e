"""When storage media must leave the town（廃棄・返却の予定）: a calendar tied to renewals and leases.

A generation's media go when its successor is in service and the parallel run is over, but leased ones no
later than the lease ends. Says the day; whether that is well prepared is for the rules to judge.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from ictlife.base.ref import Ref
from ictlife.fiscal.month import FiscalYear, add_months
from ictlife.lifecycle.limits import lease_limit
from ictlife.model.asset import Group, RenewalStatus
from ictlife.model.disposal import Disposal
from ictlife.model.estate import Estate
from ictlife.schedule.renewal import Renewal, Schedule


@dataclass(frozen=True, slots=True)
class Departure:
    """Media of one group that leave by a day（廃棄・返却の一件）; what is recorded of it stands beside."""

    group: Ref
    renewal: Ref | None
    media: int
    is_returned: bool
    due_on: date
    planned_on: date | None
    done_on: date | None
    certificate_on: date | None
    records: tuple[Ref, ...] = ()

    @property
    def fy(self) -> FiscalYear:
        """Fiscal year in which they are due."""
        return FiscalYear.of(self.due_on)

    def is_within(self, as_of: date, months: int) -> bool:
        """Whether it is due within so many months of the as-of date, or was due before it."""
        return self.due_on <= add_months(as_of, months)


def departures(estate: Estate, schedule: Schedule) -> tuple[Departure, ...]:
    """Every group's media at its next renewal, in order of day."""
    found: list[Departure] = []
    for group in estate.groups.values():
        media = sum((each.media_count or each.quantity) for each in estate.assets_of.get(group.id, ()) if each.media)
        if media and group.renewal_status is not RenewalStatus.ABOLISHED:
            found += _of_group(estate, schedule, group, media)
    return tuple(sorted(found, key=lambda each: (each.due_on, each.group.id)))


def _of_group(estate: Estate, schedule: Schedule, group: Group, media: int) -> Iterator[Departure]:
    renewals = schedule.by_group.get(group.id, ())
    if not renewals:
        return
    renewal = renewals[0]
    lease = lease_limit(estate, group)
    due = _due_on(estate, group, renewal)
    if lease is not None:
        due = min(due, lease.month.first - timedelta(days=1)) if lease.month >= renewal.in_service else due
    records = tuple(
        each for each in estate.disposals_of.get(group.id, ()) if each.cycle in (None, renewal.need.cycle)
    )
    yield Departure(
        group=group.ref(),
        renewal=renewal.ref,
        media=media,
        is_returned=lease is not None or any(each.is_returned for each in records),
        due_on=due,
        planned_on=_last(records, "planned_on"),
        done_on=_last(records, "done_on") if all(each.done_on for each in records) else None,
        certificate_on=_last(records, "certificate_on"),
        records=tuple(each.ref() for each in records),
    )


def _due_on(estate: Estate, group: Group, renewal: Renewal) -> date:
    """Last day of the parallel run; at least the month of going into service."""
    policy = estate.policy_of(group)
    parallel = group.parallel_months if group.parallel_months is not None else policy.parallel_months if policy else 0
    return (renewal.in_service + parallel).last


def _last(records: tuple[Disposal, ...], field: str) -> date | None:
    return max((day for each in records if (day := getattr(each, field))), default=None)
