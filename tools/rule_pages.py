"""Pages of the rule catalogue（規則の参照文書）: one for each rule, and tables to find them by clause and by check."""

from __future__ import annotations

import inspect
from collections.abc import Iterator, Mapping
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from ictlife.assessment import Rulebook
from ictlife.base.text import Lang
from ictlife.checks.registry import CHECKS
from ictlife.checks.run import dated
from ictlife.model.rule import Basis, Citation, Rule
from ictlife.reports.words import Words

HEADS: Mapping[Lang, Mapping[str, str]] = {
    "ja": {
        "demand": "求めること", "hint": "対処", "source": "根拠", "params": "設定値", "from": "適用開始日",
        "value": "値", "force": "適用期間", "breach": "違反例", "comply": "適合例", "unknown": "判定できない例",
        "outside": "対象外の例", "check": "検査", "raised": "発生元", "severity": "重大度", "lesser": "軽い場合",
        "bodies": "対象団体",
    },
    "en": {
        "demand": "Demand", "hint": "What to do", "source": "Sources", "params": "Parameters", "from": "From",
        "value": "Value", "force": "In force", "breach": "Breaches", "comply": "Complies",
        "unknown": "Cannot be judged", "outside": "Not concerned", "check": "Check", "raised": "Raised by",
        "severity": "Severity", "lesser": "Lesser case", "bodies": "For",
    },
}  # fmt: skip
OTHERS = {"not_checked": "unknown", "not_applicable": "outside"}
"""Status of a silent case → what it is an example of."""


def rule_pages(book: Rulebook) -> dict[Path, str]:
    """Path below docs/reference/ → text of every page about rules."""
    made = {f"{code}.md": rule_page(rule, book) for code, rule in book.rules.items()}
    made["README.md"] = index(book)
    made["citations.md"] = citations(book)
    made["unverified.md"] = unverified(book)
    made["checks.md"] = checks(book)
    return {Path("rules") / name: text for name, text in made.items()}


def rule_page(rule: Rule, book: Rulebook) -> str:
    """One rule: demand, sources, parameters over time, cases, in Japanese and then in English."""
    lines = [f"# {rule.id} {rule.title.ja}", "", f"*{rule.title.en}* — `{rule.name}`", ""]
    for lang in ("ja", "en"):
        lines += _half(rule, book, lang)
    return "\n".join(lines).rstrip() + "\n"


def _half(rule: Rule, book: Rulebook, lang: Lang) -> Iterator[str]:
    head, words = HEADS[lang], Words(lang)
    yield from ("## " + ("日本語" if lang == "ja" else "English"), "")
    grade = words.severity(rule.severity)
    if rule.lesser:
        grade += f" ({head['lesser']}: {words.severity(rule.lesser)})"
    yield f"- {head['severity']}: {grade}"
    yield f"- {head['demand']}: {rule.message.in_lang(lang)}"
    yield f"- {head['hint']}: {rule.hint.in_lang(lang)}"
    if rule.check:
        yield f"- {head['check']}: [`{rule.check}`](checks.md#{rule.check})"
    elif rule.raised_by:
        yield f"- {head['raised']}: {rule.raised_by.value}"
    if rule.in_force_from or rule.in_force_until:
        yield f"- {head['force']}: {rule.in_force_from or ''} – {rule.in_force_until or ''}"
    if rule.body_types:
        yield f"- {head['bodies']}: {', '.join(rule.body_types)}"
    for citation in rule.citations:
        yield f"- {head['source']}: {cited(citation, book, lang)}"
    yield ""
    if rule.params:
        yield from _params(rule, head)
    if rule.cases and lang == "ja":
        yield from _cases(rule, head)


def cited(citation: Citation, book: Rulebook, lang: Lang) -> str:
    """A clause with its document and how well it is known."""
    authority = book.authorities[citation.authority]
    title = authority.title.in_lang(lang)
    name = f"[{title}]({authority.url})" if authority.url else title
    edition = f"（{authority.edition}）" if authority.edition else ""
    return f"{name}{edition} {citation.clause} — {Words(lang).of('basis', citation.basis.value)}"


def _params(rule: Rule, head: Mapping[str, str]) -> Iterator[str]:
    yield from (f"| {head['params']} | {head['from']} | {head['value']} |", "|---|---|---|")
    for name, value in rule.params.items():
        steps = dated(value)
        for day, step in steps.steps if steps else [("", value)]:
            yield f"| `{name}` | {day} | {_cell(_inline(step))} |"
    yield ""


def _cases(rule: Rule, head: Mapping[str, str]) -> Iterator[str]:
    for case in rule.cases:
        kind = "breach" if case["expect"] else OTHERS.get(case.get("status", ""), "comply")
        yield f"### {head[kind]}: {case['name']}"
        yield from ("", "```yaml", _block({key: value for key, value in case.items() if key != "name"}), "```", "")


