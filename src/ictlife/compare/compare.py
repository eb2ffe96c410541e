"""What differs between two assessments（比較）. `compare(a, b)` and `compare(b, a)` mirror each other; an assessment
does not differ from itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta

from ictlife.assessment import Assessment
from ictlife.base.ref import Ref
from ictlife.budget.difference import LineChange, difference
from ictlife.budget.row import CommitmentRow
from ictlife.checks.reach import rests_on
from ictlife.compare.causes import Changed, input_changes
from ictlife.compare.difference import (
    CommitmentChange,
    Differences,
    FindingChange,
    Move,
    RecoveryChange,
    Spending,
    one_of,
)
from ictlife.continuity.recovery import Recovery
from ictlife.model.estate import Estate
from ictlife.model.fund import Funding, Heading


def compare(before: Assessment, after: Assessment) -> Differences:
    """Everything that differs from `before` to `after`, with its causes."""
    inputs = tuple(input_changes(before, after))
    changed = Changed.between(before, after, inputs)
    money = difference(before.budget, after.budget)
    return Differences(
        as_of=(before.as_of, after.as_of),
        inputs=inputs,
        moves=tuple(_moves(before, after, changed)),
        money=money,
        spending=tuple(_spending(line, changed) for line in money.lines),
        commitments=tuple(_commitments(before, after, changed)),
        findings=tuple(_findings(before, after, changed)),
        recoveries=tuple(_recoveries(before, after, changed)),
    )


def _moves(before: Assessment, after: Assessment, changed: Changed) -> Iterator[Move]:
    old = {renewal.ref: renewal for renewal in before.schedule.renewals}
    new = {renewal.ref: renewal for renewal in after.schedule.renewals}
    for ref in sorted({*old, *new}):
        one, other = old.get(ref), new.get(ref)
        months = (one.in_service if one else None, other.in_service if other else None)
        if months[0] != months[1]:
            causes = changed.behind(each.reason if each else None for each in (one, other))
            subject = one_of(other, one).need.subject
            yield Move(ref, subject, *months, causes)


def _spending(change: LineChange, changed: Changed) -> Spending:
    booked = (Ref(Heading.KIND, change.heading or ""), Ref(Funding.KIND, change.funding or ""))
    about = (change.subject, change.contract, *booked)
    return Spending(change, changed.behind((line.reason for line in change.lines), *about))


def _commitments(before: Assessment, after: Assessment, changed: Changed) -> Iterator[CommitmentChange]:
    old, new = _by_contract(before), _by_contract(after)
    for key in sorted({*old, *new}):
        one, other = old.get(key), new.get(key)
        if one != other and _bound(one) != _bound(other):
            rows = [row for row in (one, other) if row]
            reasons = [line.reason for row in rows for line in row.lines]
            about = {ref for row in rows for ref in (row.subject, row.contract, *row.contracts)}
            yield CommitmentChange(key[0], one, other, changed.behind(reasons, *about))


def _by_contract(found: Assessment) -> Mapping[tuple[Ref, str], CommitmentRow]:
    return {(row.contract, row.name): row for row in found.budget.commitments}


def _bound(row: CommitmentRow | None) -> object:
    """What of a commitment is compared: not its lines, which carry reasons."""
    return row and (row.decided_in, row.first_year, row.last_year, row.limit, dict(row.by_year), dict(row.funding))


def _findings(before: Assessment, after: Assessment, changed: Changed) -> Iterator[FindingChange]:
    old = {finding.fingerprint: finding for finding in before.findings}
    new = {finding.fingerprint: finding for finding in after.findings}
    for key in sorted({*old, *new}, key=lambda key: (old.get(key) or new[key]).sort_key()):
        one, other = old.get(key), new.get(key)
        if one is None or other is None or dict(one.params) != dict(other.params) or one.severity != other.severity:
            either = one_of(other, one)
            yield FindingChange(either.code, either.subject, one, other, changed.about(one, other))


_NEEDED = ("group", "node", "service")
"""Kinds of what a service can need."""
_Place = tuple[Ref, Ref, str]
"""Service, hazard and phase of the schedule."""


def _recoveries(before: Assessment, after: Assessment, changed: Changed) -> Iterator[RecoveryChange]:
    """The stretches of time in which a service recovers otherwise on the two sides."""
    old, new = _by_place(before), _by_place(after)
    for place in sorted({*old, *new}):
        sides = (old.get(place, ()), new.get(place, ()))
        open_change: RecoveryChange | None = None
        for day in _days(sides):
            one, other = (_at(side, day) for side in sides)
            if open_change and (_judged(one), _judged(other)) == _said(open_change):
                continue
            if open_change:
                yield replace(open_change, until_on=day - timedelta(days=1))
                open_change = None
            if _judged(one) != _judged(other):
                reasons = (each.reason if each else None for each in (one, other))
                causes = changed.behind(reasons, place[1], *_resources(place[0], before.estate, after.estate))
                open_change = RecoveryChange(*place, day, None, one, other, causes)
        if open_change:
            yield open_change


def _resources(service: Ref, *estates: Estate) -> tuple[Ref, ...]:
    """The service and everything that it needs on either side."""
    found = {service}
    for estate in estates:
        if service.id in estate.services:
            needed = rests_on(estate, estate.services[service.id])
            found |= {Ref(kind, id) for id in needed for kind in _NEEDED if id in estate.of_kind(kind)}
    return tuple(sorted(found))


def _days(sides: Iterable[tuple[Recovery, ...]]) -> list[date]:
    """The days on which something begins, or has just ended, on either side."""
    begun = {each.from_on for side in sides for each in side}
    return sorted(begun | {each.until_on + timedelta(days=1) for side in sides for each in side if each.until_on})


def _by_place(found: Assessment) -> Mapping[_Place, tuple[Recovery, ...]]:
    places: dict[_Place, list[Recovery]] = {}
    for each in found.continuity.recoveries:
        places.setdefault((each.service, each.scenario, each.phase), []).append(each)
    return {place: tuple(sorted(each, key=lambda one: one.from_on)) for place, each in places.items()}


def _at(side: tuple[Recovery, ...], day: date) -> Recovery | None:
    """What holds on a day."""
    return next(
        (each for each in side if each.from_on <= day and (each.until_on is None or day <= each.until_on)), None
    )


def _said(change: RecoveryChange) -> tuple[object, object]:
    return _judged(change.before), _judged(change.after)


def _judged(each: Recovery | None) -> object:
    if each is None:
        return None
    hours = (each.rto_achievable_h, each.rto_at_least_h, each.is_never)
    data = (each.rpo_achievable_h, each.rpo_at_least_h, each.loses_all)
    return each.verdict, hours, data, each.path
