"""What contracts and renewals cost, and the thresholds they are held against（金額と基準）. Judges nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
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
    return _latest(each for each in estate.thresholds_of(kind) if each.from_on <= day)


def limit_of(found: Assessment, contract: Contract) -> Threshold | None:
    """The limit of a small negotiated contract: each counts from its first day by the event the town has ruled."""
    kind = NEGOTIATED.get(contract.kind, "negotiated_other")
    return _latest(
        each
        for each in found.estate.thresholds_of(kind)
        if each.from_on <= decided_on(contract, found.as_of, each.trigger or "contract")
    )


def _latest(held: Iterable[Threshold]) -> Threshold | None:
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


def decided_on(contract: Contract, as_of: date, trigger: str = "contract") -> date:
    """The day whose threshold counts（基準となる日）: of the notice, the approval or the signing.

    Where the event is not entered the next one known counts; a contract still to be made is decided now.
    """
    events = [contract.signed_on]
    if trigger in ("notice", "approval"):
        events.insert(0, contract.approved_on)
    if trigger == "notice":
        events.insert(0, contract.noticed_on)
    known = next((each for each in events if each), None)
    if known:
        return known.first
    return min(contract.starts_on.first, as_of) if contract.starts_on else as_of
