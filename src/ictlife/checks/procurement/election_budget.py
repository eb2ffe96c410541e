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
    says=("election", "election_on", "renewals", "names"),
)
def election_budget(found: Assessment, *, step: str, months_before: int) -> Iterator[Looked]:
    """Look at each mayoral election: which budget votes ahead are due in the months before it?

    The initial budget may then be a 骨格予算, and new items wait for a supplementary one.
    """
    supplementary = {
        (each.group, each.cycle)
        for each in found.estate.preparations.values()
        if each.budget_route is BudgetRoute.SUPPLEMENTARY
    }
    votes = [
        each
        for each in found.milestones
        if each.step == step
        and not each.done_on
        and each.due_on >= found.as_of
        and (each.subject.id, each.cycle) not in supplementary
    ]
    for election in found.estate.elections.values():
        if not election.is_mayoral or election.day < found.as_of:
            continue
        first = add_months(election.day, -months_before)
        hit = [each for each in votes if first <= each.due_on < election.day]
        said = {
            "election": election.name,
            "election_on": election.day,
            "renewals": len(hit),
            "names": tuple(found.estate.groups[each.subject.id].name for each in hit),
        }
        related = tuple(ref for each in hit for ref in (each.renewal, each.ref))
        yield Looked(election.ref(), said if hit else None, related)
