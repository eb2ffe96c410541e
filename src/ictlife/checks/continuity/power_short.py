"""Sites whose emergency power is too short（非常用電源の不足）. Serves several rules."""

from __future__ import annotations

from collections.abc import Iterator

from ictlife.assessment import Assessment
from ictlife.checks.look import Looked, check
from ictlife.checks.lookup import active_groups
from ictlife.model.asset import Level


@check(
    reads=("site", "group"),
    params=("field", "least", "excused_by"),
    says=("name", "has", "least"),
)
def power_short(found: Assessment, *, field: str, least: int, excused_by: str | None = None) -> Iterator[Looked]:
    """Look at every site with equipment for priority work or 可用性2: is there at least so much of `field`?

    `excused_by` names a field that makes up for it, such as an agreement on fuel.
    """
    used = {
        group.site for group in active_groups(found.estate) if group.is_priority or group.availability is Level.HIGH
    }
    for site in found.estate.sites.values():
        if site.id in used:
            has = getattr(site, field)
            is_kept = has is not None and (has >= least or bool(excused_by and getattr(site, excused_by)))
            said = {"name": site.name, "has": has, "least": least}
            is_short = has is not None and not is_kept
            yield Looked(site.ref(field), said if is_short else None, is_unknown=has is None)
