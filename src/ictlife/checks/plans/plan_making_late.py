"""Steps of making the next plan that are late（計画策定の遅れ）."""

from __future__ import annotations

from collections.abc import Iterator

from ictlife.assessment import Assessment
from ictlife.base.text import Text
from ictlife.checks.look import Looked, check


@check(
    reads=("plan", "plan_step", "lead_time", "gate"),
    says=("plan", "step", "due_on", "late_days", "begins"),
)
def plan_making_late(found: Assessment) -> Iterator[Looked]:
    """Look at every step of making a plan: is it open past its day, or was it done late?"""
    for making in found.planning.makings:
        plan = found.estate.plans[making.plan.id]
        for each in making.steps:
            said = None
            if each.late_days:
                said = {
                    "plan": plan.name,
                    "step": Text(each.title["ja"], each.title["en"]) if {"ja", "en"} <= set(each.title) else each.step,
                    "due_on": each.due_on,
                    "late_days": each.late_days,
                    "begins": making.begins,
                }
            yield Looked(each.ref, said, (making.plan,))
