"""Purchases that need a vote of the assembly and have none in their steps（議決の要る取得）."""

from __future__ import annotations

from collections.abc import Iterator

from ictlife.assessment import Assessment
from ictlife.checks.look import Looked, check
from ictlife.checks.lookup import coming, preparation_of
from ictlife.checks.prices import threshold
from ictlife.model.asset import Acquisition
from ictlife.money.renewal_cost import successor_acquisition


@check(
    reads=("group", "threshold", "lead_time", "preparation", "city", "estimate"),
    params=("step", "months_ahead"),
    says=("name", "in_service", "amount_yen", "limit_yen"),
)
def vote_missing(found: Assessment, *, step: str, months_ahead: int) -> Iterator[Looked]:
    """Look at the coming purchases: over the threshold, is there a step for the vote, or a day of it?"""
    voted = {each.renewal for each in found.milestones if each.step == step}
    for group, renewal in coming(found, months_ahead):
        if successor_acquisition(found.estate, group) is not Acquisition.PURCHASE:
            continue
        limit = threshold(found.estate, "assembly_purchase", renewal.in_service.first)
        rows = [row for row in found.budget.of_contract.get(renewal.ref, ()) if row.kind == "equipment"]
        amount = sum(row.amount for row in rows)
        if limit is None or not amount:
            yield Looked(renewal.ref, related=(group.ref(),), is_unknown=True)
            continue
        prepared = preparation_of(found, renewal)
        is_kept = amount < limit.amount or renewal.ref in voted or (prepared is not None and prepared.vote_on)
        said = {
            "name": group.name,
            "in_service": renewal.in_service,
            "amount_yen": amount,
            "limit_yen": limit.amount,
        }
        related = (group.ref(), limit.ref("amount"), *dict.fromkeys(row.ref for row in rows))
        yield Looked(renewal.ref, None if is_kept else said, related)
