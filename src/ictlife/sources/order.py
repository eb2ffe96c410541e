"""Do the dates of a record follow each other（日付の前後）: a start after its end is a slip of the pen."""

from __future__ import annotations

from datetime import date

from ictlife.base.ref import Ref
from ictlife.fiscal.month import FiscalYear
from ictlife.fiscal.when import When
from ictlife.model.field import Entity
from ictlife.model.product import Known
from ictlife.sources.bind import Bound
from ictlife.sources.record import Reading
from ictlife.sources.references import Spot

PAIRS = {
    "contract": (("starts_on", "ends_on"), ("signed_on", "ends_on")),
    "cost_line": (("starts_on", "ends_on"),),
    "group": (("in_service_on", "planned_renewal_on"), ("in_service_on", "end_of_maintenance_on")),
    "asset": (("shipped_on", "end_of_maintenance_on"), ("acquired_on", "end_of_maintenance_on")),
    "product": (("general_availability", "end_of_security_support"), ("general_availability", "end_of_life")),
    "plan": (("first_year", "last_year"),),
    "commitment": (("first_year", "last_year"),),
    "funding": (("first_year", "last_year"),),
    "closed_day": (("from_on", "until_on"),),
}
"""Kind → fields of which the first must not lie after the second."""


def check_order(bound: Bound, reading: Reading, spot: Spot) -> None:
    """Report each pair of dates that stands the wrong way round."""
    for kind, pairs in PAIRS.items():
        for id, entity in bound[kind].items():
            for first, second in pairs:
                start, end = _edge(entity, first, 0), _edge(entity, second, 1)
                if start and end and start > end:
                    ref = Ref(kind, id)
                    spans = (spot(ref, (second,)), spot(ref, (first,)))
                    reading.say("DAT002", ref.at(second), *spans, start=start, end=end, field=first)


def _edge(entity: Entity, field: str, last: int) -> date | None:
    """The first day, or the last, that the field can mean."""
    match getattr(entity, field):
        case When() as when:
            return when.last if last else when.first
        case FiscalYear() as fy:
            return fy.last if last else fy.first
        case Known() as known:
            return known.day
        case date() as day:
            return day
        case _:
            return None
