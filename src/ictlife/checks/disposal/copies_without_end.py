"""Copies of retired systems that nobody has set an end for（複製の保存期限）."""

from __future__ import annotations

from collections.abc import Iterator

from ictlife.assessment import Assessment
from ictlife.checks.look import Looked, check


@check(reads=("disposal", "group"), says=("name", "copies_until", "done_on"))
def copies_without_end(found: Assessment) -> Iterator[Looked]:
    """Look at every disposal that is done: is there an end for its copies, and has it not passed unnoticed?"""
    for disposal in found.estate.disposals.values():
        if disposal.done_on is None or disposal.done_on > found.as_of:
            continue
        group = found.estate.groups.get(disposal.group)
        said = {
            "name": group.name if group else disposal.group,
            "copies_until": disposal.copies_until,
            "done_on": disposal.done_on,
        }
        yield Looked(disposal.ref("copies_until"), None if disposal.copies_until else said)
