"""The rule catalogue as text（規則集の表示）: what is demanded, by which clause, with which parameters."""

from __future__ import annotations

from ictlife.assessment import Rulebook
from ictlife.base.text import Lang
from ictlife.model.rule import Rule
from ictlife.reports.console.aligned import aligned
from ictlife.reports.words import Words, cited


def render_rule_list(rulebook: Rulebook, lang: Lang) -> str:
    """Every rule in order of its code（規則の一覧）."""
    words = Words(lang)
    rows = [
        (rule.id, words.severity(rule.severity), words.of("area", rule.id[:3]), rule.title.in_lang(lang))
        for rule in sorted(rulebook.rules.values(), key=lambda rule: rule.id)
        if not rule.is_off
    ]
    head = [words(f"column.{key}") for key in ("code", "severity", "area", "rule")]
    return "\n".join(aligned(head, rows)) + "\n"


def render_rule(rulebook: Rulebook, rule: Rule, lang: Lang) -> str:
    """One rule with message, hint, sources, parameters and cases（規則の内容）."""
    words = Words(lang)
    lines = [
        f"{rule.id}  {rule.title.in_lang(lang)}",
        "",
        f"{words('column.severity')}  {words.severity(rule.severity)}",
        f"{words('column.message')}  {rule.message.in_lang(lang)}",
        f"{words('column.hint')}  {rule.hint.in_lang(lang)}",
    ]
    if rule.in_force_from or rule.in_force_until:
        span = words("span", first=rule.in_force_from or "", until=rule.in_force_until or "")
        lines.append(f"{words('rule.in_force')}  {span}")
    lines += [f"{words('column.citations')}  {cited(rulebook, each, words)}" for each in rule.citations]
    lines += [f"{words('rule.param')}  {name} = {_param(value)}" for name, value in sorted(rule.params.items())]
    lines += [f"{words('rule.case')}  {_case(each, words)}" for each in rule.cases]
    return "\n".join(lines) + "\n"


def _param(value: object) -> str:
    """A plain value, a list, or its steps over time."""
    if isinstance(value, dict):
        return ", ".join(f"{day}: {_param(step)}" for day, step in value.items())
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _case(case: object, words: Words) -> str:
    if not isinstance(case, dict):
        return str(case)
    expected = case.get("expect")
    return f"{case.get('name', '')}: {words('rule.speaks' if expected else 'rule.silent')}"
