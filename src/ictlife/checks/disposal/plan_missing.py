"""Media near the end of their use without a plan for disposal（廃棄計画のない媒体）."""

from __future__ import annotations

from collections.abc import Iterator

from ictlife.assessment import Assessment
from ictlife.checks.look import Looked, check
from ictlife.planning.disposal import Departure


@check(
    reads=("group", "asset", "contract", "disposal"),
    params=("months_ahead",),
    says=("name", "media", "due_on", "days"),
)
def plan_missing(found: Assessment, *, months_ahead: int) -> Iterator[Looked]:
    """Look at the media that leave within so many months, or should have left: is their disposal planned?"""
    for each in found.departures:
        if each.is_within(found.as_of, months_ahead):
            yield Looked(each.group, _said(found, each), (each.renewal,) if each.renewal else ())


def _said(found: Assessment, each: Departure) -> dict[str, object] | None:
    if each.planned_on or each.done_on:
        return None
    return {
        "name": found.estate.groups[each.group.id].name,
        "media": each.media,
        "due_on": each.due_on,
        "days": (each.due_on - found.as_of).days,
    }
