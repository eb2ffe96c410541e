"""Stated totals and yearly figures that the amount and the term do not give（総額・年度別金額の不一致）."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ictlife.assessment import Assessment
from ictlife.base.dated import Dated
from ictlife.base.finding import Value
from ictlife.base.ref import Ref
from ictlife.base.yen import Yen
from ictlife.budget.commitments import Entries
from ictlife.checks.look import Looked, check
from ictlife.fiscal.month import FiscalYear
from ictlife.model.contract import Contract, TaxBasis
from ictlife.money.charge import Stage
from ictlife.money.contract_charges import Counting, contract_charges
from ictlife.money.spread import spread


@check(
    reads=("contract", "cost_line", "commitment"),
    params=("tolerance_yen",),
    says=("name", "stated", "computed", "difference", "first_year", "last_year"),
)
def totals_disagree(found: Assessment, *, tolerance_yen: int) -> Iterator[Looked]:
    """Look at every stated contract total, and at every yearly figure of a commitment with contracts."""
    counting = Counting.of(found.estate)
    for contract in found.estate.contracts.values():
        if contract.total is not None:
            yield _total(found, contract, counting, contract.total, tolerance_yen)
    under = Entries.of(found.estate).contracts
    for entry in found.estate.commitments.values():
        for each in entry.by_year if under[entry.id] else ():
            computed = _running(found, under[entry.id], each.fiscal_year)
            span = (each.fiscal_year, each.fiscal_year)
            said = _said(entry.name, each.amount, computed, span, tolerance_yen)
            yield Looked(entry.ref("by_year"), said, tuple(one.ref() for one in under[entry.id]))


def _total(found: Assessment, contract: Contract, counting: Counting, stated: Yen, tolerance: int) -> Looked:
    """The total in the contract's own tax basis: no tax is added and no rate changes it."""
    charges = contract_charges(found.estate, contract, counting)
    subject = contract.ref("total")
    if charges.term is None or not charges.charges:
        return Looked(subject, is_unknown=True)
    plain = (replace(charge, basis=TaxBasis.GROSS) for charge in charges.charges)
    computed = sum(amount for charge in plain for _, _, amount in spread(charge, Dated(())))
    span = (FiscalYear.of(charges.term.first), FiscalYear.of(charges.term.until))
    said = _said(contract.name, stated, computed, span, tolerance)
    return Looked(subject, said, (contract.ref("amount"),))


def _running(found: Assessment, contracts: tuple[Contract, ...], fy: FiscalYear) -> Yen:
    refs: list[Ref] = [contract.ref() for contract in contracts]
    rows = (row for ref in refs for row in found.budget.of_contract.get(ref, ()))
    return sum(row.amount for row in rows if row.fy == fy and row.stage is Stage.RUNNING)


def _said(
    name: str, stated: Yen, computed: Yen, span: tuple[FiscalYear, FiscalYear], tolerance: int
) -> dict[str, Value] | None:
    if abs(stated - computed) <= tolerance:
        return None
    return {
        "name": name,
        "stated": stated,
        "computed": computed,
        "difference": stated - computed,
        "first_year": span[0],
        "last_year": span[1],
    }
