"""Disposals without certificate or attending staff（廃棄の証明・立会い）."""

from __future__ import annotations

from collections.abc import Iterator

from ictlife.assessment import Assessment
from ictlife.base.text import named
from ictlife.checks.look import Looked, check


@check(
    reads=("disposal", "group"),
    params=("most_days", "fields"),
    says=("name", "done_on", "days", "lacking"),
)
def record_missing(found: Assessment, *, most_days: int, fields: list[str]) -> Iterator[Looked]:
    """Look at every disposal that is done: so many days later, is everything on record?"""
    for disposal in found.estate.disposals.values():
        if disposal.done_on is None or disposal.done_on > found.as_of:
            continue
        days = (found.as_of - disposal.done_on).days
        lacking = [field for field in fields if not getattr(disposal, field)]
        group = found.estate.groups.get(disposal.group)
        said = {
            "name": group.name if group else disposal.group,
            "done_on": disposal.done_on,
            "days": days,
            "lacking": named(lacking, "lacking"),
        }
        yield Looked(disposal.ref(lacking[0] if lacking else ""), said if lacking and days > most_days else None)
