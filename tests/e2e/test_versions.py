"""Freezing, comparing and explaining on a copy of the sample city."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from ictlife.cli.main import ictlife

ROOT = Path(__file__).parents[2]


@pytest.fixture
def city(tmp_path: Path) -> Path:
    for name in ("config", "inventory"):
        shutil.copytree(ROOT / name, tmp_path / name)
    return tmp_path


def run(*words: object, code: int = 0) -> str:
    found = CliRunner().invoke(ictlife, [str(word) for word in words])
    assert found.exit_code == code, found.output
    return found.stdout


def test_a_workspace_does_not_differ_from_itself_nor_from_its_baseline(city):
    run("freeze", "当初", city, "--approved-by", "情報管理課長", "--quiet")
    for names in (("today", "today"), ("当初", "today"), ("当初", "当初")):
        found = json.loads(run("compare", *names, city, "--json"))
        tables = {key: value for key, value in found.items() if isinstance(value, list)}
        assert {key: len(rows) for key, rows in tables.items()} == dict.fromkeys(tables, 0)
        assert set(found["tool"].values()) == {0}


def test_freezing_says_the_manifest_as_json(city):
    found = json.loads(run("freeze", "当初", city, "--json"))
    assert (found["schema"], found["as_of"]) == ("ictlife.baseline/1", "2024-10-01")


def test_a_moved_date_is_told_with_its_money_and_its_cause(city):
    run("freeze", "当初", city, "--quiet")
    ledger = city / "inventory" / "更新単位台帳.csv"
    text = ledger.read_bytes().decode("utf-8-sig")
    line = next(line for line in text.splitlines() if line.startswith("SV-JOHO,"))
    ledger.write_bytes(text.replace(line, line.replace("令和8年2月", "令和8年8月")).encode("utf-8-sig"))
    found = json.loads(run("compare", "当初", "today", city, "--json"))
    first = found["moves"][0]
    assert (first["ref"], first["before"], first["after"]) == ("renewal:SV-JOHO#1", "2026-02", "2026-08")
    assert {ref for move in found["moves"] for ref in move["causes"]} == {"group:SV-JOHO.planned_renewal_on"}
    by_line = sum(row["change_yen"] for row in found["lines"])
    assert by_line == sum(row["change_yen"] for row in found["years"])


@pytest.mark.parametrize("name", ["today", "base", "servers-late"])
def test_a_name_that_means_something_else_to_compare_is_no_baseline(city, name):
    run("freeze", name, city, "--quiet", code=2)
    assert not (city / "baselines").exists()


def test_a_baseline_may_be_called_by_its_year(city):
    run("freeze", "令和8年度", city, "--quiet")
    found = json.loads(run("compare", "令和8年度", "today", city, "--json"))
    assert (found["before"]["as_of"], found["moves"]) == ("2024-10-01", [])


def overlay(city: Path, name: str, text: str) -> None:
    (city / "config" / "scenarios" / f"{name}.yaml").write_text(text, "utf-8")


BROKEN = {
    "no YAML": "overlay: [broken\n  - x: {",
    "a text": "just a text\n",
    "empty": "",
    "edits are no list": "overlay: odd\nedits:\n  set: group:SV-JOHO.note\n",
}


@pytest.mark.parametrize("how", BROKEN)
def test_a_broken_file_of_a_scenario_is_a_finding_with_its_place(city, how):
    overlay(city, "odd", BROKEN[how])
    assert "config/scenarios/odd.yaml" in run("compare", "today", "odd", city, "--quiet")
    found = json.loads(run("compare", "today", "odd", city, "--json"))
    assert found["after"]["findings"]
    assert found["before"]["findings"] == []
    overlay(city, "late", "overlay: late\nedits: [{set: group:NO.note, to: x}]\n")
    assert "OVL003" in run("compare", "today", "servers-late", city, "--also", "late", "--quiet")


def test_a_scenario_is_compared_by_the_name_it_states_not_by_that_of_its_file(city):
    overlay(city, "file", "overlay: stated\nedits: [{set: group:SV-JOHO.owner, to: 総務課, why: 組織改正}]\n")
    (row,) = json.loads(run("compare", "today", "stated", city, "--json"))["inputs"]
    assert (row["ref"], row["after"], row["why"]) == ("group:SV-JOHO.owner", "総務課", "組織改正")
    assert "組織改正" in run("compare", "today", "stated", city, "--quiet")
    assert "組織改正" in run("explain", "group:SV-JOHO.owner", city, "--scenario", "stated", "--quiet")


def test_of_another_day_and_another_input_each_difference_has_its_own_cause(city):
    overlay(city, "pin", "overlay: pin\nedits: [{set: group:SV-JOHO.pin_month, to: R8.5}]\n")
    run("freeze", "当初", city, "--scenario", "pin", "--quiet")
    found = json.loads(run("compare", "当初", "令和7年4月1日", city, "--json"))
    assert {row["ref"] for row in found["inputs"]} == {"city:default.as_of", "group:SV-JOHO.pin_month"}
    causes = {row["ref"]: row["causes"] for row in found["moves"]}
    assert causes["renewal:SV-JOHO#1"] == ["group:SV-JOHO.pin_month"]
    assert causes["renewal:SV-TEST#1"] == ["city:default.as_of"]
    parts = ("moves", "lines", "commitments", "findings", "recoveries")
    assert not [row for part in parts for row in found[part] if not row["causes"]]


def test_what_never_comes_back_is_not_shown_as_unknown(city):
    overlay(city, "pin", "overlay: pin\nedits: [{set: group:SV-JOHO.pin_month, to: R8.5}]\n")
    run("compare", "today", "pin", city, "--quiet")
    found = json.loads((city / "reports" / "compare.json").read_text("utf-8"))
    never = [row for row in found["recoveries"] if row["after_is_never"]]
    assert never
    assert all(row["after_rto_h"] is None for row in never)
    assert "復旧手段なし" in (city / "reports" / "compare.html").read_text("utf-8")
    said = ("before", "before_rto_h", "before_rto_at_least_h", "before_is_never", "before_rpo_h", "before_loses_all")
    for row in found["recoveries"]:
        assert [row[key] for key in said] != [row[key.replace("before", "after")] for key in said] or row["causes"]


def test_a_changed_byte_in_a_baseline_is_found(city):
    run("freeze", "当初", city, "--quiet")
    kept = city / "baselines" / "当初" / "inputs" / "config" / "ictlife.yaml"
    kept.write_bytes(kept.read_bytes() + b"# later\n")
    found = json.loads(run("compare", "当初", "当初", city, "--json"))
    assert found["before"]["findings"] == ["BSL001"]
    assert set(found["tool"].values()) == {0}, "what was tampered with is not the program's doing"


def test_a_baseline_that_lost_its_assessment_is_still_compared(city):
    run("freeze", "当初", city, "--quiet")
    (city / "baselines" / "当初" / "assessment.json").unlink()
    found = json.loads(run("compare", "当初", "today", city, "--json"))
    assert found["before"]["findings"] == ["BSL002"]
    assert set(found["tool"].values()) == {0}


def test_a_comparison_is_written_in_either_language(city):
    for lang in ("ja", "en"):
        run("compare", "today", "servers-late", city, "--lang", lang)
        assert f'<html lang="{lang}"' in (city / "reports" / "compare.html").read_text("utf-8")
        (city / "reports" / "compare.xlsx").unlink()


@pytest.mark.parametrize("owner", ["²²²²-²²", "2026-13"])
def test_a_text_that_only_looks_like_a_month_is_compared_as_text(city, owner):
    edit = f"{{set: 'group:SV-JOHO.owner', to: '{owner}'}}"
    (city / "config" / "scenarios" / "odd.yaml").write_text(f"overlay: odd\nedits: [{edit}]\n", "utf-8")
    assert owner in run("compare", "today", "odd", city)


def test_a_name_that_is_nothing_is_refused_with_those_there_are(city):
    found = CliRunner().invoke(ictlife, ["compare", "今年度案", "today", str(city)])
    assert found.exit_code == 2
    assert "today" in found.output
    assert "Traceback" not in found.output


def test_explain_leads_down_to_file_and_row(city):
    said = run("explain", "group:SV-JOHO", city, "--quiet")
    assert "inventory/更新単位台帳.csv:2:次回更新予定" in said


def test_explain_of_a_finding_leads_down_to_file_and_row(city):
    findings = json.loads(run("check", city, "--json", "--quiet", code=1))["findings"]
    print_of = next(each["fingerprint"] for each in findings if (each["code"], each["subject"]) == ("PLN001", "renewal:SV-JOHO#2"))
    said = run("explain", f"finding:{print_of}", city, "--quiet")
    assert "inventory/更新単位台帳.csv:2:次回更新予定" in said  # of the first renewal, on which the second rests
    assert "rule:PLN001.levels" in said
    computed = json.loads(run("explain", print_of, city, "--json", "--quiet"))["computed"]
    assert computed[0]["reason"]["code"] == "found_by_rule"


def test_explain_tells_what_a_year_and_its_cap_are_filled_with(city):
    (cap,) = json.loads(run("explain", "cap:CAP-R7", city, "--json", "--quiet"))["computed"]
    (year,) = json.loads(run("explain", "fiscal_year:2025", city, "--json", "--quiet"))["computed"]
    assert cap["value"] == year["value"] == cap["reason"]["params"]["yen"]
    assert sum(part["params"]["yen"] for part in cap["reason"]["because"]) == cap["value"]


@pytest.mark.parametrize("code", ["BCP003", "bcp-003", "rule:BCP003"])
def test_explain_of_a_rule_says_its_title_its_outcome_and_its_findings(city, code):
    said = run("explain", code, city, "--quiet")
    assert said.startswith("rule:BCP003  目標復旧時間の未達")
    assert "ictlife rule BCP003" in said
    assert said.count("  BCP003 ") > 5


def test_explain_of_a_mistyped_ref_names_one_that_is_near(city):
    found = CliRunner().invoke(ictlife, ["explain", "group:SV-JOH0", str(city), "--quiet"])
    assert found.exit_code == 2
    assert "group:SV-JOHO" in found.output


WHAT_IFS = [
    ("extend", "pc", "1"),
    ("extend", "server", "-1"),
    ("cut-caps", "10"),
    ("move-plan", "P5", "1"),
    ("pin", "SV-JOHO", "R8.5"),
    ("cloud", "SV-JOHO"),
    ("delay-support", "windows-server-2022", "12"),
    ("close-site", "SITE-BRANCH"),
]


@pytest.mark.parametrize("question", WHAT_IFS, ids=lambda words: words[0])
def test_every_what_if_is_an_overlay_that_reads_clean_and_changes_something(city, question):
    known = {"P5": "plan", "SITE-BRANCH": "site"}
    words = [_real(city, word, known[word]) if word in known else word for word in question]
    run("whatif", *words, "--workspace", city)
    name = next(path.stem for path in (city / "config/scenarios").glob("*.yaml") if path.stem.startswith(prefix(words)))
    found = json.loads(run("compare", "today", name, city, "--json"))
    assert found["inputs"]
    assert not [row for row in found["findings"] if row["code"].startswith("OVL")]


@pytest.mark.parametrize("question", [("extend", "pc", "99"), ("delay-support", "windows-server-2022", "99999")])
def test_a_what_if_beyond_any_plan_is_wrong_usage(city, question):
    run("whatif", *question, "--workspace", city, code=2)


def test_an_id_with_a_slash_is_no_folder_of_the_what_if(city):
    with (city / "inventory" / "more.yaml").open("w", encoding="utf-8") as page:
        page.write("groups: {../SV/1: {name: サーバ, category: server, in_service_on: R3.4}}\n")
    before = set((city / "config" / "scenarios").iterdir())
    run("whatif", "pin", "../SV/1", "R9.4", "--workspace", city)
    (made,) = set((city / "config" / "scenarios").iterdir()) - before
    assert made.name == "pin-.._SV_1-2027-04.yaml"
    assert json.loads(run("compare", "today", made.stem, city, "--json"))["inputs"]


def prefix(words: list[str]) -> str:
    return {"cloud": "cloud-", "close-site": "close-", "delay-support": "delay-", "move-plan": "move-"}.get(
        words[0], words[0]
    )


def _real(city: Path, word: str, kind: str) -> str:
    """The sample city's id for a role in these tests."""
    from ictlife.workspace.load import load

    estate = load(city).estate
    if kind == "plan":
        return next(each.id for each in estate.plans.values() if "第五次" in each.name)
    return sorted({group.site for group in estate.groups.values() if group.site and "MAIN" not in group.site})[0]


def test_moves_are_counted_from_the_baseline_that_the_goal_names(city):
    from ictlife.lifecycle.project import project
    from ictlife.schedule.fill import fill
    from ictlife.workspace.load import load

    run("freeze", "当初", city, "--quiet")
    policy = city / "config" / "policy.yaml"
    stated = policy.read_text("utf-8")
    policy.write_text(stated.replace("goal:\n", "goal:\n  baseline: 当初\n  move_price: 100千円\n"), "utf-8")
    estate = load(city).estate
    first = {need.subject.id: need for need in project(estate, estate.city.as_of).needs if need.cycle == 1}
    assert estate.agreed["SV-JOHO"].in_service == first["SV-JOHO"].due
    projection = project(estate, estate.city.as_of)
    problem = fill(estate, projection, tuple(first.values()), estate.city.as_of)
    start = projection.horizon.first
    baseline = {group.id: group.baseline for group in problem.groups}
    assert baseline["SV-JOHO"] == estate.agreed["SV-JOHO"].in_service - start
    policy.write_text(stated.replace("goal:\n", "goal:\n  baseline: 無い版\n"), "utf-8")
    assert "BSL004" in {finding.code for finding in load(city).findings}
