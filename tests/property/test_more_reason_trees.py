"""No tree lies, beyond renewals: steps of a procurement, amounts and recoveries of the sample city.

Take away an input that the tree names, or let it say something else: the value, or what is said of it, is another.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from ictlife.assess import Stages
from ictlife.assessment import Rulebook
from ictlife.base.reason import Reason
from ictlife.base.ref import Ref
from ictlife.continuity.reckon import evaluate_one
from ictlife.continuity.timeline import last_shown, prepare
from ictlife.model.estate import ATTRIBUTES, Estate
from tests.property.test_reason_trees import city, otherwise, twins, without

FEW = settings(
    max_examples=25, deadline=None, suppress_health_check=list(HealthCheck), phases=[Phase.reuse, Phase.generate]
)
Look = Callable[[Estate], object]


@cache
def whole() -> Stages:
    return stages(city())


def stages(estate: Estate) -> Stages:
    return Stages(estate, Rulebook(), city().city.as_of)


def words(reason: Reason) -> tuple[tuple[str, str], ...]:
    return tuple((step.code, repr(sorted(map(str, step.params.items())))) for step in reason.walk())


def changed(ref: Ref) -> Iterator[Estate]:
    """The city without the input and those that say the same, and with the input saying something else."""
    gone = city()
    for twin in twins(city(), ref):
        gone = without(gone, twin)
    yield gone
    other = otherwise(city(), ref)
    if other is not None:
        yield other


def holds(reason: Reason, look: Look, data: st.DataObject) -> None:
    inputs = [ref for ref in reason.inputs() if ref.kind in ATTRIBUTES]
    if inputs:
        ref = data.draw(st.sampled_from(inputs))
        now = look(city())
        assert any(look(estate) != now for estate in changed(ref)), f"{ref} is named for nothing"


@FEW
@given(st.data())
def test_of_a_step_of_a_procurement(data):
    milestone = data.draw(st.sampled_from(whole().milestones))
    subject = milestone.subject.id

    def look(estate: Estate) -> object:
        alone = replace(estate, groups={id: each for id, each in estate.groups.items() if id == subject})
        found = next((each for each in stages(alone).milestones if each.ref == milestone.ref), None)
        return found and (found.due_on, found.done_on, found.late_days, words(found.reason))

    holds(milestone.reason, look, data)


@settings(FEW, max_examples=10)
@given(st.data())
def test_of_an_amount(data):
    row = data.draw(st.sampled_from(whole().budget.rows))

    def look(estate: Estate) -> object:
        rows = stages(estate).budget.of_contract.get(row.contract, ())
        return [(each.amount, words(each.reason)) for each in rows if (each.kind, each.fy) == (row.kind, row.fy)]

    holds(row.reason, look, data)


@settings(FEW, max_examples=15)
@given(st.data())
def test_of_a_recovery(data):
    recovery = data.draw(st.sampled_from(whole().continuity.recoveries))

    def look(estate: Estate) -> object:
        hazard, as_of = estate.hazards.get(recovery.scenario.id), city().city.as_of
        if hazard is None:
            return None
        until = last_shown(estate, as_of)
        course = prepare(estate, stages(estate).schedule, as_of, until=until)
        judged = evaluate_one(course, hazard, until, frozenset({recovery.service}))
        return [(each.from_on, each.verdict, each.rto_achievable_h, words(each.reason)) for each in judged]

    holds(recovery.reason, look, data)
