"""Steps done before those that come first（順序の逆転した工程）."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ictlife.assessment import Assessment
from ictlife.base.finding import Value
from ictlife.base.ref import Ref
from ictlife.base.text import Named
from ictlife.checks.look import Looked, check
from ictlife.procurement.milestone import Milestone


@check(reads=("group", "progress"), says=("name", "step", "done_on", "earlier_step"))
def steps_out_of_order(found: Assessment) -> Iterator[Looked]:
    """Look at renewals with steps recorded as done: is every earlier step done, and no later than they?"""
    by_renewal: dict[Ref, list[Milestone]] = {}
    for milestone in found.milestones:
        by_renewal.setdefault(milestone.renewal, []).append(milestone)
    for ref, milestones in by_renewal.items():
        if not any(each.done_on for each in milestones):
            continue
        said: Mapping[str, Value] | None = None
        met: tuple[Ref, ...] = ()
        for place, each in enumerate(milestones):
            skipped = next((other for other in milestones[:place] if _is_after(other, each)), None)
            if said is None and skipped is not None:
                met = (skipped.ref, each.ref)
                said = {
                    "name": found.estate.groups[each.subject.id].name,
                    "step": Named(each.step, "step"),
                    "done_on": each.done_on,
                    "earlier_step": Named(skipped.step, "step"),
                }
        yield Looked(ref, said, (milestones[0].subject, *met))


def _is_after(earlier: Milestone, done: Milestone) -> bool:
    """Whether the earlier step is open, or was done later than the one that follows it.

    Steps that may run beside each other, as a specification beside the vote of its budget, have no order.
    """
    if done.done_on is None or earlier.due_on >= done.starts_on:
        return False
    return earlier.done_on is None or earlier.done_on > done.done_on
