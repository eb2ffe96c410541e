"""Who pays（財源内訳）: shares of national and prefectural money, bonds and funds; the rest is general funds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from ictlife.base.finding import Finding
from ictlife.base.yen import Rounding, Yen, round_to
from ictlife.budget.row import BudgetRow
from ictlife.fiscal.month import FiscalYear
from ictlife.model.estate import Estate
from ictlife.model.fund import GENERAL, Funding


def funded(rows: Sequence[BudgetRow], estate: Estate) -> tuple[tuple[BudgetRow, ...], tuple[Finding, ...]]:
    """The rows split by who pays, and sources that pay for more than there is（財源の充当）.

    A source pays for the groups it names, nothing else, in its years and up to its limit, earlier years
    first. Fractions of a yen are the municipality's own.
    """
    sources = [each for each in estate.fundings.values() if each.groups and each.kind != GENERAL]
    if not sources:
        return tuple(rows), ()
    left = {each.id: each.limit for each in sources}
    over: dict[str, Finding] = {}
    split: dict[int, list[BudgetRow]] = {}
    for place in sorted(range(len(rows)), key=lambda place: (rows[place].fy, place)):
        row = rows[place]
        paying = [each for each in sources if _pays(each, row, estate)]
        if paying:
            split[place] = _split(row, paying, left, over)
    done = tuple(part for place, row in enumerate(rows) for part in split.get(place, (row,)))
    return done, tuple(over.values())


def is_eligible(source: Funding, row: BudgetRow, estate: Estate) -> bool:
    """Whether the source is for this line, whatever the year（充当対象）."""
    groups = _groups(row, estate)
    kinds = not source.cost_kinds or row.kind in source.cost_kinds
    return kinds and bool(groups) and set(groups) <= set(source.groups)


def in_window(source: Funding, fy: FiscalYear) -> bool:
    """Whether the source may be used in the fiscal year（利用できる年度）."""
    return not (
        (source.first_year is not None and fy < source.first_year)
        or (source.last_year is not None and fy > source.last_year)
    )


def _pays(source: Funding, row: BudgetRow, estate: Estate) -> bool:
    return in_window(source, row.fy) and is_eligible(source, row, estate)


def _groups(row: BudgetRow, estate: Estate) -> tuple[str, ...]:
    if row.subject.kind == "group":
        return (row.subject.id,)
    contract = estate.contracts.get(row.subject.id)
    return contract.groups if contract else ()


def _split(
    row: BudgetRow, paying: list[Funding], left: dict[str, Yen | None], over: dict[str, Finding]
) -> list[BudgetRow]:
    parts: list[BudgetRow] = []
    own = row.amount
    for source in paying:
        share = _share(source, row.amount, left[source.id])
        if share > own:
            over.setdefault(source.id, Finding("BUD021", source.ref("share_percent"), {"fiscal_year": row.fy}))
            share = own
        if share > 0:
            own -= share
            limit = left[source.id]
            left[source.id] = None if limit is None else limit - share
            parts.append(replace(row, amount=share, funding=source.id))
    return [*parts, replace(row, amount=own)] if own or not parts else parts


def _share(source: Funding, amount: Yen, left: Yen | None) -> Yen:
    """What the source gives for an amount. One with a limit but no share pays in full until the limit."""
    if source.share_percent is None:
        return min(amount, left) if left is not None else 0
    share = round_to(Fraction(amount) * Fraction(source.share_percent) / 100, 1, Rounding.DOWN)
    return share if left is None else max(0, min(share, left))
