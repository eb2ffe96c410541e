"""The charges of a signed contract（契約の費目）: its own amount and its cost lines, and what is wrong with them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction

from ictlife.base.finding import Finding
from ictlife.base.ref import Ref
from ictlife.base.yen import Remainder, Rounding, round_to
from ictlife.fiscal.month import add_months, end_of_term
from ictlife.model.city import City, PartialMonth
from ictlife.model.contract import Contract, ContractKind, CostKind, CostLine, Per, TaxBasis
from ictlife.model.estate import Estate
from ictlife.money.charge import Charge
from ictlife.money.term import LONGEST_MONTHS, Term, contract_term, stated_months_differ

HIGHEST_YEN = 10**12
"""More than any municipality's whole budget for ICT: an amount above it is a slip of the unit."""

_KINDS = {
    ContractKind.PURCHASE: CostKind.EQUIPMENT,
    ContractKind.LEASE: CostKind.EQUIPMENT,
    ContractKind.RE_LEASE: CostKind.RE_LEASE,
    ContractKind.MAINTENANCE: CostKind.MAINTENANCE,
    ContractKind.OUTSOURCING: CostKind.MAINTENANCE,
    ContractKind.CLOUD: CostKind.CLOUD,
    ContractKind.LINE: CostKind.LINE,
    ContractKind.LICENCE: CostKind.LICENCE,
}

_ONCE = (CostKind.BUILD, CostKind.ONE_OFF, CostKind.DISPOSAL)
"""Paid once where the amount is a total and nothing is said of a term."""


@dataclass(frozen=True, slots=True)
class Counting:
    """How a contract is counted（計算方法）: the contract's own way, else the municipality's."""

    rounding: Rounding = Rounding.DOWN
    remainder: Remainder = Remainder.RUNNING
    partial: PartialMonth = PartialMonth.CALENDAR_DAYS

    @classmethod
    def of(cls, estate: Estate) -> Counting:
        """The municipality's."""
        city = next(iter(estate.cities.values()), None)
        return cls.of_city(city) if city else cls()

    @classmethod
    def of_city(cls, city: City) -> Counting:
        """From the city's settings."""
        return cls(city.rounding, city.remainder, city.partial_month)

    def for_contract(self, contract: Contract) -> Counting:
        """With what the contract says of its own."""
        if contract.rounding is None and contract.remainder is None:
            return self
        return replace(
            self,
            rounding=contract.rounding or self.rounding,
            remainder=contract.remainder or self.remainder,
        )


@dataclass(frozen=True, slots=True)
class Charges:
    """The charges of one contract with its term; `term` is None where nothing can be computed."""

    term: Term | None
    charges: tuple[Charge, ...]
    findings: tuple[Finding, ...]


def contract_charges(estate: Estate, contract: Contract, counting: Counting) -> Charges:
    """What a contract costs, line by line（契約の費目）. What cannot be counted is a finding, never a guess."""
    term = contract_term(contract)
    findings = list(_term_findings(contract, term))
    if term is None or term.until < term.first:
        return Charges(None, (), tuple(findings))
    counting = counting.for_contract(contract)
    charges: list[Charge] = []
    lines = estate.cost_lines_of.get(contract.id, ())
    if own := _own(contract, term, counting, findings, bool(lines)):
        charges.append(own)
    for line in lines:
        if charge := _line(contract, line, term, counting, findings):
            charges.append(charge)
    return Charges(term, tuple(charges), tuple(findings))


def _term_findings(contract: Contract, term: Term | None) -> Iterator[Finding]:
    if contract.term_months is not None and not 0 < contract.term_months <= LONGEST_MONTHS:
        yield Finding("BUD008", contract.ref("term_months"), {"value": contract.term_months})
    if term is None:
        yield Finding("BUD007", contract.ref("ends_on" if contract.starts_on else "starts_on"), {})
    elif term.until < term.first:
        yield Finding("BUD016", contract.ref("ends_on"), {"first": term.first, "until": term.until})
    else:
        computed = stated_months_differ(contract.starts_on, contract.ends_on, contract.term_months)
        if computed is not None:
            params = {"stated": contract.term_months, "computed": computed}
            yield Finding("BUD006", contract.ref("term_months"), params)


