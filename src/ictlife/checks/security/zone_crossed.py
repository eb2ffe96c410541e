"""Residents' data outside the zone they belong to（住民情報の置き場所）."""

from __future__ import annotations

from collections.abc import Iterator

from ictlife.assessment import Assessment
from ictlife.checks.look import Looked, check
from ictlife.checks.lookup import active_groups, attested


@check(
    reads=("group", "attestation"),
    params=("zones", "classes", "topic"),
    says=("name", "zone", "class_now"),
)
def zone_crossed(found: Assessment, *, zones: list[str], classes: list[str], topic: str) -> Iterator[Looked]:
    """Look at every group that holds residents' data: does it stand in one of `zones`?

    Elsewhere only with a recorded basis (cloud annex of the guideline, a decision of the CISO), which is a
    statement on `topic` about the group.
    """
    for group in active_groups(found.estate):
        is_classed = group.confidentiality is not None and group.confidentiality.value in classes
        if not (group.holds_resident_data and is_classed):
            continue
        if group.zone is None:
            yield Looked(group.ref("zone"), is_unknown=True)
            continue
        is_kept = group.zone.value in zones or attested(found, topic, group.id) is not None
        said = {
            "name": group.name,
            "zone": group.zone,
            "class_now": group.confidentiality,
        }
        yield Looked(group.ref("zone"), None if is_kept else said, (group.ref("holds_resident_data"),))
