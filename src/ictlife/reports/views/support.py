"""Until when is each group supported, maintained and leased（サポート期限）, and does that reach its renewal."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from ictlife.base.ref import Ref
from ictlife.fiscal.when import When
from ictlife.model.asset import Group
from ictlife.model.contract import ContractKind
from ictlife.model.estate import Estate
from ictlife.model.product import Known, Product, SupportModel
from ictlife.reports.paper import Paper
from ictlife.reports.views.row import Row


def view_support(paper: Paper) -> list[Row]:
    """Every group that has a date of support, with its ends in order（サポート期限一覧）."""
    assessment = paper.assessment
    rows = []
    for group in assessment.estate.groups.values():
        renewals = assessment.schedule.by_group.get(group.id, ())
        renewal = next((each for each in renewals if each.in_service.first >= assessment.as_of), None)
        used_until = renewal.in_service.first if renewal else None
        ends = sorted(
            (_judged(end, assessment.as_of, used_until) for end in _ends(assessment.estate, group)),
            key=lambda end: (end["day"] or "9999", end["kind"], end["name"]),
        )
        if ends:
            rows.append(
                {
                    "ref": str(group.ref()),
                    "name": group.name,
                    "renewal": str(renewal.ref) if renewal else None,
                    "used_until": str(renewal.in_service) if renewal else None,
                    "ends": ends,
                    "state": min((end["state"] for end in ends), key=STATES.index),
                }
            )
    return rows


STATES = ("ended", "short", "unknown", "tba", "in_place", "ok")
"""Worst first: over on the as-of day, over before the renewal, not looked up, not announced, fine."""


def _judged(end: Row, as_of: date, used_until: date | None) -> Row:
    """The end with its state: does it reach the renewal（判定）. Unknown is never fine."""
    day = end.pop("on")
    if day is None:
        state = end["status"]
    elif end["is_in_place"]:
        state = "in_place"
    elif day < as_of:
        state = "ended"
    else:
        # An end on the eve of going into service leaves no gap.
        state = "short" if used_until is not None and day < used_until - timedelta(days=1) else "ok"
    return end | {"day": day.isoformat() if day else None, "state": state}


def _ends(estate: Estate, group: Group) -> Iterator[Row]:
    """Ends of security support, of maintenance and of leases."""
    products = [installed.product for installed in estate.software_of.get(group.id, ())]
    products += [asset.product for asset in estate.assets_of.get(group.id, ()) if asset.product]
    for product_id in dict.fromkeys(products):
        if product := estate.products.get(product_id):
            yield _end_of_product(product)
    kept_up = [(group.end_of_maintenance_on, group.ref("end_of_maintenance_on"))]
    kept_up += [
        (asset.end_of_maintenance_on, asset.ref("end_of_maintenance_on"))
        for asset in estate.assets_of.get(group.id, ())
    ]
    known = [(when, ref) for when, ref in kept_up if when]
    if known:
        when, ref = min(known, key=lambda each: each[0].last)
        yield _end("maintenance", ref, "", when)
    leases = [
        (contract.ends_on, contract)
        for contract in estate.contracts_of.get(group.id, ())
        if contract.kind in (ContractKind.LEASE, ContractKind.RE_LEASE) and contract.ends_on
    ]
    if leases:  # an earlier lease was followed by this one: its end is history
        ends_on, lease = max(leases, key=lambda each: (each[0].last, each[1].id))
        yield _end("lease", lease.ref("ends_on"), lease.name, ends_on)


def _end(kind: str, told_by: Ref, name: str, when: When) -> Row:
    return {
        "kind": kind,
        "ref": str(told_by.record),
        "told_by": str(told_by),
        "name": name,
        "status": "known",
        "is_in_place": False,
        "on": when.last,
    }


def _end_of_product(product: Product) -> Row:
    ends, field = product.end_of_security_support, "end_of_security_support"
    if not isinstance(ends, Known) and isinstance(product.end_of_life, Known):
        ends, field = product.end_of_life, "end_of_life"
    return {
        "kind": "support",
        "ref": str(product.ref()),
        "told_by": str(product.ref(field)),
        "name": product.name,
        "status": ends.status,
        "is_in_place": product.support_model is SupportModel.IN_PLACE,
        "on": ends.day if isinstance(ends, Known) else None,
    }
