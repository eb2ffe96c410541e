"""How the renewals fall in the official plans, and in plans of other start and length（計画との整合）."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ictlife.base.unreadable import Unreadable
from ictlife.fiscal.month import FiscalSpan, FiscalYear, Month
from ictlife.fiscal.wareki import read_when
from ictlife.model.asset import Group
from ictlife.model.plan import Plan, PlanLevel
from ictlife.reports.paper import Paper
from ictlife.reports.views.row import Row

LENGTHS = (3, 4, 5, 6, 7)
"""Lengths of plan that are compared: those municipalities use."""
_SHOWN_GROUPS = 6


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
    outside = sum(1 for each in renewals if not any(each.fy in span for span in spans))
    return {
        "years": [fy.start_year for fy in FiscalSpan(first, until)],
        "plans": [_plan(paper, plan) for plan in plans],
        "outside": outside,
        "renewals": len(renewals),
    }


def _plan(paper: Paper, plan: Plan) -> Row:
    inside = [each for each in paper.assessment.schedule.renewals if each.fy in plan.period]
    spent = paper.assessment.budget.by_year
    return {
        "ref": str(plan.ref()),
        "name": plan.name,
        "level": plan.level.value,
        "first_year": plan.first_year.start_year,
        "last_year": plan.last_year.start_year,
        "renewals": len(inside),
        "amount_yen": sum(spent.get(fy, 0) for fy in plan.period),
        "review": plan.review_on.isoformat() if plan.review_on else None,
        "parents": [str(paper.assessment.estate.plans[each].ref()) for each in plan.parents if each in paper.assessment.estate.plans],
    }


def view_periods(paper: Paper) -> Row:
    """For plan periods of any start and length: in which year of the plan each renewal falls（計画期間の分析）.

    `phase` says in which plan years the chain of one group's renewals falls in three consecutive plans of
    that length: always the same year where the cycle is the plan's length, drifting otherwise.
    """
    events = _events(paper)
    main = _main_groups(paper, events)
    starts = range(_first_start(paper), paper.years.first.start_year + 6)
    actual = {
        (plan.first_year.start_year, len(plan.period))
        for plan in paper.assessment.estate.plans.values()
        if plan.level is PlanLevel.INFORMATION
    }
    return {
        "groups": [{"ref": str(group.ref()), "name": group.name} for group in main],
        "periods": [
            _period(FiscalYear(start), length, events, main) | {"is_actual": (start, length) in actual}
            for start in starts
            for length in LENGTHS
        ],
    }


def _first_start(paper: Paper) -> int:
    plans = [plan for plan in paper.assessment.estate.plans.values() if plan.level is PlanLevel.INFORMATION]
    current = [plan.first_year.start_year for plan in plans if FiscalYear.of(paper.assessment.as_of) in plan.period]
    return max(current, default=paper.years.first.start_year)


def _period(first: FiscalYear, length: int, events: Mapping[str, Sequence[Month]], main: Sequence[Group]) -> Row:
    span = FiscalSpan(first, first + (length - 1))
    per_year = [0] * length
    for months in events.values():
        for month in months:
            if month.fy in span:
                per_year[month.fy - first] += 1
    return {
        "first_year": first.start_year,
        "length": length,
        "per_year": per_year,
        "groups": [_phases(first, length, events.get(group.id, ())) for group in main],
        "without": sum(1 for months in events.values() if not any(month.fy in span for month in months)),
    }


def _phases(first: FiscalYear, length: int, months: Sequence[Month]) -> list[int | None]:
    """The plan year (1…length) of the first renewal in each of three consecutive plans, None where none falls."""
    phases: list[int | None] = []
    for plan in range(3):
        start = first + plan * length
        inside = [month.fy - start + 1 for month in months if month.fy in FiscalSpan(start, start + (length - 1))]
        phases.append(min(inside) if inside else None)
    return phases


def _events(paper: Paper) -> Mapping[str, Sequence[Month]]:
    """Group → months in which it was or will be renewed; what cannot be read was found at reading."""
    events = {}
    for group in paper.assessment.estate.groups.values():
        months = {renewal.in_service for renewal in paper.assessment.schedule.by_group.get(group.id, ())}
        for text in group.previous_renewals:
            try:
                months.add(read_when(text).first_month)
            except Unreadable:
                continue
        if group.in_service_on:
            months.add(group.in_service_on.first_month)
        events[group.id] = sorted(months)
    return events


def _main_groups(paper: Paper, events: Mapping[str, Sequence[Month]]) -> Sequence[Group]:
    """The groups shown in the analysis: those an initiative names, then the dearest; at most six."""
    named = {group for each in paper.assessment.estate.initiatives.values() for group in each.groups}
    groups = [group for group in paper.assessment.estate.groups.values() if events.get(group.id)]
    ranked = sorted(
        groups,
        key=lambda group: (
            not (group.initiative or group.id in named),
            -((group.renewal_cost or 0) + (group.build_cost or 0)),
            group.id,
        ),
    )
    return ranked[:_SHOWN_GROUPS]
