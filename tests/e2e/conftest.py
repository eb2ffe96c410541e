"""The command on a copy of the repository's root, as a user runs it."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Ran:
    """What a run of the command left behind."""

    code: int
    out: str
    err: str


def run(*arguments: str, cwd: Path, code: int | Sequence[int] = (0, 1)) -> Ran:
    """Run `ictlife` in a process of its own; its exit code must be one of `code`, and never a traceback."""
    environment = dict(os.environ, PYTHONPATH=str(ROOT / "src"), PYTHONIOENCODING="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "ictlife", *arguments],
        cwd=cwd, env=environment, capture_output=True, encoding="utf-8", timeout=240, check=False,
    )  # fmt: skip
    said = f"ictlife {' '.join(arguments)} -> {done.returncode}\n{done.stdout}\n{done.stderr}"
    assert "Traceback" not in done.stdout + done.stderr, said
    assert done.returncode in ((code,) if isinstance(code, int) else code), said
    return Ran(done.returncode, done.stdout, done.stderr)


def copy_city(target: Path) -> Path:
    """The sample city alone, in a folder of its own."""
    for name in ("config", "inventory"):
        shutil.copytree(ROOT / name, target / name)
    return target


def hashes(folder: Path) -> dict[str, str]:
    """Path → digest of every file below `folder`."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@dataclass(frozen=True)
class City:
    """The sample city after `report`."""

    folder: Path
    ran: Ran
    inputs_before: Mapping[str, str]

    @property
    def reports(self) -> Path:
        return self.folder / "reports"

    @property
    def assessment(self) -> dict[str, Any]:
        return json.loads((self.reports / "assessment.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def city(tmp_path_factory: pytest.TempPathFactory) -> City:
    """The sample city, reported on once for all tests that only look."""
    folder = copy_city(tmp_path_factory.mktemp("city"))
    before = hashes(folder)
    return City(folder, run("report", ".", cwd=folder), before)
