"""What binds later years（後年度負担）: 債務負担行為, 長期継続契約, 継続費, and those that renewals will need."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from ictlife.base.ref import Ref
from ictlife.base.yen import Yen
from ictlife.budget.difference import tax_change
from ictlife.budget.row import BudgetRow, CommitmentRow, Line
from ictlife.fiscal.bizday import BusinessCalendar
from ictlife.fiscal.month import FiscalYear, Month
from ictlife.model.asset import Acquisition
from ictlife.model.contract import Contract, CostKind, LegalBasis
from ictlife.model.estate import Estate
from ictlife.model.fund import Commitment, ContinuingExpense
from ictlife.model.policy import LeadTime, Step
from ictlife.money.charge import Stage
from ictlife.money.renewal_cost import successor_acquisition
from ictlife.schedule.renewal import Renewal, Schedule
from ictlife.schedule.steps_of import steps_of
from ictlife.steps.count_back import CONTRACT, business_calendar, count_back, voted_for

_BOUND = (Acquisition.LEASE, Acquisition.CLOUD, Acquisition.OUTSOURCING, Acquisition.MAINTENANCE)
"""Ways of acquisition that bind more than one year."""
_ONE_CONTRACT = (CostKind.EQUIPMENT, CostKind.CLOUD, CostKind.MAINTENANCE)


def commitment_rows(
    estate: Estate, schedule: Schedule, rows: Mapping[Ref, Sequence[BudgetRow]]
) -> Iterator[CommitmentRow]:
    """All decisions that bind later years: voted ones, long-term contracts, and what renewals will need."""
    entries = Entries.of(estate)
    for entry in estate.commitments.values():
        yield _voted(estate, entry, entries, rows)
    for expense in estate.continuing_expenses.values():
        yield _continuing(expense)
    for contract in estate.contracts.values():
        if contract.legal_basis is LegalBasis.LONG_TERM_CONTRACT:
            yield from _long_term(contract, rows.get(contract.ref(), ()))
    signing = _Signing(estate, business_calendar(estate))
    for renewal in schedule.renewals:
        yield from _needed(estate, renewal, rows.get(renewal.ref, ()), signing)


@dataclass(frozen=True)
class Entries:
    """Which contracts stand under which entry（債務負担行為と契約の対応）: an entry names its contracts, or they it."""

    contracts: Mapping[str, tuple[Contract, ...]]
    """Entry → its contracts."""
    of_contract: Mapping[str, tuple[Commitment, ...]]
    """Contract → its entries."""

    @classmethod
    def of(cls, estate: Estate) -> Entries:
        """Of all entries of the estate."""
        under: dict[str, dict[str, Contract]] = {entry: {} for entry in estate.commitments}
        for entry in estate.commitments.values():
            for identifier in entry.contracts:
                if contract := estate.contracts.get(identifier):
                    under[entry.id][identifier] = contract
        for contract in estate.contracts.values():
            if contract.commitment in under:
                under[contract.commitment][contract.id] = contract
        for entry in estate.commitments.values():
            if entry.replaces in under and not under[entry.id]:
                under[entry.id] = under[entry.replaces]  # a change is for the same contracts unless it names its own
        above: dict[str, list[Commitment]] = {}
        for identifier, contracts in under.items():
            for each in contracts:
                above.setdefault(each, []).append(estate.commitments[identifier])
        return cls(
            {entry: tuple(contracts.values()) for entry, contracts in under.items()},
            {contract: tuple(entries) for contract, entries in above.items()},
        )

    def beside(self, entry: Commitment) -> tuple[Commitment, ...]:
        """All entries of the contracts of one, itself included."""
        found = {each.id: each for contract in self.contracts[entry.id] for each in self.of_contract[contract.id]}
        return tuple(found.values())

    def is_added(self, entry: Commitment) -> bool:
        """Whether it adds to an earlier one of the same contract, as after a tax rise（追加の債務負担行為）.

        One that replaces the earlier one does not add to it.
        """
        return entry.replaces is None and any(each.decided_in < entry.decided_in for each in self.beside(entry))


def signed_in(contract: Contract) -> FiscalYear | None:
    """The fiscal year in which a contract was signed（契約年度）; that of its start where no day is stated."""
    when = contract.signed_on or contract.starts_on
    return FiscalYear.of(when.first) if when else None


def tax_rises(estate: Estate, contracts: Iterable[Contract]) -> dict[FiscalYear, Yen]:
    """What these contracts cost more by fiscal year than at the tax rate of their first day（税率改定による増）."""
    rises: dict[FiscalYear, Yen] = {}
    for contract in contracts:
        for year in tax_change(estate, contract):
            rises[year.fy] = rises.get(year.fy, 0) + year.change
    return rises


def _voted(
    estate: Estate, entry: Commitment, entries: Entries, rows: Mapping[Ref, Sequence[BudgetRow]]
) -> CommitmentRow:
    contracts = tuple(contract.ref() for contract in entries.contracts[entry.id])
    bound = [row for ref in contracts for row in rows.get(ref, ()) if row.stage is Stage.RUNNING]
    is_whole = not entry.by_year and not any(entries.is_added(each) for each in entries.beside(entry))
    return CommitmentRow(
        subject=entry.ref(),
        contract=contracts[0] if contracts else entry.ref(),
        name=entry.name,
        basis=LegalBasis.COMMITMENT,
        decided_in=entry.decided_in,
        first_year=entry.first_year,
        last_year=entry.last_year,
        limit=entry.limit,
        by_year=_voted_years(estate, entry, entries, bound),
        funding=_stated_funding(entry) or {"": entry.limit},
        is_estimate=False,
        contracts=contracts,
        heading=_heading(bound),
        replaces=Ref(Commitment.KIND, entry.replaces) if entry.replaces else None,
        lines=_lines(bound) if is_whole else (),
    )


def _voted_years(
    estate: Estate, entry: Commitment, entries: Entries, bound: Sequence[BudgetRow]
) -> dict[FiscalYear, Yen]:
    """The years as stated; else what the contracts cost in the period, an added entry taking the tax rise."""
    if entry.by_year:
        return {each.fiscal_year: each.amount for each in entry.by_year}
    years = _later(bound, entry.first_year, entry.last_year)
    if not any(entries.is_added(each) for each in entries.beside(entry)):
        return years
    rises = tax_rises(estate, entries.contracts[entry.id])
    if entries.is_added(entry):
        return {fy: rises[fy] for fy in years if fy > entry.decided_in and rises.get(fy)}
    return {fy: yen - rises.get(fy, 0) for fy, yen in years.items()}


def _heading(rows: Sequence[BudgetRow]) -> str | None:
    """Where most of it is booked（款項目節）."""
    booked: dict[str | None, Yen] = {}
    for row in rows:
        booked[row.heading] = booked.get(row.heading, 0) + row.amount
    return max(booked, key=lambda heading: booked[heading], default=None)


def _lines(rows: Sequence[BudgetRow]) -> tuple[Line, ...]:
    return tuple({id(row.line): row.line for row in rows}.values())


def _stated_funding(entry: Commitment) -> dict[str, Yen]:
    shares: dict[str, Yen] = {}
    for share in entry.funding:
        shares[share.funding] = shares.get(share.funding, 0) + share.amount
    return shares


def _continuing(entry: ContinuingExpense) -> CommitmentRow:
    by_year = {each.fiscal_year: each.amount for each in entry.by_year}
    years = sorted(by_year) or [entry.decided_in]
    contracts = tuple(Ref(Contract.KIND, each) for each in entry.contracts)
    return CommitmentRow(
        subject=entry.ref(),
        contract=contracts[0] if contracts else entry.ref(),
        name=entry.name,
        basis=LegalBasis.CONTINUING_EXPENSE,
        decided_in=entry.decided_in,
        first_year=years[0],
        last_year=years[-1],
        limit=entry.total,
        by_year=by_year,
        funding={"": entry.total},
        is_estimate=False,
        contracts=contracts,
        replaces=Ref(ContinuingExpense.KIND, entry.replaces) if entry.replaces else None,
    )


def _long_term(contract: Contract, rows: Sequence[BudgetRow]) -> Iterator[CommitmentRow]:
    signed = signed_in(contract)
    running = [row for row in rows if row.stage is Stage.RUNNING]
    if signed and (found := _row(contract.ref(), contract.name, contract.legal_basis, signed, running)):
        yield found


def _needed(
    estate: Estate, renewal: Renewal, rows: Sequence[BudgetRow], signing: _Signing
) -> Iterator[CommitmentRow]:
    """What a renewal will bind, by the way the municipality makes new contracts（次期契約の後年度負担）.

    A purchase binds a later year where it is signed before the year in which it is delivered（ゼロ債務）; a
    long-term contract is no way to buy.
    """
    group = estate.groups[renewal.need.subject.id]
    acquisition, basis = successor_acquisition(estate, group), estate.city.new_contract_basis
    is_bought = acquisition is Acquisition.PURCHASE
    if not is_bought and acquisition not in _BOUND:
        return
    kinds = (CostKind.EQUIPMENT,) if is_bought or acquisition is Acquisition.LEASE else _ONE_CONTRACT
    bound = [row for row in rows if row.stage is Stage.RENEWAL and row.kind in kinds]
    decided_in = signing.year(renewal)
    basis = LegalBasis.COMMITMENT if is_bought else basis
    if found := _row(renewal.ref, group.name, basis, decided_in, bound, is_estimate=True):
        yield found


@dataclass
class _Signing:
    """In which year's budget the contract of a renewal stands（次期契約の設定年度）, by its steps counted back.

    The year whose budget is voted; else that of the contract; else that of the month before going into service.
    """

    estate: Estate
    calendar: BusinessCalendar
    known: dict[tuple[object, ...], FiscalYear] = field(default_factory=dict)

    def year(self, renewal: Renewal) -> FiscalYear:
        group = self.estate.groups[renewal.need.subject.id]
        found = steps_of(self.estate, group, renewal.need.cycle, renewal.in_service)
        if found is None:
            return (renewal.in_service + -1).fy
        lead, steps = found
        key = (lead.id, renewal.in_service, *((step.id, step.gate) for step in steps))
        if key not in self.known:
            self.known[key] = self._counted(lead, steps, renewal.in_service)
        return self.known[key]

    def _counted(self, lead: LeadTime, steps: tuple[Step, ...], in_service: Month) -> FiscalYear:
        dated = count_back(self.estate, lead, steps, in_service, self.calendar)
        signed = next((FiscalYear.of(each.due_on) for each in dated if each.step.id == CONTRACT), None)
        return voted_for(dated) or signed or (in_service + -1).fy


def _row(
    subject: Ref,
    name: str,
    basis: LegalBasis | None,
    decided_in: FiscalYear,
    rows: Sequence[BudgetRow],
    is_estimate: bool = False,
) -> CommitmentRow | None:
    """The years after the decision; None where nothing lies after it."""
    last = max((row.fy for row in rows), default=decided_in)
    later = [row for row in rows if row.fy > decided_in]
    if not later or basis is None:
        return None
    return CommitmentRow(
        subject=subject,
        contract=subject,
        name=name,
        basis=basis,
        decided_in=decided_in,
        first_year=min(row.fy for row in later),
        last_year=last,
        limit=0,
        by_year={},
        funding={},
        is_estimate=is_estimate,
        contracts=(subject,),
        heading=_heading(rows),
        lines=_lines(rows),
    ).summed(rows)


def _later(rows: Sequence[BudgetRow], first: FiscalYear, last: FiscalYear) -> dict[FiscalYear, Yen]:
    years: dict[FiscalYear, Yen] = {}
    for row in rows:
        if first <= row.fy <= last:
            years[row.fy] = years.get(row.fy, 0) + row.amount
    return dict(sorted(years.items()))


