"""Fuzz for as long as there is time（長時間のファジング）, with Hypothesis or with atheris.

    python -m tests.fuzz --minutes 60 --seed 1
    python -m tests.fuzz --minutes 60 --seed 1 --driver atheris
    python -m tests.fuzz --again NAME

Hypothesis draws cases at random, the same for the same seed; atheris is led by what of the program a case
reached. Both draw from one strategy. What goes wrong is kept in `tests/fuzz/found/`.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
import time
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from random import Random
from typing import Any

GIGABYTES = 8
"""More than this no case may ask of the machine."""
ROUND = 200
"""Cases that Hypothesis draws at a time, and inputs that atheris begins with."""
LONGEST = 1024
"""Bytes of which atheris has a case made."""


def main() -> int:
    """Fuzz, or run a case again; 1 where something was found."""
    asked = _arguments()
    if asked.driver == "atheris":
        _instrument()
    from tests.fuzz.found import FOUND, Trials, again
    from tests.fuzz.running import limit_memory

    work = Path(tempfile.mkdtemp(prefix="ictlife-fuzz-"))
    if asked.again:
        ran = again(FOUND / asked.again, work)
        print(f"exit code {ran.code}\n{ran.out[-3000:]}{ran.err[-3000:]}", *ran.problems, sep="\n")
        return int(bool(ran.problems))
    limit_memory(GIGABYTES)
    trials = Trials(work)
    (_with_atheris if asked.driver == "atheris" else _with_hypothesis)(trials, asked)
    print(json.dumps(trials.end(), indent=1, ensure_ascii=False))
    return int(bool(trials.found))


def _arguments() -> Any:
    reader = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__.splitlines()[0] if __doc__ else "")
    reader.add_argument("--minutes", type=float, default=1)
    reader.add_argument("--seed", type=int, default=1)
    reader.add_argument("--driver", choices=["hypothesis", "atheris"], default="hypothesis")
    reader.add_argument("--verb", help="only this one")
    reader.add_argument("--again", metavar="NAME", help="run the case in tests/fuzz/found/NAME again")
    return reader.parse_args()


def _instrument() -> None:
    """Import the whole program so that atheris sees which branches a case takes."""
    import atheris

    with atheris.instrument_imports(include=["ictlife"]):
        import ictlife

        for module in walk_packages(ictlife.__path__, "ictlife."):
            if module.name != "ictlife.__main__":
                import_module(module.name)


def _with_hypothesis(trials: Any, asked: Any) -> None:
    """Round after round, each from a seed of its own; what goes wrong is kept, and the round goes on."""
    from hypothesis import seed

    end = time.monotonic() + 60 * asked.minutes
    number = 0
    while time.monotonic() < end:
        number += 1
        seed(asked.seed * 1_000_000 + number)(_test(trials, asked.verb, end))()


def _with_atheris(trials: Any, asked: Any) -> None:
    """Atheris gives bytes, of which Hypothesis makes cases; libFuzzer does not come back, so this ends the process."""
    import atheris

    end = time.monotonic() + 60 * asked.minutes
    take = _test(trials, asked.verb, float("inf")).hypothesis.fuzz_one_input

    def take_or_end(data: bytes) -> None:
        take(data)
        if time.monotonic() > end:
            print(json.dumps(trials.end(), indent=1, ensure_ascii=False), flush=True)
            os._exit(int(bool(trials.found)))

    words = [f"-seed={asked.seed}", f"-max_len={LONGEST}", "-len_control=0", "-timeout=300", "-rss_limit_mb=0"]
    first = _first_bytes(asked.seed)
    atheris.Setup([sys.argv[0], *words, f"-artifact_prefix={first}/", str(first)], take_or_end)
    atheris.Fuzz()


def _first_bytes(seed: int) -> Path:
    """A folder of inputs to start from: a case takes some hundred bytes, and libFuzzer begins with none."""
    folder = Path(tempfile.mkdtemp(prefix="ictlife-fuzz-first-"))
    chance = Random(seed)
    for number in range(ROUND):
        (folder / str(number)).write_bytes(chance.randbytes(LONGEST))
    return folder


def _test(trials: Any, verb: str | None, end: float) -> Any:
    from hypothesis import HealthCheck, Phase, given, settings

    from tests.fuzz import towns
    from tests.fuzz.cases import cases

    for name in (towns.SMALL, towns.MIDDLE, towns.CITY):
        towns.town(name)  # made before Hypothesis looks on

    @settings(
        max_examples=ROUND, deadline=None, database=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck)
    )
    @given(cases(verb))
    def fuzz(case: Any) -> None:
        if time.monotonic() < end:
            trials.take(case)

    return fuzz


if __name__ == "__main__":
    sys.exit(main())
