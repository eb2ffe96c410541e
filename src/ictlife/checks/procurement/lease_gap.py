"""Leases that end before the successor is there, or long after（賃貸借の空白・重複）."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ictlife.assessment import Assessment
from ictlife.base.text import Named
from ictlife.checks.look import Looked, check
from ictlife.checks.lookup import active_groups, next_renewal, started
from ictlife.fiscal.month import Month
from ictlife.lifecycle.limits import lease_end, month_after
from ictlife.model.asset import Group
from ictlife.model.contract import Contract
from ictlife.money.old_lease import LEASES, OWNED


@check(
    reads=("group", "contract"),
    params=("most_overlap_months",),
    says=("name", "contract", "ends_on", "in_service", "state", "months"),
)
def lease_gap(found: Assessment, *, most_overlap_months: int) -> Iterator[Looked]:
    """Look at every leased group: does its last lease reach until the next renewal, and not far beyond?

    A gap is the grave case, an overlap of more than so many months the lesser one. What is the town's own after
    the lease needs no other.
    """
    for group in active_groups(found.estate):
        renewal = next_renewal(found, group)
        last = _last_lease(found, group)
        if renewal is None or last is None:
            continue
        contract, end = last
        gap = 0 if contract.end_action in OWNED else renewal.in_service - month_after(end)
        overlap = Month.of(end) - renewal.in_service + 1
        said = None
        if gap > 0 or overlap > most_overlap_months:
            said = {
                "name": group.name,
                "contract": contract.name,
                "ends_on": end,
                "in_service": renewal.in_service,
                "state": Named("gap" if gap > 0 else "overlap", "lease_state"),
                "months": max(gap, overlap),
            }
        yield Looked(renewal.ref, said, (group.ref(), contract.ref("ends_on")), is_lesser=gap <= 0)


def _last_lease(found: Assessment, group: Group) -> tuple[Contract, date] | None:
    """The lease that ends last: a running one, or one of the present generation that has ended already."""
    start = started(found, group)
    since = min(start.last, found.as_of) if start else found.as_of
    ends = [
        (each, end)
        for each in found.estate.contracts_of.get(group.id, ())
        if each.kind in LEASES and (end := lease_end(each)) and end >= since
    ]
    return max(ends, key=lambda pair: (pair[1], pair[0].id), default=None)
