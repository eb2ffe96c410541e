"""Leases without a clause on erasure（データ消去条項のない賃貸借）."""

from __future__ import annotations

from collections.abc import Iterator

from ictlife.assessment import Assessment
from ictlife.base.ref import Ref
from ictlife.checks.look import Looked, check
from ictlife.lifecycle.limits import lease_end
from ictlife.model.contract import ContractKind

_LEASES = (ContractKind.LEASE, ContractKind.RE_LEASE)


@check(reads=("contract", "asset"), says=("name", "vendor", "ends_on"))
def erasure_clause_missing(found: Assessment) -> Iterator[Looked]:
    """Look at every running lease of equipment with media: does it say who erases, and proves it?"""
    with_media = {asset.group for asset in found.estate.assets.values() if asset.media}
    for contract in found.estate.contracts.values():
        end = lease_end(contract)
        is_running = end is None or end >= found.as_of
        if contract.kind not in _LEASES or not is_running or not with_media.intersection(contract.groups):
            continue
        said = {"name": contract.name, "vendor": contract.vendor, "ends_on": end}
        yield Looked(
            contract.ref("has_erasure_clause"),
            said if contract.has_erasure_clause is False else None,
            tuple(Ref("group", group) for group in contract.groups),
            is_unknown=contract.has_erasure_clause is None,
        )
