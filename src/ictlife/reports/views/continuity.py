"""Which service comes back in time, in which hazard, from when on（復旧見込み）."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from ictlife.base.ref import Ref
from ictlife.continuity.recovery import Recovery, Remedy, Verdict
from ictlife.reports.paper import Paper
from ictlife.reports.views.row import Row, plain_reason

_GRAVITY = (Verdict.MISSED, Verdict.UNKNOWN, Verdict.MET)


def view_recoveries(paper: Paper) -> list[Row]:
    """Every recovery by service, hazard, phase and day（復旧見込みの一覧）."""
    return [view_recovery(paper, each) for each in sorted(paper.assessment.continuity.recoveries, key=_order)]


def view_recovery(paper: Paper, each: Recovery) -> Row:
    """One recovery. Hours; null where unknown, or never, which `is_never` tells apart (`loses_all` for data)."""
    return {
        "ref": str(each.ref),
        "service": str(each.service),
        "name": paper.names(each.service),
        "scenario": str(each.scenario),
        "phase": each.phase or None,
        "as_of": each.from_on.isoformat(),
        "until": each.until_on.isoformat() if each.until_on else None,
        "rto_target_h": each.rto_target_h,
        "rto_achievable_h": each.rto_achievable_h,
        "rto_with_crews_h": each.rto_with_crews_h,
        "rpo_target_h": each.rpo_target_h,
        "rpo_achievable_h": each.rpo_achievable_h,
        "is_never": each.is_never,
        "loses_all": each.loses_all,
        "rto_at_least_h": each.rto_at_least_h,
        "rpo_at_least_h": each.rpo_at_least_h,
        "status": each.verdict.value,
        "path": [str(ref) for ref in each.path],
        "missing": str(each.missing) if each.missing else None,
        "reason": plain_reason(each.reason),
    }


def _order(each: Recovery) -> tuple[str, str, str, date]:
    return (str(each.service), str(each.scenario), each.phase, each.from_on)


def view_continuity(paper: Paper) -> Row:
    """Services × hazards as of the day, how targets are kept over time, and what could be done about it."""
    found = paper.assessment.continuity
    recoveries = _by_start(found.recoveries)
    counted = (_day(recoveries, day) for day in sorted(set(found.days) or {each.from_on for each in recoveries}))
    return {
        "hazards": [{"ref": str(hazard), "name": paper.names(hazard)} for hazard in _hazards(paper)],
        "services": view_services(paper),
        "days": list(_changes(counted)),
        "lapses": _lapses(paper),
        "single_points": _single_points(paper),
        "remedies": view_remedies(paper),
    }


def view_services(paper: Paper) -> list[Row]:
    """Every service with its verdict in each hazard on the as-of day（業務×被害想定）."""
    recoveries = _by_start(paper.assessment.continuity.recoveries)
    now = _worst(_on(recoveries, paper.assessment.as_of))
    hazards = _hazards(paper)
    return [
        _service(paper, service, hazards, now) for service in sorted({each.service for each in recoveries}, key=str)
    ]


def _hazards(paper: Paper) -> list[Ref]:
    return sorted({each.scenario for each in paper.assessment.continuity.recoveries}, key=str)


def _by_start(recoveries: Iterable[Recovery]) -> list[Recovery]:
    return sorted(recoveries, key=lambda each: each.from_on)


def _service(paper: Paper, service: Ref, hazards: list[Ref], now: dict[tuple[Ref, Ref], Recovery]) -> Row:
    cells = [now.get((service, hazard)) for hazard in hazards]
    verdicts = [cell.verdict for cell in cells if cell]
    return {
        "ref": str(service),
        "name": paper.names(service),
        "worst": min(verdicts, key=_GRAVITY.index).value if verdicts else None,
        "cells": [view_recovery(paper, cell) if cell else None for cell in cells],
    }


def _on(recoveries: Iterable[Recovery], day: date) -> list[Recovery]:
    """What holds on `day`, of recoveries by their start: the last that began, unless its target no longer applies."""
    found: dict[Ref, Recovery] = {}
    for each in recoveries:
        if each.from_on <= day and (each.until_on is None or day <= each.until_on):
            found[each.ref] = each
    return list(found.values())


def _worst(recoveries: Iterable[Recovery]) -> dict[tuple[Ref, Ref], Recovery]:
    """The gravest phase of each service and hazard; the longest to come back of equally grave ones."""
    found: dict[tuple[Ref, Ref], Recovery] = {}
    for each in sorted(recoveries, key=lambda each: (_GRAVITY.index(each.verdict), -_hours(each), each.phase)):
        found.setdefault((each.service, each.scenario), each)
    return found


def _hours(each: Recovery) -> float:
    return float("inf") if each.is_never else each.rto_achievable_h or each.rto_at_least_h or 0.0


def _day(recoveries: Iterable[Recovery], day: date) -> Row:
    verdicts = [each.verdict for each in _worst(_on(recoveries, day)).values()]
    return {"day": day.isoformat()} | {verdict.value: verdicts.count(verdict) for verdict in Verdict}


def verdicts_on(paper: Paper, day: date) -> list[Recovery]:
    """What is counted on `day`: of every service and hazard the gravest phase（その日の判定）."""
    return list(_worst(_on(_by_start(paper.assessment.continuity.recoveries), day)).values())


def _changes(days: Iterable[Row]) -> Iterator[Row]:
    """The days on which some count is other than on the day before."""
    before: list[object] = []
    for day in days:
        counts = [day[verdict.value] for verdict in Verdict]
        if counts != before:
            yield day
        before = counts


def _lapses(paper: Paper) -> list[Row]:
    """Targets that will be lost, on which day, through what（目標達成の喪失）."""
    lapses = sorted(paper.assessment.continuity.lapses, key=lambda each: (each.met_until, str(each.service)))
    return [
        {
            "ref": str(each.service),
            "name": paper.names(each.service),
            "hazard": paper.names(each.scenario),
            "scenario": str(each.scenario),
            "phase": each.phase,
            "met_until": each.met_until.isoformat(),
            "status": each.verdict.value,
            "cause": paper.names(each.cause) if each.cause else None,
            "restored_on": each.restored_on.isoformat() if each.restored_on else None,
            "restored_by": paper.names(each.restored_by) if each.restored_by else None,
        }
        for each in lapses
    ]


def _single_points(paper: Paper) -> list[Row]:
    """Things whose loss alone takes services down（単一障害点）, those that take most down first."""
    points = sorted(paper.assessment.continuity.single_points, key=lambda each: (-len(each.takes_down), str(each.node)))
    return [
        {
            "ref": str(each.node),
            "name": paper.names(each.node),
            "takes_down": [paper.names(service) for service in each.takes_down],
        }
        for each in points
    ]


def _cost_ref(remedy: Remedy) -> Ref:
    """The field that says the price: of the measure, or of the group whose renewal comes forward."""
    if remedy.measure.kind == "renewal":
        return Ref("group", remedy.measure.id.partition("#")[0], "renewal_cost")
    return remedy.measure.at("cost")


def view_remedies(paper: Paper) -> list[Row]:
    """What would bring a missed service inside its target, and its price（有効な対策）."""
    return [
        {
            "ref": str(each.service),
            "name": paper.names(each.service),
            "hazard": paper.names(each.scenario),
            "scenario": str(each.scenario),
            "phase": each.phase,
            "measure": paper.names(each.measure),
            "measure_ref": str(each.measure),
            "cost_yen": each.cost,
            "cost_ref": str(_cost_ref(each)),
            "rto_h": each.rto_h,
            "rpo_h": each.rpo_h,
        }
        for each in sorted(
            paper.assessment.continuity.remedies, key=lambda each: (str(each.service), str(each.scenario), each.phase)
        )
    ]
