"""What is taken over from another estate is what would be computed anew, whatever a scenario edits."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from ictlife.assess import assess
from ictlife.assessment import Assessment
from ictlife.base.ref import Ref
from ictlife.model.estate import ATTRIBUTES, Estate
from ictlife.prepare import prepare
from ictlife.recall import Recall
from ictlife.reports.json_out import render_json
from ictlife.whatif.nudge import World, ladders, movable, with_value
from ictlife.workspace.load import Loaded, load

ROOT = Path(__file__).parents[2]


@cache
def city() -> Loaded:
    folder = Path(mkdtemp())
    for name in ("config", "inventory"):
        shutil.copytree(ROOT / name, folder / name)
    return load(folder)


@cache
def recall() -> Recall:
    """What is kept of the sample city as it is."""
    kept = Recall()
    assess(city().estate, city().rulebook, city().estate.city.as_of, recall=kept)
    return kept


@st.composite
def edited(draw: st.DrawFn) -> Estate:
    """The sample city with one to three inputs another, of any kind, or records removed."""
    world = World(city().estate, city().rulebook, city().estate.city.as_of)
    for _ in range(draw(st.integers(1, 3))):
        kind = draw(st.sampled_from(sorted(kind for kind in ATTRIBUTES if world.estate.of_kind(kind))))
        ref = Ref(kind, draw(st.sampled_from(sorted(world.estate.of_kind(kind)))))
        inputs = movable(world, ref)
        if inputs:
            ladder = draw(st.sampled_from(list(ladders(world, draw(st.sampled_from(inputs))))))
            world = with_value(world, ladder.ref, ladder.step(draw(st.integers(1, min(ladder.most, 15)))))
    return world.estate


FEW = settings(max_examples=4, deadline=None, suppress_health_check=list(HealthCheck), phases=[Phase.generate])


@FEW
@given(edited())
def test_the_same_as_from_nothing(estate):
    anew = assess(estate, city().rulebook, city().estate.city.as_of)
    taken = assess(estate, city().rulebook, city().estate.city.as_of, recall=recall())
    assert replace(taken, estate=estate) == anew
    assert document(taken) == document(anew)


def document(found: Assessment) -> bytes:
    """The bytes of the whole assessment."""
    paper = prepare(city(), found.as_of)
    return render_json(replace(paper, assessment=found, findings=found.findings))


def test_no_stage_keeps_the_estate_it_was_computed_from():
    found = assess(city().estate, city().rulebook, city().estate.city.as_of, recall=Recall())
    parts = (found.projection, found.schedule, found.continuity, found.milestones, found.budget)
    rest = (found.plan_periods, found.planning, found.departures)
    assert not any(isinstance(each, Estate) for part in (*parts, *rest) for each in beneath(part, set()))


def beneath(value: object, seen: set[int]) -> Iterator[object]:
    if id(value) in seen:
        return
    seen.add(id(value))
    yield value
    if is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            yield from beneath(getattr(value, field.name), seen)
    elif isinstance(value, dict):
        for each in value.values():
            yield from beneath(each, seen)
    elif isinstance(value, tuple | list | frozenset):
        for each in value:
            yield from beneath(each, seen)


def test_what_an_edit_does_not_reach_is_the_very_same():
    base = assess(city().estate, city().rulebook, city().estate.city.as_of, recall=(kept := Recall()))
    world = World(city().estate, city().rulebook, city().estate.city.as_of)
    cap = sorted(city().estate.caps)[0]
    changed = with_value(world, Ref("cap", cap, "amount"), 1).estate
    other = assess(changed, city().rulebook, city().estate.city.as_of, recall=kept)
    assert other.continuity is base.continuity
    assert other.projection is base.projection
    assert other.milestones is base.milestones
