"""How the official plans hang together（計画の体系）: generations, superior plans, and a chart of them all.

Answers which years a chain of plans leaves open or covers twice, which superior plan is over, and where in
the plans each renewal falls（図表3「市と国との施策の関係」の形）. Judges nothing: the rules do.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from ictlife.base.ref import Ref
from ictlife.fiscal.month import FiscalSpan, FiscalYear, Month
from ictlife.lifecycle.need import Projection
from ictlife.model.estate import Estate
from ictlife.model.plan import Plan, PlanLevel
from ictlife.schedule.renewal import Renewal, Schedule

CARRYING = (PlanLevel.INFORMATION, PlanLevel.DX)
"""Levels of plan that carry renewals."""

_LANES = tuple(PlanLevel)


class SeamKind(StrEnum):
    """What is wrong where two generations of a plan meet（世代の境目）."""

    GAP = "gap"
    OVERLAP = "overlap"


@dataclass(frozen=True, slots=True)
class Seam:
    """Years that two successive plans leave open, or that both cover（空白・重複の年度）."""

    kind: SeamKind
    earlier: Ref
    later: Ref
    years: FiscalSpan


@dataclass(frozen=True, slots=True)
class PlanBar:
    """One plan over its years（計画の帯）."""

    plan: Ref
    lane: PlanLevel
    body: str | None
    years: FiscalSpan
    parents: tuple[Ref, ...]
    predecessor: Ref | None
    renewals: tuple[Ref, ...]


@dataclass(frozen=True, slots=True)
class RenewalMark:
    """A renewal on the chart（更新の印）; `plan` is the plan that carries it, None where none does."""

    renewal: Ref
    subject: Ref
    month: Month
    plan: Ref | None


@dataclass(frozen=True, slots=True)
class OutsideMark:
    """A change set by others（外部の更改の印）."""

    cycle: Ref
    fy: FiscalYear


@dataclass(frozen=True, slots=True)
class PlanChart:
    """Plans of all levels over fiscal years, with the renewals beside them（計画の体系図）."""

    years: FiscalSpan
    bars: tuple[PlanBar, ...]
    renewals: tuple[RenewalMark, ...]
    outside: tuple[OutsideMark, ...]


def seams(plans: Iterable[Plan]) -> tuple[Seam, ...]:
    """Gaps and overlaps between each plan and its predecessor, in order of id."""
    by_id = {plan.id: plan for plan in plans}
    found: list[Seam] = []
    for later in sorted(by_id.values(), key=lambda plan: plan.id):
        earlier = by_id.get(later.predecessor or "")
        if earlier is None:
            continue
        if later.first_year > earlier.last_year + 1:
            years = FiscalSpan(earlier.last_year + 1, later.first_year + -1)
            found.append(Seam(SeamKind.GAP, earlier.ref(), later.ref(), years))
        elif later.first_year <= earlier.last_year:
            years = FiscalSpan(later.first_year, min(earlier.last_year, later.last_year))
            found.append(Seam(SeamKind.OVERLAP, earlier.ref(), later.ref(), years))
    return tuple(found)


def successor(estate: Estate, plan: Plan) -> Plan | None:
    """The plan that names `plan` as its predecessor, the earliest of several（後継計画）."""
    found = (each for each in estate.plans.values() if each.predecessor == plan.id)
    return min(found, key=lambda each: (each.first_year, each.id), default=None)


def carrier(estate: Estate, fy: FiscalYear) -> Plan | None:
    """The plan that carries what happens in `fy`: information before DX, the later one where two overlap."""
    found = [plan for plan in estate.plans.values() if plan.level in CARRYING and fy in plan.period]
    return min(found, key=lambda each: (CARRYING.index(each.level), -each.first_year.start_year, each.id), default=None)


def plan_chart(estate: Estate, projection: Projection, schedule: Schedule) -> PlanChart:
    """The chart over all years in which there is a plan or a renewal."""
    plans = sorted(estate.plans.values(), key=lambda each: (_LANES.index(each.level), each.first_year, each.id))
    first = min([plan.first_year for plan in plans] + [projection.horizon.first.fy])
    until = max([plan.last_year for plan in plans] + [projection.horizon.until.fy])
    years = FiscalSpan(first, until)
    carried = [(renewal, carrier(estate, renewal.fy)) for renewal in schedule.renewals]
    return PlanChart(
        years=years,
        bars=tuple(_bar(estate, plan, schedule.renewals) for plan in plans),
        renewals=tuple(
            RenewalMark(renewal.ref, renewal.need.subject, renewal.in_service, plan.ref() if plan else None)
            for renewal, plan in sorted(carried, key=lambda pair: (pair[0].in_service, str(pair[0].ref)))
        ),
        outside=tuple(_outside(estate, years)),
    )


def _bar(estate: Estate, plan: Plan, renewals: Iterable[Renewal]) -> PlanBar:
    return PlanBar(
        plan=plan.ref(),
        lane=plan.level,
        body=plan.body,
        years=plan.period,
        parents=tuple(estate.plans[each].ref() for each in plan.parents if each in estate.plans),
        predecessor=Ref(Plan.KIND, plan.predecessor) if plan.predecessor else None,
        renewals=tuple(each.ref for each in renewals if each.fy in plan.period) if plan.level in CARRYING else (),
    )


def _outside(estate: Estate, years: FiscalSpan) -> Iterable[OutsideMark]:
    for each in sorted(estate.external_cycles.values(), key=lambda cycle: (cycle.changes_in, cycle.id)):
        fy = each.changes_in
        while fy <= years.until:
            yield OutsideMark(each.ref(), fy)
            if not each.every_years:
                break
            fy = fy + each.every_years
