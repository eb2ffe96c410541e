"""Data without a copy in another place（遠隔地の複製）."""

from __future__ import annotations

from collections.abc import Iterator

from ictlife.assessment import Assessment
from ictlife.checks.look import Looked, check
from ictlife.checks.reach import copies_of, holders, is_off_site, refs
from ictlife.model.asset import Level


@check(
    reads=("group", "backup", "measure", "site", "node", "service"),
    params=("categories",),
    says=("name", "copies", "site"),
)
def copy_not_off_site(found: Assessment, *, categories: list[str]) -> Iterator[Looked]:
    """Look at every group whose data matter: is a copy kept in another building and another hazard zone?

    The lesser case is a group that is not 可用性2.
    """
    estate = found.estate
    for group in holders(estate, categories):
        home = estate.sites.get(group.site or "")
        copies = copies_of(found, group)
        if home is None and copies:
            yield Looked(group.ref("site"), is_unknown=True)
            continue
        apart = [is_off_site(estate, each, home) for each in copies] if home else []
        said = {"name": group.name, "copies": len(copies), "site": home.name if home else None}
        is_kept = any(apart)
        yield Looked(
            group.ref(),
            None if is_kept or None in apart else said,
            refs(copies),
            is_lesser=group.availability is not Level.HIGH,
            is_unknown=not is_kept and None in apart,
        )
