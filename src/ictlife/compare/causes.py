"""Which inputs differ, and which of them stand behind a difference（原因）."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from ictlife.assessment import Assessment, Rulebook
from ictlife.base.finding import Finding
from ictlife.base.reason import Reason, inputs_through
from ictlife.base.ref import Ref
from ictlife.checks.because import Because
from ictlife.checks.lookup import groups_of
from ictlife.compare.difference import Causes, InputChange
from ictlife.model.estate import ATTRIBUTES, Estate
from ictlife.model.rule import Rule

AS_OF = Ref("city", "default", "as_of")
"""What stands behind a difference of two days where no other input does."""


def input_changes(before: Assessment, after: Assessment) -> Iterator[InputChange]:
    """Fields and records that differ, in order of kind and id, rules last; before them the day, where that does."""
    records = tuple(_records(before.estate, after.estate))
    if before.as_of != after.as_of and all(change.ref != AS_OF for change in records):
        yield InputChange(AS_OF, before.as_of, after.as_of)
    yield from records
    yield from _rules(before.rulebook, after.rulebook)


def _records(before: Estate, after: Estate) -> Iterator[InputChange]:
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


def _rules(before: Rulebook, after: Rulebook) -> Iterator[InputChange]:
    for code in sorted({*before.rules, *after.rules}):
        one, other = before.rules.get(code), after.rules.get(code)
        if one is None or other is None:
            yield InputChange(Ref("rule", code), one, other)
        elif one is not other and one != other:
            old, new = _fields(one), _fields(other)
            for field in dict.fromkeys((*old, *new)):
                if old.get(field) != new.get(field):
                    yield InputChange(Ref("rule", code, field), old.get(field), new.get(field))


def _fields(rule: Rule) -> dict[str, object]:
    """A rule's fields, its parameters beside them: each has an address of its own."""
    return {**{name: value for name, value in rule if name != "params"}, **rule.params}


@dataclass(frozen=True, slots=True)
class Changed:
    """The inputs that differ（異なる入力）; a record on one side only stands for all its fields.

    `renewals` are the reasons of every renewal, `of_group` those of a group's: what rests on a renewal rests on
    its inputs too. `sides` tell why their findings stand, `estates` what they hold. `rest` is what stands behind a
    difference to which no input leads: the one thing that differs, where it is one, else the day, where that does.
    """

    refs: frozenset[Ref]
    renewals: Mapping[Ref, tuple[Reason, ...]]
    of_group: Mapping[Ref, tuple[Reason, ...]]
    estates: tuple[Estate, Estate]
    sides: tuple[Because, Because]
    rest: Causes

    @classmethod
    def between(cls, before: Assessment, after: Assessment, inputs: Iterable[InputChange]) -> Changed:
        """The inputs that differ between two sides."""
        refs = frozenset(change.ref for change in inputs)
        renewals: dict[Ref, tuple[Reason, ...]] = {}
        of_group: dict[Ref, tuple[Reason, ...]] = {}
        for side in (before, after):
            for renewal in side.schedule.renewals:
                subject = renewal.need.subject
                renewals[renewal.ref] = (*renewals.get(renewal.ref, ()), renewal.reason)
                of_group[subject] = (*of_group.get(subject, ()), renewal.reason)
        rest = tuple(refs) if len(refs) == 1 else (AS_OF,) if before.as_of != after.as_of else ()
        estates, sides = (before.estate, after.estate), (Because(before), Because(after))
        return cls(refs, renewals, of_group, estates, sides, rest)

    def behind(self, reasons: Iterable[Reason | None], *about: Ref) -> Causes:
        """Those on which reasons rest; else those behind what the value is about; else the rest."""
        return tuple(sorted(self._under(reasons) or self._around(about))) or self.rest

    def about(self, *findings: Finding | None) -> Causes:
        """Those on which the findings of the two sides rest, and the rule itself; else those behind what they name."""
        refs: set[Ref] = set()
        found: set[Ref] = set()
        for side, finding in zip(self.sides, findings, strict=True):
            if finding:
                found |= {*self._of_record(Ref("rule", finding.code)), *self._under([side.finding(finding)])}
                params = (ref for ref in finding.params.values() if isinstance(ref, Ref))
                refs |= {finding.subject, *finding.related, *params}
        return tuple(sorted(found or self._around(refs))) or self.rest

    def _around(self, refs: Iterable[Ref]) -> set[Ref]:
        """Those of the records, and of the renewals of the groups they are about; else any of those groups."""
        named = set(refs)
        groups = {Ref("group", id) for ref in named for side in self.estates for id in groups_of(side, ref)}
        found = {each for ref in named for each in self._of_record(ref)}
        found |= self._under(reason for ref in named | groups for reason in self._reasons(ref))
        return found or {each for ref in groups for each in self._of_record(ref)}

    def _under(self, reasons: Iterable[Reason | None]) -> set[Ref]:
        """Those on which reasons rest, through renewals too."""
        read = inputs_through((reason for reason in reasons if reason), self.renewals)
        return {each for ref in read for each in self._of(ref)}

    def _reasons(self, ref: Ref) -> tuple[Reason, ...]:
        return (*self.renewals.get(ref, ()), *self.of_group.get(ref.record, ()))

    def _of_record(self, about: Ref) -> Iterator[Ref]:
        return (ref for ref in self.refs if ref.record == about.record)

    def _of(self, read: Ref) -> Iterator[Ref]:
        if read in self.refs:
            yield read
        elif read.record in self.refs:
            yield read.record
        elif not read.field:
            yield from self._of_record(read)
