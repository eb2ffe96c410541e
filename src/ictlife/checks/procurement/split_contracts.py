"""Contracts split so that each stays below the limit（分割発注の疑い）."""

from __future__ import annotations

from collections.abc import Iterator

from ictlife.assessment import Assessment
from ictlife.checks.look import Looked, check
from ictlife.checks.prices import contract_total, decided_on, limit_of
from ictlife.fiscal.month import Month
from ictlife.model.contract import Contract, ContractKind


@check(
    reads=("contract", "cost_line", "threshold", "city"),
    params=("award_methods",),
    says=("vendor", "month", "contracts", "amount_yen", "limit_yen"),
)
def split_contracts(found: Assessment, *, award_methods: list[str]) -> Iterator[Looked]:
    """Look at small contracts of one kind with one vendor in one month: do they exceed the limit together?"""
    alike: dict[tuple[str, ContractKind, Month], list[Contract]] = {}
    for contract in found.estate.contracts.values():
        if contract.award_method in award_methods and contract.vendor:
            month = Month.of(decided_on(contract, found.as_of))
            alike.setdefault((contract.vendor, contract.kind, month), []).append(contract)
    for (vendor, _, month), contracts in alike.items():
        limit = limit_of(found, contracts[0])
        amounts = [contract_total(found, each) or 0 for each in contracts]
        said = None
        if limit and len(contracts) > 1 and max(amounts) <= limit.amount < sum(amounts):
            said = {
                "vendor": vendor,
                "month": month,
                "contracts": len(contracts),
                "amount_yen": sum(amounts),
                "limit_yen": limit.amount,
            }
        yield Looked(contracts[0].ref(), said, tuple(each.ref() for each in contracts[1:]))
