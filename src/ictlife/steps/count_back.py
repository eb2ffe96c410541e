"""By when must each step be done, so that the last is done before a first day（工程の逆算）?

Counts back in working days and through the gates that open only at certain times. Knows neither renewals
nor plans: procurement and plan-making both count with it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from ictlife.base.ref import Ref
from ictlife.fiscal.bizday import BusinessCalendar
from ictlife.fiscal.month import FiscalYear, Month, add_months
from ictlife.model.estate import Estate
from ictlife.model.policy import LeadTime, Step
from ictlife.steps.gate import last_opening

VOTE, CONTRACT = "budget_vote", "contract"
BINDING = ("council_vote", CONTRACT)
"""Steps that need the money voted, in the fiscal year in which they are taken."""
INITIAL_BUDGET = "budget_vote"
"""The gate of the vote on the next year's initial budget."""


@dataclass(frozen=True, slots=True)
class DatedStep:
    """A step with its days, before it belongs to a renewal or a plan（工程の日程）."""

    step: Step
    starts_on: date
    due_on: date
    rests_on: tuple[Ref, ...]

    def late_days(self, done_on: date | None, as_of: date) -> int:
        """By how many days it was done late, or while it is open, how many the due day lies before `as_of`（遅れ）."""
        return max(0, ((done_on or as_of) - self.due_on).days)


def business_calendar(estate: Estate) -> BusinessCalendar:
    """The town's working days（開庁日）, from its closed-day records."""
    closed: set[date] = set()
    opened: set[date] = set()
    for entry in estate.closed_days.values():
        last = entry.until_on or entry.from_on
        span = (entry.from_on + timedelta(days=n) for n in range((last - entry.from_on).days + 1))
        (opened if entry.is_open else closed).update(span)
    return BusinessCalendar(closed=frozenset(closed), opened=frozenset(opened))


def months_at_most(steps: Sequence[Step]) -> int:
    """More months than the steps can take: a gate waits a year at most, one closed by an election two."""
    taken = sum(step.months + step.days // 15 + step.calendar_days // 28 + 1 for step in steps)
    return taken + 12 * sum(bool(step.gate) + bool(step.clear_of_elections_days) for step in steps)


def count_back(
    estate: Estate, lead: LeadTime, steps: Sequence[Step], in_service: Month, calendar: BusinessCalendar
) -> tuple[DatedStep, ...]:
    """Days of all steps for going into service on the first of `in_service`, first step first.

    The money is voted before the fiscal year in which the council or the town binds itself（契約する年度の予算）: a
    specification may be written, and a notice prepared, beside that vote. And what a year's budget votes is signed
    in that year: a contract that would follow its council vote over the end of the year is signed before it ends.
    """
    before = _all_before(estate, lead, steps, in_service, calendar)
    served = voted_for(before)
    if served and any(each.step.id == CONTRACT and each.due_on > served.last for each in before):
        before = _all_before(estate, lead, steps, in_service, calendar, served.last)
    after = (_after(lead, step, in_service, calendar) for step in steps if step.is_after)
    return (*before, *after)


def voted_for(steps: Sequence[DatedStep]) -> FiscalYear | None:
    """The fiscal year whose budget is voted in these steps（議決される予算の年度）; None where none is.

    The initial budget is that of the year after the vote, a supplementary one of the year of the vote itself.
    """
    vote = next((each for each in steps if each.step.id == VOTE), None)
    if vote is None:
        return None
    return FiscalYear.of(vote.due_on) + (1 if vote.step.gate == INITIAL_BUDGET else 0)


def _all_before(
    estate: Estate,
    lead: LeadTime,
    steps: Sequence[Step],
    in_service: Month,
    calendar: BusinessCalendar,
    signed_by: date = date.max,
) -> tuple[DatedStep, ...]:
    """The steps before going into service; with `signed_by` the contract is signed by then."""
    before: list[DatedStep] = []
    deadline = calendar.previous(in_service.first - timedelta(days=1))
    for step in reversed([step for step in steps if not step.is_after]):
        if step.id == CONTRACT and deadline > signed_by:
            deadline = calendar.previous(signed_by)
        if step.id == VOTE and step.gate == INITIAL_BUDGET:
            binding = [_eve(each, calendar) for each in before if each.step.id in BINDING]
            deadline = min(binding, default=deadline)
        dated = _before(estate, lead, step, deadline, calendar)
        before.append(dated)
        deadline = calendar.previous(dated.starts_on - timedelta(days=1))
    return tuple(reversed(before))


def _eve(binding: DatedStep, calendar: BusinessCalendar) -> date:
    """The last working day before the fiscal year of the step: its initial budget is voted by then."""
    return calendar.previous(FiscalYear.of(binding.due_on).first - timedelta(days=1))


def _before(estate: Estate, lead: LeadTime, step: Step, deadline: date, calendar: BusinessCalendar) -> DatedStep:
    """The latest days for `step` that end by `deadline`, keep to its gate and stay clear of elections.

    An election in the way moves the end before the days to be kept clear, and the gate is asked again.
    """
    due, opens, rests_on = _through_gate(estate, lead, step, deadline, calendar)
    starts = _start(step, due, opens, calendar)
    for election in sorted(estate.elections.values(), key=lambda each: (each.day, each.id), reverse=True):
        clear_from = election.day - timedelta(days=step.clear_of_elections_days)
        if step.clear_of_elections_days and starts <= election.day and due >= clear_from:
            before = calendar.previous(clear_from - timedelta(days=1))
            due, opens, gated = _through_gate(estate, lead, step, before, calendar)
            starts = _start(step, due, opens, calendar)
            rests_on = tuple(dict.fromkeys((*rests_on, *gated, election.ref("day"))))
    return DatedStep(step, min(starts, due), due, rests_on)


def _through_gate(
    estate: Estate, lead: LeadTime, step: Step, deadline: date, calendar: BusinessCalendar
) -> tuple[date, date | None, tuple[Ref, ...]]:
    """The last day for `step`, since when its gate is open, if it has one, and what that day rests on.

    A gate that is open on the last day anyway decides nothing, unless the step lasts as long as it is open.
    """
    gate = estate.gates.get(step.gate) if step.gate else None
    opening = last_opening(gate, deadline) if gate else None
    if not (gate and opening):
        return deadline, None, (lead.ref(),)
    opens, closes = opening
    due = min(deadline, calendar.previous(closes))
    decides = due < deadline or not (step.months or step.days or step.calendar_days)
    return due, opens, (lead.ref(), gate.ref()) if decides else (lead.ref(),)


def _start(step: Step, due: date, opens: date | None, calendar: BusinessCalendar) -> date:
    if opens and not (step.months or step.days or step.calendar_days):
        return min(calendar.next(opens), due)
    starts = calendar.next(add_months(due, -step.months)) if step.months else due
    starts = calendar.add(starts, -step.days) if step.days else starts
    # A legal period is never cut short by a closed day at its start, so it begins before one.
    return calendar.previous(starts - timedelta(days=step.calendar_days)) if step.calendar_days else starts


def _after(lead: LeadTime, step: Step, in_service: Month, calendar: BusinessCalendar) -> DatedStep:
    starts = calendar.next(in_service.first)
    due = add_months(in_service.first, step.months) - timedelta(days=1) if step.months else in_service.first
    due = calendar.add(due, step.days) if step.days else calendar.next(due)
    return DatedStep(step, min(starts, due), due, (lead.ref(),))
