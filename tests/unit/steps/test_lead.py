"""Which steps the purchase of a group takes."""

from __future__ import annotations

import pytest

from ictlife.steps.lead import lead_time, steps_for
from tests.unit.estates import estate

STEPS = [
    {"id": "request"},
    {"id": "vote", "only_over": "20,000千円"},
    {"id": "sign", "only_for": "lease"},
]
LEADS = [
    {"id": "tender", "steps": STEPS},
    {"id": "quote", "steps": STEPS},
    {"id": "tender-servers", "replaces": "tender", "categories": "server", "steps": STEPS},
]


def chosen(**group):
    found = estate(lead_time=LEADS, group=[{"id": "G", "name": "g", "category": "server", **group}])
    lead = lead_time(found, found.groups["G"])
    return lead and lead.id


def test_a_category_may_have_its_own_steps_for_a_method_and_for_that_method_only():
    assert chosen(method="tender") == "tender-servers"
    assert chosen(method="tender", category="network") == "tender"
    assert chosen(method="quote") == "quote"
    assert chosen() is None


@pytest.mark.parametrize(
    ("group", "expected"),
    [
        ({"renewal_cost": "19,999千円", "acquisition": "lease"}, ["request", "sign"]),
        ({"renewal_cost": "15,000千円", "build_cost": "5,000千円"}, ["request", "vote"]),
        ({"acquisition": "purchase"}, ["request"]),
    ],
)
def test_some_steps_are_for_a_price_or_a_way_of_acquisition(group, expected):
    found = estate(lead_time=LEADS, group=[{"id": "G", "name": "g", "category": "server", **group}])
    assert [each.id for each in steps_for(found.lead_times["quote"], found.groups["G"], None)] == expected
