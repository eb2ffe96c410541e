"""From the `given` of a rule's case to what the rule says about it（規則の事例の実行）."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from ictlife.assess import assess
from ictlife.assessment import Assessment, Rulebook, RuleResult
from ictlife.base.ref import Ref
from ictlife.checks.run import run
from ictlife.model.estate import ATTRIBUTES, MODELS, Estate
from ictlife.model.rule import Rule

KINDS = {attribute: kind for kind, attribute in ATTRIBUTES.items()} | {kind: kind for kind in ATTRIBUTES}
DEFAULTS: Mapping[str, Mapping[str, Any]] = {
    "city": {"name": "試験市"},
    "group": {"category": "server"},
    "asset": {"group": "G1"},
}
"""What a case leaves out because it does not matter to it."""


def estate_of(given: Mapping[str, Any]) -> Estate:
    """The estate of a case: minimal records by kind, and `dropped` as refs."""
    records: dict[str, dict[str, Any]] = {"cities": {}}
    dropped = frozenset(Ref.parse(text) for text in given.get("dropped", ()))
    for name, rows in given.items():
        if name == "dropped":
            continue
        kind = KINDS[name]
        bound = (MODELS[kind].model_validate(_filled(kind, row)) for row in rows)
        records[ATTRIBUTES[kind]] = {each.id: each for each in bound}
    if not records["cities"]:
        records["cities"] = {"default": MODELS["city"].model_validate(_filled("city", {"id": "default"}))}
    return Estate(**records, dropped=dropped)


def _filled(kind: str, row: Mapping[str, Any]) -> dict[str, Any]:
    filled = {**DEFAULTS.get(kind, {}), **row}
    if "name" in MODELS[kind].model_fields and MODELS[kind].model_fields["name"].is_required():
        filled.setdefault("name", row["id"])
    return filled


def assessed(estate: Estate, as_of: date) -> Assessment:
    """What is computed for an estate, without any rule."""
    return assess(estate, Rulebook(), as_of)


def judged(rule: Rule, case: Mapping[str, Any]) -> RuleResult:
    """The rule's result on a case."""
    params = {**rule.params, **case.get("params", {})}
    book = Rulebook({rule.id: replace_params(rule, params)})
    results = {each.code: each for each in run(book, assessed(estate_of(case["given"]), case["as_of"]))}
    stopped = [each for result in results.values() for each in result.findings if each.code == "RUL020"]
    assert not stopped, stopped
    return results[rule.id]


def replace_params(rule: Rule, params: Mapping[str, Any]) -> Rule:
    """The rule with other parameters."""
    return rule.model_copy(update={"params": params})


def fits(finding: Any, expected: Mapping[str, Any]) -> bool:
    """Whether a finding is the expected one: subject, severity, and every param that the case names."""
    said = {**finding.params, "subject": finding.subject, "severity": finding.severity.value}
    return all(name in said and _written(said[name]) == str(value) for name, value in expected.items())


def _written(value: Any) -> str:
    """A param as a case writes it; several are parted by commas."""
    return ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)


