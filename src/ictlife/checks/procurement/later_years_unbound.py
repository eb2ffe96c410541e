"""Contracts over several fiscal years that nothing allows（複数年契約の根拠）."""

from __future__ import annotations

from collections.abc import Iterator

from ictlife.assessment import Assessment
from ictlife.budget.commitments import Entries
from ictlife.checks.look import Looked, check
from ictlife.checks.lookup import running_contracts
from ictlife.fiscal.month import FiscalYear
from ictlife.model.contract import LegalBasis


@check(reads=("contract", "commitment"), says=("name", "signed_in", "last_year", "years"))
def later_years_unbound(found: Assessment) -> Iterator[Looked]:
    """Look at every running contract that reaches into a later year: what binds that year?"""
    committed = Entries.of(found.estate).of_contract
    for contract, term in running_contracts(found):
        first, last = FiscalYear.of(term.first), FiscalYear.of(term.until)
        if last == first:
            continue
        said = None
        if contract.legal_basis in (None, LegalBasis.SINGLE_YEAR) and contract.id not in committed:
            said = {"name": contract.name, "signed_in": first, "last_year": last, "years": last - first + 1}
        yield Looked(contract.ref("legal_basis"), said)
