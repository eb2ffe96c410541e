"""Rows by who pays（財源内訳）: national and prefectural money, bonds and funds; the rest is general funds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ictlife.base.finding import Finding
from ictlife.base.yen import Yen
from ictlife.budget.row import BudgetRow
from ictlife.model.estate import Estate
from ictlife.money.funding import Payable, limits, pay, sources


def funded(rows: Sequence[BudgetRow], estate: Estate) -> tuple[tuple[BudgetRow, ...], tuple[Finding, ...]]:
    """The rows split by who pays, and sources that pay for more than there is（財源の充当）."""
    paying = sources(estate)
    named = {group for source in paying for group in source.groups}
    payables: dict[int, Payable] = {}
    for place, row in enumerate(rows):
        groups = groups_of(row, estate)
        if not named.isdisjoint(groups):
            payables[place] = Payable(row.fy, row.kind, groups, row.amount)
    if not payables:
        return tuple(rows), ()
    found = pay(payables.values(), paying, limits(paying))
    split = {place: _split(rows[place], parts) for place, parts in zip(payables, found.parts, strict=True)}
    done = tuple(part for place, row in enumerate(rows) for part in split.get(place, (row,)))
    over = [(estate.fundings[id].ref("share_percent"), fy) for id, fy in found.over.items()]
    return done, tuple(Finding("BUD021", ref, {"fiscal_year": fy}) for ref, fy in over)


def groups_of(row: BudgetRow, estate: Estate) -> tuple[str, ...]:
    """The groups a row is for（対象の更新単位）."""
    if row.subject.kind == "group":
        return (row.subject.id,)
    contract = estate.contracts.get(row.subject.id)
    return contract.groups if contract else ()


def _split(row: BudgetRow, parts: dict[str, Yen]) -> list[BudgetRow]:
    paid = [replace(row, amount=amount, funding=source) for source, amount in parts.items()]
    own = row.amount - sum(parts.values())
    return [*paid, replace(row, amount=own)] if own or not paid else paid
