"""The command line as a newcomer meets it: init, the README's own lines, exit codes, refusals."""

from __future__ import annotations

import json
import re
import shlex
import shutil
from pathlib import Path

import pytest

from tests.e2e.conftest import ROOT, City, copy_city, run


def test_init_then_report_in_an_empty_folder(tmp_path: Path):
    run("init", ".", cwd=tmp_path, code=0)
    assert (tmp_path / "config" / "ictlife.yaml").is_file()
    run("report", ".", "--as-of", "2026-11-23", cwd=tmp_path)
    payload = json.loads((tmp_path / "reports" / "assessment.json").read_text(encoding="utf-8"))
    assert len({each["subject"] for each in payload["renewals"]}) >= 5
    unread = [each for each in payload["findings"] if each["code"][:3] in ("INP", "EST", "DAT")]
    assert unread == [], "the template must read clean"


def test_init_in_english_stays_english(tmp_path: Path):
    run("init", "town", "--lang", "en", cwd=tmp_path)
    said = run("report", "town", cwd=tmp_path).out
    assert "no services registered" in said
    assert "Written: " in said


def test_a_fresh_workspace_without_caps_hands_or_goals_is_levelled_at_least_cost(tmp_path: Path):
    run("init", ".", cwd=tmp_path, code=0)
    ran = run("schedule", ".", "--optimise", "--json", "--as-of", "2026-11-23", cwd=tmp_path)
    schedule = json.loads(ran.out)["schedule"]
    assert (schedule["method"], schedule["status"]) == ("column_generation", "proven")
    goals, due = schedule["goals"], schedule["due_date_goals"]
    assert goals["peak"] <= due["peak"]
    assert goals["objective"] <= due["objective"]
    assert not schedule["fitting"]["has_caps"]


def test_init_is_small_and_commented(tmp_path: Path):
    run("init", "new", cwd=tmp_path, code=0)
    files = [path for path in (tmp_path / "new").rglob("*") if path.is_file()]
    assert len(files) <= 15
    for path in files:
        if path.suffix == ".yaml":
            assert "#" in path.read_text(encoding="utf-8"), path


def test_init_refuses_a_folder_that_is_not_empty(tmp_path: Path):
    (tmp_path / "mine.txt").write_text("x")
    ran = run("init", ".", cwd=tmp_path, code=2)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]
    assert ran.err or ran.out


@pytest.mark.parametrize("readme", ["README.md", "README.ja.md"])
def test_the_commands_of_the_readme_work(readme: str, tmp_path: Path):
    copy = copy_city(tmp_path)
    for name in ("ledger.xlsx", "台帳.xlsx"):  # the reader's own ledger
        shutil.copyfile(copy / "inventory" / "契約台帳.xlsx", copy / name)
    text = (ROOT / readme).read_text(encoding="utf-8")
    blocks = re.findall(r"```sh\n(.*?)```", text, re.S)
    lines = [line.split("  #")[0].strip() for block in blocks for line in block.splitlines()]
    commands = [shlex.split(line)[1:] for line in lines if line.startswith("ictlife ")]
    assert len(commands) >= 4
    for arguments in commands:
        run(*arguments, cwd=copy)


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("rule",), 0),
        (("rule", "PLN001"), 0),
        (("rule", "XXX999"), 2),
        (("nonsense",), 2),
        (("report", "--as-of", "9月31日"), 2),
        (("report", "no-such-folder"), 3),
        (("explain", "group:NONE"), 2),
        (("freeze", "当初", "--approved-on", "昨日"), 2),
        (("import", "inventory/更新単位台帳.csv", "--encoding", "sjis-x"), 2),
        (("import", "inventory/更新単位台帳.csv", "--kind", "none"), 2),
        (("import", "no-such-file.csv"), 3),
        (("import", "x" * 300), 3),
        (("check", "x" * 300), 3),
        (("--help",), 0),
        (("--version",), 0),
    ],
)
def test_exit_codes(city: City, arguments: tuple[str, ...], code: int):
    run(*arguments, cwd=city.folder, code=code)


@pytest.mark.parametrize("verb", ["check", "schedule", "budget", "continuity"])
def test_json_is_one_document_and_nothing_else(city: City, verb: str):
    ran = run(verb, ".", "--json", cwd=city.folder)
    assert next(iter(json.loads(ran.out))) == "schema"


