"""Which lead time the purchase of a group takes."""

from __future__ import annotations

from ictlife.steps.lead import lead_time
from tests.unit.estates import estate

LEADS = [
    {"id": "tender", "steps": [{"id": "contract"}]},
    {"id": "quote", "steps": [{"id": "contract"}]},
    {"id": "tender-servers", "replaces": "tender", "categories": "server", "steps": [{"id": "contract"}]},
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

