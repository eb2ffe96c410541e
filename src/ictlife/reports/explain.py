"""Why a value is what it is（説明）: the reason trees behind any address, down to file, sheet and row."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from difflib import get_close_matches
from itertools import chain

from ictlife.base.finding import Finding
from ictlife.base.reason import Reason, completed
from ictlife.base.ref import Ref
from ictlife.base.text import Lang
from ictlife.budget.explain import bound_reason, sum_reason
from ictlife.checks.because import Because
from ictlife.model.product import Known
from ictlife.reports.grounds.grounds import grounds_of
from ictlife.reports.paper import Paper
from ictlife.reports.words import Words
from ictlife.whatif.trial import Turns
from ictlife.whatif.turns import (
    turns_of_amount,
    turns_of_finding,
    turns_of_milestone,
    turns_of_recovery,
    turns_of_renewal,
)

RULE, YEAR = "rule", "fiscal_year"
_ON_THE_PAGE = ("restart", "period")
"""Kinds of address that only the page's figures bear."""


@dataclass(frozen=True, slots=True)
class Computed:
    """A computed value with its reason（算出値）."""

    ref: Ref
    value: object
    reason: Reason


@dataclass(frozen=True, slots=True)
class Explanation:
    """What is known about an address（説明）: the value read there, what was computed for it, what uses it, what was
    found about it, and what would change it."""

    ref: Ref
    value: object
    computed: tuple[Computed, ...]
    uses: tuple[Computed, ...]
    findings: tuple[Finding, ...]
    turns: tuple[tuple[Ref, Turns], ...] = ()
    """For the one value that is asked for: which inputs would make it another（変わる条件）."""


def computed_values(paper: Paper) -> Iterator[Computed]:
    """Every computed value that uses an input itself: renewals, milestones, steps of plans, budget rows, what later
    years are bound to, recoveries."""
    found = paper.assessment
    for renewal in found.schedule.renewals:
        yield Computed(renewal.ref, renewal.in_service, renewal.reason)
    for milestone in found.milestones:
        yield Computed(milestone.ref, milestone.due_on, milestone.reason)
    for making in found.planning.makings:
        for step in making.steps:
            yield Computed(step.ref, step.due_on, step.reason)
    for row in found.budget.rows:
        yield Computed(row.ref, row.amount, row.reason)
    for entry in found.budget.commitments:
        yield Computed(entry.ref, entry.limit, bound_reason(entry))
    for recovery in found.continuity.recoveries:
        yield Computed(recovery.dated_ref, recovery.verdict, recovery.reason)


def explain(paper: Paper, ref: Ref, lang: Lang = "ja") -> Explanation | None:
    """The explanation of `ref`, or None where nothing bears that address."""
    estate, because = paper.assessment.estate, Because(paper.assessment)
    entity = paper.rulebook.rules.get(ref.id) if ref.kind == RULE else estate.find(ref.record)
    if entity is not None and ref.field and ref.field not in _fields(paper, ref):
        return None
    everything = tuple(computed_values(paper))
    mine = tuple(each for each in everything if _is_about(paper, each, ref))
    mine = (*mine, *_gathered(paper, because, ref, lang))
    findings = tuple(each for each in paper.findings if _speaks_of(because, each, ref))
    if entity is None and not mine and not findings:
        return None
    uses: tuple[Computed, ...] = ()
    if entity is not None and ref.kind != RULE:
        uses = tuple(each for each in everything if each not in mine and _rests_on(each.reason, ref))
    turns = tuple(_turns(paper, ref, mine, findings))
    shown = tuple(each for each in findings if each.ref != ref)
    return Explanation(ref, _value(paper, ref), _complete(paper, mine), uses, shown, turns)


def _complete(paper: Paper, values: tuple[Computed, ...]) -> tuple[Computed, ...]:
    """The values with trees that go down to what was read, through every renewal on which they rest.

    A renewal that is among them already stands there with its own tree.
    """
    beside = {each.ref for each in values}
    reasons = {each.ref: each.reason for each in paper.assessment.schedule.renewals if each.ref not in beside}
    known: dict[int, Reason] = {}
    return tuple(replace(each, reason=completed(each.reason, reasons, known)) for each in values)


def _fields(paper: Paper, ref: Ref) -> tuple[str, ...]:
    """The fields that a record, or a rule with its parameters, can have."""
    rule = paper.rulebook.rules.get(ref.id) if ref.kind == RULE else None
    record = rule or paper.assessment.estate.find(ref.record)
    named = tuple(type(record).model_fields) if record is not None else ()
    return (*named, *rule.params) if rule else named


def _value(paper: Paper, ref: Ref) -> object:
    """What is read at a field; the record, or the rule's address, where no field is asked for."""
    rule = paper.rulebook.rules.get(ref.id) if ref.kind == RULE else None
    if rule is not None:
        return rule.params.get(ref.field, getattr(rule, ref.field, None)) if ref.field else ref
    record = paper.assessment.estate.find(ref.record)
    return getattr(record, ref.field, None) if record is not None and ref.field else record


