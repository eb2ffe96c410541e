"""Systems with a part that is needed before the whole（先行して要る機能）."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ictlife.assessment import Assessment
from ictlife.checks.look import Looked, check
from ictlife.checks.lookup import coming, preparation_of


@check(
    reads=("group", "preparation"),
    params=("needed_in", "months_ahead"),
    says=("name", "in_service", "needed_month"),
)
def early_module(found: Assessment, *, needed_in: Mapping[str, int], months_ahead: int) -> Iterator[Looked]:
    """Look at the coming renewals of systems that work towards the next fiscal year: is the early part planned?

    `needed_in` gives the month by which such a part is needed, by kind of business: what goes into service
    later in the fiscal year has to have it earlier than the rest.
    """
    for group, renewal in coming(found, months_ahead):
        month = needed_in.get(group.business)
        if month is None:
            continue
        needed = next(each for each in renewal.fy.months() if each.month == month)
        prepared = preparation_of(found, renewal)
        is_kept = renewal.in_service <= needed or (prepared is not None and bool(prepared.early_modules))
        said = {"name": group.name, "in_service": renewal.in_service, "needed_month": needed}
        yield Looked(renewal.ref, None if is_kept else said, (group.ref(),))