def _own(
    contract: Contract, term: Term, counting: Counting, findings: list[Finding], has_lines: bool
) -> Charge | None:
    amount, per, source = _own_amount(contract, counting)
    if amount is None:
        if not has_lines:
            findings.append(Finding("BUD011", source, {}))
        return None
    if not _is_plausible(source, amount, contract.quantity, findings):
        return None
    if contract.kind is ContractKind.PURCHASE:
        # A purchase is paid when it is delivered, whatever guarantee runs on after it.
        term = Term(term.first, term.first)
        per = Per.TOTAL
    return _charge(contract, None, _KINDS[contract.kind], source, term, amount, per, counting)


def _own_amount(contract: Contract, counting: Counting) -> tuple[int | None, Per, Ref]:
    """The contract's amount for all units, or its monthly fee by lease rate（料率）."""
    if contract.amount is not None:
        return contract.amount * contract.quantity, contract.per, contract.ref("amount")
    if contract.lease_rate is not None and contract.price is not None:
        fee = Fraction(contract.price * contract.quantity) * Fraction(contract.lease_rate) / 100
        return round_to(fee, 1, counting.rounding), Per.MONTH, contract.ref("lease_rate")
    return None, contract.per, contract.ref("amount")


def _is_plausible(source: Ref, amount: int, quantity: int, findings: list[Finding]) -> bool:
    if quantity <= 0:
        findings.append(Finding("BUD008", source.at("quantity"), {"value": quantity}))
        return False
    if not 0 <= amount <= HIGHEST_YEN:
        findings.append(Finding("BUD008", source, {"value": amount}))
        return False
    return True


def _line(
    contract: Contract, line: CostLine, whole: Term, counting: Counting, findings: list[Finding]
) -> Charge | None:
    source = line.ref("amount")
    amount = line.amount * line.quantity
    if not _is_plausible(source, amount, line.quantity, findings):
        return None
    term = _line_term(line, whole)
    if term.until < term.first:
        findings.append(Finding("BUD016", line.ref("ends_on"), {"first": term.first, "until": term.until}))
        return None
    # A build is paid before service begins, a disposal after it ends: these may lie outside the term.
    is_bound = line.kind not in _ONCE and contract.kind is not ContractKind.PURCHASE
    if is_bound and (term.until > whole.until or term.first < whole.first):
        said = "ends_on" if line.ends_on else "term_months" if line.term_months else "starts_on"
        params = {"until": term.until, "contract_until": whole.until, "contract": contract.ref()}
        findings.append(Finding("BUD009", line.ref(said), params, related=(contract.ref(),)))
        return None
    return _charge(contract, line, line.kind, source, term, amount, line.per, counting)


def _line_term(line: CostLine, whole: Term) -> Term:
    first = line.starts_on.first if line.starts_on else add_months(whole.first, line.starts_after_months)
    if line.ends_on:
        return Term(first, line.ends_on.last)
    if line.term_months:
        return Term(first, end_of_term(first, line.term_months))
    if line.kind in _ONCE and line.per is Per.TOTAL:
        # A disposal falls on the day after the end, so its fiscal year may be the next one.
        day = whole.until + timedelta(days=1) if line.kind is CostKind.DISPOSAL else first
        day = line.starts_on.first if line.starts_on else day
        return Term(day, day)
    return Term(first, whole.until)


def _charge(
    contract: Contract,
    line: CostLine | None,
    kind: CostKind,
    source: Ref,
    term: Term,
    amount: int,
    per: Per,
    counting: Counting,
) -> Charge:
    basis = (line and line.tax_basis) or contract.tax_basis or TaxBasis.GROSS
    fixed = line.tax_rate if line and line.tax_rate is not None else contract.tax_rate
    return Charge(
        source=source,
        kind=kind,
        first=term.first,
        until=term.until,
        amount=amount,
        per=per,
        basis=basis,
        stated_on=_stated_on(contract, term),
        fixed_rate=None if fixed is None else Fraction(fixed),
        rounding=counting.rounding,
        remainder=counting.remainder,
        partial=counting.partial,
        heading=(line and line.heading) or contract.heading,
    )


def _stated_on(contract: Contract, term: Term) -> date:
    """The day whose tax rate a gross amount holds: the first on which it is paid."""
    return contract.starts_on.first if contract.starts_on else term.first
