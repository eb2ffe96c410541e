"""Ctrl-C while the schedule is optimised, as a person at a terminal presses it: the best so far, in whole papers."""

from __future__ import annotations

import json
import os
import pty
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.e2e.conftest import ROOT, copy_city

_PAPERS = ("index.html", "更新計画.xlsx", "予算書.xlsx", "予算書.html", "assessment.json", "milestones.ics", "業務継続.xlsx")


def _press_when_solving(arguments: list[str], cwd: Path) -> tuple[int, str, str]:
    """Run the command with its progress on a terminal of its own; press Ctrl-C at the first gap shown."""
    terminal, side = pty.openpty()
    environment = dict(os.environ, PYTHONPATH=str(ROOT / "src"), PYTHONIOENCODING="utf-8", TERM="xterm", COLUMNS="200")
    process = subprocess.Popen(
        [sys.executable, "-m", "ictlife", *arguments], cwd=cwd, env=environment, stdout=subprocess.PIPE, stderr=side
    )
    os.close(side)
    shown = b""
    try:
        while "最良との差".encode() not in shown:
            shown += os.read(terminal, 4096)
        process.send_signal(signal.SIGINT)
        while chunk := os.read(terminal, 4096):
            shown += chunk
    except OSError:  # the other side is closed: the command has ended
        pass
    out, _ = process.communicate(timeout=240)
    os.close(terminal)
    return process.returncode, out.decode("utf-8"), shown.decode("utf-8", "replace")


@pytest.fixture(scope="module")
def stopped(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, int, str, str]:
    city = copy_city(tmp_path_factory.mktemp("stopped"))
    return city, *_press_when_solving(["report", ".", "--optimise"], city)


def test_the_terminal_shows_how_far_the_best_can_be(stopped: tuple[Path, int, str, str]):
    _, code, _, shown = stopped
    assert "%" in shown
    assert "Traceback" not in shown
    assert code in (0, 1)


def test_every_paper_is_whole_and_says_that_it_was_stopped(stopped: tuple[Path, int, str, str]):
    reports = stopped[0] / "reports"
    assert all((reports / name).stat().st_size > 0 for name in _PAPERS)
    found = json.loads((reports / "assessment.json").read_text(encoding="utf-8"))
    assert found["schedule"]["status"] == found["schedule"]["fitting"]["status"] == "interrupted"
    assert "SCH021" in {each["code"] for each in found["findings"]}
    assert {each["subject"] for each in found["renewals"]}
    said = "計算を途中で止めました（利用者による中断）" if found["schedule"]["method"] != "greedy" else "最適化はできていません（利用者による中断）"
    assert said in (reports / "index.html").read_text(encoding="utf-8")
    sheet = load_workbook(reports / "更新計画.xlsx")["最適化の結果"]
    assert any(said in str(cell.value) for row in sheet.iter_rows() for cell in row)
    left = [path.name for path in reports.iterdir() if path.name.startswith(".")]
    assert left == [], "nothing half-written stays"


def test_the_best_so_far_is_no_worse_than_the_due_date_schedule(stopped: tuple[Path, int, str, str]):
    schedule = json.loads((stopped[0] / "reports" / "assessment.json").read_text(encoding="utf-8"))["schedule"]
    order = ("duties", "order", "cap", "staff", "objective")
    fitted, due = schedule["goals"], schedule["due_date_goals"]
    assert [fitted[goal] for goal in order] <= [due[goal] for goal in order]
