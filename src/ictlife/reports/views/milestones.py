"""What must be done by when（工程）."""

from __future__ import annotations

from ictlife.procurement.milestone import Milestone
from ictlife.reports.paper import Paper
from ictlife.reports.views.row import Row


def view_milestones(paper: Paper) -> list[Row]:
    """Every step by due day（工程一覧）."""
    steps = paper.assessment.milestones
    return [view_milestone(paper, step) for step in sorted(steps, key=_order)]


def view_milestone(paper: Paper, step: Milestone) -> Row:
    """One step（工程）. `late` is in days; 0 where it is not late."""
    return {
        "ref": str(step.ref),
        "renewal": str(step.renewal),
        "subject": str(step.subject),
        "name": paper.names(step.subject),
        "cycle": step.cycle,
        "step": step.step,
        "starts": step.starts_on.isoformat(),
        "due": step.due_on.isoformat(),
        "done": step.done_on.isoformat() if step.done_on else None,
        "fiscal_year": step.fy.start_year,
        "late": step.late_days,
        "is_open": step.done_on is None,
    }


def _order(step: Milestone) -> tuple[object, ...]:
    return (step.due_on, str(step.subject), step.cycle, step.starts_on, step.step)


def view_back_schedule(paper: Paper) -> Row:
    """Renewals × steps: the due day of each（逆算工程表）, of renewals within the months of warning."""
    steps: dict[str, None] = {}
    rows: dict[str, Row] = {}
    in_service = {renewal.ref: renewal.in_service for renewal in paper.assessment.schedule.renewals}
    for step in sorted(paper.assessment.milestones, key=lambda each: (each.due_on, each.starts_on)):
        month = in_service.get(step.renewal)
        if month is None or (step.done_on is not None and month.last < paper.assessment.as_of):
            continue
        row = rows.setdefault(
            str(step.renewal),
            {
                "ref": str(step.renewal),
                "subject": str(step.subject),
                "name": paper.names(step.subject),
                "in_service": str(month),
                "steps": {},
            },
        )
        steps[step.step] = None
        row["steps"][step.step] = view_milestone(paper, step)
    known = [step for step in STEPS if step in steps] + sorted(set(steps) - set(STEPS))
    return {"steps": known, "rows": sorted(rows.values(), key=lambda row: (row["in_service"], row["ref"]))}


STEPS = (
    "requirements",
    "rolling_plan",
    "rfi",
    "budget_request",
    "budget_vote",
    "specification",
    "notice",
    "contract",
    "council_vote",
    "build",
    "parallel_run",
)
"""The shipped steps in their usual order; a town's own follow."""