def _block(value: object) -> str:
    out = StringIO()
    writer = YAML(typ="safe", pure=True)
    writer.allow_unicode = True
    writer.default_flow_style = None
    writer.sort_base_mapping_type_on_output = False
    writer.width = 110
    writer.representer.ignore_aliases = lambda data: True
    writer.dump(value, out)
    return out.getvalue().strip()


def _inline(value: Any) -> str:
    if isinstance(value, Mapping):
        return "; ".join(f"{key}: {_inline(item)}" for key, item in value.items())
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return value.isoformat() if isinstance(value, date) else str(value)


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


def index(book: Rulebook) -> str:
    """All rules by area."""
    lines = ["# 規則の一覧 Rules", "", f"規則 {len(book.rules)} 件。 {len(book.rules)} rules.", "",
             "- [根拠条項から引く rules by clause](citations.md)",
             "- [条文要確認の根拠 unverified clauses](unverified.md)",
             "- [検査の一覧 checks](checks.md)",
             "- [規則の足し方 adding a rule](../../guide/rules.md)", ""]  # fmt: skip
    ja, en = Words("ja"), Words("en")
    for area in sorted({code[:3] for code in book.rules}):
        lines += [f"## {area} {ja.of('area', area)} / {en.of('area', area)}", "",
                  "| | 重大度 | 題 | Title | 検査 check |", "|---|---|---|---|---|"]  # fmt: skip
        for code, rule in book.rules.items():
            if code.startswith(area):
                how = f"`{rule.check}`" if rule.check else f"({rule.raised_by})"
                lines.append(
                    f"| [{code}]({code}.md) | {ja.severity(rule.severity)} | {_cell(rule.title.ja)} "
                    f"| {_cell(rule.title.en)} | {how} |"
                )
        lines.append("")
    return "\n".join(lines).rstrip() + "\n"


def _by_clause(book: Rulebook) -> dict[tuple[str, str, Basis], list[str]]:
    found: dict[tuple[str, str, Basis], list[str]] = {}
    for code, rule in book.rules.items():
        for each in rule.citations:
            found.setdefault((each.authority, each.clause, each.basis), []).append(code)
    return dict(sorted(found.items()))


def citations(book: Rulebook) -> str:
    """Rules × clauses: every rule that rests on one clause."""
    lines = ["# 根拠条項と規則 Rules by clause", ""]
    words = Words("ja")
    for name, authority in sorted(book.authorities.items()):
        lines += [f"## {authority.title.ja}", "", f"*{authority.title.en}*"]
        facts = [str(each) for each in (authority.edition, authority.in_force_on) if each]
        lines += [f" — {', '.join(facts)}"] if facts else []
        lines += [f"<{authority.url}>", ""] if authority.url else [""]
        lines += ["| 条項 clause | 確認 basis | 規則 rules |", "|---|---|---|"]
        for (owner, clause, basis), codes in _by_clause(book).items():
            if owner == name:
                links = ", ".join(f"[{code}]({code}.md)" for code in codes)
                lines.append(f"| {_cell(clause)} | {words.of('basis', basis.value)} | {links} |")
        lines.append("")
    return "\n".join(lines).rstrip() + "\n"


def unverified(book: Rulebook) -> str:
    """Clauses nobody has read: never to be asserted as law."""
    lines = ["# 条文要確認の根拠 Unverified clauses", "",
             "次の条項は本文を読んで確かめていません。法令上の義務として扱わないでください。",
             "These clauses were not read in their text. Do not assert them as law.", "",
             "| 典拠 authority | 条項 clause | 規則 rules |", "|---|---|---|"]  # fmt: skip
    for (owner, clause, basis), codes in _by_clause(book).items():
        if basis is Basis.UNVERIFIED:
            links = ", ".join(f"[{code}]({code}.md)" for code in codes)
            lines.append(f"| {book.authorities[owner].title.ja} | {_cell(clause)} | {links} |")
    return "\n".join(lines) + "\n"


def checks(book: Rulebook) -> str:
    """Every check: what a rule may set, and what its message may say."""
    lines = ["# 検査の一覧 Checks", "",
             "規則の `check:` に書ける名前です。 Names that a rule's `check:` may give.", ""]  # fmt: skip
    for name, each in sorted(CHECKS.items()):
        users = [code for code, rule in book.rules.items() if rule.check == name]
        lines += [f"## {name}", "", inspect.cleandoc(each.look.__doc__ or ""), "",
                  f"- 読む記録 reads: {_names(each.reads)}", f"- 設定値 params: {_names((*each.params, *each.dated))}",
                  f"- 文に使える項目 says: {_names(each.says)}",
                  f"- 規則 rules: {', '.join(f'[{code}]({code}.md)' for code in users)}", ""]  # fmt: skip
    return "\n".join(lines).rstrip() + "\n"


def _names(names: tuple[str, ...]) -> str:
    return ", ".join(f"`{name}`" for name in names) or "–"
