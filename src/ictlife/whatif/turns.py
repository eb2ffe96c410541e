"""What would change a value（どうすれば変わるか）: each input of its reasons is moved, and the value computed again.

Only the stages that the value needs are computed. For a schedule that is due-date only: what an optimised one
rests on is told by its prices (`optimiser/explain.py`).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from ictlife.assess import Stages
from ictlife.assessment import Assessment
from ictlife.base.finding import Finding
from ictlife.base.reason import Reason, inputs_through
from ictlife.base.ref import Ref
from ictlife.budget.row import BudgetRow
from ictlife.checks.lookup import groups_of
from ictlife.checks.run import findings_of
from ictlife.continuity.reckon import evaluate_one
from ictlife.continuity.recovery import Recovery, Verdict
from ictlife.continuity.timeline import last_shown, prepare
from ictlife.fiscal.month import Month
from ictlife.procurement.milestone import Milestone
from ictlife.schedule.renewal import Renewal
from ictlife.whatif.nudge import World
from ictlife.whatif.trial import Trial, Turns, differs, only_groups, only_named, unstruck
from ictlife.whatif.turning import Turned, first_turn, some_turn


def turns_of_renewal(found: Assessment, renewal: Renewal) -> Turns:
    """What moves a renewal: the inputs that bind it, and what would bind it instead.

    Of an input that binds, the least step that moves it to another fiscal year; of another, the least that moves
    it at all.
    """
    group = renewal.need.subject.id

    def look(world: World) -> object:
        placed = _stages(world).schedule.by_group.get(group, ())
        return next((each.in_service for each in placed if each.need.cycle == renewal.need.cycle), None)

    trial = Trial(_world(found), look, (only_groups([group]),), first_turn)
    return trial.turns(_inputs(found, renewal.reason), differs, _in_another_year)


def turns_of_milestone(found: Assessment, milestone: Milestone) -> Turns:
    """What moves a step of a procurement."""

    def look(world: World) -> object:
        return next((each.due_on for each in _stages(world).milestones if each.ref == milestone.ref), None)

    trial = Trial(_world(found), look, (only_groups([milestone.subject.id]),), some_turn)
    return trial.turns(_inputs(found, milestone.reason), differs)


def turns_of_amount(found: Assessment, row: BudgetRow) -> Turns:
    """What a step of each input makes of the yen of one contract or renewal, kind of cost and year."""

    def look(world: World) -> object:
        rows = _stages(world).budget.of_contract.get(row.contract, ())
        return sum(each.amount for each in rows if (each.kind, each.fy) == (row.kind, row.fy))

    groups = {group for ref in (row.subject, row.contract) for group in groups_of(found.estate, ref)}
    trial = Trial(_world(found), look, (only_groups(groups),), some_turn)
    return trial.turns(_inputs(found, row.reason), differs)


def turns_of_recovery(found: Assessment, recovery: Recovery) -> Turns:
    """What must become what for the verdict on a service to be another one."""

    def look(world: World) -> object:
        until = last_shown(world.estate, world.as_of)
        course = prepare(world.estate, _stages(world).schedule, world.as_of, until=until)
        hazard = world.estate.hazards[recovery.scenario.id]
        for each in evaluate_one(course, hazard, until, frozenset({recovery.service})):
            is_place = (each.service, each.phase) == (recovery.service, recovery.phase)
            if is_place and each.from_on <= recovery.from_on <= (each.until_on or recovery.from_on):
                return each.verdict
        return None

    trial = Trial(_world(found), look, (), some_turn)
    return trial.turns(_inputs(found, recovery.reason), differs)


def turns_of_finding(found: Assessment, finding: Finding) -> Turns:
    """The nearest step of one input with which a finding is gone.

    Tried are the rule's parameters, the records that the finding names, and the inputs of the renewals and
    recoveries that it is about.
    """
    rule = found.rulebook.rules[finding.code]
    named = _named(found, finding)

    def look(world: World) -> object:
        judged = findings_of(world.rulebook.rules[rule.id], cast(Assessment, _stages(world)))
        return next((True for each in judged if each.fingerprint == finding.fingerprint), None)

    inputs = dict.fromkeys((*(Ref("rule", rule.id, name) for name in rule.params), *_inputs_about(found, named)))
    part = only_named(named)
    parts = (lambda world: unstruck(part(world)), part, unstruck)
    return Trial(_world(found), look, parts, some_turn).turns(inputs, differs)


def _world(found: Assessment) -> World:
    return World(found.estate, found.rulebook, found.as_of)


def _stages(world: World) -> Stages:
    return Stages(world.estate, world.rulebook, world.as_of)


def _in_another_year(now: object) -> Turned:
    """Whether a renewal is in another fiscal year, or gone."""
    fy = now.fy if isinstance(now, Month) else None
    return lambda then: (then.fy if isinstance(then, Month) else None) != fy


def _inputs(found: Assessment, *reasons: Reason) -> tuple[Ref, ...]:
    """Every input of the reasons; of a renewal among them, its inputs."""
    renewals = {renewal.ref: (renewal.reason,) for renewal in found.schedule.renewals}
    return tuple(ref for ref in inputs_through(reasons, renewals) if ref not in renewals)


def _named(found: Assessment, finding: Finding) -> tuple[Ref, ...]:
    """Every address that a finding names; of a recovery, its service and its hazard."""
    params = (value for value in finding.params.values() if isinstance(value, Ref))
    named = dict.fromkeys((finding.subject, *finding.related, *params))
    if any(ref.kind == "recovery" for ref in named):
        for each in found.continuity.recoveries:
            if each.ref in named:
                named |= dict.fromkeys((each.service, each.scenario))
    return tuple(named)


def _inputs_about(found: Assessment, named: tuple[Ref, ...]) -> Iterator[Ref]:
    """The records that are named, and the inputs of the renewals and recoveries they stand for."""
    yield from named
    groups = {group for ref in named for group in groups_of(found.estate, ref)}
    reasons = [each.reason for group in sorted(groups) for each in found.schedule.by_group.get(group, ())]
    services = {ref.id for ref in named if ref.kind == "service"}
    hazards = {ref.id for ref in named if ref.kind == "hazard"}
    for each in found.continuity.recoveries:
        is_meant = each.service.id in services and (not hazards or each.scenario.id in hazards)
        if is_meant and each.verdict is not Verdict.MET:
            reasons.append(each.reason)
    yield from _inputs(found, *reasons)
