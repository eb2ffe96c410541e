"""What the assessment has to say to each viewpoint of review（見直しの視点ごとの根拠）.

Which evidence speaks to a viewpoint is the town's choice (`viewpoint.evidence`); here is only how each kind
of evidence is gathered, for the years from the plan's first to the end of a next plan of equal length.
Concludes nothing: the judgement is a `review` record, made by people.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from ictlife.base.finding import Finding, Severity
from ictlife.base.ref import Ref
from ictlife.fiscal.month import FiscalSpan, FiscalYear
from ictlife.lifecycle.need import Driver, Projection
from ictlife.model.estate import Estate
from ictlife.model.plan import InitiativeMark, Plan, Review, Viewpoint
from ictlife.model.rule import Authority
from ictlife.planning.hierarchy import successor
from ictlife.schedule.renewal import Schedule

FINDINGS = "findings."
"""Evidence of this kind is followed by the area of rules: `findings.SEC`."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """One fact that speaks to a viewpoint（根拠）; `code` names its phrase, `evidence.<code>`."""

    code: str
    subject: Ref
    params: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """A viewpoint with its evidence and what was concluded（視点ごとの見直し）.

    `unknown` are the kinds of evidence that the viewpoint names and nobody gathers.
    """

    viewpoint: Ref
    evidence: tuple[Evidence, ...]
    review: Review | None
    unknown: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReviewSheet:
    """The review sheet of one plan（見直しシート）."""

    plan: Ref
    years: FiscalSpan
    rows: tuple[ReviewRow, ...]


@dataclass(frozen=True, slots=True)
class Grounds:
    """What evidence is gathered from（根拠の材料）."""

    estate: Estate
    projection: Projection
    schedule: Schedule
    findings: Sequence[Finding]
    authorities: Mapping[str, Authority]


def review_sheets(grounds: Grounds) -> tuple[ReviewSheet, ...]:
    """One sheet for each plan that has viewpoints, in order of first year."""
    estate = grounds.estate
    named = {each.plan for each in estate.viewpoints.values()}
    plans = [plan for plan in estate.plans.values() if plan.id in named]
    return tuple(_sheet(grounds, plan) for plan in sorted(plans, key=lambda each: (each.first_year, each.id)))


def _sheet(grounds: Grounds, plan: Plan) -> ReviewSheet:
    years = FiscalSpan(plan.first_year, plan.last_year + len(plan.period))
    reviews = {each.viewpoint: each for each in grounds.estate.reviews.values()}
    points = (each for each in grounds.estate.viewpoints.values() if each.plan == plan.id)
    rows = (_row(grounds, plan, years, each, reviews.get(each.id)) for each in points)
    return ReviewSheet(plan.ref(), years, tuple(rows))


def _row(grounds: Grounds, plan: Plan, years: FiscalSpan, point: Viewpoint, review: Review | None) -> ReviewRow:
    found: list[Evidence] = []
    unknown: list[str] = []
    for kind in point.evidence:
        if kind.startswith(FINDINGS):
            found += _findings(grounds, kind.removeprefix(FINDINGS))
        elif kind in GATHERERS:
            found += GATHERERS[kind](grounds, plan, years)
        else:
            unknown.append(kind)
    return ReviewRow(point.ref(), tuple(found), review, tuple(unknown))


def _external_cycles(grounds: Grounds, plan: Plan, years: FiscalSpan) -> Iterator[Evidence]:
    for each in sorted(grounds.estate.external_cycles.values(), key=lambda cycle: (cycle.changes_in, cycle.id)):
        fy = each.changes_in
        while fy <= years.until:
            if fy in years:
                yield Evidence("external_cycle", each.ref(), {"name": each.name, "body": each.body, "fiscal_year": fy})
            if not each.every_years:
                break
            fy = fy + each.every_years


def _regimes(grounds: Grounds, plan: Plan, years: FiscalSpan) -> Iterator[Evidence]:
    """Documents that came or come into force inside the years, by date."""
    dated = [each for each in grounds.authorities.values() if each.in_force_on]
    for each in sorted(dated, key=lambda one: (str(one.in_force_on), one.id)):
        if each.in_force_on and FiscalYear.of(each.in_force_on) in years:
            said = {"title": each.title, "day": each.in_force_on, "edition": each.edition or ""}
            yield Evidence("regime", each.ref(), said)


def _support_ends(grounds: Grounds, plan: Plan, years: FiscalSpan) -> Iterator[Evidence]:
    """Groups whose support ends before their next renewal, or at least while this plan is in force."""
    for need in sorted(grounds.projection.needs, key=lambda each: str(each.subject)):
        limit = need.limits.get(Driver.END_OF_SECURITY_SUPPORT) if need.cycle == 1 else None
        group = grounds.estate.groups.get(need.subject.id)
        if limit is None or group is None or limit.fy not in years:
            continue
        renewals = grounds.schedule.by_group.get(group.id, ())
        renewed = renewals[0].in_service if renewals else None
        is_short = renewed is not None and renewed > limit
        if not is_short and limit.fy not in plan.period:
            continue
        code = "support_ends_first" if is_short else "support_ends"
        yield Evidence(code, need.subject, {"name": group.name, "month": limit, "in_service": renewed})


def _shared(grounds: Grounds, plan: Plan, years: FiscalSpan) -> Iterator[Evidence]:
    """Sets of groups that are to be renewed together, and whether they are."""
    sets: dict[str, list[str]] = {}
    for group in grounds.estate.groups.values():
        if group.together:
            sets.setdefault(group.together, []).append(group.id)
    for name, groups in sorted(sets.items()):
        months = {each.in_service for one in groups for each in grounds.schedule.by_group.get(one, ())[:1]}
        if len(groups) > 1 and months:
            code = "renewed_together" if len(months) == 1 else "renewed_apart"
            said = {"name": name, "groups": len(groups), "first": min(months), "last": max(months)}
            yield Evidence(code, Ref("group", groups[0], "together"), said)


def _lengthened(grounds: Grounds, plan: Plan, years: FiscalSpan) -> Iterator[Evidence]:
    """Groups whose own cycle is longer or shorter than their category's."""
    for group in sorted(grounds.estate.groups.values(), key=lambda each: each.id):
        policy = grounds.estate.policy_of(group)
        if policy and group.cycle_months and group.cycle_months != policy.cycle_months:
            code = "cycle_lengthened" if group.cycle_months > policy.cycle_months else "cycle_shortened"
            said = {"name": group.name, "months": group.cycle_months, "usual": policy.cycle_months}
            yield Evidence(code, group.ref("cycle_months"), {**said, "why": group.cycle_reason or ""})


