"""Steps of a procurement whose day has passed（遅れている工程）. Serves several rules."""

from __future__ import annotations

from collections.abc import Iterator

from ictlife.assessment import Assessment
from ictlife.base.ref import Ref
from ictlife.base.text import Named
from ictlife.checks.look import Looked, check
from ictlife.model.preparation import BudgetRoute
from ictlife.procurement.milestone import Milestone


@check(
    reads=("group", "lead_time", "gate", "progress", "preparation"),
    params=("steps", "steps_not", "excused_by_route"),
    says=("name", "in_service", "step", "due_on", "late_days", "late_steps"),
)
def steps_late(
    found: Assessment,
    *,
    steps: list[str] | None = None,
    steps_not: list[str] | None = None,
    excused_by_route: bool = False,
) -> Iterator[Looked]:
    """Look at every renewal's open steps: has the day passed by which one had to be done?

    Says the step that is latest, and how many are. `excused_by_route` is silent where a supplementary
    budget is recorded as the way.
    """
    by_renewal: dict[Ref, list[Milestone]] = {}
    for milestone in found.milestones:
        if (not steps or milestone.step in steps) and milestone.step not in (steps_not or ()):
            by_renewal.setdefault(milestone.renewal, []).append(milestone)
    in_service = {each.ref: each.in_service for each in found.schedule.renewals}
    excused = _excused(found) if excused_by_route else frozenset()
    for ref, milestones in by_renewal.items():
        late = [each for each in milestones if each.late_days > 0 and each.done_on is None]
        said = None
        if late and ref not in excused:
            worst = max(late, key=lambda each: each.late_days)
            said = {
                "name": found.estate.groups[worst.subject.id].name,
                "in_service": in_service[ref],
                "step": Named(worst.step, "step"),
                "due_on": worst.due_on,
                "late_days": worst.late_days,
                "late_steps": len(late),
            }
        yield Looked(ref, said, (milestones[0].subject, *(each.ref for each in late)))


def _excused(found: Assessment) -> frozenset[Ref]:
    """Renewals whose contract is carried by a supplementary budget."""
    return frozenset(
        Ref("renewal", f"{each.group}#{each.cycle}")
        for each in found.estate.preparations.values()
        if each.budget_route is BudgetRoute.SUPPLEMENTARY
    )
