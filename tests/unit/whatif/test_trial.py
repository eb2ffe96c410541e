"""Inputs moved and the value computed again: how far it goes where only the whole estate tells."""

from __future__ import annotations

from datetime import date

import pytest

from ictlife.assessment import Rulebook
from ictlife.base.ref import Ref
from ictlife.whatif import trial
from ictlife.whatif.nudge import World
from ictlife.whatif.trial import Trial, differs, only_groups
from ictlife.whatif.turning import some_turn
from tests.unit.estates import estate

GROUPS = [{"id": f"G{n}", "name": f"G{n}", "category": "server", "cycle_months": 60} for n in range(6)]
WORLD = World(estate(group=GROUPS), Rulebook(), date(2026, 4, 1))
INPUTS = [Ref("group", f"G{n}", "cycle_months") for n in range(6)]


def looked(*parts):
    """The cycle of the first group, which only its own field changes."""
    return Trial(WORLD, lambda world: world.estate.groups["G0"].cycle_months, parts, some_turn).turns(INPUTS, differs)


def test_every_input_is_tried_where_a_part_says_the_same(monkeypatch):
    monkeypatch.setattr(trial, "MOST_LOOKS", 3)
    found = looked(only_groups(["G0", "G1", "G2", "G3", "G4", "G5"]))
    assert (found.tried, found.untried) == (6, 0)
    assert {turn.ref for turn in found.found} == {INPUTS[0]}


@pytest.mark.parametrize(("most", "untried"), [(1000, 0), (3, 4)])
def test_on_the_whole_estate_the_rest_is_left_and_counted(monkeypatch, most, untried):
    monkeypatch.setattr(trial, "MOST_LOOKS", most)
    found = looked()
    assert (found.tried, found.untried) == (6 - untried, untried)
    assert {turn.ref for turn in found.found} == {INPUTS[0]}