def _initiatives(grounds: Grounds, plan: Plan, years: FiscalSpan) -> Iterator[Evidence]:
    for each in sorted(grounds.estate.initiatives.values(), key=lambda one: one.id):
        carried_out = [fy for fy, mark in each.years.items() if mark is InitiativeMark.CARRY_OUT]
        if each.plan == plan.id and carried_out:
            said = {"name": each.name, "first": min(carried_out), "last": max(carried_out)}
            yield Evidence("initiative", each.ref(), said)


def _parents(grounds: Grounds, plan: Plan, years: FiscalSpan) -> Iterator[Evidence]:
    for parent_id in plan.parents:
        parent = grounds.estate.plans.get(parent_id)
        if parent is None:
            continue
        after = successor(grounds.estate, parent)
        said = {"name": parent.name, "first": parent.first_year, "last": parent.last_year}
        if parent.last_year >= plan.last_year:
            yield Evidence("parent_covers", parent.ref(), said)
        elif after is None:
            yield Evidence("parent_ends", parent.ref("last_year"), said)
        else:
            followed = {"successor": after.name, "successor_first": after.first_year, "successor_last": after.last_year}
            yield Evidence("parent_replaced", after.ref("first_year"), {**said, **followed})


def _findings(grounds: Grounds, area: str) -> Iterator[Evidence]:
    """How many findings of each rule of an area, waived ones apart; gravest first."""
    counts: dict[tuple[int, str, Severity], list[Finding]] = {}
    for each in grounds.findings:
        if each.code.startswith(area):
            counts.setdefault((each.severity.rank, each.code, each.severity), []).append(each)
    for (_, code, severity), found in sorted(counts.items(), key=lambda item: item[0][:2]):
        waived = sum(each.waived_by is not None for each in found)
        said = {"rule": code, "count": len(found) - waived, "waived": waived, "severity": severity}
        yield Evidence("findings", Ref("rule", code), said)


GATHERERS: Mapping[str, Callable[[Grounds, Plan, FiscalSpan], Iterator[Evidence]]] = {
    "external_cycles": _external_cycles,
    "regimes": _regimes,
    "support_ends": _support_ends,
    "shared": _shared,
    "lengthened": _lengthened,
    "initiatives": _initiatives,
    "parents": _parents,
}
"""Kind of evidence → how it is gathered."""
