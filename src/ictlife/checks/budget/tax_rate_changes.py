"""Contracts inside whose term the consumption tax rate changes（契約期間中の税率変更）."""

from __future__ import annotations

from collections.abc import Iterator

from ictlife.assessment import Assessment
from ictlife.checks.look import Looked, check
from ictlife.money.tax import tax_rates
from ictlife.money.term import contract_term


@check(reads=("contract", "tax_rate"), says=("name", "changes_on", "from_percent", "to_percent"))
def tax_rate_changes(found: Assessment) -> Iterator[Looked]:
    """Look at every contract that still runs: does the rate change between its first and its last day?"""
    rates = tax_rates(found.estate)
    for contract in found.estate.contracts.values():
        term = contract_term(contract)
        if term is None or term.until < found.as_of:
            continue
        changes = [day for day in rates.days() if term.first < day <= term.until]
        said = None
        if changes and contract.tax_rate is None:
            said = {
                "name": contract.name,
                "changes_on": changes[-1],
                "from_percent": rates.at(term.first) or 0,
                "to_percent": rates.at(changes[-1]) or 0,
            }
        yield Looked(contract.ref("tax_rate"), said)
