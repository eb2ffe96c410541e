"""The whole product in one function（評価）. Pure: no clock, no file, no randomness."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from ictlife.assessment import Assessment, Rulebook
from ictlife.budget.build import build
from ictlife.checks.run import run
from ictlife.continuity.recover import recover
from ictlife.lifecycle.project import project
from ictlife.model.estate import Estate
from ictlife.planning.disposal import departures
from ictlife.planning.period import plan_periods
from ictlife.planning.planning import planning
from ictlife.procurement.trace_back import trace_back
from ictlife.schedule.place import place
from ictlife.schedule.renewal import Schedule

if TYPE_CHECKING:
    from ictlife.lifecycle.need import Projection
    from ictlife.schedule.fit import Watch


def assess(estate: Estate, rulebook: Rulebook, as_of: date, watch: Watch | None = None) -> Assessment:
    """Compute everything the estate implies on `as_of`（基準日）.

    Args:
        estate: what the municipality has, owes and promised.
        rulebook: the rules that hold in it.
        as_of: the day on which everything is looked at.
        watch: given where the schedule is to be fitted to caps and staff; renewals stand in their due
            months otherwise.
    """
    projection = project(estate, as_of)
    schedule = _fitted(estate, projection, as_of, watch) if watch else place(projection)
    budget = build(estate, schedule, as_of)
    found = Assessment(
        as_of=as_of,
        estate=estate,
        projection=projection,
        schedule=schedule,
        continuity=recover(estate, schedule, as_of),
        milestones=trace_back(estate, schedule, as_of),
        budget=budget,
        plan_periods=plan_periods(estate, schedule),
        planning=planning(estate, projection, schedule, budget.rows, as_of),
        departures=departures(estate, schedule),
        rulebook=rulebook,
    )
    return replace(found, results=run(rulebook, found))


def _fitted(estate: Estate, projection: Projection, as_of: date, watch: Watch) -> Schedule:
    """The schedule fitted to caps and staff; the optimiser is imported only by whoever asks for it."""
    from ictlife.schedule.fit import fit

    return fit(estate, projection, as_of, watch)
