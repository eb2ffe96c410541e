"""Re-leases without a price, without parts, or one too many（再リースの準備不足）."""

from __future__ import annotations

from collections.abc import Iterator

from ictlife.assessment import Assessment
from ictlife.base.text import named
from ictlife.checks.look import Looked, check
from ictlife.lifecycle.limits import lease_end
from ictlife.model.contract import Contract, ContractKind


@check(reads=("contract", "cost_line"), params=("most_times",), says=("name", "lacking", "times"))
def re_lease_unprepared(found: Assessment, *, most_times: int) -> Iterator[Looked]:
    """Look at re-leases, running or planned: is there a price, a guarantee of parts, and is it not yet another?

    A lease whose end is to be a re-lease counts, while no re-lease is entered for it.
    """
    contracts = found.estate.contracts
    followed = {each.follows for each in contracts.values()}
    for contract in contracts.values():
        end = lease_end(contract)
        if end is None or end < found.as_of:
            continue
        if contract.kind is ContractKind.RE_LEASE:
            times = _times(found, contract)
            lacking = [
                *(("amount",) if contract.amount is None and not _has_lines(found, contract) else ()),
                *(("has_parts_guarantee",) if not contract.has_parts_guarantee else ()),
                *(("follows",) if times > most_times else ()),
            ]
            said = {"name": contract.name, "lacking": named(lacking, "lacking"), "times": times} if lacking else None
            yield Looked(contract.ref(), said)
        elif contract.end_action == "re_lease":
            is_entered = contract.id in followed
            said = {"name": contract.name, "lacking": named(["amount"], "lacking"), "times": 1}
            yield Looked(contract.ref("end_action"), None if is_entered else said)


def _has_lines(found: Assessment, contract: Contract) -> bool:
    return bool(found.estate.cost_lines_of.get(contract.id))


def _times(found: Assessment, contract: Contract) -> int:
    """How many re-leases in a row this is; the reader has broken circles already."""
    times, before = 1, found.estate.contracts.get(contract.follows or "")
    while before is not None and before.kind is ContractKind.RE_LEASE and times < len(found.estate.contracts):
        times, before = times + 1, found.estate.contracts.get(before.follows or "")
    return times