def _gathered(paper: Paper, because: Because, ref: Ref, lang: Lang) -> Iterator[Computed]:
    """What is computed from many values, and is looked up only when asked for: sums, findings, results of rules."""
    found = paper.assessment
    if ref.kind == YEAR and not ref.field:
        rows = [row for row in found.budget.rows if str(row.fy) == ref.id]
        if rows:
            yield Computed(ref, sum(row.amount for row in rows), sum_reason("sum_of_year", rows, fy=rows[0].fy))
    if ref.kind == "cap" and not ref.field and ref.id in because.under_cap:
        under = because.under_cap[ref.id]
        yield Computed(ref, sum(under.shares.values()), because.cap(under))
    for result in found.results if ref.kind == RULE and not ref.field else ():
        if result.code == ref.id:
            yield Computed(ref, result.status, because.rule(result))
    for finding in paper.findings if ref.kind == "finding" else ():
        if finding.ref == ref:
            yield Computed(ref, finding, because.finding(finding))
    if ref.kind in _ON_THE_PAGE and (ground := grounds_of(paper, Words(lang, paper.named(lang))).get(str(ref))):
        yield Computed(ref, f"{ground[0]} {ground[1]}", ground[2])


def _speaks_of(because: Because, finding: Finding, ref: Ref) -> bool:
    """Whether a finding is the one asked for, is about the record, gathers it with others, or is what the rule says.

    Of a field only those that are about it, or rest on it.
    """
    if finding.ref == ref or ref in (finding.subject, *finding.related):
        return True
    if ref.field:
        return ref in because.finding(finding).inputs()
    return ref in (finding.subject.record, Ref(RULE, finding.code))


def _turns(
    paper: Paper, ref: Ref, mine: tuple[Computed, ...], findings: tuple[Finding, ...]
) -> Iterator[tuple[Ref, Turns]]:
    """What would change the value that is asked for: one renewal of a group, not all that is known of it.

    Of an optimised schedule the reasons tell it themselves, by price.
    """
    found = paper.assessment
    if found.schedule.method != "due_date":
        return
    asked = {each.ref for each in mine if each.ref == ref}
    if ref.kind == "group" and not ref.field:
        asked |= {each.ref for each in mine if each.ref.kind == "renewal"}
    for renewal in [each for each in found.schedule.renewals if each.ref in asked][:1]:
        yield renewal.ref, turns_of_renewal(found, renewal)
    for milestone in (each for each in found.milestones if each.ref in asked):
        yield milestone.ref, turns_of_milestone(found, milestone)
    for row in [each for each in found.budget.rows if each.ref in asked][:1]:
        yield ref, turns_of_amount(found, row)
    for recovery in (each for each in found.continuity.recoveries if each.dated_ref in asked):
        yield ref, turns_of_recovery(found, recovery)
    for finding in findings:
        if ref == finding.ref and any(each.fingerprint == finding.fingerprint for each in found.findings):
            yield ref, turns_of_finding(found, finding)


def _is_about(paper: Paper, each: Computed, ref: Ref) -> bool:
    """Whether a computed value is the one asked for, or belongs to the group or service asked for."""
    if each.ref == ref:
        return True
    if ref.kind == "group" and not ref.field and each.ref.kind == "renewal":
        return each.ref.id.partition("#")[0] == ref.id
    if ref.kind == "plan" and not ref.field and each.ref.kind == "plan_milestone":
        return each.ref.id.startswith(f"{ref.id}/")
    if ref.kind in ("service", "recovery") and each.ref.kind == "recovery":
        return each.ref.id.startswith(f"{ref.id}/")
    if each.ref.kind == "commitment" and not ref.field and each.ref.id == str(ref):
        return True
    return each.ref.kind == "budget" and each.ref.id.startswith(f"{ref.record}/")


def _rests_on(reason: Reason, ref: Ref) -> bool:
    return any(each == ref or (not ref.field and each.record == ref) for each in reason.inputs())


def meant(paper: Paper, text: str) -> Iterator[Ref]:
    """What `text` can mean, the likeliest first: an address, a rule's code, a fingerprint, an id without its kind."""
    with suppress(ValueError):
        yield Ref.parse(text)
    code = text.strip().upper().replace("-", "")
    if code in paper.rulebook.rules:
        yield Ref(RULE, code)
    yield from (each.ref for each in paper.findings if each.fingerprint == text.strip().lower())
    same = _same(paper, text)
    if len(same) == 1:
        yield same[0]


def near(paper: Paper, text: str) -> tuple[str, ...]:
    """Addresses that look like `text`, for a person who mistyped one, or left out its kind."""
    with suppress(ValueError):
        ref = Ref.parse(text)
        if fields := _fields(paper, ref) if ref.field else ():
            close = get_close_matches(ref.field, fields, n=5, cutoff=0.4) or fields
            return tuple(str(ref.at(field)) for field in close)
    folded = {str(each).lower(): str(each) for each in _known(paper)}
    close = get_close_matches(text.lower(), folded, n=3, cutoff=0.4)
    return tuple(map(str, _same(paper, text)[:3])) or tuple(folded[each] for each in close)


def _same(paper: Paper, text: str) -> tuple[Ref, ...]:
    """What bears this address or this id, whatever the case of its letters."""
    asked = text.strip().lower()
    return tuple(each for each in _known(paper) if asked in (str(each).lower(), each.id.lower()))


def _known(paper: Paper) -> Iterator[Ref]:
    records = (entity.ref() for entity in paper.assessment.estate)
    return chain(records, (each.ref for each in paper.assessment.schedule.renewals), _rules(paper))


def _rules(paper: Paper) -> Iterator[Ref]:
    return (Ref(RULE, code) for code in paper.rulebook.rules)


def input_value(value: object) -> object:
    """What an input says, as it is written: a published date as its day."""
    return value.day if isinstance(value, Known) else value
