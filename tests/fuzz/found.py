"""What was found（見付かったもの）: a folder for each kind of problem, from which the case can be run again; and a tally."""

from __future__ import annotations

import json
import re
import shutil
import time
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from tests.fuzz.running import Case, Ran, empty, lay_out, run

FOUND = Path(__file__).parent / "found"
"""Ignored by git."""
_ABOUT, _WHY = "case.json", "why.txt"
_OURS = re.compile(r'File "[^"]*?src/(ictlife/[^"]+)", line (\d+)')


@dataclass(slots=True)
class Trials:
    """Runs cases one after the other and keeps what goes wrong（試行）."""

    work: Path
    """Where cases are laid out: emptied for each."""
    started: float = field(default_factory=time.monotonic)
    cases: Counter[str] = field(default_factory=Counter)
    """Verb → cases."""
    codes: Counter[str] = field(default_factory=Counter)
    """Verb and exit code → cases."""
    slowest: dict[str, float] = field(default_factory=dict)
    found: Counter[str] = field(default_factory=Counter)
    """Problem → cases."""

    def take(self, case: Case) -> Ran:
        """Run a case; keep it where the command did what it must not."""
        keep(case, FOUND / "running", "the process ended during this case\n")
        ran = run(case, empty(self.work))
        verb = case.words[0]
        self.cases[verb] += 1
        self.codes[f"{verb} {ran.code}"] += 1
        self.slowest[verb] = max(self.slowest.get(verb, 0.0), round(ran.seconds, 1))
        if ran.problems:
            name = name_of(verb, ran)
            if not self.found[name] and not (FOUND / name).exists():
                keep(case, FOUND / name, "\n".join(ran.problems))
            self.found[name] += 1
        if self.cases.total() % 50 == 0:
            (FOUND / "tally.json").write_text(json.dumps(self.tally(), indent=1, ensure_ascii=False), "utf-8")
        return ran

    def tally(self) -> Mapping[str, object]:
        """What was done until now."""
        return {
            "minutes": round((time.monotonic() - self.started) / 60, 1),
            "total": self.cases.total(),
            "cases": dict(self.cases.most_common()),
            "exit codes": dict(sorted(self.codes.items())),
            "slowest, processor seconds": self.slowest,
            "found": dict(self.found.most_common()),
        }

    def end(self) -> Mapping[str, object]:
        """The last tally; no case is running any more."""
        shutil.rmtree(FOUND / "running", ignore_errors=True)
        shutil.rmtree(self.work, ignore_errors=True)
        return self.tally()


def name_of(verb: str, ran: Ran) -> str:
    """One name for each place in the program that goes wrong in one way."""
    problem = ran.problems[0]
    places = _OURS.findall(problem)
    if places:
        kind = problem.strip().splitlines()[-1].partition(":")[0].rpartition(".")[2]
        module, line = places[-1]
        return f"{kind}-{module.removeprefix('ictlife/').replace('/', '.')}-{line}"
    what = re.sub(r"\W+", "-", problem.splitlines()[0])[:40].strip("-")
    return f"{verb}-{what}-{sha256(what.encode()).hexdigest()[:4]}"


def keep(case: Case, folder: Path, why: str) -> None:
    """Write a case so that `again` and a person can run it."""
    lay_out(case, empty(folder))
    about = {"words": case.words, "fails_at": case.fails_at}
    (folder / _ABOUT).write_text(json.dumps(about, ensure_ascii=False), "utf-8")
    again = f"again: python -m tests.fuzz --again {folder.name}\n"
    (folder / _WHY).write_text(f"{again}{' '.join(case.words)}\n\n{why}", "utf-8", "backslashreplace")


def again(folder: Path, work: Path) -> Ran:
    """Run a kept case again."""
    about = json.loads((folder / _ABOUT).read_text("utf-8"))
    files = {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name not in (_ABOUT, _WHY)
    }
    return run(Case(tuple(about["words"]), files, about["fails_at"]), empty(work))
