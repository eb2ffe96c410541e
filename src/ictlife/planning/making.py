"""By when must the next plan be made（計画策定の逆算）? Counted back from its first day as a procurement is.

Takes the steps from a lead time (`plan_making` where the plan names no other), so that a town's own way of
making plans is data. Looks at own plans that carry renewals; what others make has its own dates.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from ictlife.base.reason import Reason
from ictlife.base.ref import Ref
from ictlife.fiscal.bizday import BusinessCalendar
from ictlife.fiscal.month import FiscalYear
from ictlife.model.estate import Estate
from ictlife.model.plan import Plan, PlanStep
from ictlife.model.policy import LeadTime
from ictlife.planning.hierarchy import CARRYING, successor
from ictlife.steps.count_back import DatedStep, business_calendar, count_back

METHOD = "plan_making"
"""Lead time of a plan that names none."""


@dataclass(frozen=True, slots=True)
class MakingStep:
    """A dated step of making a plan（策定工程）. `late_days` as of a procurement's step."""

    plan: Ref
    step: str
    title: Mapping[str, str]
    starts_on: date
    due_on: date
    done_on: date | None
    late_days: int
    reason: Reason

    @property
    def ref(self) -> Ref:
        """Its address, `plan_milestone:<plan>/<step>`."""
        return Ref("plan_milestone", f"{self.plan.id}/{self.step}")


@dataclass(frozen=True, slots=True)
class PlanMaking:
    """The making of one plan（計画の策定）.

    `plan` is the plan being made, or, where that is not entered yet, the one it follows (`is_entered`).
    """

    plan: Ref
    is_entered: bool
    begins: FiscalYear
    steps: tuple[MakingStep, ...]


def plan_makings(estate: Estate, as_of: date) -> tuple[PlanMaking, ...]:
    """The next plan of each line of own plans, in order of its first year."""
    calendar = business_calendar(estate)
    found = [making for plan in _last_of_lines(estate) if (making := _making(estate, plan, as_of, calendar))]
    return tuple(sorted(found, key=lambda each: (each.begins, each.plan)))


def _last_of_lines(estate: Estate) -> Iterator[Plan]:
    """Plans after which none is entered: neither a successor by name nor a later one of the same level."""
    own = [plan for plan in estate.plans.values() if plan.level in CARRYING]
    for plan in own:
        later = any(each.level is plan.level and each.first_year > plan.first_year for each in own)
        if not later and successor(estate, plan) is None:
            yield plan


def _making(estate: Estate, plan: Plan, as_of: date, calendar: BusinessCalendar) -> PlanMaking | None:
    is_ahead = plan.first_year.first > as_of
    if is_ahead and plan.adopted_on and plan.adopted_on <= as_of:
        return None
    lead = estate.lead_times.get(plan.method or METHOD)
    if lead is None:
        return None
    begins = plan.first_year if is_ahead else plan.last_year + 1
    done = {each.step: each for each in estate.plan_steps.values() if each.plan == plan.id}
    days = count_back(estate, lead, lead.steps, begins.first_month, calendar)
    steps = tuple(_step(plan, begins, lead, each, done.get(each.step.id), as_of) for each in days)
    return PlanMaking(plan.ref(), is_ahead, begins, steps)


def _step(
    plan: Plan, begins: FiscalYear, lead: LeadTime, dated: DatedStep, done: PlanStep | None, as_of: date
) -> MakingStep:
    done_on = done.done_on if done else None
    rests_on = (plan.ref("first_year" if plan.first_year == begins else "last_year"), *dated.rests_on)
    return MakingStep(
        plan=plan.ref(),
        step=dated.step.id,
        title=dated.step.title,
        starts_on=dated.starts_on,
        due_on=dated.due_on,
        done_on=done_on,
        late_days=dated.late_days(done_on, as_of),
        reason=Reason(
            "plan_counted_back",
            {"begins": begins.first, "gate": dated.step.gate or "", "method": lead.id},
            (*rests_on, *((done.ref("done_on"),) if done else ())),
        ),
    )
