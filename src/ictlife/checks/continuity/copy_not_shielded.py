"""Data without a copy that malware cannot reach（隔離された複製）."""

from __future__ import annotations

from collections.abc import Iterator

from ictlife.assessment import Assessment
from ictlife.checks.look import Looked, check
from ictlife.checks.reach import copies_of, holders, refs


@check(reads=("group", "backup", "measure", "node", "service"), params=("categories",), says=("name", "copies"))
def copy_not_shielded(found: Assessment, *, categories: list[str]) -> Iterator[Looked]:
    """Look at every group whose data matter: is a copy off the network, or one that cannot be changed?"""
    for group in holders(found.estate, categories):
        copies = copies_of(found, group)
        is_kept = any(each.is_offline or each.is_immutable for each in copies)
        is_unknown = any(each.is_offline is None and each.is_immutable is None for each in copies)
        said = {"name": group.name, "copies": len(copies)}
        yield Looked(
            group.ref(),
            None if is_kept or is_unknown else said,
            refs(copies),
            is_unknown=is_unknown and not is_kept,
        )
