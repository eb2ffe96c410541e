"""Renewals whose money is to be voted just before a mayoral election（骨格予算の年度の更新）."""

from __future__ import annotations

from collections.abc import Iterator

from ictlife.assessment import Assessment
from ictlife.checks.look import Looked, check
from ictlife.fiscal.month import add_months
from ictlife.model.preparation import BudgetRoute


@check(
    reads=("group", "election", "gate", "preparation"),
    params=("step", "months_before"),
    says=("name", "election_on", "due_on"),
)
def election_budget(found: Assessment, *, step: str, months_before: int) -> Iterator[Looked]:
    """Look at the budget votes ahead: is one due in the months before a mayoral election?

    The initial budget may then be a 骨格予算, and new items wait for a supplementary one.
    """
    elections = sorted(each.day for each in found.estate.elections.values() if each.is_mayoral)
    supplementary = {
        (each.group, each.cycle)
        for each in found.estate.preparations.values()
        if each.budget_route is BudgetRoute.SUPPLEMENTARY
    }
    for milestone in found.milestones if elections else ():
        if milestone.step != step or milestone.done_on or milestone.due_on < found.as_of:
            continue
        day = next((each for each in elections if add_months(each, -months_before) <= milestone.due_on < each), None)
        is_open = day is not None and (milestone.subject.id, milestone.cycle) not in supplementary
        name = found.estate.groups[milestone.subject.id].name
        said = {"name": name, "election_on": day, "due_on": milestone.due_on} if is_open else None
        yield Looked(milestone.renewal, said, (milestone.subject,))
