"""What differs between two assessments, and which inputs made the difference（比較）.

Pure, like `assess`. `compare(a, b)` and `compare(b, a)` mirror each other; an assessment does not differ
from itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from ictlife.assessment import Assessment
from ictlife.base.finding import Finding
from ictlife.base.reason import Reason
from ictlife.base.ref import Ref
from ictlife.budget.difference import Difference, difference
from ictlife.budget.row import CommitmentRow
from ictlife.continuity.recovery import Recovery
from ictlife.fiscal.month import Month
from ictlife.model.estate import ATTRIBUTES, Estate

T = TypeVar("T")
Causes = tuple[Ref, ...]
"""Inputs that differ and on which a differing value rests（原因）."""


@dataclass(frozen=True, slots=True)
class InputChange:
    """A field that differs, or a record that is only on one side (then the field is empty)（入力の変更）."""

    ref: Ref
    before: object
    after: object


@dataclass(frozen=True, slots=True)
class Move:
    """A renewal whose month differs（更新時期の変更）; None on the side that has no such renewal."""

    renewal: Ref
    subject: Ref
    before: Month | None
    after: Month | None
    causes: Causes


@dataclass(frozen=True, slots=True)
class CommitmentChange:
    """Later years bound differently（後年度負担の変更）."""

    contract: Ref
    before: CommitmentRow | None
    after: CommitmentRow | None

    @property
    def either(self) -> CommitmentRow:
        """The later side, or the only one there is."""
        return _one(self.after, self.before)


@dataclass(frozen=True, slots=True)
class FindingChange:
    """A finding that is new, gone, or says something else（指摘の増減）."""

    code: str
    subject: Ref
    before: Finding | None
    after: Finding | None
    causes: Causes

    @property
    def either(self) -> Finding:
        """The later side, or the only one there is."""
        return _one(self.after, self.before)


@dataclass(frozen=True, slots=True)
class RecoveryChange:
    """A service whose verdict in a hazard differs from a day on（復旧判定の変更）."""

    service: Ref
    hazard: Ref
    phase: str
    from_on: date
    before: Recovery | None
    after: Recovery | None
    causes: Causes


@dataclass(frozen=True, slots=True)
class Differences:
    """All that differs（比較結果）. `as_of` are the two days; `inputs` what was put in differently."""

    as_of: tuple[date, date]
    inputs: tuple[InputChange, ...]
    moves: tuple[Move, ...]
    money: Difference
    commitments: tuple[CommitmentChange, ...]
    findings: tuple[FindingChange, ...]
    recoveries: tuple[RecoveryChange, ...]

    @property
    def is_empty(self) -> bool:
        """Whether the two are the same in every part."""
        parts = (self.inputs, self.moves, self.money.lines, self.commitments, self.findings, self.recoveries)
        return not any(parts) and self.as_of[0] == self.as_of[1]


def _one(after: T | None, before: T | None) -> T:
    if after is not None:
        return after
    if before is None:
        raise AssertionError("a change has at least one side")
    return before


def compare(before: Assessment, after: Assessment) -> Differences:
    """Everything that differs from `before` to `after`, with its causes."""
    inputs = tuple(input_changes(before.estate, after.estate))
    changed = _Changed(frozenset(change.ref for change in inputs), _renewal_reasons(before, after))
    return Differences(
        as_of=(before.as_of, after.as_of),
        inputs=inputs,
        moves=tuple(_moves(before, after, changed)),
        money=difference(before.budget, after.budget),
        commitments=tuple(_commitments(before, after)),
        findings=tuple(_findings(before, after, changed)),
        recoveries=tuple(_recoveries(before, after, changed)),
    )


def input_changes(before: Estate, after: Estate) -> Iterator[InputChange]:
    """Fields and records that differ, in order of kind and id."""
    for kind, attribute in ATTRIBUTES.items():
        old, new = getattr(before, attribute), getattr(after, attribute)
        if old is new:
            continue
        for id in dict.fromkeys((*old, *new)):
            one, other = old.get(id), new.get(id)
            if one is None or other is None:
                yield InputChange(Ref(kind, id), one, other)
            elif one is not other and one != other:
                for field in type(one).model_fields:
                    if getattr(one, field) != getattr(other, field):
                        yield InputChange(Ref(kind, id, field), getattr(one, field), getattr(other, field))


@dataclass(frozen=True, slots=True)
class _Changed:
    """The inputs that differ; a record on one side only stands for all its fields.

    `renewals` are the reasons of every renewal: what rests on an earlier renewal rests on its inputs too.
    """

    refs: frozenset[Ref]
    renewals: Mapping[Ref, tuple[Reason, ...]]

    def behind(self, reasons: Iterable[Reason | None]) -> Causes:
        """Those of them that reasons rest on."""
        found: set[Ref] = set()
        seen: set[Ref] = set()
        waiting = [reason for reason in reasons if reason]
        while waiting:
            for read in waiting.pop().inputs():
                found.update(self._of(read))
                if read in self.renewals and read not in seen:
                    seen.add(read)
                    waiting += self.renewals[read]
        return tuple(sorted(found))

    def about(self, finding: Finding | None) -> Causes:
        """Those of them that a finding speaks of."""
        refs = (finding.subject, *finding.related) if finding else ()
        records = {ref.record for ref in refs}
        return tuple(sorted(ref for ref in self.refs if ref in refs or ref.record in records))

    def _of(self, read: Ref) -> Iterator[Ref]:
        if read in self.refs:
            yield read
        elif read.record in self.refs:
            yield read.record
        elif not read.field:
            yield from (ref for ref in self.refs if ref.record == read)


def _renewal_reasons(*sides: Assessment) -> dict[Ref, tuple[Reason, ...]]:
    reasons: dict[Ref, tuple[Reason, ...]] = {}
    for side in sides:
        for renewal in side.schedule.renewals:
            reasons[renewal.ref] = (*reasons.get(renewal.ref, ()), renewal.reason)
    return reasons


def _moves(before: Assessment, after: Assessment, changed: _Changed) -> Iterator[Move]:
    old = {renewal.ref: renewal for renewal in before.schedule.renewals}
    new = {renewal.ref: renewal for renewal in after.schedule.renewals}
    for ref in sorted({*old, *new}):
        one, other = old.get(ref), new.get(ref)
        months = (one.in_service if one else None, other.in_service if other else None)
        if months[0] != months[1]:
            causes = changed.behind(each.reason if each else None for each in (one, other))
            subject = _one(other, one).need.subject
            yield Move(ref, subject, *months, causes)


def _commitments(before: Assessment, after: Assessment) -> Iterator[CommitmentChange]:
    old, new = _by_contract(before), _by_contract(after)
    for key in sorted({*old, *new}):
        one, other = old.get(key), new.get(key)
        if one != other and _bound(one) != _bound(other):
            yield CommitmentChange(key[0], one, other)


def _by_contract(found: Assessment) -> Mapping[tuple[Ref, str], CommitmentRow]:
    return {(row.contract, row.name): row for row in found.budget.commitments}


def _bound(row: CommitmentRow | None) -> object:
    """What of a commitment is compared: not its lines, which carry reasons."""
    return row and (row.decided_in, row.first_year, row.last_year, row.limit, dict(row.by_year), dict(row.funding))


def _findings(before: Assessment, after: Assessment, changed: _Changed) -> Iterator[FindingChange]:
    old = {finding.fingerprint: finding for finding in before.findings}
    new = {finding.fingerprint: finding for finding in after.findings}
    for key in sorted({*old, *new}, key=lambda key: (old.get(key) or new[key]).sort_key()):
        one, other = old.get(key), new.get(key)
        if one is None or other is None or dict(one.params) != dict(other.params) or one.severity != other.severity:
            causes = tuple(sorted({*changed.about(one), *changed.about(other)}))
            either = _one(other, one)
            yield FindingChange(either.code, either.subject, one, other, causes)


def _recoveries(before: Assessment, after: Assessment, changed: _Changed) -> Iterator[RecoveryChange]:
    old, new = _by_place(before), _by_place(after)
    for key in sorted({*old, *new}):
        one, other = old.get(key), new.get(key)
        if _judged(one) != _judged(other):
            causes = changed.behind(each.reason if each else None for each in (one, other))
            yield RecoveryChange(*key, one, other, causes)


def _by_place(found: Assessment) -> Mapping[tuple[Ref, Ref, str, date], Recovery]:
    return {(each.service, each.scenario, each.phase, each.from_on): each for each in found.continuity.recoveries}


def _judged(each: Recovery | None) -> object:
    return each and (each.verdict, each.rto_achievable_h, each.rpo_achievable_h, each.path)
