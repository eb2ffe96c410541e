"""The town's own rule file over the shipped rules."""

from __future__ import annotations

import pytest

from ictlife.base.finding import Severity
from ictlife.workspace.rulebook import load_rulebook

LOCAL = """
rules:
  LOC001:
    name: no-lease-beyond-plan
    check: beyond_plan_end
    severity: error
    title: {ja: 計画を超える契約の禁止, en: No lease beyond the plan}
    message: {ja: "{name}: {months_beyond}月", en: "{name}: {months_beyond}"}
    hint: {ja: 契約期間を短くする, en: Shorten the term}
    params: {levels: [information]}
"""


@pytest.fixture
def loaded(tmp_path):
    def load(text):
        (tmp_path / "config").mkdir()
        (tmp_path / "config" / "rules.yaml").write_text(text, "utf-8")
        return load_rulebook(tmp_path)

    return load


def test_shipped_rules_have_nothing_to_report():
    book, findings = load_rulebook(None)
    assert findings == ()
    assert list(book.rules) == sorted(book.rules)


def test_a_folder_without_rules_is_the_shipped_book(tmp_path):
    assert load_rulebook(tmp_path) == load_rulebook(None)


def test_a_town_switches_off_regrades_and_reparameterises(loaded):
    book, findings = loaded("rules: {PLN005: {is_off: true}, PLN002: {severity: info, params: {months_after: 6}}}")
    assert findings == ()
    assert book.rules["PLN005"].is_off
    assert book.rules["PLN002"].severity is Severity.INFO
    assert book.rules["PLN002"].params["months_after"] == 6
    assert "levels" in book.rules["PLN002"].params


def test_a_local_rule_uses_a_shipped_check(loaded):
    book, findings = loaded(LOCAL)
    assert findings == ()
    assert book.rules["LOC001"].check == "beyond_plan_end"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("rules: [", "RUL001"),
        ("- a", "RUL001"),
        ("colour: red", "RUL001"),
        ("rules: {PLN005: {is_off: true}, PLN005: {is_off: false}}", "RUL001"),
        ("rules: {PLN999: {is_off: true}}", "RUL002"),
        ("profile: moon", "RUL002"),
        (LOCAL.replace("beyond_plan_end", "os.system"), "RUL003"),
        ("rules: {PLN005: {severity: dreadful}}", "RUL004"),
        ("rules: {PLN005: off}", "RUL004"),
        ("rules: {PLN002: {params: {moths_after: 6}}}", "RUL005"),
    ],
)
def test_a_wrong_entry_is_a_finding_at_the_file_and_changes_nothing(loaded, text, code):
    book, findings = loaded(text)
    assert [each.code for each in findings] == [code]
    assert findings[0].spans[0].file == "config/rules.yaml"
    assert book == load_rulebook(None)[0]


def test_bytes_that_are_not_text_are_a_finding(tmp_path):
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "rules.yaml").write_bytes(b"\xff\xfe\x00\x81")
    assert [each.code for each in load_rulebook(tmp_path)[1]] == ["RUL001"]
