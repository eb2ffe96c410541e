"""An explanation as text（説明の表示）: what is read and computed at an address, as indented trees."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from ictlife.base.finding import Finding, Span
from ictlife.base.reason import Reason
from ictlife.base.ref import Ref
from ictlife.base.text import Lang
from ictlife.reports.explain import RULE, Computed, Explanation, input_value
from ictlife.reports.paper import Paper
from ictlife.reports.words import Words
from ictlife.whatif.trial import Turns

_BRANCH, _LAST, _TRUNK, _GAP = "├─ ", "└─ ", "│  ", "   "
_MOST_USES = 20


def render_explanation(paper: Paper, found: Explanation, lang: Lang) -> str:
    """The explanation as an indented tree（説明の木）."""
    words = Words(lang, paper.named(lang))
    draw = _Trees(words, paper.origin)
    lines = [f"{found.ref}  {_heading(paper, found, lang)}", *_read(paper, found, words)]
    for values in _by_reason(found.computed).values():
        lines += ["", *(f"{each.ref}  {_said(each.value, paper, words)}" for each in values)]
        lines += draw(values[0].reason)
    if found.uses:
        lines += ["", words("explain.used_by", count=len(found.uses))]
        lines += [f"  {each.ref}  {words.value(each.value)}" for each in found.uses[:_MOST_USES]]
    if found.findings:
        lines += ["", words("explain.findings", count=len(found.findings))]
        for finding in found.findings:
            said = words.finding(finding, paper.rulebook)
            lines.append(f"  {finding.code} {words.severity(finding.severity)}  {said}  ({finding.ref})")
            lines += [f"    {span}" for span in finding.spans]
    for about, turns in found.turns:
        lines += ["", words("explain.turns"), *(f"  {line}" for line in _turn_lines(about, turns, words))]
    return "\n".join(lines) + "\n"


def _heading(paper: Paper, found: Explanation, lang: Lang) -> str:
    """What is explained: the name of a record, the title of a rule, or of the rule by which something was found."""
    code = next((each.value.code for each in found.computed if isinstance(each.value, Finding)), found.ref.id)
    rule = paper.rulebook.rules.get(code) if found.ref.kind in ("finding", RULE) else None
    return rule.title.in_lang(lang) if rule else paper.names(found.ref)


def _read(paper: Paper, found: Explanation, words: Words) -> Iterator[str]:
    """What is written at a field, and where; where to read a rule."""
    if found.ref.kind == RULE:
        yield f"  {words('explain.rule', code=found.ref.id)}"
    if found.ref.field:
        value = input_value(found.value)
        said = words("explain.unsaid") if value is None or value == () else words.value(value)
        span = paper.origin(found.ref)
        yield f"  {said}  ({span})" if span else f"  {said}"
        if why := paper.why(found.ref):
            yield f"  {words('explain.why', why=why)}"


def _said(value: object, paper: Paper, words: Words) -> str:
    """A computed value; of a finding its sentence, of a rule's result its status."""
    if isinstance(value, Finding):
        return f"{words.severity(value.severity)}  {words.finding(value, paper.rulebook)}"
    return words.value(value)


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
    if turns.untried:
        yield words("explain.untried", count=turns.untried)


def _by_reason(computed: tuple[Computed, ...]) -> dict[int, list[Computed]]:
    """Values that share one reason, such as a contract's years, stand above one tree."""
    shared: dict[int, list[Computed]] = {}
    for each in computed:
        shared.setdefault(id(each.reason), []).append(each)
    return shared


class _Trees:
    """Draws trees（木の表示）: what stands in one already is only pointed at where it comes again."""

    def __init__(self, words: Words, origin: Callable[[Ref], Span | None]) -> None:
        self.words = words
        self.origin = origin
        self._drawn: set[int] = set()

    def __call__(self, reason: Reason) -> list[str]:
        """The lines of a tree, with the place of every input it rests on."""
        return [self._said(reason), *self._beneath(reason, "")]

    def _beneath(self, reason: Reason, indent: str) -> Iterator[str]:
        for number, step in enumerate(reason.because):
            is_last = number == len(reason.because) - 1
            further = indent + (_GAP if is_last else _TRUNK)
            yield f"{indent}{_LAST if is_last else _BRANCH}{self._said(step)}"
            if step.because and id(step) in self._drawn:
                yield f"{further}{_LAST}{self.words('explain.above')}"
                continue
            self._drawn.add(id(step))
            yield from self._beneath(step, further)

    def _said(self, reason: Reason) -> str:
        return f"{self.words.reason(reason)}{_places(reason, self.origin)}"


def _places(reason: Reason, origin: Callable[[Ref], Span | None]) -> str:
    places = [f"{ref} {span}" if (span := origin(ref)) else str(ref) for ref in reason.rests_on]
    return f"  ({', '.join(places)})" if places else ""
