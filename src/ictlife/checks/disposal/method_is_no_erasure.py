"""Methods that leave the data readable（抹消に当たらない方法）."""

from __future__ import annotations

from collections.abc import Iterator

from ictlife.assessment import Assessment
from ictlife.checks.look import Looked, check


@check(reads=("disposal",), params=("methods",), says=("name", "method"))
def method_is_no_erasure(found: Assessment, *, methods: list[str]) -> Iterator[Looked]:
    """Look at every disposal with a method: is it one that anyone can undo with ordinary tools?"""
    for disposal in found.estate.disposals.values():
        if disposal.method is not None:
            group = found.estate.groups.get(disposal.group)
            said = {"name": group.name if group else disposal.group, "method": disposal.method}
            yield Looked(disposal.ref("method"), said if disposal.method.value in methods else None)
