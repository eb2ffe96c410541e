"""Which group is renewed when, why and for how much（更新一覧・更新マトリクス）."""

from __future__ import annotations

from collections.abc import Mapping

from ictlife.base.ref import Ref
from ictlife.fiscal.month import FiscalYear
from ictlife.model.asset import Group
from ictlife.model.estate import Estate
from ictlife.model.plan import Plan, PlanLevel
from ictlife.procurement.milestone import Milestone
from ictlife.reports.paper import Paper
from ictlife.reports.views.row import Row, plain, plain_reason

CONSIDER_STEPS = frozenset({"requirements", "rfi", "rolling_plan"})
"""Steps of 検討; later ones before going into service are 準備."""


def plan_of(estate: Estate, fy: FiscalYear) -> Plan | None:
    """The ICT plan whose period holds `fy`: the information plan before a DX plan, the later one before the earlier."""
    levels = (PlanLevel.INFORMATION, PlanLevel.DX)
    found = [plan for plan in estate.plans.values() if plan.level in levels and fy in plan.period]
    return min(found, key=lambda plan: (levels.index(plan.level), -plan.first_year.start_year, plan.id), default=None)


def view_renewals(paper: Paper, with_reasons: bool = False) -> list[Row]:
    """Every renewal in order of month, then group（更新一覧）; with its tree of reasons only for who reads it."""
    assessment = paper.assessment
    rows_of = assessment.budget.of_contract
    found = []
    for renewal in sorted(
        assessment.schedule.renewals, key=lambda each: (each.in_service, str(each.need.subject), each.need.cycle)
    ):
        need, plan = renewal.need, plan_of(assessment.estate, renewal.fy)
        rows = rows_of.get(renewal.ref, ())
        found.append(
            {
                "ref": str(renewal.ref),
                "subject": str(need.subject),
                "name": paper.names(need.subject),
                "cycle": need.cycle,
                "in_service": str(renewal.in_service),
                "fiscal_year": renewal.fy.start_year,
                "due": str(need.due),
                "earliest": str(need.window.first),
                "latest": str(need.window.until),
                "driver": need.driver.value,
                "limits": {driver.value: str(month) for driver, month in sorted(need.limits.items())},
                "plan": str(plan.ref()) if plan else None,
                "plan_year": renewal.fy - plan.first_year + 1 if plan else None,
                "amount_yen": sum(row.amount for row in rows) if rows else None,
            }
            | ({"reason": plain_reason(renewal.reason)} if with_reasons else {})
        )
    return found


def view_groups(paper: Paper) -> list[Row]:
    """Every group with what it can be filtered by, in the order read（更新単位の一覧）."""
    estate = paper.assessment.estate
    unknown = {ref.id for ref in paper.assessment.projection.unknown}
    return [_group(estate, group, group.id in unknown) for group in estate.groups.values()]


def _group(estate: Estate, group: Group, is_unknown: bool) -> Row:
    site = estate.sites.get(group.site or "")
    return {
        "ref": str(group.ref()),
        "name": group.name,
        "category": group.category,
        "owner": group.owner,
        "zone": group.zone.value if group.zone else None,
        "site": site.name if site else group.site,
        "acquisition": group.acquisition.value if group.acquisition else None,
        "in_service": plain(group.in_service_on),
        "assets": sum(asset.quantity for asset in estate.assets_of.get(group.id, ())),
        "is_unknown": is_unknown,
    }


def view_matrix(paper: Paper) -> Row:
    """Groups × fiscal years: what happens, and the money（更新マトリクス）."""
    years = [fy.start_year for fy in paper.years]
    amounts: dict[tuple[str, int], int] = {}
    for row in paper.assessment.budget.rows:
        key = (str(row.subject), row.fy.start_year)
        amounts[key] = amounts.get(key, 0) + row.amount
    marks = _marks(paper)
    rows = []
    groups = view_groups(paper)
    for group in groups + _shared(paper, {group["ref"] for group in groups}):
        ref = group["ref"]
        cells = [_cell(amounts.get((ref, year)), marks.get((ref, year))) for year in years]
        rows.append(group | {"cells": cells, "total_yen": sum(cell["amount_yen"] or 0 for cell in cells)})
    totals = [sum(row["cells"][place]["amount_yen"] or 0 for row in rows) for place in range(len(years))]
    return {"years": years, "rows": rows, "totals_yen": totals}


def _shared(paper: Paper, groups: set[str]) -> list[Row]:
    """What is paid for several groups or none, so that the columns add up to the budget（共通経費）."""
    others = {str(row.subject): row.subject for row in paper.assessment.budget.rows if str(row.subject) not in groups}
    blank = dict.fromkeys(("category", "owner", "zone", "site", "acquisition", "in_service"))
    return [{"ref": ref, "name": paper.names(others[ref])} | blank for ref in sorted(others)]


def _cell(amount: int | None, mark: tuple[str, str] | None) -> Row:
    return {"amount_yen": amount, "mark": mark[0] if mark else None, "ref": mark[1] if mark else None}


def _marks(paper: Paper) -> Mapping[tuple[str, int], tuple[str, str]]:
    """(group, year) → 検討・準備・実施 and the renewal it belongs to; the most advanced one where several fall."""
    marks: dict[tuple[str, int], tuple[str, str]] = {}
    renewals = paper.assessment.schedule.renewals
    months = {renewal.ref: renewal.in_service for renewal in renewals}
    for stage in ("consider", "prepare"):
        for step in paper.assessment.milestones:
            in_service = months.get(step.renewal)
            if _stage(step) == stage and in_service and step.due_on <= in_service.last:
                marks[str(step.subject), step.fy.start_year] = (stage, str(step.renewal))
    for renewal in renewals:
        marks[str(renewal.need.subject), renewal.fy.start_year] = ("carry_out", str(renewal.ref))
    return marks


def _stage(step: Milestone) -> str:
    return "consider" if step.step in CONSIDER_STEPS else "prepare"


def group_of(ref: Ref) -> str | None:
    """The Ref of the group that something belongs to, where its address tells."""
    if ref.kind == "group":
        return str(ref.record)
    if ref.kind in ("renewal", "milestone"):
        return f"group:{ref.id.partition('#')[0]}"
    return None
