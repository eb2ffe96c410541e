"""Rules are records: an overlay edits them as it edits anything, and a comparison names the edit as the cause."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from ictlife.assess import assess
from ictlife.assessment import Status
from ictlife.base.finding import Severity
from ictlife.base.ref import Ref
from ictlife.compare.compare import compare
from ictlife.workspace.load import Loaded, load

CITY = "city: {name: 試験市, as_of: 2024-10-01}\n"
GROUPS = "管理番号,名称,機器区分,次回更新予定\nSV,サーバ,サーバ,令和8年2月\nPC,端末,パソコン,令和8年2月\n"


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    (tmp_path / "config" / "scenarios").mkdir(parents=True)
    (tmp_path / "inventory").mkdir()
    (tmp_path / "config" / "ictlife.yaml").write_text(CITY, "utf-8")
    (tmp_path / "inventory" / "更新単位台帳.csv").write_text(GROUPS, "utf-8")
    return tmp_path


def with_edits(workspace: Path, *edits: str) -> Loaded:
    lines = "".join(f"  - {edit}\n" for edit in edits)
    (workspace / "config/scenarios/x.yaml").write_text(f"overlay: x\nedits:\n{lines}", "utf-8")
    return load(workspace, "x")


def said(loaded: Loaded) -> list[str]:
    return [f"{each.code} {each.spans[0]}" for each in loaded.findings if each.code[:3] in ("OVL", "RUL")]


def test_severity_parameters_and_the_switch_are_set(workspace):
    loaded = with_edits(
        workspace,
        "{set: rule:PLN002.severity, was: warning, to: info}",
        "{set: rule:PLN008.most_renewals, was: {2000-01-01: 15}, to: {2000-01-01: 1}}",
        "{set: rule:PRC010.most_overlap_months, to: 12}",
        "{set: rule:PLN005.is_off, to: true}",
    )
    rules = loaded.rulebook.rules
    assert said(loaded) == []
    assert rules["PLN002"].severity is Severity.INFO
    assert rules["PLN008"].params["most_renewals"] == {date(2000, 1, 1): 1}
    assert rules["PRC010"].params["most_overlap_months"] == 12
    assert rules["PLN005"].is_off


def test_the_base_is_as_it_was(workspace):
    with_edits(workspace, "{set: rule:PLN005.is_off, to: true}")
    assert load(workspace).rulebook == load(workspace).rulebook
    assert not load(workspace).rulebook.rules["PLN005"].is_off


def test_a_removed_rule_is_switched_off_and_a_local_one_is_added(workspace):
    local = (
        "{add: rule:LOC001, to: {name: n, check: beyond_plan_end, severity: error, title: {ja: 題, en: t}, "
        "message: {ja: 文, en: m}, hint: {ja: 対処, en: h}, params: {levels: [information]}}}"
    )
    loaded = with_edits(workspace, "{remove: rule:PLN001}", local)
    assert said(loaded) == []
    assert loaded.rulebook.rules["PLN001"].is_off
    assert loaded.rulebook.rules["LOC001"].params["levels"] == ["information"]


@pytest.mark.parametrize(
    ("edit", "code", "at"),
    [
        ("{set: rule:PLN999.severity, to: info}", "OVL003", "{set"),
        ("{set: rule:PLN002.sevrity, to: info}", "OVL004", "{set"),
        ("{set: rule:PLN002.id, to: X}", "OVL004", "{set"),
        ("{set: rule:PLN002.severity, was: error, to: info}", "OVL005", "{set"),
        ("{set: rule:PLN002.severity, to: dreadful}", "RUL004", "dreadful"),
        ("{set: rule:PLN008.most_renewals, to: many}", "RUL004", "many"),
        ("{set: rule:PLN001.check, to: os.system}", "RUL003", "os.system"),
        ("{add: rule:PLN998, to: {name: n}}", "RUL002", "{name"),
    ],
)
def test_a_wrong_edit_is_a_finding_at_its_place(workspace, edit, code, at):
    loaded = with_edits(workspace, edit)
    column = len("  - ") + edit.index(at) + 1
    assert said(loaded) == [f"{code} config/scenarios/x.yaml:3:{column}"]


def test_two_edits_of_one_parameter_are_a_finding_and_neither_is_made(workspace):
    edit = "{set: rule:PLN008.most_renewals, to: 1}"
    loaded = with_edits(workspace, edit, edit)
    assert said(loaded) == ["OVL001 config/scenarios/x.yaml:3:5"]
    assert loaded.rulebook == load(workspace).rulebook


def test_a_difference_is_traced_to_the_edited_rule(workspace):
    loaded = with_edits(workspace, "{set: rule:PLN008.most_renewals, to: 1}", "{set: group:PC.note, to: x}")
    sides = [assess(each.estate, each.rulebook, date(2024, 10, 1)) for each in (load(workspace), loaded)]
    found = compare(*sides)
    assert {str(change.ref) for change in found.inputs} == {"rule:PLN008.most_renewals", "group:PC.note"}
    peaks = [change for change in found.findings if change.code == "PLN008"]
    assert peaks
    assert {change.causes for change in peaks} == {(Ref("rule", "PLN008", "most_renewals"),)}


def test_a_rule_switched_off_by_a_scenario_is_not_applicable(workspace):
    loaded = with_edits(workspace, "{set: rule:PLN001.is_off, to: true}")
    results = assess(loaded.estate, loaded.rulebook, date(2024, 10, 1)).results
    assert next(each.status for each in results if each.code == "PLN001") is Status.NOT_APPLICABLE
