"""Which service comes back in time, in which hazard, from when on（復旧見込み）."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from ictlife.base.ref import Ref
from ictlife.continuity.recovery import Recovery, Verdict
from ictlife.reports.paper import Paper
from ictlife.reports.views.row import Row, plain_reason

_GRAVITY = (Verdict.MISSED, Verdict.UNKNOWN, Verdict.MET)


def view_recoveries(paper: Paper) -> list[Row]:
    """Every recovery by service, hazard and day（復旧見込みの一覧）."""
    return [view_recovery(paper, each) for each in sorted(paper.assessment.continuity.recoveries, key=_order)]


def view_recovery(paper: Paper, each: Recovery) -> Row:
    """One recovery. Hours; null where unknown."""
    return {
        "service": str(each.service),
        "name": paper.names(each.service),
        "scenario": str(each.scenario),
        "as_of": each.from_on.isoformat(),
        "rto_target_h": each.rto_target_h,
        "rto_achievable_h": each.rto_achievable_h,
        "rto_with_crews_h": each.rto_with_crews_h,
        "rpo_target_h": each.rpo_target_h,
        "rpo_achievable_h": each.rpo_achievable_h,
        "status": each.verdict.value,
        "path": [str(ref) for ref in each.path],
        "missing": str(each.missing) if each.missing else None,
        "reason": plain_reason(each.reason),
    }


def _order(each: Recovery) -> tuple[str, str, date]:
    return (str(each.service), str(each.scenario), each.from_on)


def view_continuity(paper: Paper) -> Row:
    """Services × hazards as of the day, and how many targets are kept from each day of change on."""
    recoveries = paper.assessment.continuity.recoveries
    services = sorted({each.service for each in recoveries}, key=str)
    hazards = sorted({each.scenario for each in recoveries}, key=str)
    now = _at(recoveries, paper.assessment.as_of)
    days = sorted({each.from_on for each in recoveries})
    return {
        "hazards": [{"ref": str(hazard), "name": paper.names(hazard)} for hazard in hazards],
        "services": [_service(paper, service, hazards, now) for service in services],
        "days": [_day(recoveries, day) for day in days],
    }


def _service(paper: Paper, service: Ref, hazards: list[Ref], now: dict[tuple[Ref, Ref], Recovery]) -> Row:
    cells = [now.get((service, hazard)) for hazard in hazards]
    verdicts = [cell.verdict for cell in cells if cell]
    return {
        "ref": str(service),
        "name": paper.names(service),
        "worst": min(verdicts, key=_GRAVITY.index).value if verdicts else None,
        "cells": [view_recovery(paper, cell) if cell else None for cell in cells],
    }


def _at(recoveries: Iterable[Recovery], day: date) -> dict[tuple[Ref, Ref], Recovery]:
    """What holds on `day`: the last from its day on, or the first where none has begun."""
    found: dict[tuple[Ref, Ref], Recovery] = {}
    for each in sorted(recoveries, key=lambda each: each.from_on):
        if each.from_on <= day or (each.service, each.scenario) not in found:
            found[each.service, each.scenario] = each
    return found


def _day(recoveries: Iterable[Recovery], day: date) -> Row:
    verdicts = [each.verdict for each in _at(recoveries, day).values()]
    return {"day": day.isoformat()} | {verdict.value: verdicts.count(verdict) for verdict in Verdict}
