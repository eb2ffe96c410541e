"""Confidentiality classes that the guideline has given up（旧区分の機密性）."""

from __future__ import annotations

from collections.abc import Iterator

from ictlife.assessment import Assessment
from ictlife.checks.look import Looked, check
from ictlife.checks.lookup import active_groups


@check(reads=("group",), params=("classes",), says=("name", "class_now"))
def old_class(found: Assessment, *, classes: list[str]) -> Iterator[Looked]:
    """Look at every classified group: is its class one that is no longer used?"""
    for group in active_groups(found.estate):
        if group.confidentiality is not None:
            now = group.confidentiality.value
            said = {"name": group.name, "class_now": now} if now in classes else None
            yield Looked(group.ref("confidentiality"), said)
