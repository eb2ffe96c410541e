"""Every rule against its own cases: the examples a clerk reads are the tests."""

from __future__ import annotations

import pytest

from ictlife.workspace.rulebook import shipped_rules
from tests.rules.cases import fits, judged

RULES = shipped_rules(with_cases=True)
CASES = [
    pytest.param(rule, case, id=f"{code}-{case['name'].replace(' ', '-')}")
    for code, rule in RULES.items()
    if rule.check
    for case in rule.cases
]


@pytest.mark.parametrize(("rule", "case"), CASES)
def test_rule_says_what_its_case_expects(rule, case):
    result = judged(rule, case)
    expected = case["expect"]
    said = [(str(each.subject), each.severity.value, dict(each.params)) for each in result.findings]
    assert len(result.findings) == len(expected), said
    for each in expected:
        assert any(fits(finding, each) for finding in result.findings), (each, said)
    if "status" in case:
        assert result.status.value == case["status"], (result, said)
    elif not expected:
        assert result.status.value in ("pass", "manual", "not_applicable"), result
        if result.status.value == "not_applicable":
            assert "status" in case, "a silent case must examine something, or say status: not_applicable"
    for finding in result.findings:
        assert set(finding.params) <= set(_says(rule)), "the check says more than it declares"


def _says(rule):
    from ictlife.checks.registry import CHECKS

    return CHECKS[rule.check].says
