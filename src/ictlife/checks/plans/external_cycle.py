"""Dates set by others inside the life of equipment（外部の更改時期）."""

from __future__ import annotations

from collections.abc import Iterator

from ictlife.assessment import Assessment
from ictlife.checks.look import Looked, check
from ictlife.checks.lookup import active_groups, lives
from ictlife.fiscal.month import FiscalYear, MonthSpan
from ictlife.model.asset import Group
from ictlife.model.plan import ExternalCycle

_REPEATS = 8
"""How often a repeating change is followed; enough for any horizon."""


@check(
    reads=("group", "external_cycle"),
    says=("name", "external", "changes_in", "from_month", "until_month"),
)
def external_cycle(found: Assessment) -> Iterator[Looked]:
    """Look at every generation's months of use: does a change set by others fall inside, with no assumption noted?

    Along the schedule: the generation now in service and each planned one that has begun to be prepared.
    """
    for group in active_groups(found.estate):
        touching = [each for each in found.estate.external_cycles.values() if _touches(each, group)]
        for renewal, months in lives(found, group)[:2] if touching else ():
            ref = renewal.ref if renewal else group.ref("network_assumption")
            hits = sorted((fy, each.id) for each in touching for fy in _changes(each, months))
            said = None
            if hits and not group.network_assumption:
                fy, hit = hits[0]
                said = {
                    "name": group.name,
                    "external": found.estate.external_cycles[hit].name,
                    "changes_in": fy,
                    "from_month": months.first,
                    "until_month": months.until,
                }
            yield Looked(ref, said, (group.ref(), *(found.estate.external_cycles[hit].ref() for _, hit in hits)))


def _touches(each: ExternalCycle, group: Group) -> bool:
    is_zone = not each.zones or (group.zone is not None and group.zone.value in each.zones)
    return is_zone and (not each.categories or group.category in each.categories)


def _changes(each: ExternalCycle, months: MonthSpan) -> tuple[FiscalYear, ...]:
    """Fiscal years strictly inside the months of use: a change in the year of going into service is part of it."""
    first, last = months.first.fy + 1, months.until.fy
    repeats = range(_REPEATS) if each.every_years else range(1)
    years = (each.changes_in + (each.every_years or 0) * n for n in repeats)
    return tuple(fy for fy in years if first <= fy <= last)
