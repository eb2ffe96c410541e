"""What the optimisation reached, against the due-date schedule（最適化の結果）."""

from __future__ import annotations

from ictlife.model.fund import Cap
from ictlife.reports.paper import Paper
from ictlife.reports.views.row import Row
from ictlife.schedule.renewal import CapIncrease

GOALS = ("duties", "order", "cap", "staff", "cost", "risk", "peak", "swing", "moves")
"""Goals in the order they are pursued."""


def view_fitting(paper: Paper) -> Row | None:
    """Method, status, gap, every goal beside the due-date schedule, least increases; None where nothing was fitted."""
    schedule = paper.assessment.schedule
    if schedule.method == "due_date":
        return None
    due = schedule.due_date_goals
    saving = None if schedule.objective is None else due.get("objective", 0) - schedule.objective
    return {
        "method": schedule.method,
        "status": schedule.status,
        "objective_yen": schedule.objective,
        "bound_yen": schedule.bound,
        "gap_percent": None if schedule.gap_ppm is None else schedule.gap_ppm / 10_000,
        "saving_yen": saving,
        "saving_percent": round(100 * saving / due["objective"], 1) if saving and due.get("objective") else None,
        "goals": [{"goal": goal, "fitted": schedule.goals.get(goal), "due_date": due.get(goal)} for goal in GOALS],
        "increases": [_increase(paper, each) for each in schedule.increases],
    }


def _increase(paper: Paper, each: CapIncrease) -> Row:
    cap = paper.assessment.estate.find(each.cap)
    return {
        "cap": str(each.cap),
        "fiscal_year": cap.fiscal_year.start_year if isinstance(cap, Cap) else None,
        "amount_yen": each.amount,
        "movers": [
            {
                "group": str(group),
                "name": paper.names(group),
                "fiscal_year": None if fy is None else fy.start_year,
                "extra_yen": extra,
            }
            for group, fy, extra in each.movers
        ],
    }
