"""Fields that a record must have（必須項目の未記入）. Serves several rules."""

from __future__ import annotations

from collections.abc import Iterator

from ictlife.assessment import Assessment
from ictlife.base.text import named
from ictlife.checks.look import Looked, check
from ictlife.checks.lookup import active_groups


@check(reads=("group",), params=("fields",), says=("name", "fields"))
def fields_missing(found: Assessment, *, fields: list[str]) -> Iterator[Looked]:
    """Look at every active group: is each of these fields filled in?"""
    for group in active_groups(found.estate):
        empty = [field for field in fields if getattr(group, field, None) in (None, "", ())]
        said = {"name": group.name, "fields": named(empty, "lacking")} if empty else None
        yield Looked(group.ref(empty[0] if empty else ""), said)
