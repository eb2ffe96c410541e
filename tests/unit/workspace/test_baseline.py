"""A frozen baseline can be reopened and verified, and is never written over."""

from __future__ import annotations

import json
import os
import shutil
from datetime import date
from pathlib import Path

import pytest

from ictlife.base.refusal import Refusal
from ictlife.reports.paper import Manifest
from ictlife.workspace.baseline import Approval, freeze, names, open_baseline, verify

MANIFEST = Manifest("0.1.0", date(2024, 10, 1))
APPROVAL = Approval("情報管理課長", "2024-10-15", "情管第12号")


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "ictlife.yaml").write_text("city: {name: 試験市}\n", "utf-8")
    (tmp_path / "inventory").mkdir()
    (tmp_path / "inventory" / "groups.csv").write_bytes("管理番号,名称\r\nSV,サーバ\r\n".encode("cp932"))
    freeze(tmp_path, "令和6年度当初", MANIFEST, (b"{}", b'{"schema": "x"}'), APPROVAL)
    return tmp_path


def test_it_opens_with_what_was_approved(workspace):
    opened = open_baseline(workspace, "令和6年度当初")
    assert (opened.as_of, opened.approval, opened.version) == (date(2024, 10, 1), APPROVAL, "0.1.0")
    assert opened.assessment() == {"schema": "x"}
    assert (opened.inputs / "inventory/groups.csv").read_bytes() == (workspace / "inventory/groups.csv").read_bytes()
    assert names(workspace) == ("令和6年度当初",)
    assert verify(opened) == ()


def test_a_changed_byte_a_missing_file_and_an_added_one_are_found(workspace):
    opened = open_baseline(workspace, "令和6年度当初")
    (opened.inputs / "config/ictlife.yaml").write_text("city: {name: 別の市}\n", "utf-8")
    (opened.inputs / "inventory/groups.csv").unlink()
    (opened.folder / "memo.txt").write_text("later", "utf-8")
    found = {finding.code: str(finding.spans[0]) for finding in verify(opened)}
    assert found == {
        "BSL001": "baselines/令和6年度当初/inputs/config/ictlife.yaml",
        "BSL002": "baselines/令和6年度当初/inputs/inventory/groups.csv",
        "BSL003": "baselines/令和6年度当初/memo.txt",
    }


def test_a_changed_manifest_is_found(workspace):
    manifest = workspace / "baselines/令和6年度当初/manifest.json"
    for key, value in (("as_of", "2024-10-02"), ("approval", {"by": "市長", "on": "", "document": ""}), ("files", [])):
        kept = manifest.read_text("utf-8")
        manifest.write_text(json.dumps(json.loads(kept) | {key: value}), "utf-8")
        found = verify(open_baseline(workspace, "令和6年度当初"))
        assert ("BSL001", "manifest.json") in {(each.code, each.params["file"]) for each in found}
        manifest.write_text(kept, "utf-8")
    manifest.write_text(json.dumps(json.loads(manifest.read_text("utf-8"))), "utf-8")  # the same, laid out otherwise
    assert verify(open_baseline(workspace, "令和6年度当初")) == ()


@pytest.mark.parametrize("gone", ["manifest.json", "inputs"])
def test_a_baseline_of_which_half_is_gone_is_broken_not_absent(workspace, gone):
    path = workspace / "baselines/令和6年度当初" / gone
    shutil.rmtree(path) if path.is_dir() else path.unlink()
    assert names(workspace) == ("令和6年度当初",)
    with pytest.raises(Refusal) as refused:
        open_baseline(workspace, "令和6年度当初")
    assert refused.value.code == "baseline_broken"
    assert refused.value.params["file"] == f"baselines/令和6年度当初/{gone}"


def test_it_is_never_written_over(workspace):
    before = (workspace / "baselines/令和6年度当初/assessment.json").read_bytes()
    with pytest.raises(Refusal) as refused:
        freeze(workspace, "令和6年度当初", MANIFEST, (b"{}", b"new"), Approval())
    assert refused.value.code == "baseline_exists"
    assert (workspace / "baselines/令和6年度当初/assessment.json").read_bytes() == before


@pytest.mark.parametrize("name", ["", "../out", "a/b", ".hidden", "a:b", "a\0b", "長" * 100, "CON", "con.txt", "LPT1", "案 ", "案."])
def test_a_name_that_is_no_folder_name_is_refused(workspace, name):
    with pytest.raises(Refusal) as refused:
        freeze(workspace, name, MANIFEST, (b"", b""), Approval())
    assert refused.value.code == "baseline_name"


def test_an_unknown_name_says_which_there_are(workspace):
    with pytest.raises(Refusal) as refused:
        open_baseline(workspace, "令和7年度当初")
    assert refused.value.params["near"] == "令和6年度当初"


BROKEN = {
    "a file without its hash": lambda about: json.dumps({**about, "files": [{"path": about["files"][0]["path"]}]}),
    "cut off": lambda about: json.dumps(about)[:-9],
    "deep": lambda about: "[" * 100_000,
    "a list": lambda about: json.dumps([about]),
    "a number for a path": lambda about: json.dumps({**about, "files": [{"path": 5, "sha256": "x"}]}),
    "a list for the scenario": lambda about: json.dumps({**about, "scenario": ["a"]}),
    "a text for the approval": lambda about: json.dumps({**about, "approval": "課長"}),
}


@pytest.mark.parametrize("how", BROKEN)
def test_a_broken_manifest_is_refused_not_guessed(workspace, how):
    manifest = workspace / "baselines/令和6年度当初/manifest.json"
    manifest.write_text(BROKEN[how](json.loads(manifest.read_text("utf-8"))), "utf-8")
    with pytest.raises(Refusal) as refused:
        open_baseline(workspace, "令和6年度当初")
    assert refused.value.code == "baseline_broken"


@pytest.mark.parametrize("content", [None, b"", b'{"schema"', b"[]"])
def test_a_lost_assessment_is_none_and_said(workspace, content):
    opened = open_baseline(workspace, "令和6年度当初")
    kept = opened.folder / "assessment.json"
    kept.unlink() if content is None else kept.write_bytes(content)
    assert opened.assessment() is None
    assert [each.code for each in verify(opened)] == ["BSL002" if content is None else "BSL001"]


def test_a_file_whose_name_is_no_text_is_kept_and_found_again(workspace):
    odd = workspace / "inventory" / os.fsdecode(b"\x91\xe4.csv")
    odd.write_bytes(b"x")
    freeze(workspace, "odd", MANIFEST, (b"{}", b"{}"), APPROVAL)
    opened = open_baseline(workspace, "odd")
    assert verify(opened) == ()
    (opened.inputs / "inventory" / odd.name).write_bytes(b"y")
    assert [str(each.subject) for each in verify(opened)] == [r"file:baselines/odd/inputs/inventory/\x91\xe4.csv"]


def test_what_may_not_be_read_is_not_frozen(workspace, monkeypatch):
    def refuse(path: Path) -> bytes:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "read_bytes", refuse)
    with pytest.raises(Refusal) as refused:
        freeze(workspace, "next", MANIFEST, (b"{}", b"{}"), APPROVAL)
    assert (refused.value.code, names(workspace)) == ("not_readable", ("令和6年度当初",))
