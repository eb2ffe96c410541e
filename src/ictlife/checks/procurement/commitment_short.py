"""Commitments that do not cover their contracts（債務負担行為の不足）."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from ictlife.assessment import Assessment
from ictlife.base.yen import Yen
from ictlife.budget.commitments import Entries, signed_in, tax_rises
from ictlife.checks.look import Looked, check
from ictlife.checks.lookup import running_contracts
from ictlife.fiscal.month import FiscalYear
from ictlife.model.contract import Contract, LegalBasis
from ictlife.model.fund import Commitment
from ictlife.money.charge import Stage
from ictlife.money.term import Term


@check(
    reads=("contract", "commitment"),
    says=("name", "signed_in", "last_year", "bound", "decided_in", "covered_until", "limit"),
)
def commitment_short(found: Assessment) -> Iterator[Looked]:
    """Look at every running contract under 債務負担行為: set in the year of signing, long and high enough?"""
    under = Entries.of(found.estate)
    changes: dict[str, list[Commitment]] = {}
    for entry in found.estate.commitments.values():
        if entry.replaces:
            changes.setdefault(entry.replaces, []).append(entry)
    for contract, term in running_contracts(found):
        entries = _entries(under, changes, contract)
        if contract.legal_basis is LegalBasis.COMMITMENT or entries:
            yield _look(found, contract, term, entries, under)


def _entries(under: Entries, changes: Mapping[str, list[Commitment]], contract: Contract) -> list[Commitment]:
    """The entries of a contract, and those that change one of them（変更後の債務負担行為を含む）."""
    named = {entry.id: entry for entry in under.of_contract.get(contract.id, ())}
    changed = {entry.id: entry for identifier in named for entry in changes.get(identifier, ())}
    return list((named | changed).values())


def _look(found: Assessment, contract: Contract, term: Term, entries: Sequence[Commitment], under: Entries) -> Looked:
    signed = signed_in(contract) or FiscalYear.of(term.first)
    last = FiscalYear.of(term.until)
    # A changed entry stands in the place of the old one; further entries, as after a tax rise, add to it.
    replaced = {entry.replaces for entry in entries}
    valid = [entry for entry in entries if entry.id not in replaced]
    limit = sum(entry.limit for entry in valid)
    covered = max((entry.last_year for entry in valid), default=None)
    bound = _bound(found, valid, under, contract, signed)
    unit = found.estate.city.report_unit_yen
    is_kept = (
        any(entry.decided_in == signed for entry in entries)
        and covered is not None
        and covered >= last
        # Limits are voted in thousands: what is lost below one is no shortfall.
        and bound - limit < unit
    )
    said = None
    if last > signed and not is_kept:
        said = {
            "name": contract.name,
            "signed_in": signed,
            "last_year": last,
            "bound": bound,
            "decided_in": tuple(entry.decided_in for entry in entries) or None,
            "covered_until": covered,
            "limit": limit,
        }
    return Looked(contract.ref("commitment"), said, tuple(entry.ref() for entry in entries))


def _bound(
    found: Assessment, valid: Sequence[Commitment], under: Entries, contract: Contract, signed: FiscalYear
) -> Yen:
    """What all contracts under these entries cost after the year of signing.

    A tax rise in or before the year in which an entry was added for it is paid from those years' own budgets.
    """
    contracts = {each.id: each for entry in valid for each in under.contracts[entry.id]} or {contract.id: contract}
    rows = (row for each in contracts.values() for row in found.budget.of_contract.get(each.ref(), ()))
    whole = sum(row.amount for row in rows if row.fy > signed and row.stage is Stage.RUNNING)
    added = max((entry.decided_in for entry in valid if under.is_added(entry)), default=None)
    if added is None:
        return whole
    rises = tax_rises(found.estate, contracts.values())
    return whole - sum(yen for fy, yen in rises.items() if signed < fy <= added)
