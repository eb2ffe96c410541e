"""What contracts and renewals cost, and the thresholds they are held against（金額と基準）. Judges nothing."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from ictlife.assessment import Assessment
from ictlife.base.yen import Yen
from ictlife.model.contract import Contract, ContractKind
from ictlife.model.estate import Estate
from ictlife.model.fund import Threshold

NEGOTIATED: Mapping[ContractKind, str] = {
    ContractKind.PURCHASE: "negotiated_purchase",
    ContractKind.LEASE: "negotiated_lease",
    ContractKind.RE_LEASE: "negotiated_lease",
}
"""Kind of contract → kind of threshold; all other contracts are その他."""


def threshold(estate: Estate, kind: str, day: date) -> Threshold | None:
    """The threshold of a kind in force on `day`: the one of the town's own body type, else the general one."""
    body = estate.city.body_type.value
    found = [each for each in estate.thresholds.values() if each.kind == kind]
    own = [each for each in found if each.body_type == body] or [each for each in found if each.body_type is None]
    held = [each for each in own if each.from_on <= day]
    return max(held, key=lambda each: (each.from_on, each.id), default=None)


def contract_total(found: Assessment, contract: Contract) -> Yen | None:
    """Everything the contract costs over its term, tax included; None where no amount is known."""
    rows = found.budget.of_contract.get(contract.ref(), ())
    return sum(row.amount for row in rows) if rows else None


def contract_per_year(found: Assessment, contract: Contract) -> Yen | None:
    """What it costs in its dearest fiscal year: a year's rent（年額）."""
    by_year: dict[int, Yen] = {}
    for row in found.budget.of_contract.get(contract.ref(), ()):
        by_year[row.fy.start_year] = by_year.get(row.fy.start_year, 0) + row.amount
    return max(by_year.values(), default=None)


def decided_on(contract: Contract, as_of: date) -> date:
    """The day whose threshold counts（基準となる日）: of signing; a contract still to be signed is decided now."""
    if contract.signed_on:
        return contract.signed_on.first
    return min(contract.starts_on.first, as_of) if contract.starts_on else as_of
