"""Rows of contracts that are signed（契約済みの予算行）, and of services assumed to go on until the renewal."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from ictlife.base.finding import Finding
from ictlife.base.reason import Reason
from ictlife.base.ref import Ref
from ictlife.budget.explain import charge_reason
from ictlife.budget.headings import Headings, acquisition_of
from ictlife.budget.row import BudgetRow, Line
from ictlife.fiscal.month import FiscalYear, Month
from ictlife.model.contract import Contract
from ictlife.model.estate import Estate
from ictlife.money.charge import Charge
from ictlife.money.continued import services
from ictlife.money.contract_charges import Charges, Counting, contract_charges
from ictlife.money.spread import spread
from ictlife.money.tax import TaxRates, tax_rates
from ictlife.schedule.renewal import Schedule


@dataclass(frozen=True)
class Frame:
    """What every row needs of the estate: tax rates, headings, the way of counting."""

    estate: Estate
    rates: TaxRates
    headings: Headings
    counting: Counting

    @classmethod
    def of(cls, estate: Estate) -> Frame:
        """The frame of an estate."""
        return cls(estate, tax_rates(estate), Headings(estate), Counting.of(estate))


def rows_of(
    charge: Charge, frame: Frame, subject: Ref, contract: Ref, acquisition: str, *because: Reason
) -> list[BudgetRow]:
    """The rows of one charge, one for each fiscal year."""
    line = Line(
        subject=subject,
        contract=contract,
        kind=charge.kind,
        heading=frame.headings.of(charge.heading, charge.kind, acquisition),
        is_estimate=charge.is_estimate,
        reason=charge_reason(charge, *because),
        source=charge.source,
        stage=charge.stage,
    )
    return [BudgetRow(_fy(year), line, amount, months) for year, months, amount in spread(charge, frame.rates)]


@lru_cache(maxsize=512)
def _fy(start_year: int) -> FiscalYear:
    return FiscalYear(start_year)


def subject_of(contract: Contract) -> Ref:
    """The group a contract serves, or the contract itself where it serves several or none."""
    return Ref("group", contract.groups[0]) if len(contract.groups) == 1 else contract.ref()


@dataclass(frozen=True)
class Running:
    """The rows of signed contracts, the charges they came from, and what is wrong with them."""

    rows: tuple[BudgetRow, ...]
    charges: dict[str, Charges]
    findings: tuple[Finding, ...]


def running_rows(frame: Frame) -> Running:
    """Rows of every signed contract over its whole term, past years included（契約済み）."""
    rows: list[BudgetRow] = []
    charges: dict[str, Charges] = {}
    findings: list[Finding] = []
    for contract in frame.estate.contracts.values():
        found = contract_charges(frame.estate, contract, frame.counting)
        charges[contract.id] = found
        findings += found.findings
        subject, ref = subject_of(contract), contract.ref()
        acquisition = acquisition_of(contract.kind)
        for charge in found.charges:
            rows.extend(rows_of(charge, frame, subject, ref, acquisition))
    return Running(tuple(rows), charges, tuple(findings))


def continued_rows(
    frame: Frame, running: Running, schedule: Schedule, as_of: date, until: Month
) -> Iterator[BudgetRow]:
    """Services that end before their group is renewed go on at the same price（継続見込）. They stay estimates."""
    renewed = {group: renewals[0].in_service for group, renewals in schedule.by_group.items()}
    for service in services(frame.estate, running.charges, as_of):
        last = service.until(frame.estate, service.groups(frame.estate), renewed, until)
        if on := service.carried_on(last):
            contract = service.contract
            yield from rows_of(on, frame, subject_of(contract), contract.ref(), acquisition_of(contract.kind))
