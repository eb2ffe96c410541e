"""Renewals that no official plan holds（計画期間外の更新）."""

from __future__ import annotations

from collections.abc import Iterator

from ictlife.assessment import Assessment
from ictlife.base.ref import Ref
from ictlife.checks.look import Looked, check
from ictlife.checks.lookup import main_groups, plan_in, plans_of
from ictlife.fiscal.month import FiscalYear
from ictlife.model.plan import Plan
from ictlife.schedule.renewal import Renewal


@check(
    reads=("group", "plan"),
    params=("levels",),
    says=("name", "cycle", "in_service", "fiscal_year", "last_plan_year"),
)
def outside_plan_period(found: Assessment, *, levels: list[str]) -> Iterator[Looked]:
    """Look at every renewal of the main groups: does a plan's period hold its fiscal year?

    Of one group only the first renewal outside is said; the later ones follow from it.
    """
    plans = plans_of(found.estate, levels)
    main = main_groups(found)
    last = _last(plans)
    for group_id, renewals in found.schedule.by_group.items() if plans else ():
        outside = _first_outside(plans, renewals)
        for renewal in renewals if group_id in main else ():
            said = {
                "name": found.estate.groups[group_id].name,
                "cycle": renewal.need.cycle,
                "in_service": renewal.in_service,
                "fiscal_year": renewal.fy,
                "last_plan_year": max(plan.last_year for plan in plans),
            }
            yield Looked(renewal.ref, said if renewal is outside else None, (renewal.need.subject, *last))
    for ref in found.projection.unknown if plans else ():
        if ref.id in main:
            yield Looked(ref, is_unknown=True)


@check(
    reads=("group", "plan"),
    params=("levels",),
    says=("fiscal_year", "renewals", "names", "last_plan_year"),
)
def others_outside_plan_period(found: Assessment, *, levels: list[str]) -> Iterator[Looked]:
    """Look at the other groups: in which fiscal years do their first renewals outside every plan fall?"""
    plans = plans_of(found.estate, levels)
    main = main_groups(found)
    by_year: dict[FiscalYear, list[Renewal]] = {}
    for group_id, renewals in found.schedule.by_group.items() if plans else ():
        outside = _first_outside(plans, renewals)
        if group_id not in main and outside is not None:
            by_year.setdefault(outside.fy, []).append(outside)
        elif group_id not in main:
            yield Looked(Ref("group", group_id))
    for fy in sorted(by_year):
        said = {
            "fiscal_year": fy,
            "renewals": len(by_year[fy]),
            "names": tuple(found.estate.groups[each.need.subject.id].name for each in by_year[fy]),
            "last_plan_year": max(plan.last_year for plan in plans),
        }
        yield Looked(Ref("fiscal_year", str(fy)), said, (*(each.ref for each in by_year[fy]), *_last(plans)))
    for ref in found.projection.unknown if plans else ():
        if ref.id not in main:
            yield Looked(ref, is_unknown=True)


def _last(plans: tuple[Plan, ...]) -> tuple[Ref, ...]:
    """Where it says until when plans are known."""
    last = max(plans, key=lambda plan: plan.last_year, default=None)
    return (last.ref("last_year"),) if last else ()


def _first_outside(plans: tuple[Plan, ...], renewals: tuple[Renewal, ...]) -> Renewal | None:
    return next((each for each in renewals if plan_in(plans, each.fy) is None), None)
