"""What the optimisation reached, against the due-date schedule（最適化の結果）."""

from __future__ import annotations

from ictlife.base.finding import Finding
from ictlife.base.ref import Ref
from ictlife.budget.caps import binding_caps
from ictlife.fiscal.month import FiscalYear
from ictlife.model.fund import Cap
from ictlife.reports.paper import Paper
from ictlife.reports.views.row import Row
from ictlife.schedule.renewal import CapIncrease

GOALS = ("duties", "order", "cap", "staff", "objective", "cost", "risk", "peak", "swing", "moves")
"""Goals in the order they are pursued, and what the objective is made of."""
_OVERRUNS = {"SCH001": "cap", "SCH002": "staff", "SCH003": "order"}
_AMOUNTS = {"SCH001": "amount", "SCH002": "days", "SCH003": "months"}


def view_fitting(paper: Paper) -> Row | None:
    """How good the schedule is, every goal and year beside the due-date schedule, what is exceeded and by whom, and
    the least increases of caps; None where nothing was fitted."""
    schedule = paper.assessment.schedule
    if schedule.method == "due_date":
        return None
    due, bounds = schedule.due_date_goals, schedule.bounds
    saving = None if schedule.objective is None else due.get("objective", 0) - schedule.objective
    return {
        "method": schedule.method,
        "status": schedule.status,
        "objective_yen": schedule.objective,
        "bound_yen": schedule.bound,
        "gap_percent": None if schedule.gap_ppm is None else schedule.gap_ppm / 10_000,
        "saving_yen": saving,
        "saving_percent": round(100 * saving / due["objective"], 1) if saving and due.get("objective") else None,
        "has_caps": bool(paper.assessment.estate.caps),
        "has_staff": bool(paper.assessment.estate.teams),
        "goals": [
            {"goal": goal, "fitted": schedule.goals.get(goal), "due_date": due.get(goal), "bound": bounds.get(goal)}
            for goal in GOALS
        ],
        "years": [_year(paper, fy) for fy in paper.years],
        "overruns": [_overrun(paper, each) for each in schedule.findings if each.code in _OVERRUNS],
        "is_least": bounds.get("cap") == schedule.goals.get("cap"),
        "increases": [_increase(paper, each) for each in schedule.increases],
    }


def _year(paper: Paper, fy: FiscalYear) -> Row:
    """A fiscal year as it is now and as it would be when due, against its cap on all money."""
    found = paper.assessment
    cap = binding_caps(found.estate).get((fy, ""))
    return {
        "fiscal_year": fy.start_year,
        "fitted_yen": found.budget.by_year.get(fy, 0),
        "due_date_yen": found.schedule.due_date_years.get(fy),
        "cap_yen": cap and cap.amount,
    }


def _overrun(paper: Paper, each: Finding) -> Row:
    """A limit exceeded: which, in which year, by how much, and who shares it, the largest first."""
    fy = each.params.get("fiscal_year")
    groups = [each.subject.record, *each.related] if each.code == "SCH003" else each.related
    return {
        "limit": _OVERRUNS[each.code],
        "ref": str(each.subject),
        "fiscal_year": fy.start_year if isinstance(fy, FiscalYear) else None,
        "amount": each.params[_AMOUNTS[each.code]],
        "groups": [_group(paper, group) for group in groups],
    }


def _group(paper: Paper, group: Ref) -> Row:
    return {"group": str(group), "name": paper.names(group)}


def _increase(paper: Paper, each: CapIncrease) -> Row:
    cap = paper.assessment.estate.find(each.cap)
    return {
        "cap": str(each.cap),
        "fiscal_year": cap.fiscal_year.start_year if isinstance(cap, Cap) else None,
        "cap_yen": cap.amount if isinstance(cap, Cap) else None,
        "amount_yen": each.amount,
        "movers": [
            _group(paper, group) | {"fiscal_year": None if fy is None else fy.start_year, "extra_yen": extra}
            for group, fy, extra in each.movers
        ],
    }
