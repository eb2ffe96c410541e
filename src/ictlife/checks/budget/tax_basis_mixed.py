"""Contracts whose amounts are part net and part gross, or do not say which（税抜・税込の混在）."""

from __future__ import annotations

from collections.abc import Iterator

from ictlife.assessment import Assessment
from ictlife.checks.look import Looked, check
from ictlife.model.contract import Contract, CostLine, TaxBasis


@check(reads=("contract", "cost_line"), says=("name", "net", "gross", "unstated"))
def tax_basis_mixed(found: Assessment) -> Iterator[Looked]:
    """Look at every contract with amounts: do they all say the same of tax?"""
    for contract in found.estate.contracts.values():
        lines = found.estate.cost_lines_of.get(contract.id, ())
        bases = _bases(contract, lines)
        if not bases:
            continue
        net, gross, unstated = (bases.count(each) for each in (TaxBasis.NET, TaxBasis.GROSS, None))
        said = None
        if unstated or (net and gross):
            said = {"name": contract.name, "net": net, "gross": gross, "unstated": unstated}
        yield Looked(contract.ref("tax_basis"), said, tuple(line.ref("tax_basis") for line in lines))


def _bases(contract: Contract, lines: tuple[CostLine, ...]) -> list[TaxBasis | None]:
    """What each amount says; a line without a word follows its contract."""
    bases = [line.tax_basis or contract.tax_basis for line in lines]
    if contract.amount is not None or contract.price is not None:
        bases.append(contract.tax_basis)
    return bases
