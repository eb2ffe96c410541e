"""Which rules are kept on the as-of date（規則の判定）: every rule gets one result, by one formula."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from ictlife.assessment import Assessment, Rulebook, RuleResult, Status
from ictlife.base.dated import Dated
from ictlife.base.finding import Finding
from ictlife.base.ref import Ref
from ictlife.checks.look import Check, Looked
from ictlife.checks.registry import CHECKS
from ictlife.model.rule import RaisedBy, Rule

STOPPED = "RUL020"
"""Code of the finding that a check itself stopped."""

EXAMINED_BY: Mapping[RaisedBy, Callable[[Assessment], int]] = {
    RaisedBy.LIFECYCLE: lambda found: len(found.projection.needs) + len(found.projection.unknown),
    RaisedBy.SCHEDULE: lambda found: 0 if found.schedule.method == "due_date" else len(found.schedule.renewals),
    RaisedBy.PROCUREMENT: lambda found: len(found.milestones),
    RaisedBy.BUDGET: lambda found: len(found.budget.rows),
    RaisedBy.CONTINUITY: lambda found: len(found.continuity.recoveries),
}
"""Engine → how many things it computed, and so examined, for the rules it raises itself."""


_RAISED: Mapping[RaisedBy, Callable[[Assessment], tuple[Finding, ...]]] = {
    RaisedBy.SCHEDULE: lambda found: found.schedule.findings,
    RaisedBy.BUDGET: lambda found: found.budget.findings,
    RaisedBy.CONTINUITY: lambda found: found.continuity.findings,
}
"""Engine → what it raises itself."""


def run(rulebook: Rulebook, found: Assessment) -> tuple[RuleResult, ...]:
    """Every rule's result in order of code; findings of the engines are graded and placed under theirs."""
    raised = _by_code(each for engine in _RAISED.values() for each in engine(found))
    results: list[RuleResult] = []
    stopped: list[Finding] = []
    for rule in rulebook.rules.values():
        result = _result(rule, found, raised.pop(rule.id, ()), stopped)
        if result is not None:
            results.append(result)
    raised.update(_by_code(stopped))
    for code, findings in raised.items():
        results = [each for each in results if each.code != code]
        results.append(RuleResult(code, Status.FAIL, len(findings), (), _graded(findings, rulebook.rules.get(code))))
    return tuple(sorted(results, key=lambda each: each.code))


def findings_of(rule: Rule, found: Assessment) -> tuple[Finding, ...]:
    """What one rule says, looking only at what it needs; the same as `run` finds for its code."""
    engine = _RAISED.get(rule.raised_by) if rule.raised_by else None
    raised = tuple(each for each in engine(found) if each.code == rule.id) if engine else ()
    result = _result(rule, found, raised, [])
    return result.findings if result else ()


def in_force(rule: Rule, day: date) -> bool:
    """Whether the rule demands anything on `day`."""
    return (rule.in_force_from is None or rule.in_force_from <= day) and (
        rule.in_force_until is None or day <= rule.in_force_until
    )


def dated(value: object) -> Dated[Any] | None:
    """The steps of a parameter written as a map from first day to value; None for a plain value."""
    if isinstance(value, Mapping) and value and all(isinstance(day, date) for day in value):
        return Dated.of(value.items())
    return None


def _by_code(findings: Iterable[Finding]) -> dict[str, tuple[Finding, ...]]:
    gathered: dict[str, list[Finding]] = {}
    for finding in findings:
        gathered.setdefault(finding.code, []).append(finding)
    return {code: tuple(each) for code, each in gathered.items()}


def _graded(findings: Iterable[Finding], rule: Rule | None) -> tuple[Finding, ...]:
    graded = findings if rule is None else (replace(each, severity=rule.severity) for each in findings)
    return tuple(sorted(graded, key=Finding.sort_key))


def _result(
    rule: Rule, found: Assessment, raised: tuple[Finding, ...], stopped: list[Finding]
) -> RuleResult | None:
    if not rule.check and rule.raised_by not in EXAMINED_BY and not raised:
        return None  # raised by reading: its findings come from the loader, not from here
    if rule.is_off or not in_force(rule, found.as_of) or not _is_for(rule, found):
        return RuleResult(rule.id, Status.NOT_APPLICABLE, 0)
    if not rule.check:
        count = EXAMINED_BY.get(rule.raised_by) if rule.raised_by else None
        examined = count(found) if count else len(raised)
        status = Status.FAIL if raised else Status.PASS if examined else Status.NOT_APPLICABLE
        return RuleResult(rule.id, status, examined, (), _graded(raised, rule))
    return _looked_at(rule, CHECKS[rule.check], found, raised, stopped)


def _is_for(rule: Rule, found: Assessment) -> bool:
    return not rule.body_types or not found.estate.cities or found.estate.city.body_type in rule.body_types


def _looked_at(
    rule: Rule, check: Check, found: Assessment, raised: tuple[Finding, ...], stopped: list[Finding]
) -> RuleResult:
    params = _params(rule, check, found.as_of)
    if params is None:
        return RuleResult(rule.id, Status.NOT_APPLICABLE, 0)
    try:
        looked = tuple(check(found, **params))
    except Exception as problem:
        # A fault in one check must not cost the town its report; the tests treat this finding as failure.
        said = {"rule": rule.id, "check": check.name, "problem": f"{type(problem).__name__}: {problem}"}
        stopped.append(Finding(STOPPED, Ref("rule", rule.id), said))
        return RuleResult(rule.id, Status.NOT_CHECKED, 0, (f"check:{check.name}",))
    findings = (*raised, *(_finding(rule, each) for each in looked if each.said is not None))
    missing = _missing(check, found, looked)
    examined = sum(not each.is_unknown for each in looked)
    return RuleResult(rule.id, _status(check, findings, missing, examined), examined, missing, _in_order(findings))


def _status(check: Check, findings: tuple[Finding, ...], missing: tuple[str, ...], examined: int) -> Status:
    """The one formula of architecture section 7."""
    if findings:
        return Status.FAIL
    if missing:
        return Status.NOT_CHECKED
    if not examined:
        return Status.NOT_APPLICABLE
    return Status.MANUAL if check.is_manual else Status.PASS


def _params(rule: Rule, check: Check, day: date) -> dict[str, object] | None:
    """The rule's parameters on `day`; None where one of them holds no value then."""
    params: dict[str, object] = {}
    for name, value in rule.params.items():
        steps = dated(value)
        if name in check.dated:
            params[name] = steps or Dated.of([(date.min, value)])
            continue
        params[name] = steps.at(day) if steps else value
        if params[name] is None:
            return None
    return params


def _finding(rule: Rule, looked: Looked) -> Finding:
    severity = rule.lesser if looked.is_lesser and rule.lesser else rule.severity
    return Finding(rule.id, looked.subject, looked.said or {}, looked.related, severity)


def _missing(check: Check, found: Assessment, looked: tuple[Looked, ...]) -> tuple[str, ...]:
    dropped = (ref for ref in found.estate.dropped if ref.kind in check.reads)
    unknown = (each.subject for each in looked if each.is_unknown)
    return tuple(sorted({str(ref) for ref in (*dropped, *unknown)}))


def _in_order(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    return tuple(sorted(findings, key=Finding.sort_key))
