"""Which steps a renewal takes: by its price and its way of acquisition."""

from __future__ import annotations

import pytest

from ictlife.fiscal.month import Month
from ictlife.schedule.steps_of import steps_of
from tests.unit.estates import estate

STEPS = [{"id": "request"}, {"id": "vote", "only_over": "20,000千円"}, {"id": "sign", "only_for": "lease"}]


@pytest.mark.parametrize(
    ("group", "expected"),
    [
        ({"renewal_cost": "19,999千円", "acquisition": "lease"}, ["request", "sign"]),
        ({"renewal_cost": "15,000千円", "build_cost": "5,000千円", "acquisition": "purchase"}, ["request", "vote"]),
        ({"acquisition": "purchase"}, ["request"]),
    ],
)
def test_some_steps_are_for_a_price_or_a_way_of_acquisition(group, expected):
    group = {"id": "G", "name": "g", "category": "server", "method": "quote", **group}
    found = estate(lead_time=[{"id": "quote", "steps": STEPS}], group=[group])
    lead, steps = steps_of(found, found.groups["G"], 1, Month(2027, 4))
    assert (lead.id, [each.id for each in steps]) == ("quote", expected)