def test_explain_reaches_the_file_and_row(city: City):
    ran = run("explain", "group:SV-JOHO", ".", cwd=city.folder, code=0)
    assert "更新単位台帳.csv" in ran.out


def test_explain_says_why_a_renewal_stands_where_it_stands(city: City):
    ran = run("explain", "renewal:SV-JOHO#1", ".", cwd=city.folder, code=0)
    assert "令和8年2月" in ran.out


def test_a_clean_workspace_ends_with_0(tmp_path: Path):
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "ictlife.yaml").write_text("city: {name: 例示町, body_type: town, as_of: 2025-04-01}\n")
    (tmp_path / "config" / "rules.yaml").write_text("rules: {}\n")
    run("check", ".", cwd=tmp_path, code=0)


def test_check_names_file_sheet_row_and_column(tmp_path: Path):
    copy = copy_city(tmp_path)
    ledger = copy / "inventory" / "更新単位台帳.csv"
    text = ledger.read_text(encoding="utf-8-sig").replace("令和5年7月1日", "令和5年9月31日", 1)
    ledger.write_text(text, encoding="utf-8-sig")
    ran = run("check", ".", "--json", cwd=copy, code=1)
    wrong = [each for each in json.loads(ran.out)["findings"] if each["code"] == "INP022"]
    assert len(wrong) == 1
    assert wrong[0]["spans"][0]["file"] == "inventory/更新単位台帳.csv"
    assert wrong[0]["spans"][0]["column"] == "稼働開始"


def test_a_what_if_takes_the_workspace_as_the_other_verbs_do(tmp_path: Path):
    run("init", "例示 町", cwd=tmp_path, code=0)
    said = json.loads(run("whatif", "extend", "pc", "-1", "例示 町", "--json", cwd=tmp_path, code=0).out)
    assert (said["schema"], said["name"]) == ("ictlife.what-if/1", "extend-pc--1")
    written = (tmp_path / said["written"][0]).read_text("utf-8")
    assert "why: ictlife whatif extend pc -1\n" in written
    assert "Wrote " in run("whatif", "extend", "pc", "1", "--workspace", "例示 町", "--lang", "en", cwd=tmp_path, code=0).out
    assert run("whatif", "extend", "pc", "2", "--bogus", cwd=tmp_path, code=2).out == ""


def test_a_day_of_approval_that_is_none_is_said_and_nothing_is_frozen(tmp_path: Path):
    run("init", ".", cwd=tmp_path, code=0)
    ran = run("freeze", "当初", ".", "--approved-on", "R8.13.1", cwd=tmp_path, code=2)
    assert "--approved-on の R8.13.1 は日付として読めません" in ran.err
    assert not (tmp_path / "baselines").exists()
    run("freeze", "当初", ".", "--approved-on", "令和8年4月1日", cwd=tmp_path, code=0)


def test_nothing_is_taken_over_where_no_workspace_is(tmp_path: Path):
    """A wrong folder, or a mistyped one, is not filled with ledgers."""
    (tmp_path / "台帳.csv").write_text("管理番号,更新単位,機器名\nA1,G1,PC\n", "utf-8")
    run("import", "台帳.csv", cwd=tmp_path, code=0)
    run("import", "台帳.csv", "--apply", cwd=tmp_path, code=3)
    assert [path.name for path in tmp_path.iterdir()] == ["台帳.csv"]
    run("init", "町", cwd=tmp_path, code=0)
    before = sorted((tmp_path / "町").rglob("*"))
    assert "町村" in run("import", "../台帳.csv", "町村", "--apply", cwd=tmp_path / "町", code=3).err
    assert sorted((tmp_path / "町").rglob("*")) == before


def test_files_that_windows_leaves_in_folders_are_no_ledgers(tmp_path: Path):
    run("init", ".", cwd=tmp_path, code=0)
    before = run("check", ".", "--as-of", "2026-11-23", cwd=tmp_path).out
    for name in ("Thumbs.db", "desktop.ini", "~$更新単位.xlsx"):
        (tmp_path / "inventory" / name).write_bytes(b"x")
    assert run("check", ".", "--as-of", "2026-11-23", cwd=tmp_path).out == before
