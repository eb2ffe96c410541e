"""The short version of the fuzzing（短いファジング）: the same cases on every machine, in seconds."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from tests.fuzz import towns
from tests.fuzz.cases import VERBS, cases
from tests.fuzz.found import FOUND, keep, name_of
from tests.fuzz.running import GIVEN, TOWN, Case, empty, run

FEW = {"report": 2}
"""How many cases of a slow verb."""


@pytest.fixture(scope="module", autouse=True)
def _made_beforehand() -> None:
    towns.town(towns.SMALL)


@pytest.mark.parametrize("verb", sorted(set(VERBS)))
def test_whatever_the_files_hold_the_command_keeps_its_word(verb: str):
    @settings(
        max_examples=FEW.get(verb, 20), derandomize=True, deadline=None, database=None, phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(cases(verb, only=(towns.SMALL,)))
    def keeps_its_word(case: Case) -> None:
        with tempfile.TemporaryDirectory() as folder:
            ran = run(case, Path(folder))
        if ran.problems:
            keep(case, FOUND / name_of(verb, ran), "\n".join(ran.problems))
        assert ran.problems == ()

    keeps_its_word()


@pytest.mark.parametrize(
    "words",
    [("init", "new"), ("export", TOWN, "--format", "csv"), ("freeze", "next", TOWN), ("import", f"{GIVEN}/awful-0.csv", TOWN, "--apply")],
    ids=lambda words: words[0],
)
def test_a_full_disk_leaves_everything_as_it_was(words: tuple[str, ...], tmp_path: Path):
    files = {**towns.town(towns.SMALL), **towns.ledgers()}
    for step in range(1, 9):
        assert run(Case(words, files, fails_at=step), empty(tmp_path / "disk")).problems == (), step


def test_the_judge_sees_what_must_not_be(monkeypatch: pytest.MonkeyPatch):
    """Each promise is broken once on purpose."""

    def problems(command: str) -> str:
        def breaking() -> None:
            exec(command, {"Path": Path})

        monkeypatch.setattr("tests.fuzz.running.main", breaking)
        with tempfile.TemporaryDirectory() as folder:
            files = {f"{TOWN}/config/ictlife.yaml": b"city: {name: x}\n"}
            return " ".join(run(Case(("check", TOWN, "--json"), files), Path(folder)).problems)

    town = f"Path('{TOWN}')"
    assert "ZeroDivisionError" in problems("1 / 0")
    assert "exit code 7" in problems("raise SystemExit(7)")
    assert "not one JSON document" in problems("print('x')")
    assert "changed" in problems(f"({town} / 'config/ictlife.yaml').write_bytes(b'')")
    assert "written" in problems(f"({town} / 'new.txt').write_bytes(b'')")
    assert "left behind" in problems(f"({town} / 'a.ictlife-new').write_bytes(b'')")
    assert problems("raise SystemExit(0)") == ""
