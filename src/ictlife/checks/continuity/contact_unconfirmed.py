"""Emergency contacts that are missing or not confirmed（緊急連絡先）."""

from __future__ import annotations

from collections.abc import Iterator

from ictlife.assessment import Assessment
from ictlife.checks.look import Looked, check
from ictlife.fiscal.month import add_months
from ictlife.lifecycle.limits import lease_end
from ictlife.model.asset import Level
from ictlife.model.contract import ContractKind

_HELPERS = (ContractKind.MAINTENANCE, ContractKind.OUTSOURCING, ContractKind.CLOUD)


@check(
    reads=("contact", "contract", "group"),
    params=("most_months",),
    says=("name", "confirmed_on", "most_months"),
)
def contact_unconfirmed(found: Assessment, *, most_months: int) -> Iterator[Looked]:
    """Look at every contact, and at the vendors who keep 可用性2 and priority equipment: is there a fresh one?"""
    oldest = add_months(found.as_of, -most_months)
    contacts = found.estate.contacts.values()
    for contact in contacts:
        is_kept = contact.confirmed_on is not None and contact.confirmed_on >= oldest
        said = {"name": contact.name, "confirmed_on": contact.confirmed_on, "most_months": most_months}
        yield Looked(contact.ref("confirmed_on"), None if is_kept else said)
    reached = {contact.vendor for contact in contacts}
    for vendor, contract in sorted(_vendors(found).items()):
        said = {"name": vendor, "confirmed_on": None, "most_months": most_months}
        yield Looked(found.estate.contracts[contract].ref("vendor"), None if vendor in reached else said)


def _vendors(found: Assessment) -> dict[str, str]:
    """Vendor → the first running contract that makes it needed in an emergency."""
    important = {
        group.id for group in found.estate.groups.values() if group.is_priority or group.availability is Level.HIGH
    }
    vendors: dict[str, str] = {}
    for contract in found.estate.contracts.values():
        end = lease_end(contract)
        is_running = end is None or end >= found.as_of
        if contract.kind in _HELPERS and contract.vendor and is_running and important.intersection(contract.groups):
            vendors.setdefault(contract.vendor, contract.id)
    return vendors
