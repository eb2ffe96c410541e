"""Why a value is what it is（説明）: the reason trees behind any address, down to file, sheet and row."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches

from ictlife.base.finding import Finding, Span
from ictlife.base.reason import Reason
from ictlife.base.ref import Ref
from ictlife.base.text import Lang
from ictlife.reports.paper import Paper
from ictlife.reports.words import Words

_BRANCH, _LAST, _TRUNK, _GAP = "├─ ", "└─ ", "│  ", "   "
_MOST_USES = 20


@dataclass(frozen=True, slots=True)
class Computed:
    """A computed value with its reason（算出値）."""

    ref: Ref
    value: object
    reason: Reason


@dataclass(frozen=True, slots=True)
class Explanation:
    """What is known about an address（説明）: the value read there, what was computed for it, what uses it, and
    what was found about it."""

    ref: Ref
    value: object
    computed: tuple[Computed, ...]
    uses: tuple[Computed, ...]
    findings: tuple[Finding, ...]


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
        yield Computed(Ref("budget", f"{row.contract}/{row.kind.value}/{row.fy}"), row.amount, row.reason)
    for recovery in found.continuity.recoveries:
        yield Computed(Ref("recovery", f"{recovery.ref.id}/{recovery.from_on}"), recovery.verdict, recovery.reason)


def explain(paper: Paper, ref: Ref) -> Explanation | None:
    """The explanation of `ref`, or None where nothing bears that address."""
    entity = paper.assessment.estate.find(ref.record)
    value = getattr(entity, ref.field, None) if entity is not None and ref.field else entity
    everything = tuple(computed_values(paper))
    mine = tuple(each for each in everything if _is_about(paper, each, ref))
    uses: tuple[Computed, ...] = ()
    if entity is not None:
        uses = tuple(each for each in everything if each not in mine and _rests_on(each.reason, ref))
    findings = tuple(each for each in paper.findings if _concerns(each, ref))
    if entity is None and not mine and not findings:
        return None
    return Explanation(ref, value, mine, uses, findings)


def _concerns(finding: Finding, ref: Ref) -> bool:
    """Whether the finding is the one asked for, is about what is asked for, or gathers it with others."""
    return ref.record in (finding.subject.record, Ref("finding", finding.fingerprint)) or ref in finding.related


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


def near(paper: Paper, ref: Ref) -> tuple[str, ...]:
    """Addresses that look like `ref`, for a person who mistyped one."""
    estate = paper.assessment.estate
    known = [str(entity.ref()) for entity in estate]
    known += [str(renewal.ref) for renewal in paper.assessment.schedule.renewals]
    return tuple(get_close_matches(str(ref.record), known, n=3, cutoff=0.4))


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
            lines.append(f"  {finding.code} {words.severity(finding.severity)}  {said}")
            lines += [f"    {span}" for span in finding.spans]
    return "\n".join(lines) + "\n"


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
