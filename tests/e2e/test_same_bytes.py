"""The same inputs give the same bytes for every paper, wherever, whenever and in whichever process they are made."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

from tests.e2e.conftest import ROOT, copy_city, hashes

PLACES = (
    {"PYTHONHASHSEED": "1", "TZ": "Asia/Tokyo", "LC_ALL": "C.UTF-8", "LANG": "ja_JP.UTF-8"},
    {"PYTHONHASHSEED": "4711", "TZ": "America/Los_Angeles", "LC_ALL": "C", "LANG": "C"},
)


def papers(folder, cwd, place):
    """Path → digest of every paper that a process of its own makes."""
    shutil.rmtree(folder / "reports", ignore_errors=True)
    done = subprocess.run(
        [sys.executable, "-m", "ictlife", "report", str(folder), "--as-of", "2026-11-23", "--quiet"],
        cwd=cwd, env={**os.environ, "PYTHONPATH": str(ROOT / "src"), "PYTHONUTF8": "1", **place}, capture_output=True, timeout=240, check=False,
    )  # fmt: skip
    assert done.returncode in (0, 1), done.stderr.decode()
    return hashes(folder / "reports")


def test_every_paper_is_the_same_in_another_process_place_and_time_zone(tmp_path):
    here, there = copy_city(tmp_path / "a"), copy_city(tmp_path / "他の 場所")
    first = papers(here, tmp_path, PLACES[0])
    second = papers(there, "/", PLACES[1])
    assert {name for name in first.keys() | second.keys() if first.get(name) != second.get(name)} == set()
    assert {name.rpartition(".")[2] for name in first} >= {"html", "xlsx", "docx", "ics", "json"}
    assert any(name.startswith("forms/") for name in first)
