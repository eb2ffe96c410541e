"""Papers over many years（長期の帳票）: outlook, commitments, change of plan, choice, figures beside the plan."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ictlife.budget.actuals import Beside
from ictlife.budget.budget_sheets import GENERAL_FUNDS, amounts_of, year_columns
from ictlife.budget.caps import binding_caps
from ictlife.budget.choose import Choice
from ictlife.budget.row import Budget, BudgetRow, CommitmentRow
from ictlife.budget.sheet import Cell, Column, Role, Sheet, SheetRow, with_sums
from ictlife.fiscal.month import FiscalSpan, FiscalYear
from ictlife.model.contract import CostKind
from ictlife.model.estate import Estate

FUNDING_KINDS = ("national", "bond", "fees", "other")
"""Columns of a commitment sheet before general funds: 国庫支出金・起債・分担金負担金・その他."""


def outlook_sheet(budget: Budget, estate: Estate, first: FiscalYear, years: int = 10) -> Sheet:
    """What is signed and what is expected by kind of cost, against the caps, and what is owed after（中長期見通し）."""
    span = FiscalSpan(first, first + (years - 1))
    columns = (Column("basis"), Column("kind"), *year_columns(span), Column("beyond", is_money=True))
    found: dict[tuple[str, CostKind], list[BudgetRow]] = {}
    for row in budget.rows:
        found.setdefault(("estimate" if row.is_estimate else "contracted", row.kind), []).append(row)
    kinds = list(CostKind)
    lines = []
    for key in sorted(found, key=lambda key: (key[0], kinds.index(key[1]))):
        rows = found[key]
        beyond = sum(row.amount for row in rows if row.fy > span.until)
        amounts = amounts_of(rows, span)
        if any(amounts) or beyond:
            lines.append((*key, *amounts, beyond))
    summed = with_sums(columns, lines, 1)
    params = {"first_year": span.first, "last_year": span.until}
    return Sheet("outlook", columns, (*summed, *_caps(estate, span, summed[-1])), params)


def _caps(estate: Estate, span: FiscalSpan, total: SheetRow) -> tuple[SheetRow, ...]:
    """The caps on all money under the total, and what room they leave; nothing where the town has none."""
    caps = {fy: cap.amount for (fy, fund), cap in binding_caps(estate).items() if not fund}
    if not any(fy in caps for fy in span):
        return ()
    room: list[Cell] = ["room", None]
    for fy, spent in zip(span, total.cells[2 : 2 + len(span)], strict=True):
        room.append(caps[fy] - spent if fy in caps and isinstance(spent, int) else None)
    given = ("cap", None, *(caps.get(fy) for fy in span), None, None)
    return (SheetRow(given), SheetRow((*room, None, None)))


def commitment_sheet(commitments: Sequence[CommitmentRow], estate: Estate) -> Sheet:
    """The layout of a request for a commitment: 事項・期間・区分・限度額・財源内訳（債務負担行為調書）.

    Each entry has a row of its whole and one for each year. How a year is paid is shown where one source
    pays all of it; the ledger does not say more.
    """
    columns = (
        *(Column(key) for key in ("heading", "name", "basis", "decided_in", "period")),
        Column("division"),
        Column("amount", is_money=True),
        *(Column(f"funding_{kind}", is_money=True) for kind in FUNDING_KINDS),
        Column("funding_general", is_money=True),
        Column("is_estimate"),
    )
    rows: list[SheetRow] = []
    for entry in commitments:
        first = len(rows)
        years = tuple(range(first + 1, first + 1 + len(entry.by_year)))
        whole = _entry(entry)
        # A limit may be higher than the sum of its years: only then it adds nothing up.
        sums = years if sum(entry.by_year.values()) == entry.limit else ()
        rows.append(SheetRow((*whole, "whole", entry.limit, *_shares(entry, estate, entry.limit), entry.is_estimate),
                             Role.SUBTOTAL, sums, entry.contract))  # fmt: skip
        for fy, amount in sorted(entry.by_year.items()):
            shares = _shares(entry, estate, amount) if len(entry.funding) == 1 else (None,) * 5
            rows.append(SheetRow((*whole, fy, amount, *shares, entry.is_estimate), about=entry.contract))
    return Sheet("commitments", columns, tuple(rows))


def _entry(entry: CommitmentRow) -> tuple[Cell, ...]:
    period = FiscalSpan(entry.first_year, entry.last_year)
    return (entry.heading, entry.name, entry.basis, entry.decided_in, period)


def _shares(entry: CommitmentRow, estate: Estate, amount: int) -> tuple[int, ...]:
    """By kind of source, general funds last; for one source, `amount` is all its own."""
    of_kind = dict.fromkeys((*FUNDING_KINDS, "general"), 0)
    for source, share in entry.funding.items():
        funding = estate.fundings.get(source)
        kind = "general" if source == "" else funding.kind if funding else "other"
        of_kind[kind if kind in of_kind else "other"] += amount if len(entry.funding) == 1 else share
    return tuple(of_kind.values())


def change_sheet(before: Budget, after: Budget, estate: Estate) -> Sheet:
    """Before, change and after by year and heading, with the sources of the change（補正予算）.

    Columns as the explanation of a supplementary budget has them: 補正前の額・補正額・計・補正額の財源内訳.
    Lines that stay as they are are left out.
    """
    old, new = _by_line(before, estate), _by_line(after, estate)
    changes = {key: _by_source(old.get(key, {}), new.get(key, {})) for key in sorted({*old, *new}, key=_written)}
    sources = [
        source for source in (*estate.fundings, GENERAL_FUNDS) if any(source in each for each in changes.values())
    ]
    columns = (
        *(Column(key) for key in ("fiscal_year", "heading", "project", "subject", "contract", "kind")),
        *(Column(key, is_money=True) for key in ("unamended", "amendment", "amended")),
        *(Column("funding", is_money=True, funding=source) for source in sources),
    )
    lines = []
    for key, change in changes.items():
        if change:
            amounts = sum(old.get(key, {}).values()), sum(new.get(key, {}).values())
            shares = (change.get(source, 0) for source in sources)
            lines.append((*key, amounts[0], amounts[1] - amounts[0], amounts[1], *shares))
    return Sheet("change", columns, with_sums(columns, lines, 2))


def _by_line(budget: Budget, estate: Estate) -> dict[tuple[Cell, ...], dict[str, int]]:
    """Year, heading, project, subject, contract and kind → source → yen."""
    found: dict[tuple[Cell, ...], dict[str, int]] = {}
    for row in budget.rows:
        heading = estate.headings.get(row.heading or "")
        project = (heading.project if heading else None) or ""
        sources = found.setdefault((row.fy, row.heading or "", project, row.subject, row.contract, row.kind), {})
        source = row.funding or GENERAL_FUNDS
        sources[source] = sources.get(source, 0) + row.amount
    return found


def _by_source(old: Mapping[str, int], new: Mapping[str, int]) -> dict[str, int]:
    """What each source pays more or less, where it is not the same."""
    changes = {source: new.get(source, 0) - old.get(source, 0) for source in sorted({*old, *new})}
    return {source: change for source, change in changes.items() if change}


def _written(key: tuple[Cell, ...]) -> tuple[str, ...]:
    return tuple(map(str, key))


def choices_sheet(found: Sequence[Choice]) -> Sheet:
    """The options of several groups, a line each（調達方法の比較）. What costs an unknown price shows no figures."""
    money = ("total", "peak", "general", "beyond", "present_value")
    columns = (Column("group"), Column("option"), *(Column(key, is_money=True) for key in money), Column("missing"))
    rows = tuple(
        SheetRow(
            (
                choice.group,
                option.kind,
                *(None if option.missing else getattr(option, key) for key in money),
                option.missing,
            )
        )
        for choice in found
        for option in choice.options
    )
    first = min(choice.years.first for choice in found)
    params = {"first_year": first, "years": len(found[0].years), "extend_months": found[0].extend_months}
    return Sheet("choices", columns, rows, params)


def actual_sheet(found: Sequence[Beside]) -> Sheet:
    """Plan, request, vote, contract and settlement side by side（計画と実績）."""
    money = ("planned", "requested", "budgeted", "contracted", "settled", "carried_in", "carried_out", "unspent")
    columns = (Column("contract"), Column("fiscal_year"), *(Column(key, is_money=True) for key in money))
    lines = [(each.contract, each.fy, *(getattr(each, key) for key in money)) for each in found]
    return Sheet("actuals", columns, with_sums(columns, lines, 1))
