"""The rule catalogue keeps its promises: whole, in two languages, dated, cited, with cases both ways."""

from __future__ import annotations

import ast
import inspect
import re
from datetime import date
from pathlib import Path

import pytest

from ictlife.base.text import LANGS, placeholders
from ictlife.checks.registry import CHECKS
from ictlife.checks.run import dated
from ictlife.workspace.rulebook import CASES, authorities, shipped_rules

SOURCE = Path(__file__).parents[2] / "src" / "ictlife"
FOLDER = SOURCE / "data" / "rules"
FILES = sorted(FOLDER.glob("*/*.yaml"))
RULES = shipped_rules(with_cases=True)
CODE = re.compile(r"[A-Z]{3}\d{3}")
every_rule = pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
every_checked_rule = pytest.mark.parametrize("rule", [each for each in RULES.values() if each.check], ids=str)


def listed(folder: Path) -> dict[str, str]:
    """The register of a folder: code → name, or `retired`."""
    lines = (folder / "codes.txt").read_text("utf-8").splitlines()
    return dict(line.split(maxsplit=1) for line in lines if line and not line.startswith("#"))


def test_every_rule_file_is_listed_and_every_listed_code_has_a_file():
    for folder in sorted({path.parent for path in FILES}):
        files = {path.stem[:6]: path.stem[7:] for path in folder.glob("*.yaml")}
        register = listed(folder)
        missing = [f"{code} {name}" for code, name in files.items() if register.get(code) != name]
        assert missing == [], f"add these lines to {folder.name}/codes.txt"
        gone = {code: name for code, name in register.items() if code not in files and name != "retired"}
        assert gone == {}, f"in {folder.name}/codes.txt but without a file; write `retired` instead of the name"


def test_no_code_is_used_twice():
    codes = [path.stem[:6] for path in FILES]
    assert sorted(codes) == sorted(RULES), "a file's name begins with its code"
    assert len(set(codes)) == len(codes)


def test_every_code_that_is_raised_has_a_rule():
    raised = {}
    for path in SOURCE.rglob("*.py"):
        tree = ast.parse(path.read_text("utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and CODE.fullmatch(node.value):
                raised.setdefault(node.value, str(path.relative_to(SOURCE)))
    assert {code: path for code, path in raised.items() if code not in RULES} == {}


def test_every_check_serves_a_rule():
    assert set(CHECKS) - {rule.check for rule in RULES.values()} == set()


def test_cases_stand_last_in_their_file():
    """A run reads a rule's file only as far as its cases."""
    for path in FILES:
        tail = path.read_text("utf-8").partition(CASES)[2]
        assert not re.search(r"^\w", tail, re.MULTILINE), path.name


@every_rule
def test_rule_is_whole(rule):
    assert rule.check in CHECKS or (rule.check is None and rule.raised_by), "a check, or who raises it"
    for text in (rule.title, rule.message, rule.hint):
        assert text.ja.strip()
        assert text.en.strip()


@every_rule
def test_both_languages_have_the_same_placeholders(rule):
    assert placeholders(rule.message.ja) == placeholders(rule.message.en)
    assert placeholders(rule.hint.ja) == placeholders(rule.hint.en)
    assert not any(placeholders(rule.title.in_lang(lang)) for lang in LANGS)


@every_checked_rule
def test_message_says_only_what_the_check_says(rule):
    assert placeholders(rule.message.ja) | placeholders(rule.hint.ja) <= set(CHECKS[rule.check].says)


@every_checked_rule
def test_params_are_declared_complete_and_dated(rule):
    check = CHECKS[rule.check]
    assert set(rule.params) <= {*check.params, *check.dated}
    signature = inspect.signature(check.look)
    needed = {
        name
        for name, param in list(signature.parameters.items())[1:]
        if param.default is inspect.Parameter.empty
    }
    assert needed <= set(rule.params), "the check needs these"
    assert set(signature.parameters) - {"found"} == {*check.params, *check.dated}
    undated = [
        name
        for name, value in rule.params.items()
        if isinstance(value, int | date) and not isinstance(value, bool) and dated(value) is None
    ]
    assert undated == [], "a number or day is written as a map from its first day"


@every_rule
def test_citations_name_authorities(rule):
    known = authorities()
    for citation in rule.citations:
        assert citation.authority in known
    assert rule.citations or not rule.check, "what a check demands rests on something"


@every_checked_rule
def test_there_is_a_case_that_speaks_and_one_that_is_silent(rule):
    expected = [bool(case["expect"]) for case in rule.cases]
    assert True in expected
    assert False in expected
    names = [case["name"] for case in rule.cases]
    assert len(set(names)) == len(names)


def test_authorities_are_all_cited():
    cited = {citation.authority for rule in RULES.values() for citation in rule.citations}
    assert set(authorities()) - cited == set()
