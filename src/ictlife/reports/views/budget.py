"""Money by fiscal year, kind, heading and funding, against the caps（予算・債務負担行為）."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from ictlife.budget.row import BudgetRow
from ictlife.fiscal.month import FiscalYear
from ictlife.model.contract import CostKind
from ictlife.reports.paper import Paper
from ictlife.reports.views.row import Row, plain


def view_budget(paper: Paper) -> Row:
    """Totals of the years shown（予算）: every figure is a sum of budget rows, and all of them add up."""
    budget = paper.assessment.budget
    years = [fy.start_year for fy in paper.years]
    caps = _caps(paper)
    by_year = [budget.by_year.get(fy, 0) for fy in paper.years]
    return {
        "years": years,
        "total_yen": by_year,
        "cap_yen": [caps.get(year) for year in years],
        "over_yen": [
            max(0, spent - cap) if (cap := caps.get(year)) is not None else None
            for year, spent in zip(years, by_year, strict=True)
        ],
        "by_kind": _lines(paper, lambda row: row.kind.value, [kind.value for kind in CostKind]),
        "by_heading": _lines(paper, lambda row: row.heading or ""),
        "by_funding": _lines(paper, lambda row: row.funding or ""),
        "by_basis": _lines(paper, lambda row: "estimate" if row.is_estimate else "contracted", ["contracted", "estimate"]),
        "outside_yen": sum(budget.by_year.values()) - sum(by_year),
    }


def _lines(paper: Paper, key: Callable[[BudgetRow], str], order: list[str] | None = None) -> list[Row]:
    """One line per key with its amount in each year shown, in the order given or by key."""
    sums: dict[str, dict[FiscalYear, int]] = {}
    for row in paper.assessment.budget.rows:
        line = sums.setdefault(key(row), {})
        line[row.fy] = line.get(row.fy, 0) + row.amount
    names = [name for name in order if name in sums] if order else sorted(sums)
    return [
        {"key": name, "amounts_yen": amounts, "total_yen": sum(amounts)}
        for name in names
        if any(amounts := [sums[name].get(fy, 0) for fy in paper.years])
    ]


def _caps(paper: Paper) -> Mapping[int, int]:
    """Caps on all money; those on a single fund are shown with the fund."""
    caps = paper.assessment.estate.caps.values()
    return {cap.fiscal_year.start_year: cap.amount for cap in caps if cap.fund is None}


def view_budget_rows(paper: Paper) -> list[Row]:
    """Every budget row of every year, in order of year, group and kind（予算行）."""
    rows = paper.assessment.budget.rows
    return [
        {
            "fiscal_year": row.fy.start_year,
            "subject": str(row.subject),
            "contract": str(row.contract),
            "kind": row.kind.value,
            "heading": row.heading,
            "funding": row.funding,
            "months": row.months,
            "is_estimate": row.is_estimate,
            "amount_yen": row.amount,
        }
        for row in sorted(rows, key=_order)
    ]


def _order(row: BudgetRow) -> tuple[object, ...]:
    return (row.fy, str(row.subject), str(row.contract), row.kind.value, row.heading or "", row.funding or "", row.amount)


def view_commitments(paper: Paper) -> list[Row]:
    """Decisions that bind later years（債務負担行為・長期継続契約）."""
    found = [
        {
            "subject": str(each.subject),
            "contract": str(each.contract),
            "name": each.name,
            "basis": each.basis,
            "decided_in": each.decided_in.start_year,
            "first_year": each.first_year.start_year,
            "last_year": each.last_year.start_year,
            "limit_yen": each.limit,
            "by_year": {str(fy): amount for fy, amount in sorted(each.by_year.items())},
            "funding": plain(each.funding),
            "is_estimate": each.is_estimate,
        }
        for each in paper.assessment.budget.commitments
    ]
    return sorted(found, key=lambda row: (row["decided_in"], str(row["subject"]), str(row["contract"])))
