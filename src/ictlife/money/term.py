"""From when until when a contract runs（契約期間）: any two of start, end and months give the third."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from ictlife.fiscal.month import Month, add_months, end_of_term
from ictlife.fiscal.when import When
from ictlife.model.contract import Contract, ContractKind, LegalBasis

LONGEST_MONTHS = 240
"""No contract of a municipality for equipment runs longer; a longer term is a slip of the pen."""


@dataclass(frozen=True, slots=True)
class Term:
    """The first and the last day of a contract or line（契約期間）."""

    first: date
    until: date

    @property
    def months(self) -> int:
        """Calendar months it touches."""
        return Month.of(self.until) - Month.of(self.first) + 1


def term_of(starts_on: When | None, ends_on: When | None, months: int | None) -> Term | None:
    """The term from any two of its three statements; the dates win over the months. None where too little is said.

    A start written as a month means its first day, an end its last: 60 months from March 2023 end on
    29 February 2028.
    """
    if starts_on and ends_on:
        return Term(starts_on.first, ends_on.last)
    if not months or months < 0:
        return None
    if starts_on:
        return Term(starts_on.first, end_of_term(starts_on.first, months))
    if ends_on:
        return Term(add_months(ends_on.last + timedelta(days=1), -months), ends_on.last)
    return None


def contract_term(contract: Contract) -> Term | None:
    """The term of a contract（契約期間）.

    One bound to a single year ends with it（会計年度独立, 地方自治法208条）; a purchase is over when delivered.
    """
    term = term_of(contract.starts_on, contract.ends_on, contract.term_months)
    if term is None and contract.starts_on:
        if contract.kind is ContractKind.PURCHASE:
            return Term(contract.starts_on.first, contract.starts_on.first)
        if contract.legal_basis is LegalBasis.SINGLE_YEAR:
            return Term(contract.starts_on.first, contract.starts_on.first_month.fy.last)
    return term


def stated_months_differ(starts_on: When | None, ends_on: When | None, months: int | None) -> int | None:
    """The months that the dates give, where they are not the months stated（期間の不一致）; else None."""
    if not (starts_on and ends_on and months is not None) or ends_on.last < starts_on.first:
        return None
    if months > 0 and end_of_term(starts_on.first, months) == ends_on.last:
        return None
    span = Month.of(ends_on.last) - Month.of(starts_on.first) + 1
    return span if span != months or starts_on.first.day == 1 else span - 1
