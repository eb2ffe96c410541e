"""Small negotiated contracts above their limit（少額随意契約の限度額）."""

from __future__ import annotations

from collections.abc import Iterator

from ictlife.assessment import Assessment
from ictlife.base.text import Named
from ictlife.base.yen import Yen
from ictlife.checks.look import Looked, check
from ictlife.checks.prices import contract_per_year, contract_total, decided_on, limit_of
from ictlife.model.contract import Contract
from ictlife.model.fund import Threshold


@check(
    reads=("contract", "cost_line", "threshold", "city"),
    params=("award_methods",),
    says=("name", "amount_yen", "limit_yen", "decided_on", "basis"),
)
def negotiated_over_limit(found: Assessment, *, award_methods: list[str]) -> Iterator[Looked]:
    """Look at every contract awarded as a small one: is it within the limit of its kind on its day?

    Rent counts by the year or in total, as the town rules; where it has not ruled, a total above the limit
    is the lesser case.
    """
    for contract in found.estate.contracts.values():
        if contract.award_method not in award_methods:
            continue
        limit = limit_of(found, contract)
        amount, is_lesser = _amount(found, contract, limit)
        if limit is None or amount is None:
            yield Looked(contract.ref("award_method"), is_unknown=True)
            continue
        said = None
        if amount > limit.amount:
            said = {
                "name": contract.name,
                "amount_yen": amount,
                "limit_yen": limit.amount,
                "decided_on": decided_on(contract, found.as_of, limit.trigger or "contract"),
                "basis": Named(limit.basis or ("total" if is_lesser else "annual"), "rent_basis"),
            }
        yield Looked(contract.ref("award_method"), said, (limit.ref("amount"),), is_lesser=is_lesser)


def _amount(found: Assessment, contract: Contract, limit: Threshold | None) -> tuple[Yen | None, bool]:
    """The amount that is held against the limit, and whether it is only so on the stricter reading."""
    total, year = contract_total(found, contract), contract_per_year(found, contract)
    if limit is None or not limit.kind.endswith("lease") or limit.basis == "total":
        return total, False
    if limit.basis == "annual" or (year or 0) > limit.amount:
        return year, False
    return total, True
