"""Money as the ledgers state it that cannot be right（予算台帳の検証）: headings, commitments, actuals, shares."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ictlife.base.finding import Finding
from ictlife.base.ref import Ref
from ictlife.fiscal.month import FiscalYear
from ictlife.model.contract import Contract, CostLine
from ictlife.model.estate import Estate
from ictlife.model.fund import GENERAL, Actual, CarryOver, Commitment, ContinuingExpense
from ictlife.money.contract_charges import HIGHEST_YEN, Charges


def stated_findings(estate: Estate, charges: Mapping[str, Charges]) -> Iterator[Finding]:
    """Everything about money that contradicts itself; nothing is corrected in silence."""
    booked: list[Contract | CostLine] = [*estate.contracts.values(), *estate.cost_lines.values()]
    for line in booked:
        yield from _heading(estate, line)
    for entry in estate.commitments.values():
        yield from _commitment(estate, entry)
    for expense in estate.continuing_expenses.values():
        yield from _continuing(estate, expense)
    for cap in estate.caps.values():
        fund = estate.fund_of(cap)
        if fund not in ("", GENERAL, *estate.fundings) and not _is_dropped(estate, "funding", fund):
            yield Finding("BUD018", cap.ref("fund"), {"value": fund})
    yield from _yearly(estate, charges)
    yield from _amounts(estate)


def _heading(estate: Estate, booked: Contract | CostLine) -> Iterator[Finding]:
    if booked.heading and booked.heading not in estate.headings and not _is_dropped(estate, "heading", booked.heading):
        yield Finding("BUD010", booked.ref("heading"), {"value": booked.heading})


def _is_dropped(estate: Estate, kind: str, identifier: str) -> bool:
    return Ref(kind, identifier) in estate.dropped


def _commitment(estate: Estate, entry: Commitment) -> Iterator[Finding]:
    if entry.last_year < entry.first_year or entry.first_year < entry.decided_in:
        params = {"decided_in": entry.decided_in, "first_year": entry.first_year, "last_year": entry.last_year}
        yield Finding("BUD019", entry.ref("first_year"), params)
    for each in entry.by_year:
        if not entry.first_year <= each.fiscal_year <= entry.last_year:
            params = {
                "fiscal_year": each.fiscal_year,
                "first_year": entry.first_year,
                "last_year": entry.last_year,
            }
            yield Finding("BUD014", entry.ref("by_year"), params)
    yield from _commitment_sums(entry)
    named = (
        *(("contracts", "contract", each) for each in entry.contracts),
        *(("funding", "funding", share.funding) for share in entry.funding),
        *((("replaces", "commitment", entry.replaces),) if entry.replaces else ()),
    )
    for field, kind, identifier in named:
        if identifier not in estate.of_kind(kind) and not _is_dropped(estate, kind, identifier):
            yield Finding("BUD018", entry.ref(field), {"value": identifier})


def _commitment_sums(entry: Commitment) -> Iterator[Finding]:
    total = sum(each.amount for each in entry.by_year)
    if total > entry.limit:
        yield Finding("BUD015", entry.ref("limit"), {"limit": entry.limit, "total": total})
    shares = sum(each.amount for each in entry.funding)
    if entry.funding and shares != entry.limit:
        yield Finding("BUD017", entry.ref("funding"), {"limit": entry.limit, "total": shares})


def _continuing(estate: Estate, entry: ContinuingExpense) -> Iterator[Finding]:
    total = sum(each.amount for each in entry.by_year)
    if total != entry.total:
        yield Finding("BUD022", entry.ref("by_year"), {"total": entry.total, "shares": total})
    for contract in entry.contracts:
        if contract not in estate.contracts and not _is_dropped(estate, "contract", contract):
            yield Finding("BUD018", entry.ref("contracts"), {"value": contract})


def _yearly(estate: Estate, charges: Mapping[str, Charges]) -> Iterator[Finding]:
    """Figures of years in which the contract does not run（契約期間外の年度）."""
    stated: list[tuple[Actual | CarryOver, FiscalYear, str]] = [
        *((actual, actual.fiscal_year, "fiscal_year") for actual in estate.actuals.values()),
        *((carried, carried.from_year, "from_year") for carried in estate.carry_overs.values()),
    ]
    for each, fy, field in stated:
        term = charges[each.contract].term if each.contract in charges else None
        if term and (fy.last < term.first or term.until < fy.first):
            params = {"fiscal_year": fy, "first": term.first, "until": term.until}
            yield Finding("BUD020", each.ref(field), params, related=(Ref("contract", each.contract),))


def _amounts(estate: Estate) -> Iterator[Finding]:
    """Amounts outside contracts that are negative, or larger than any municipality's ICT."""
    fields = (
        ("group", "renewal_cost"),
        ("group", "build_cost"),
        ("group", "maintenance_per_year"),
        ("estimate", "amount"),
        ("commitment", "limit"),
        ("cap", "amount"),
        ("continuing_expense", "total"),
        ("carry_over", "amount"),
    )
    for kind, field in fields:
        for entity in estate.of_kind(kind).values():
            value = getattr(entity, field)
            if value is not None and not 0 <= value <= HIGHEST_YEN:
                yield Finding("BUD008", entity.ref(field), {"value": value})
