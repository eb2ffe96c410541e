"""Makers' maintenance that ends while the equipment is still to be used（保守期限を超える使用）."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ictlife.assessment import Assessment
from ictlife.base.ref import Ref
from ictlife.checks.look import Looked, check
from ictlife.checks.lookup import active_groups, use_rests_on, used_until
from ictlife.model.asset import Group, Level


@check(reads=("group", "asset", "contract"), says=("name", "ends_on", "used_until", "days", "rows"))
def maintenance_ends_in_use(found: Assessment) -> Iterator[Looked]:
    """Look along the schedule: do parts and maintenance end before the group is renewed?

    The lesser case is a group that is not 可用性2.
    """
    for group in active_groups(found.estate):
        ends = _ends(found, group)
        last = used_until(found, group)
        if not ends or last is None:
            yield Looked(group.ref("end_of_maintenance_on"), is_unknown=True)
            continue
        last = max(last, found.as_of)
        early = sorted((day, ref) for day, ref in ends if day < last)
        said = None
        if early:
            first = early[0][0]
            said = {
                "name": group.name,
                "ends_on": first,
                "used_until": last,
                "days": (last - first).days,
                "rows": len(early),
            }
        subject = early[0][1] if early else group.ref("end_of_maintenance_on")
        related = (group.ref(), *(ref for _, ref in early[1:]), *use_rests_on(found, group))
        yield Looked(subject, said, related, is_lesser=group.availability is not Level.HIGH)


def _ends(found: Assessment, group: Group) -> list[tuple[date, Ref]]:
    ends = [
        (asset.end_of_maintenance_on.last, asset.ref("end_of_maintenance_on"))
        for asset in found.estate.assets_of.get(group.id, ())
        if asset.end_of_maintenance_on
    ]
    if group.end_of_maintenance_on:
        ends.append((group.end_of_maintenance_on.last, group.ref("end_of_maintenance_on")))
    return ends
