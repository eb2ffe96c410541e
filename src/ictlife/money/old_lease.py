"""The lease that carries a group now（現行賃貸借）, and what one month of its equipment costs."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from ictlife.base.yen import Yen, round_to
from ictlife.fiscal.month import Month
from ictlife.model.contract import ContractKind, CostKind, EndAction, Per
from ictlife.model.estate import Estate
from ictlife.money.bridge import OldLease
from ictlife.money.contract_charges import Charges

LEASES = (ContractKind.LEASE, ContractKind.RE_LEASE)
OWNED = (EndAction.FREE_TRANSFER, EndAction.PURCHASE)


def old_leases(estate: Estate, charges_of: Mapping[str, Charges]) -> dict[str, OldLease]:
    """Group → the lease of it that ends last.

    Args:
        estate: whose contracts.
        charges_of: contract id → its charges.
    """
    found: dict[str, OldLease] = {}
    for contract in estate.contracts.values():
        charges = charges_of[contract.id]
        if contract.kind not in LEASES or charges.term is None:
            continue
        for group in contract.groups:
            if group not in found or found[group].until < charges.term.until:
                found[group] = OldLease(
                    contract.ref("ends_on"), charges.term.until, monthly_fee(charges), contract.end_action in OWNED
                )
    return found


def monthly_fee(charges: Charges) -> Yen:
    """One month of the equipment, from its charges; tax as stated."""
    total = Fraction(0)
    for charge in charges.charges:
        if charge.kind in (CostKind.EQUIPMENT, CostKind.RE_LEASE):
            months = max(1, Month.of(charge.until) - Month.of(charge.first) + 1)
            parts = {Per.MONTH: 1, Per.YEAR: 12, Per.TOTAL: months}
            total += Fraction(charge.amount, parts[charge.per])
    return round_to(total, 1, charges.charges[0].rounding) if charges.charges else 0
