"""Everything about the official plans that is computed for one estate on one date（計画に関する評価）."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from ictlife.lifecycle.need import Projection
from ictlife.model.estate import Estate
from ictlife.planning.hierarchy import PlanChart, Seam, plan_chart, seams
from ictlife.planning.initiatives import Initiatives, Money, initiatives
from ictlife.planning.making import PlanMaking, plan_makings
from ictlife.planning.verification import Verified, verification
from ictlife.schedule.renewal import Schedule


@dataclass(frozen=True, slots=True)
class Planning:
    """The plans with their seams, initiatives, making and verification（計画に関する評価）."""

    chart: PlanChart | None = None
    seams: tuple[Seam, ...] = ()
    initiatives: Initiatives = field(default_factory=Initiatives)
    makings: tuple[PlanMaking, ...] = ()
    verified: tuple[Verified, ...] = ()


def planning(
    estate: Estate, projection: Projection, schedule: Schedule, rows: Iterable[Money], as_of: date
) -> Planning:
    """What the plans imply; nothing where the town has entered none."""
    if not estate.plans:
        return Planning()
    found = initiatives(estate, schedule, rows)
    return Planning(
        chart=plan_chart(estate, projection, schedule),
        seams=seams(estate.plans.values()),
        initiatives=found,
        makings=plan_makings(estate, as_of),
        verified=verification(estate, schedule, found, as_of),
    )
