"""Planned against done（現計画の検証）: every initiative and every renewal of the plans in force.

A renewal's plan is its `outcome` record (or the month frozen in a baseline); without one only what was done
or is scheduled is known, and the planned month stays unknown rather than being taken from today's ledger.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ictlife.base.ref import Ref
from ictlife.base.yen import Yen
from ictlife.fiscal.month import FiscalYear, Month
from ictlife.lifecycle.project import in_service
from ictlife.model.asset import Group, RenewalStatus
from ictlife.model.estate import Estate
from ictlife.model.plan import Initiative, InitiativeMark, Outcome, Plan
from ictlife.planning.hierarchy import CARRYING
from ictlife.planning.initiatives import InitiativeMoney, Initiatives
from ictlife.schedule.renewal import Schedule


class Standing(StrEnum):
    """How far something planned has come（進捗の区分）. Past its time without a word, it is `unreported`."""

    DONE = "done"
    DONE_EARLY = "done_early"
    DONE_LATE = "done_late"
    UNDER_WAY = "under_way"
    AHEAD = "ahead"
    LATE = "late"
    UNREPORTED = "unreported"


@dataclass(frozen=True, slots=True)
class Verified:
    """Planned against done for one initiative or renewal（検証の一行）; None is unknown."""

    subject: Ref
    plan: Ref
    planned_in: FiscalYear | Month | None
    done_in: FiscalYear | Month | None
    standing: Standing
    planned: Yen | None
    spent: Yen | None
    target: str | None = None
    result: str | None = None
    deviation: str | None = None


def verification(
    estate: Estate,
    schedule: Schedule,
    found: Initiatives,
    as_of: date,
    baseline: Mapping[str, Month] | None = None,
) -> tuple[Verified, ...]:
    """Initiatives, then renewals, of the own plans in force, or of the last one where none is.

    `baseline` maps a group to the month its renewal had when the plan was frozen.
    """
    rows: list[Verified] = []
    for plan in current(estate, as_of):
        money = {each.initiative.id: each for each in found.of_plan(plan.ref())}
        rows += (
            _initiative(each, plan, money[each.id], as_of)
            for each in sorted(estate.initiatives.values(), key=lambda each: each.id)
            if each.plan == plan.id
        )
        rows += _renewals(estate, schedule, plan, as_of, baseline or {})
    return tuple(rows)


def current(estate: Estate, as_of: date) -> tuple[Plan, ...]:
    """The own plans in force, by first year; between two generations the one that ended last（現計画）."""
    begun = [each for each in estate.plans.values() if each.level in CARRYING and each.first_year.first <= as_of]
    in_force = [each for each in begun if each.last_year.last >= as_of]
    found = in_force or sorted(begun, key=lambda each: (each.last_year, each.id))[-1:]
    return tuple(sorted(found, key=lambda each: (each.first_year, each.id)))


def _initiative(each: Initiative, plan: Plan, money: InitiativeMoney, as_of: date) -> Verified:
    """Its planned amount is the plan's, else what is budgeted; what was spent is as recorded, else as settled."""
    carried_out = [fy for fy, mark in each.years.items() if mark is InitiativeMark.CARRY_OUT] or list(each.years)
    return Verified(
        subject=each.ref(),
        plan=plan.ref(),
        planned_in=max(carried_out, default=None),
        done_in=each.finished_in,
        standing=_standing(each, max(carried_out, default=plan.last_year), FiscalYear.of(as_of)),
        planned=each.budget_yen if each.budget_yen is not None else money.total or None,
        spent=each.spent_yen if each.spent_yen is not None else money.settled,
        target=each.target,
        result=each.result,
        deviation=each.deviation,
    )


def _standing(each: Initiative, last: FiscalYear, now: FiscalYear) -> Standing:
    if each.finished_in is not None:
        if each.finished_in == last:
            return Standing.DONE
        return Standing.DONE_LATE if each.finished_in > last else Standing.DONE_EARLY
    if now > last:
        return Standing.LATE if each.result else Standing.UNREPORTED
    return Standing.AHEAD if now < min(each.years, default=last) else Standing.UNDER_WAY


def _renewals(
    estate: Estate, schedule: Schedule, plan: Plan, as_of: date, baseline: Mapping[str, Month]
) -> Iterator[Verified]:
    outcomes = {each.group: each for each in estate.outcomes.values() if each.plan == plan.id}
    for group in sorted(estate.groups.values(), key=lambda each: each.id):
        outcome = outcomes.get(group.id)
        planned = (outcome.planned_on if outcome else None) or baseline.get(group.id)
        done = (outcome.done_on if outcome else None) or _done(estate, group, plan, as_of)
        ahead = _scheduled(schedule, group, plan, as_of) if done is None else None
        if planned or done or ahead or outcome:
            yield _renewal(group, plan, planned, done, ahead, outcome, as_of)


def _done(estate: Estate, group: Group, plan: Plan, as_of: date) -> Month | None:
    """The month in which the present generation went into service, if that was inside the plan and is past."""
    if group.renewal_status is RenewalStatus.ABOLISHED:
        return None
    start = in_service(estate, group)
    return start.month if start and start.month.fy in plan.period and start.month <= Month.of(as_of) else None


def _scheduled(schedule: Schedule, group: Group, plan: Plan, as_of: date) -> Month | None:
    months = (each.in_service for each in schedule.by_group.get(group.id, ()) if each.fy in plan.period)
    return min(months, default=None)


def _renewal(
    group: Group,
    plan: Plan,
    planned: Month | None,
    done: Month | None,
    ahead: Month | None,
    outcome: Outcome | None,
    as_of: date,
) -> Verified:
    return Verified(
        subject=group.ref(),
        plan=plan.ref(),
        planned_in=planned or (ahead if done is None else None),
        done_in=done,
        standing=_renewed(planned, done, ahead, Month.of(as_of)),
        planned=outcome.planned_yen if outcome else None,
        spent=outcome.spent_yen if outcome else None,
        deviation=outcome.deviation if outcome else None,
    )


def _renewed(planned: Month | None, done: Month | None, ahead: Month | None, now: Month) -> Standing:
    if done is not None:
        if planned is None or planned == done:
            return Standing.DONE
        return Standing.DONE_LATE if done > planned else Standing.DONE_EARLY
    due = planned or ahead
    return Standing.LATE if due is not None and due < now else Standing.AHEAD
