"""Money by fiscal year, kind, heading and funding, against the caps（予算・債務負担行為）."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from ictlife.budget.caps import Place, UnderCap, binding_caps, under_caps
from ictlife.budget.row import BudgetRow
from ictlife.fiscal.month import FiscalYear
from ictlife.model.contract import CostKind
from ictlife.model.fund import GENERAL
from ictlife.reports.paper import Paper
from ictlife.reports.views.row import Row

_Key = tuple[str, str, str, str]
"""Kind, contracted or estimated, heading, funding."""


def view_budget(paper: Paper) -> Row:
    """Totals of the years shown（予算）: every figure is a sum of budget rows, and all of them add up."""
    years = [fy.start_year for fy in paper.years]
    caps, sums = _caps(paper), _sums(paper)
    by_year = [sum(amount for key, amount in sums.items() if key[0] == year) for year in years]
    funds = sorted({keys[3] for _, keys in sums}, key=lambda fund: (fund != GENERAL, fund))
    return {
        "years": years,
        "total_yen": by_year,
        **_against(caps, paper.years, ""),
        "by_kind": _lines(sums, years, 0, [kind.value for kind in CostKind]),
        "by_heading": _lines(sums, years, 2),
        "by_funding": [line | _against(caps, paper.years, line["key"]) for line in _lines(sums, years, 3, funds)],
        "by_basis": _lines(sums, years, 1, ["contracted", "estimate"]),
        "outside_yen": sum(sums.values()) - sum(by_year),
    }


def keys_of(row: BudgetRow) -> _Key:
    """In which line of each table a row is counted: by kind, by basis, by heading, by funding."""
    return (row.kind.value, "estimate" if row.is_estimate else "contracted", row.heading or "", row.funding or GENERAL)


def _sums(paper: Paper) -> Mapping[tuple[int, _Key], int]:
    """The rows gathered once: fifty thousand of them make a few hundred sums."""
    sums: dict[tuple[int, _Key], int] = {}
    for row in paper.assessment.budget.rows:
        key = (row.fy.start_year, keys_of(row))
        sums[key] = sums.get(key, 0) + row.amount
    return sums


def _lines(
    sums: Mapping[tuple[int, _Key], int], years: Sequence[int], part: int, order: Sequence[str] = ()
) -> list[Row]:
    """One line per value of that part of the key, with its amount in each year shown, in the order given or by name."""
    lines: dict[str, dict[int, int]] = {}
    for (year, keys), amount in sums.items():
        line = lines.setdefault(keys[part], {})
        line[year] = line.get(year, 0) + amount
    return [
        {"key": name, "amounts_yen": amounts, "total_yen": sum(amounts)}
        for name in (order or sorted(lines))
        if any(amounts := [lines.get(name, {}).get(year, 0) for year in years])
    ]


def _caps(paper: Paper) -> Mapping[Place, UnderCap]:
    """Fiscal year and fund → its cap beside what is spent（予算上限）."""
    found = paper.assessment
    caps = binding_caps(found.estate)
    return dict(zip(caps, under_caps(found.budget, found.estate, caps.values()), strict=True))


def _against(caps: Mapping[Place, UnderCap], years: Iterable[FiscalYear], fund: str) -> Row:
    """The cap of each year, and by how much that year exceeds it; None where there is no cap."""
    found = [caps.get((fy, fund)) for fy in years]
    return {
        "cap_yen": [each and each.cap.amount for each in found],
        "over_yen": [each and each.over for each in found],
    }


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
            "stage": row.stage.value,
            "months": row.months,
            "is_estimate": row.is_estimate,
            "amount_yen": row.amount,
        }
        for row in sorted(rows, key=_order)
    ]


def _order(row: BudgetRow) -> tuple[object, ...]:
    return (
        row.fy,
        str(row.subject),
        str(row.contract),
        row.kind.value,
        row.heading or "",
        row.funding or "",
        row.amount,
    )


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
            "funding": {source or GENERAL: amount for source, amount in sorted(each.funding.items(), key=str)},
            "is_estimate": each.is_estimate,
        }
        for each in paper.assessment.budget.commitments
    ]
    return sorted(found, key=lambda row: (row["decided_in"], str(row["subject"]), str(row["contract"])))
