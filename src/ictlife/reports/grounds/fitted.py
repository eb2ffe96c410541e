"""What the figures of the optimiser's result rest on（最適化の結果の根拠）: the limits, and what was moved."""

from __future__ import annotations

from collections.abc import Iterator

from ictlife.base.reason import Reason
from ictlife.base.ref import Ref
from ictlife.base.text import Named
from ictlife.lifecycle.need import Driver
from ictlife.reports.grounds.counted import Ground, listed
from ictlife.reports.paper import Paper
from ictlife.reports.views.fitting import view_fitting
from ictlife.reports.words import Words
from ictlife.schedule.renewal import Renewal


def fitted_of(paper: Paper, words: Words) -> Iterator[tuple[str, Ground]]:
    """Address → what a goal of the optimiser comes to, and from what."""
    view = view_fitting(paper)
    for goal in view["goals"] if view else ():
        key = goal["goal"]
        params = {"goal": Named(key, "goal_value")} | {name: goal[name] for name in ("fitted", "due_date", "bound")}
        reason = Reason("fitting_goal", params, because=(_parts(paper, key),))
        yield f"fitting:{key}", (words("fitting.title"), words.of("goal_value", key).strip(), reason)


def _parts(paper: Paper, goal: str) -> Reason:
    found = paper.assessment
    estate, renewals = found.estate, found.schedule.renewals
    moved = [each.ref for each in renewals if each.in_service != each.need.due]
    if goal == "moves":
        return listed("fitting_moved", {}, (), moved)
    if goal == "duties":
        late = (each.ref for each in renewals if _is_past_support(each))
        return listed("fitting_unsupported", {}, (), late)
    if goal == "cap":
        return listed("fitting_caps", {}, (), (cap.ref() for cap in estate.caps.values()))
    if goal == "staff":
        return listed("fitting_teams", {}, (), (team.ref() for team in estate.teams.values()))
    if goal == "order":
        return listed("fitting_all", {}, (), (each.ref for each in renewals))
    years = (Ref("year", str(fy.start_year)) for fy in paper.years)
    return listed("fitting_years", {"moved": len(moved)}, (), years)


def _is_past_support(renewal: Renewal) -> bool:
    limit = renewal.need.limits.get(Driver.END_OF_SECURITY_SUPPORT)
    return limit is not None and renewal.in_service > limit
