"""No statement of what would change a value lies: made as an overlay on the sample city, the value changes as said;
with the step before it does not; where it says "at least", with no smaller step either."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date
from enum import Enum
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import cast

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from ictlife.assess import Stages, assess
from ictlife.assessment import Assessment
from ictlife.base.ref import Ref
from ictlife.checks.run import findings_of
from ictlife.continuity.recovery import Verdict
from ictlife.fiscal.month import Month
from ictlife.model.product import Known
from ictlife.whatif.nudge import World, ladders
from ictlife.whatif.trial import Turns
from ictlife.whatif.turning import Turn
from ictlife.whatif.turns import (
    turns_of_amount,
    turns_of_finding,
    turns_of_milestone,
    turns_of_recovery,
    turns_of_renewal,
)
from ictlife.workspace.load import Gathered, gather

ROOT = Path(__file__).parents[2]
FEW = settings(
    max_examples=5, deadline=None, suppress_health_check=list(HealthCheck), phases=[Phase.reuse, Phase.generate]
)
QUICK = frozenset({"PLN", "SEC", "DSP", "PRC"})
"""Areas whose rules do not look at recoveries: a case takes a second, not ten."""


@cache
def city() -> Gathered:
    folder = Path(mkdtemp())
    for name in ("config", "inventory"):
        shutil.copytree(ROOT / name, folder / name)
    return gather(folder)


@cache
def found() -> Assessment:
    loaded = city().load()
    return assess(loaded.estate, loaded.rulebook, loaded.estate.city.as_of)


def with_edit(ref: Ref, value: object) -> Stages:
    """The city with one overlay of one edit, read as any input is."""
    text = f'overlay: turn\nedits:\n  - {{set: "{ref}", to: "{written(value)}"}}\n'
    (city().folder / "config/scenarios/turn.yaml").write_text(text, "utf-8")
    loaded = city().load("turn")
    refused = [each for each in loaded.findings if any("turn.yaml" in span.file for span in each.spans)]
    assert not [each for each in refused if each.code != "DAT002"], refused  # a date may well pass another
    return Stages(loaded.estate, loaded.rulebook, found().as_of)


def written(value: object) -> str:
    match value:
        case Known():
            return value.day.isoformat()
        case bool():
            return "yes" if value else "no"
        case Enum():
            return str(value.value)
        case float() if value == int(value):
            return str(int(value))
    return str(value)


Look = Callable[[Stages], object]


def hold(turns: Turns, look: Look, is_turned: Callable[[Turn, object], bool], data: st.DataObject) -> None:
    if not turns.found:
        return
    turn = data.draw(st.sampled_from(turns.found))
    assert look(with_edit(turn.ref, turn.to)) == turn.after
    assert not is_turned(turn, look(with_edit(turn.ref, turn.near)))
    if turn.is_least:
        assert not is_turned(turn, look(with_edit(turn.ref, data.draw(st.sampled_from(smaller(turn))))))


def smaller(turn: Turn) -> list[object]:
    """The present value and every step before the one that turns."""
    world = World(found().estate, found().rulebook, found().as_of)
    ladder = next(each for each in ladders(world, turn.ref) if turn.to in each)
    return [turn.was, *list(ladder)[: list(ladder).index(turn.to)]]


@FEW
@given(st.data())
def test_a_renewal_moves_as_said(data):
    renewal = data.draw(st.sampled_from(found().schedule.renewals))
    now = renewal.in_service

    def look(stages: Stages) -> object:
        placed = stages.schedule.by_group.get(renewal.need.subject.id, ())
        return next((each.in_service for each in placed if each.need.cycle == renewal.need.cycle), None)

    def is_turned(turn: Turn, then: object) -> bool:
        if turn.is_binding:
            return not isinstance(then, Month) or then.fy != now.fy
        return then != now

    hold(turns_of_renewal(found(), renewal), look, is_turned, data)


@FEW
@given(st.data())
def test_a_step_of_a_procurement_moves_as_said(data):
    milestone = data.draw(st.sampled_from(found().milestones))

    def look(stages: Stages) -> date | None:
        return next((each.due_on for each in stages.milestones if each.ref == milestone.ref), None)

    hold(turns_of_milestone(found(), milestone), look, lambda _, then: then != milestone.due_on, data)


@FEW
@given(st.data())
def test_an_amount_changes_as_said(data):
    row = data.draw(st.sampled_from(found().budget.rows))

    def yen(rows: tuple) -> int:
        return sum(each.amount for each in rows if (each.kind, each.fy) == (row.kind, row.fy))

    now = yen(found().budget.of_contract[row.contract])
    turns = turns_of_amount(found(), row)
    hold(turns, lambda stages: yen(stages.budget.of_contract.get(row.contract, ())), lambda _, then: then != now, data)


@settings(FEW, max_examples=2)
@given(st.data())
def test_a_verdict_changes_as_said(data):
    recoveries = [each for each in found().continuity.recoveries if each.verdict is not Verdict.MET]
    recovery = data.draw(st.sampled_from(recoveries))

    def look(stages: Stages) -> object:
        key = (recovery.service, recovery.scenario, recovery.phase)
        for each in stages.continuity.recoveries:
            is_then = each.from_on <= recovery.from_on <= (each.until_on or recovery.from_on)
            if (each.service, each.scenario, each.phase) == key and is_then:
                return each.verdict
        return None

    turns = turns_of_recovery(found(), recovery)
    hold(turns, look, lambda _, then: then != recovery.verdict, data)


@settings(FEW, max_examples=8)
@given(st.data())
def test_a_finding_goes_as_said(data):
    finding = data.draw(st.sampled_from([each for each in found().findings if each.code[:3] in QUICK]))

    def look(stages: Stages) -> object:
        judged = findings_of(stages.rulebook.rules[finding.code], cast(Assessment, stages))
        return next((True for each in judged if each.fingerprint == finding.fingerprint), None)

    hold(turns_of_finding(found(), finding), look, lambda _, then: then is None, data)


@pytest.mark.parametrize("code", ["BCP007", "BCP010", "BCP011", "SEC004", "PLN002"])
def test_what_one_input_can_settle_is_told(code):
    finding = next(each for each in found().findings if each.code == code)
    assert turns_of_finding(found(), finding).found
