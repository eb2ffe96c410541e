"""Rows of contracts that are signed（契約済みの予算行）, and of services assumed to go on until the renewal."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction
from functools import lru_cache

from ictlife.base.finding import Finding
from ictlife.base.reason import Reason
from ictlife.base.ref import Ref
from ictlife.base.yen import round_to
from ictlife.budget.explain import charge_reason
from ictlife.budget.headings import Headings, acquisition_of
from ictlife.budget.row import BudgetRow, Line
from ictlife.fiscal.month import FiscalYear, Month
from ictlife.model.asset import RenewalStatus
from ictlife.model.contract import Contract, ContractKind, CostKind, Per
from ictlife.model.estate import Estate
from ictlife.money.bridge import parallel_months
from ictlife.money.charge import Charge, Stage
from ictlife.money.contract_charges import Charges, Counting, contract_charges
from ictlife.money.spread import spread
from ictlife.money.tax import TaxRates, tax_rates
from ictlife.schedule.renewal import Schedule

_CONTINUING = (CostKind.MAINTENANCE, CostKind.CLOUD, CostKind.LINE, CostKind.LICENCE)
_OUTLIVING = (CostKind.LINE, CostKind.LICENCE)


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
    """Maintenance, cloud, lines and licences that end before their group is renewed, at the same price（継続見込）.

    A yearly contract is signed anew each April; a budget that ended with the last signed one would be too
    low by all of them. They stay estimates. Where they are lines of a lease, they go on after it, be the
    equipment re-leased or transferred. A service that has ended before `as_of`, or that another of its kind
    takes over, is not continued.
    """
    taken_over = {each.follows for each in frame.estate.contracts.values() if each.follows}
    latest = _latest_by_kind(frame.estate, running)
    for contract in frame.estate.contracts.values():
        charges = running.charges[contract.id]
        if contract.kind is ContractKind.PURCHASE or charges.term is None or charges.term.until < as_of:
            continue
        if contract.id in taken_over or latest[contract.kind, contract.groups] > charges.term.until:
            continue
        for charge in charges.charges:
            last = _needed_until(frame.estate, contract, charge.kind, schedule, until)
            if charge.kind in _CONTINUING and last and (on := _carried_on(charge, charges.term.until, last)):
                yield from rows_of(on, frame, subject_of(contract), contract.ref(), acquisition_of(contract.kind))


def _latest_by_kind(estate: Estate, running: Running) -> dict[tuple[ContractKind, tuple[str, ...]], date]:
    latest: dict[tuple[ContractKind, tuple[str, ...]], date] = {}
    for contract in estate.contracts.values():
        term = running.charges[contract.id].term
        if term:
            key = (contract.kind, contract.groups)
            latest[key] = max(latest.get(key, term.until), term.until)
    return latest


def _needed_until(
    estate: Estate, contract: Contract, kind: CostKind, schedule: Schedule, horizon: Month
) -> Month | None:
    """The last month in which a group of the contract still uses what it has now; None where none does.

    Maintenance ends with the equipment. Lines and licences do not: they go on, unless the price of the
    renewal holds new ones.
    """
    lasts: list[Month] = []
    for group_id in contract.groups:
        group = estate.groups.get(group_id)
        if group is None or group.renewal_status is RenewalStatus.ABOLISHED:
            continue
        renewals = schedule.by_group.get(group_id, ())
        priced = {each.kind for each in estate.estimates_of.get(group_id, ())}
        if renewals and (kind not in _OUTLIVING or kind in priced):
            lasts.append(min(horizon, renewals[0].in_service + (parallel_months(estate, group) - 1)))
        else:
            lasts.append(horizon)
    return max(lasts, default=None)


def _carried_on(charge: Charge, ended_on: date, last: Month) -> Charge | None:
    """The charge after its contract's end. What was paid once, or ended earlier, is not repeated."""
    if charge.until != ended_on or charge.first == charge.until or last.last <= ended_on:
        return None
    amount, per = charge.amount, charge.per
    if per is Per.TOTAL:
        months = Month.of(charge.until) - Month.of(charge.first) + 1
        amount, per = round_to(Fraction(amount, months), 1, charge.rounding), Per.MONTH
    return replace(
        charge,
        first=ended_on + timedelta(days=1),
        until=last.last,
        amount=amount,
        per=per,
        stage=Stage.CONTINUED,
        is_estimate=True,
    )
