"""Important assets in a zone that the network model does not allow for them（モデルと重要資産の置き場所）."""

from __future__ import annotations

from collections.abc import Iterator

from ictlife.assessment import Assessment
from ictlife.checks.look import Looked, check
from ictlife.checks.lookup import active_groups


@check(
    reads=("group", "city"),
    params=("zones", "classes", "network_models"),
    says=("name", "zone", "class_now", "model"),
)
def important_outside(
    found: Assessment, *, zones: list[str], classes: list[str], network_models: list[str]
) -> Iterator[Looked]:
    """Look at every group in one of `zones`: is its class too high for a town of these network models?"""
    model = found.estate.city.network_model
    if model is None:
        yield Looked(found.estate.city.ref("network_model"), is_unknown=True)
        return
    if model.value not in network_models:
        return
    for group in active_groups(found.estate):
        if group.zone is not None and group.zone.value in zones:
            level = group.confidentiality
            said = {"name": group.name, "zone": group.zone, "class_now": level, "model": model}
            is_high = level is not None and level.value in classes
            yield Looked(group.ref("zone"), said if is_high else None, is_unknown=level is None)
