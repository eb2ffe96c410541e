"""The rulebook（規則集）: shipped rules, over which stand a profile and the town's own `config/rules.yaml`.

Adds no way of looking: a local rule may only name a check that ships with the program, so that a town can
accept such a file from another town.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from ictlife.assessment import Rulebook
from ictlife.base.finding import Finding, Span
from ictlife.base.ref import Ref
from ictlife.checks.registry import CHECKS
from ictlife.model.rule import Authority, Rule

DATA = Path(__file__).resolve().parents[1] / "data"
OWN = "config/rules.yaml"
LOCAL_AREA = "LOC"
CASES = "\ncases:"
"""Cases stand last in a rule's file; a run does not need them, and they are more than half of the text."""

Raw = dict[str, Any]


def load_rulebook(folder: Path | None, with_cases: bool = False) -> tuple[Rulebook, tuple[Finding, ...]]:
    """All rules that hold in a workspace, with what is wrong in its own rule file.

    Args:
        folder: the workspace; only the shipped rules where None.
        with_cases: also read the examples, for the docs and the tests.
    """
    rules = dict(shipped_rules(with_cases))
    findings: list[Finding] = []
    own, problem = _own(folder)
    if problem:
        findings.append(problem)
    for changes in (_profile(own, findings), own.get("rules") or {}):
        for code, change in changes.items() if isinstance(changes, Mapping) else ():
            _change(rules, str(code), change, findings)
    book = Rulebook({code: rules[code] for code in sorted(rules)}, authorities())
    return book, tuple(_graded(each, book) for each in findings)


@cache
def shipped_rules(with_cases: bool = False) -> Mapping[str, Rule]:
    """The rules that ship with the program, by code; read once, for they never change."""
    reader = YAML(typ="safe")
    rules: dict[str, Rule] = {}
    for path in sorted((DATA / "rules").glob("*/*.yaml")):
        text = path.read_text("utf-8")
        raw = reader.load(text if with_cases else text.partition(CASES)[0])
        rules[raw["id"]] = Rule.model_validate(raw)
    return rules


@cache
def authorities() -> Mapping[str, Authority]:
    """The documents that rules cite, by id."""
    raw = YAML(typ="safe").load((DATA / "authorities.yaml").read_text("utf-8"))
    return {name: Authority.model_validate({"id": name, **fields}) for name, fields in raw["authorities"].items()}


def _own(folder: Path | None) -> tuple[Raw, Finding | None]:
    """The town's own rule file, or what is wrong with it."""
    path = folder / OWN if folder else None
    if path is None or not path.exists():
        return {}, None
    try:
        raw = YAML(typ="safe").load(path.read_text("utf-8-sig"))
    except MarkedYAMLError as problem:
        row = problem.problem_mark.line + 1 if problem.problem_mark else None
        return {}, _finding("RUL001", "file", {"problem": str(problem.problem)}, row)
    except (YAMLError, UnicodeDecodeError, OSError) as problem:
        return {}, _finding("RUL001", "file", {"problem": type(problem).__name__})
    if raw is None:
        return {}, None
    is_ours = isinstance(raw, dict) and set(raw) <= {"profile", "rules"}
    if not is_ours or not isinstance(raw.get("rules") or {}, dict):
        return {}, _finding("RUL001", "file", {"problem": "profile:, rules:"})
    return raw, None


def _profile(own: Raw, findings: list[Finding]) -> Mapping[str, Any]:
    """What the chosen profile of a kind of body changes（団体種別の標準設定）."""
    name = own.get("profile")
    if name is None:
        return {}
    path = DATA / "profiles" / f"{name}.yaml"
    if not str(name).isidentifier() or not path.exists():
        findings.append(_finding("RUL002", str(name), {"code": f"profile: {name}"}))
        return {}
    changes: Mapping[str, Any] = YAML(typ="safe").load(path.read_text("utf-8"))["rules"] or {}
    return changes


def _change(rules: dict[str, Rule], code: str, change: object, findings: list[Finding]) -> None:
    """Put one entry of a rule file over the rules; an entry that cannot be used changes nothing."""
    shipped = rules.get(code)
    if not isinstance(change, Mapping):
        findings.append(_finding("RUL004", code, {"code": code, "field": "", "problem": str(change)}))
        return
    if shipped is None and not code.startswith(LOCAL_AREA):
        findings.append(_finding("RUL002", code, {"code": code}))
        return
    raw = _over(shipped, change) if shipped else {**change, "id": code}
    try:
        rule = Rule.model_validate(raw)
    except ValidationError as problem:
        for each in problem.errors():
            field = ".".join(map(str, each["loc"]))
            findings.append(_finding("RUL004", code, {"code": code, "field": field, "problem": each["type"]}))
        return
    if rule.check not in CHECKS and not (shipped and rule.check == shipped.check):
        findings.append(_finding("RUL003", code, {"code": code, "check": rule.check or ""}))
        return
    strange = _strange_params(rule)
    findings += [_finding("RUL005", code, {"code": code, "param": name}) for name in strange]
    if not strange:
        rules[code] = rule


def _over(shipped: Rule, change: Mapping[str, Any]) -> Raw:
    """A shipped rule with a town's changes; parameters are changed one by one."""
    raw: Raw = {**shipped.model_dump(), **change}
    raw["params"] = {**shipped.params, **(change.get("params") or {})}
    if "severity" in change and "lesser" not in change:
        raw["lesser"] = None
    return raw


def _strange_params(rule: Rule) -> tuple[str, ...]:
    check = CHECKS.get(rule.check or "")
    known = (*check.params, *check.dated) if check else ()
    return tuple(name for name in rule.params if name not in known)


def _finding(code: str, subject: str, params: Mapping[str, object], row: int | None = None) -> Finding:
    return Finding(code, Ref("rule", subject), params, spans=(Span(OWN, row=row),))


def _graded(finding: Finding, book: Rulebook) -> Finding:
    rule = book.rules.get(finding.code)
    return replace(finding, severity=rule.severity) if rule else finding
