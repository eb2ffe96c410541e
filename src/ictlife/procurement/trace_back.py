"""Count back from going into service through the steps of a procurement（調達工程の逆算）.

Answers by when each step must be done, in working days and within the gates that open only at certain
times. Takes the steps from the lead times of the municipality (`lead_time` records), not from here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from ictlife.base.reason import Reason
from ictlife.base.ref import Ref
from ictlife.fiscal.bizday import BusinessCalendar
from ictlife.fiscal.month import Month, add_months
from ictlife.model.asset import Group
from ictlife.model.estate import Estate
from ictlife.model.policy import LeadTime, Policy, Step
from ictlife.model.progress import Progress
from ictlife.procurement.gate import last_opening
from ictlife.procurement.milestone import Milestone
from ictlife.schedule.renewal import Renewal, Schedule


@dataclass(frozen=True, slots=True)
class DatedStep:
    """A step with its days, before it belongs to a renewal（工程の日程）."""

    step: Step
    starts_on: date
    due_on: date
    rests_on: tuple[Ref, ...]


def trace_back(estate: Estate, schedule: Schedule, as_of: date) -> tuple[Milestone, ...]:
    """The steps of every renewal whose first step begins within the warning horizon（警告の月数）.

    Renewals that went into service before the as-of month have no steps left. In order of renewal, then of
    step.
    """
    calendar = business_calendar(estate)
    horizon = add_months(as_of, estate.city.warn_months)
    done = {(each.group, each.cycle, each.step): each for each in estate.progress.values()}
    days: dict[tuple[str, Month, tuple[str, ...]], tuple[DatedStep, ...]] = {}
    milestones: list[Milestone] = []
    for renewal in schedule.renewals:
        group = estate.groups[renewal.need.subject.id]
        lead = lead_time(estate, group)
        if renewal.in_service < Month.of(as_of) or lead is None:
            continue
        steps = steps_for(lead, group, estate.policy_of(group))
        if renewal.in_service > Month.of(horizon) + longest_months(steps):
            continue
        key = (lead.id, renewal.in_service, tuple(step.id for step in steps))
        if key not in days:
            days[key] = count_back(estate, lead, steps, renewal.in_service, calendar)
        if days[key] and days[key][0].starts_on <= horizon:
            milestones += (_milestone(renewal, each, done, as_of) for each in days[key])
    return tuple(milestones)


def business_calendar(estate: Estate) -> BusinessCalendar:
    """The town's working days（開庁日）, from its closed-day records."""
    closed: set[date] = set()
    opened: set[date] = set()
    for entry in estate.closed_days.values():
        last = entry.until_on or entry.from_on
        span = (entry.from_on + timedelta(days=n) for n in range((last - entry.from_on).days + 1))
        (opened if entry.is_open else closed).update(span)
    return BusinessCalendar(closed=frozenset(closed), opened=frozenset(opened))


def lead_time(estate: Estate, group: Group) -> LeadTime | None:
    """The lead time of the group's procurement method; a category may have its own steps for a method."""
    policy = estate.policy_of(group)
    method = group.method or (policy.method if policy else None)
    if method is None:
        return None
    for lead in estate.lead_times.values():
        if lead.replaces == method and group.category in lead.categories:
            return lead
    return estate.lead_times.get(method)


def steps_for(lead: LeadTime, group: Group, policy: Policy | None) -> tuple[Step, ...]:
    """The steps that apply to this group: some are only for one way of acquisition, or over a price."""
    acquisition = group.acquisition or (policy.acquisition if policy else None)
    cost = (group.renewal_cost or 0) + (group.build_cost or 0)
    return tuple(
        step
        for step in lead.steps
        if (not step.only_for or (acquisition is not None and acquisition.value in step.only_for))
        and (step.only_over is None or cost >= step.only_over)
    )


def longest_months(steps: Sequence[Step]) -> int:
    """More months than the steps can take: a gate waits a year at most, fifteen working days are under a month."""
    return sum(step.months + step.days // 15 + 1 + (12 if step.gate else 0) for step in steps)


def count_back(
    estate: Estate, lead: LeadTime, steps: Sequence[Step], in_service: Month, calendar: BusinessCalendar
) -> tuple[DatedStep, ...]:
    """Days of all steps for going into service on the first of `in_service`, first step first."""
    before: list[DatedStep] = []
    deadline = calendar.previous(in_service.first - timedelta(days=1))
    for step in reversed([step for step in steps if not step.is_after]):
        dated = _before(estate, lead, step, deadline, calendar)
        before.append(dated)
        deadline = calendar.previous(dated.starts_on - timedelta(days=1))
    after = (_after(lead, step, in_service, calendar) for step in steps if step.is_after)
    return (*reversed(before), *after)


def _before(estate: Estate, lead: LeadTime, step: Step, deadline: date, calendar: BusinessCalendar) -> DatedStep:
    due = deadline
    rests_on: tuple[Ref, ...] = (lead.ref(),)
    opens: date | None = None
    gate = estate.gates.get(step.gate) if step.gate else None
    if gate and (opening := last_opening(gate, deadline)):
        opens, closes = opening
        due = min(deadline, calendar.previous(closes))
        rests_on = (lead.ref(), gate.ref())
    starts = calendar.next(add_months(due, -step.months)) if step.months else due
    starts = calendar.add(starts, -step.days) if step.days else starts
    if opens and not (step.months or step.days):
        starts = min(calendar.next(opens), due)
    return DatedStep(step, min(starts, due), due, rests_on)


def _after(lead: LeadTime, step: Step, in_service: Month, calendar: BusinessCalendar) -> DatedStep:
    starts = calendar.next(in_service.first)
    due = add_months(in_service.first, step.months) - timedelta(days=1) if step.months else in_service.first
    due = calendar.add(due, step.days) if step.days else calendar.next(due)
    return DatedStep(step, min(starts, due), due, (lead.ref(),))


def _milestone(
    renewal: Renewal, dated: DatedStep, done: dict[tuple[str, int, str], Progress], as_of: date
) -> Milestone:
    subject = renewal.need.subject
    record = done.get((subject.id, renewal.need.cycle, dated.step.id))
    reached = record.done_on if record else as_of
    return Milestone(
        renewal=renewal.ref,
        subject=subject,
        cycle=renewal.need.cycle,
        step=dated.step.id,
        starts_on=dated.starts_on,
        due_on=dated.due_on,
        done_on=record.done_on if record else None,
        late_days=max(0, (reached - dated.due_on).days),
        reason=Reason(
            "counted_back",
            {"step": dated.step.id, "in_service": renewal.in_service, "gate": dated.step.gate or ""},
            (*dated.rests_on, *((record.ref("done_on"),) if record else ())),
            (renewal.reason,),
        ),
    )


