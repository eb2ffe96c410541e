"""The cheapest listed measure that brings a missed service inside its target（有効な対策）.

A measure is what its records say: ways of recovery and copies that name it exist only once it is done. To
try one is to count it as done and reckon the scenario again; so no measure needs an effect of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from ictlife.base.ref import Ref
from ictlife.continuity.reckon import evaluate_one
from ictlife.continuity.recovery import Recovery, Remedy, Verdict
from ictlife.continuity.timeline import Course, prepare
from ictlife.fiscal.month import Month
from ictlife.schedule.renewal import Schedule


def remedies_of(course: Course, as_of: date, recoveries: Iterable[Recovery]) -> tuple[Remedy, ...]:
    """For each service missed now or later, the cheapest measure that helps, if any is listed（有効な対策）.

    Judged on the first day of the first miss. Measures are tried one by one; what only two of them together
    would bring is not found.
    """
    missed = _first_misses(recoveries)
    found: dict[tuple[Ref, Ref, str], Remedy] = {}
    for source, cost, trial, touched in _trials(course, as_of, missed):
        for remedy in _helped(trial, source, cost, [each for each in missed if each.service in touched]):
            key = (remedy.service, remedy.scenario, remedy.phase)
            if key not in found or _rank(remedy) < _rank(found[key]):
                found[key] = remedy
    return tuple(found[key] for key in sorted(found))


def _first_misses(recoveries: Iterable[Recovery]) -> tuple[Recovery, ...]:
    first: dict[tuple[Ref, Ref, str], Recovery] = {}
    for each in recoveries:
        if each.verdict is Verdict.MISSED:
            first.setdefault((each.service, each.scenario, each.phase), each)
    return tuple(first.values())


def _rank(remedy: Remedy) -> tuple[bool, int, Ref]:
    return remedy.cost is None, remedy.cost or 0, remedy.measure


def _helped(trial: Course, source: Ref, cost: int | None, missed: Iterable[Recovery]) -> Iterator[Remedy]:
    """Which of the missed recoveries are met in the trial, on the day of the miss."""
    wanted: dict[Ref, dict[tuple[Ref, str], date]] = {}
    for each in missed:
        wanted.setdefault(each.scenario, {})[each.service, each.phase] = each.from_on
    for scenario, keys in sorted(wanted.items()):
        around = frozenset(service for service, _ in keys)
        for each in evaluate_one(trial, trial.estate.hazards[scenario.id], trial.steps[-1].day, around):
            day = keys.get((each.service, each.phase))
            is_then = day is not None and each.from_on <= day and (each.until_on is None or day <= each.until_on)
            if is_then and each.verdict is Verdict.MET:
                rto, rpo = each.rto_achievable_h, each.rpo_achievable_h
                yield Remedy(each.service, scenario, each.phase, source, cost, rto, rpo)


def _trials(
    course: Course, as_of: date, missed: Iterable[Recovery]
) -> Iterator[tuple[Ref, int | None, Course, frozenset[Ref]]]:
    """Every measure not yet done that brings something, and every renewal worth bringing forward."""
    estate, schedule = course.estate, course.workshop.generations.schedule
    brought: dict[str, set[str]] = {}
    for strategy in estate.strategies.values():
        brought.setdefault(strategy.measure or "", set()).update(strategy.of)
    for backup in estate.backups.values():
        brought.setdefault(backup.measure or "", set()).update(backup.of)
    for measure in estate.measures.values():
        if measure.done_on is None and measure.id in brought:
            touched = _services_above(course, brought[measure.id])
            if any(each.service in touched for each in missed):
                until = max(each.from_on for each in missed if each.service in touched)
                trial = prepare(estate, schedule, as_of, frozenset({measure.id}), until)
                yield measure.ref(), measure.cost, trial, touched
    for group, day in _worn_out(missed):
        sooner = _sooner(schedule, group, day)
        if sooner is not None:
            trial = prepare(estate, sooner[1], as_of, until=day)
            yield sooner[0], estate.groups[group].renewal_cost, trial, _services_above(course, {group})


def _services_above(course: Course, names: Iterable[str]) -> frozenset[Ref]:
    nodes = (course.network.find(name) for name in names)
    above = course.network.upward(node for node in nodes if node is not None)
    return frozenset(course.network.refs[node] for node in above if course.network.refs[node].kind == "service")


def _worn_out(missed: Iterable[Recovery]) -> tuple[tuple[str, date], ...]:
    """Groups on the paths of missed services that nobody keeps up any more, with the first day of it."""
    found: dict[str, date] = {}
    for each in missed:
        for reason in each.reason.walk():
            ref = reason.params.get("node")
            is_worn = any(under.code in WORN_OUT for under in reason.because)
            if is_worn and isinstance(ref, Ref) and ref.kind == "group":
                found[ref.id] = min(each.from_on, found.get(ref.id, each.from_on))
    return tuple(sorted(found.items()))


WORN_OUT = frozenset({"refused_contract_ended", "refused_parts_ended", "no_longer_there"})


def _sooner(schedule: Schedule, group: str, day: date) -> tuple[Ref, Schedule] | None:
    """The schedule with the group's next renewal in service in the month of `day`."""
    month = Month.of(day)
    coming = [each for each in schedule.by_group.get(group, ()) if each.in_service > month]
    if not coming:
        return None
    moved = tuple(replace(each, in_service=month) if each is coming[0] else each for each in schedule.renewals)
    return coming[0].ref, replace(schedule, renewals=moved)
