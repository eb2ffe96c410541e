"""Whether every service is back in time in every scenario, and until when（復旧見込みの計算）.

The one entry point is `recover`. A service is back when all it needs is back, one after the other; the
verdict rests on hands without limit, the time with the crews there are is reported beside it.
"""

from __future__ import annotations

from datetime import date

from ictlife.continuity.examine import examine
from ictlife.continuity.lapse import lapses_of
from ictlife.continuity.reckon import evaluate_one
from ictlife.continuity.recovery import Continuity
from ictlife.continuity.remedy import remedies_of
from ictlife.continuity.single_point import single_points_of
from ictlife.continuity.timeline import last_shown, prepare
from ictlife.model.estate import Estate
from ictlife.schedule.renewal import Schedule


def recover(estate: Estate, schedule: Schedule, as_of: date) -> Continuity:
    """Effective recovery of every service in every scenario along the schedule（復旧見込み）.

    Where no service is recorded there is nothing to bring back, and no later day to look at.
    """
    until = last_shown(estate, as_of) if estate.services else as_of
    course = prepare(estate, schedule, as_of, until=until)
    recoveries = tuple(
        recovery
        for hazard in estate.hazards.values()
        if estate.services and not hazard.is_off
        for recovery in evaluate_one(course, hazard, until)
    )
    recoveries = tuple(sorted(recoveries, key=lambda each: (each.service, each.scenario, each.phase, each.from_on)))
    lapses = lapses_of(recoveries, schedule)
    return Continuity(
        recoveries=recoveries,
        findings=(*course.network.findings, *examine(estate, course, recoveries, lapses)),
        lapses=lapses,
        single_points=single_points_of(course),
        remedies=remedies_of(course, as_of, recoveries),
        days=tuple(step.day for step in course.steps),
    )
