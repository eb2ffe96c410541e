"""Why a value is what it is（説明）: the reason trees behind any address, down to file, sheet and row."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches

from ictlife.base.finding import Finding, Span
from ictlife.base.reason import Reason
from ictlife.base.ref import Ref
from ictlife.base.text import Lang
from ictlife.budget.row import BudgetRow
from ictlife.continuity.recovery import Recovery
from ictlife.model.product import Known
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

_BRANCH, _LAST, _TRUNK, _GAP = "├─ ", "└─ ", "│  ", "   "
_MOST_USES = 20
RULE = "rule"


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
    """Every computed value that carries a reason: renewals, milestones, steps of plans, budget rows, recoveries."""
    found = paper.assessment
    for renewal in found.schedule.renewals:
        yield Computed(renewal.ref, renewal.in_service, renewal.reason)
    for milestone in found.milestones:
        yield Computed(milestone.ref, milestone.due_on, milestone.reason)
    for making in found.planning.makings:
        for step in making.steps:
            yield Computed(step.ref, step.due_on, step.reason)
    for row in found.budget.rows:
        yield Computed(budget_ref(row), row.amount, row.reason)
    for recovery in found.continuity.recoveries:
        yield Computed(recovery_ref(recovery), recovery.verdict, recovery.reason)


def explain(paper: Paper, ref: Ref) -> Explanation | None:
    """The explanation of `ref`, or None where nothing bears that address."""
    entity = paper.assessment.estate.find(ref.record)
    value = getattr(entity, ref.field, None) if entity is not None and ref.field else entity
    everything = tuple(computed_values(paper))
    mine = tuple(each for each in everything if _is_about(paper, each, ref))
    uses: tuple[Computed, ...] = ()
    if entity is not None:
        uses = tuple(each for each in everything if each not in mine and _rests_on(each.reason, ref))
    findings = tuple(each for each in paper.findings if _speaks_of(each, ref))
    if ref.kind == RULE and ref.id in paper.rulebook.rules:
        value = paper.rulebook.rules[ref.id].params.get(ref.field) if ref.field else ref
    elif entity is None and not mine and not findings:
        return None
    return Explanation(ref, value, mine, uses, findings, tuple(_turns(paper, ref, mine, findings)))


def _speaks_of(finding: Finding, ref: Ref) -> bool:
    """Whether a finding is the one asked for, is about the record, gathers it with others, or is what the rule says."""
    is_meant = ref.record in (finding.subject.record, finding_ref(finding), Ref(RULE, finding.code))
    return is_meant or ref in finding.related


def finding_ref(finding: Finding) -> Ref:
    """The address of a finding, `finding:<fingerprint>`."""
    return Ref("finding", finding.fingerprint)


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
    for row in [each for each in found.budget.rows if budget_ref(each) in asked][:1]:
        yield ref, turns_of_amount(found, row)
    for recovery in (each for each in found.continuity.recoveries if recovery_ref(each) in asked):
        yield ref, turns_of_recovery(found, recovery)
    for finding in findings:
        if ref == finding_ref(finding) and any(each.fingerprint == finding.fingerprint for each in found.findings):
            yield ref, turns_of_finding(found, finding)


def budget_ref(row: BudgetRow) -> Ref:
    """The address of what is spent on one kind of cost in one year."""
    return Ref("budget", f"{row.contract}/{row.kind.value}/{row.fy}")


def recovery_ref(recovery: Recovery) -> Ref:
    """The address of a recovery from a day on."""
    return Ref("recovery", f"{recovery.ref.id}/{recovery.from_on}")


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
    return each.ref.kind == "budget" and each.ref.id.startswith(f"{ref.record}/")


def _rests_on(reason: Reason, ref: Ref) -> bool:
    return any(each == ref or (not ref.field and each.record == ref) for each in reason.inputs())


def near(paper: Paper, text: str) -> tuple[str, ...]:
    """Addresses that look like `text`, for a person who mistyped one, or left out its kind."""
    estate = paper.assessment.estate
    known = [str(entity.ref()) for entity in estate]
    known += [str(renewal.ref) for renewal in paper.assessment.schedule.renewals]
    asked = text.lower()
    same = [each for each in known if asked in (each.lower(), each.lower().partition(":")[2])]
    folded = {each.lower(): each for each in known}
    return tuple(same[:3]) or tuple(folded[each] for each in get_close_matches(asked, folded, n=3, cutoff=0.4))


def render_explanation(paper: Paper, found: Explanation, lang: Lang) -> str:
    """The explanation as an indented tree（説明の木）."""
    words = Words(lang, paper.names)
    lines = [f"{found.ref}  {paper.names(found.ref)}"]
    if found.ref.field and (span := paper.origin(found.ref)):
        lines.append(f"  {words.value(found.value)}  ({span})")
    for values in _by_reason(found.computed).values():
        lines += ["", *(f"{each.ref}  {words.value(each.value)}" for each in values)]
        lines += _tree(values[0].reason, words, paper.origin)
    if found.uses:
        lines += ["", words("explain.used_by", count=len(found.uses))]
        lines += [f"  {each.ref}  {words.value(each.value)}" for each in found.uses[:_MOST_USES]]
    if found.findings:
        lines += ["", words("explain.findings", count=len(found.findings))]
        for finding in found.findings:
            said = words.finding(finding, paper.rulebook)
            lines.append(f"  {finding.code} {words.severity(finding.severity)}  {said}  ({finding_ref(finding)})")
            lines += [f"    {span}" for span in finding.spans]
    for about, turns in found.turns:
        lines += ["", words("explain.turns"), *(f"  {line}" for line in _turn_lines(about, turns, words))]
    return "\n".join(lines) + "\n"


def _turn_lines(about: Ref, turns: Turns, words: Words) -> Iterator[str]:
    """Each input that would change the value, the one that binds it first."""
    gone = "explain.gone_finding" if about.kind == "finding" else "explain.gone"
    for turn in sorted(turns.found, key=lambda each: not each.is_binding):
        after = words(gone) if turn.after is None else words("explain.becomes", after=turn.after)
        code = "explain.turn_least" if turn.is_least else "explain.turn_near"
        said = {"was": input_value(turn.was), "to": input_value(turn.to), "near": input_value(turn.near)}
        yield words(code, ref=str(turn.ref), name=turn.ref.record, after=after, **said)
    if not turns.found:
        yield words("explain.no_turn", count=turns.tried)


def input_value(value: object) -> object:
    """What an input says, as it is written: a published date as its day."""
    return value.day if isinstance(value, Known) else value


def _by_reason(computed: tuple[Computed, ...]) -> dict[int, list[Computed]]:
    """Values that share one reason, such as a contract's years, stand above one tree."""
    shared: dict[int, list[Computed]] = {}
    for each in computed:
        shared.setdefault(id(each.reason), []).append(each)
    return shared


def _tree(reason: Reason, words: Words, origin: Callable[[Ref], Span | None], indent: str = "") -> list[str]:
    """The lines beneath `reason`, with the place of every input it rests on."""
    lines = []
    for number, step in enumerate(reason.because):
        is_last = number == len(reason.because) - 1
        lines.append(f"{indent}{_LAST if is_last else _BRANCH}{words.reason(step)}{_places(step, origin)}")
        lines += _tree(step, words, origin, indent + (_GAP if is_last else _TRUNK))
    return ([f"{indent}{words.reason(reason)}{_places(reason, origin)}"] if not indent else []) + lines


def _places(reason: Reason, origin: Callable[[Ref], Span | None]) -> str:
    places = [f"{ref} {span}" if (span := origin(ref)) else str(ref) for ref in reason.rests_on]
    return f"  ({', '.join(places)})" if places else ""
