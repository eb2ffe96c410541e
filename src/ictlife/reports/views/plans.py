"""How the renewals fall in the official plans, and in plans of other start and length（計画との整合）."""

from __future__ import annotations

from ictlife.fiscal.month import FiscalSpan
from ictlife.model.plan import Plan, PlanLevel
from ictlife.planning.period import PlanPeriod
from ictlife.reports.paper import Paper
from ictlife.reports.views.row import Row


def view_plans(paper: Paper) -> Row:
    """Plans over fiscal years and what is renewed in each（計画一覧）."""
    assessment = paper.assessment
    plans = sorted(
        assessment.estate.plans.values(),
        key=lambda plan: (list(PlanLevel).index(plan.level), plan.first_year, plan.id),
    )
    first = min([plan.first_year for plan in plans] + [paper.years.first])
    until = max([plan.last_year for plan in plans] + [paper.years.until])
    renewals = assessment.schedule.renewals
    spans = [plan.period for plan in plans if plan.level in (PlanLevel.INFORMATION, PlanLevel.DX)]
    return {
        "years": [fy.start_year for fy in FiscalSpan(first, until)],
        "plans": [_plan(paper, plan) for plan in plans],
        "outside": sum(1 for each in renewals if not any(each.fy in span for span in spans)),
        "renewals": len(renewals),
    }


def _plan(paper: Paper, plan: Plan) -> Row:
    inside = sum(1 for each in paper.assessment.schedule.renewals if each.fy in plan.period)
    known = paper.assessment.estate.plans
    return {
        "ref": str(plan.ref()),
        "name": plan.name,
        "level": plan.level.value,
        "first_year": plan.first_year.start_year,
        "last_year": plan.last_year.start_year,
        "renewals": inside,
        "review": plan.review_on.isoformat() if plan.review_on else None,
        "parents": [str(known[each].ref()) for each in plan.parents if each in known],
    }


def view_periods(paper: Paper) -> Row:
    """For plan periods of any start and length: in which plan year the renewals fall（計画期間の分析）."""
    found = paper.assessment.plan_periods
    ranks = {id(each): place for place, each in enumerate(found.ranked, 1)}
    return {
        "groups": [{"ref": str(ref), "name": paper.names(ref)} for ref in found.main],
        "counted": found.groups,
        "lengths": sorted({len(each.years) for each in found.candidates}),
        "candidates": [_period(each, ranks[id(each)]) for each in found.candidates],
    }


def _period(each: PlanPeriod, rank: int) -> Row:
    return {
        "first_year": each.years.first.start_year,
        "last_year": each.years.until.start_year,
        "length": len(each.years),
        "by_year": list(each.by_year),
        "in_first_year": each.in_first_year,
        "in_last_year": each.in_last_year,
        "drifting": each.drifting,
        "main": [
            {"ref": str(main.subject), "in_service": str(main.month), "plan_years": list(main.plan_years)}
            for main in each.main
        ],
        "plan": str(each.plan) if each.plan else None,
        "rank": rank,
    }
