"""What the preparation of a renewal leaves out（更新準備の不足）. Serves several rules."""

from __future__ import annotations

from collections.abc import Iterator

from ictlife.assessment import Assessment
from ictlife.base.text import named
from ictlife.checks.look import Looked, check
from ictlife.checks.lookup import coming, preparation_of


@check(
    reads=("group", "preparation"),
    params=("items", "flags", "categories", "months_ahead"),
    says=("name", "in_service", "lacking"),
)
def preparation_lacks(
    found: Assessment,
    *,
    months_ahead: int,
    items: list[str] | None = None,
    flags: list[str] | None = None,
    categories: list[str] | None = None,
) -> Iterator[Looked]:
    """Look at the coming renewals: are these items in the requirements, and these papers there?"""
    for group, renewal in coming(found, months_ahead):
        if categories and group.category not in categories:
            continue
        prepared = preparation_of(found, renewal)
        lacking = [item for item in items or () if prepared is None or item not in prepared.requirements]
        lacking += [flag for flag in flags or () if prepared is None or not getattr(prepared, flag)]
        said = {"name": group.name, "in_service": renewal.in_service, "lacking": named(lacking, "lacking")}
        related = (group.ref(), *((prepared.ref(),) if prepared else ()))
        yield Looked(renewal.ref, said if lacking else None, related)
