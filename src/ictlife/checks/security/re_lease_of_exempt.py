"""Re-leases of what the old regime exempts（経過措置の対象の再リース）."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ictlife.assessment import Assessment
from ictlife.base.ref import Ref
from ictlife.checks.look import Looked, check
from ictlife.checks.lookup import started
from ictlife.model.contract import ContractKind


@check(reads=("group", "contract"), params=("regime_from",), says=("name", "contract", "starts_on"))
def re_lease_of_exempt(found: Assessment, *, regime_from: date) -> Iterator[Looked]:
    """Look at re-leases that begin under the new regime: was the equipment there before it?

    Whether a re-lease keeps the exemption of 附則2 is not said in the law: a person decides.
    """
    for contract in found.estate.contracts.values():
        begins = contract.starts_on
        if contract.kind is not ContractKind.RE_LEASE or begins is None:
            continue
        for group_id in contract.groups:
            group = found.estate.groups.get(group_id)
            start = started(found, group) if group else None
            if group is None or start is None:
                continue
            is_open = start.first < regime_from <= begins.first
            said = {"name": group.name, "contract": contract.name, "starts_on": begins} if is_open else None
            yield Looked(contract.ref("starts_on"), said, (Ref("group", group_id),))
