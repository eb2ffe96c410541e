"""Every broken input gives its code and place, and never a traceback.

A case is a folder: what it holds is laid over `base/`, its `make.py` (if any) makes what cannot be committed,
and `expected.txt` lists `CODE file[sheet]:row:column` for every finding, all of them and no other.
"""

from __future__ import annotations

import os
import runpy
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ictlife.workspace.load import load
from ictlife.workspace.rulebook import load_rulebook

HERE = Path(__file__).parent
CASES = sorted(path.name for path in HERE.iterdir() if path.is_dir() and path.name not in ("base", "__pycache__"))


def found_in(folder: Path) -> list[str]:
    return sorted(" ".join([finding.code, *map(str, finding.spans)]) for finding in load(folder).findings)


def workspace_of(case: str, folder: Path) -> Path:
    shutil.copytree(HERE / "base", folder, dirs_exist_ok=True)
    shutil.copytree(
        HERE / case, folder, dirs_exist_ok=True, ignore=shutil.ignore_patterns("expected.txt", "make.py", "__pycache__")
    )
    if (HERE / case / "make.py").exists():
        runpy.run_path(str(HERE / case / "make.py"))["make"](folder)
    return folder


def _bar_the_door(monkeypatch: pytest.MonkeyPatch) -> None:
    """For root no file is closed: the system's own answer to anybody else is given instead."""

    def closed(method: Callable[[Path], Any]) -> Callable[[Path], Any]:
        def refuse(path: Path) -> Any:
            if not path.stat().st_mode & 0o444:
                raise PermissionError(13, "Permission denied", str(path))
            return method(path)

        return refuse

    if os.geteuid() == 0:
        monkeypatch.setattr(Path, "read_bytes", closed(Path.read_bytes))
        monkeypatch.setattr(Path, "iterdir", closed(Path.iterdir))


@pytest.mark.parametrize("case", CASES)
def test_broken_input_is_found_at_its_place(case: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    expected = (HERE / case / "expected.txt").read_text("utf-8").splitlines()
    folder = workspace_of(case, tmp_path)
    _bar_the_door(monkeypatch)
    assert found_in(folder) == expected
    assert found_in(folder) == expected, "a second run says the same"


def test_there_are_at_least_sixty_cases():
    assert len(CASES) >= 60


def test_every_code_of_reading_has_a_case():
    rules = load_rulebook(None)[0].rules
    raised = {code for code in rules if code[:3] in ("INP", "EST") or code in ("DAT001", "DAT002", "DAT003")}
    shown = {
        line.split()[0] for case in CASES for line in (HERE / case / "expected.txt").read_text("utf-8").splitlines()
    }
    assert raised - shown == set()


def test_inputs_are_never_written(tmp_path: Path):
    folder = workspace_of("cell_many_problems_at_once", tmp_path)
    before = {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in folder.rglob("*") if path.is_file()}
    load(folder)
    assert {p: (p.read_bytes(), p.stat().st_mtime_ns) for p in folder.rglob("*") if p.is_file()} == before
