"""Dates set by others inside the life of equipment（外部の更改時期）."""

from __future__ import annotations

from collections.abc import Iterator

from ictlife.assessment import Assessment
from ictlife.base.ref import Ref
from ictlife.checks.look import Looked, check
from ictlife.checks.lookup import active_groups, ahead, lives
from ictlife.fiscal.month import FiscalYear, MonthSpan
from ictlife.model.asset import Group
from ictlife.model.plan import ExternalCycle

_REPEATS = 8
"""How often a repeating change is followed; enough for any horizon."""


@check(
    reads=("group", "external_cycle"),
    says=("external", "changes_in", "groups", "names"),
)
def external_cycle(found: Assessment) -> Iterator[Looked]:
    """Look at every change set by others: in whose months of use does it fall, with no assumption noted?

    Along the schedule: the generation now in service and each planned one that has begun to be prepared.
    One finding for each change, with the groups it meets.
    """
    groups = active_groups(found.estate)
    for each in found.estate.external_cycles.values():
        hits: dict[str, FiscalYear] = {}
        ends: dict[str, Ref] = {}
        is_looked = False
        for group in groups:
            for _, months in lives(found, group)[:2] if _touches(each, group) else ():
                is_looked = True
                years = _changes(each, months)
                if years and not group.network_assumption:
                    hits.setdefault(group.id, years[0])
                    ends |= {renewal.ref.id: renewal.ref for renewal in ahead(found, group)[:2]}
        said = {
            "external": each.name,
            "changes_in": min(hits.values(), default=None),
            "groups": len(hits),
            "names": tuple(found.estate.groups[group].name for group in hits),
        }
        if is_looked:
            related = (*(Ref("group", group) for group in hits), *ends.values())
            yield Looked(each.ref(), said if hits else None, related)


def _touches(each: ExternalCycle, group: Group) -> bool:
    is_zone = not each.zones or (group.zone is not None and group.zone.value in each.zones)
    return is_zone and (not each.categories or group.category in each.categories)


def _changes(each: ExternalCycle, months: MonthSpan) -> tuple[FiscalYear, ...]:
    """Fiscal years strictly inside the months of use: a change in the year of going into service is part of it."""
    first, last = months.first.fy + 1, months.until.fy
    repeats = range(_REPEATS) if each.every_years else range(1)
    years = (each.changes_in + (each.every_years or 0) * n for n in repeats)
    return tuple(fy for fy in years if first <= fy <= last)
