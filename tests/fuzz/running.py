"""One case through the real command（一件の実行）, and whether the command kept its word.

Its word: no traceback; an exit code of the contract; with `--json` one document or none; inputs as they were;
what is written is written whole or not at all; no more time and memory than so small a town may take.
"""

from __future__ import annotations

import errno
import gc
import io
import json
import os
import resource
import shutil
import signal
import sys
import time
import traceback
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import Any

from ictlife.cli.main import main
from ictlife.cli.options import UNREADABLE, WRONG_USAGE

MOST_SECONDS, MOST_MEGABYTES = 20.0, 700.0
"""Of the processor, and above what the process held before."""
TOWN, GIVEN = "town", "given"
"""Folders of a case: the workspace, and files handed over to a command."""
_STAGED = (".ictlife-new", ".ictlife-old")
_PEAK, _RESET_PEAK = Path("/proc/self/status"), Path("/proc/self/clear_refs")


@dataclass(frozen=True, slots=True)
class Case:
    """A command line and the files it meets（試験の一件）."""

    words: tuple[str, ...]
    files: Mapping[str, bytes]
    """Path below the folder in which the command runs → bytes."""
    fails_at: int = 0
    """Which write to the disk fails, as on a full one; 0: none."""

    def __repr__(self) -> str:
        return f"Case({' '.join(self.words)!r}, {len(self.files)} files, fails_at={self.fails_at})"


@dataclass(frozen=True, slots=True)
class Ran:
    """What a case did（結果）."""

    code: int | None
    """None where the command did not end by itself."""
    out: str
    err: str
    seconds: float
    problems: tuple[str, ...]
    """What the command must not do and did; the traceback is the first."""


class TooLong(BaseException):
    """The command was stopped: nothing in it may catch this."""


def run(case: Case, folder: Path) -> Ran:
    """Lay the case out in an empty `folder`, run its command there, and look at what it did."""
    lay_out(case, folder)
    before = _state(folder)
    with _held() as peak, _disk(case.fails_at) as struck:
        code, out, err, seconds, crash = _command(case.words, folder)
    after = _state(folder)
    problems = [crash] if crash else []
    problems += _said_wrongly(case, code, out, err)
    if struck and code != UNREADABLE:
        problems.append(f"exit code {code} though a file could not be written")
    is_stopped = bool(crash or struck) or code == WRONG_USAGE
    problems += _written_wrongly(case, before, after, is_stopped)
    if seconds > MOST_SECONDS:
        problems.append(f"too slow: {seconds:.0f} s")
    if (megabytes := peak()) > MOST_MEGABYTES:
        problems.append(f"too large: {megabytes:.0f} MB")
    return Ran(code, out, err, seconds, tuple(problems))


def lay_out(case: Case, folder: Path) -> None:
    """The files of a case on the disk."""
    for name, content in case.files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)


def _command(words: tuple[str, ...], folder: Path) -> tuple[int | None, str, str, float, str]:
    """Exit code, what was said on both streams, processor seconds, traceback."""
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8") for _ in range(2))
    code, crash, start = None, "", time.process_time()
    try:
        with _as_called(words, folder), redirect_stdout(out), redirect_stderr(err), _clock():
            main()
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else 0 if end.code is None else 1
    except BaseException:  # a panic of Rust and our own alarm are no Exceptions
        crash = traceback.format_exc()
    finally:
        gc.enable()
    seconds = time.process_time() - start
    said = [each.buffer.getvalue().decode("utf-8", "replace") for each in (_flushed(out), _flushed(err))]
    return code, said[0], said[1], seconds, crash


def _flushed(stream: io.TextIOWrapper) -> Any:
    stream.flush()
    return stream


@contextmanager
def _as_called(words: tuple[str, ...], folder: Path) -> Iterator[None]:
    asked, place = sys.argv, Path.cwd()
    sys.argv = ["ictlife", *words]
    os.chdir(folder)
    try:
        yield
    finally:
        sys.argv = asked
        os.chdir(place)


@contextmanager
def _clock() -> Iterator[None]:
    """Stop what takes too much of the processor."""

    def ring(_: int, __: FrameType | None) -> None:
        raise TooLong(f"more than {MOST_SECONDS:.0f} s")

    before = signal.signal(signal.SIGPROF, ring)
    signal.setitimer(signal.ITIMER_PROF, MOST_SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


@contextmanager
def _disk(fails_at: int) -> Iterator[list[Path]]:
    """A disk on which the `fails_at`-th step of writing fails; the file it struck, once it has."""
    struck: list[Path] = []
    kept = {name: getattr(Path, name) for name in ("write_bytes", "replace")}
    steps = iter(range(1, sys.maxsize))

    def failing(name: str) -> Any:
        def step(path: Path, *rest: Any) -> Any:
            if next(steps) == fails_at:
                if name == "write_bytes":
                    kept[name](path, rest[0][:7])
                struck.append(path)
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path))
            return kept[name](path, *rest)

        return step

    if not fails_at:
        yield struck
        return
    for name in kept:
        setattr(Path, name, failing(name))
    try:
        yield struck
    finally:
        for name, method in kept.items():
            setattr(Path, name, method)


@contextmanager
def _held() -> Iterator[Any]:
    """How many megabytes more the process came to hold at its peak; Linux can tell, elsewhere nothing is asked."""
    if not _RESET_PEAK.exists():
        yield lambda: 0.0
        return
    _RESET_PEAK.write_text("5")
    before = _peak()
    yield lambda: _peak() - before


def _peak() -> float:
    line = next(each for each in _PEAK.read_text().splitlines() if each.startswith("VmHWM"))
    return int(line.split()[1]) / 1024


def _state(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def _said_wrongly(case: Case, code: int | None, out: str, err: str) -> Iterator[str]:
    if code is not None and code not in range(4):
        yield f"exit code {code}"
    if "Traceback (most recent call last)" in out + err or "Aborted!" in err:
        yield f"said: {err[-2000:]}"
    if "--json" in case.words and out:
        try:
            json.loads(out)
        except ValueError as problem:
            yield f"not one JSON document: {problem}"


_MAY_WRITE = {
    "init": ("new/",),
    "report": (f"{TOWN}/reports/",),
    "compare": (f"{TOWN}/reports/",),
    "export": (f"{TOWN}/reports/export/",),
    "survey": (f"{TOWN}/reports/survey/", f"{TOWN}/config/scenarios/survey"),
    "back": (f"{TOWN}/config/scenarios/back-",),
    "freeze": (f"{TOWN}/baselines/",),
    "whatif": (f"{TOWN}/config/scenarios/",),
    "import": (f"{TOWN}/config/columns.yaml", f"{TOWN}/inventory/", f"{TOWN}/reports/import/"),
}
"""Beginnings of what a verb writes; a verb that is not named writes nothing."""


def _written_wrongly(
    case: Case, before: Mapping[str, bytes], after: Mapping[str, bytes], is_stopped: bool
) -> Iterator[str]:
    changed = sorted(name for name in before.keys() | after.keys() if before.get(name) != after.get(name))
    allowed = () if is_stopped else _MAY_WRITE.get(case.words[0], ())
    for name in changed:
        if name.endswith(_STAGED):
            yield f"left behind: {name}"
        elif not name.startswith(allowed):
            yield f"{'changed' if name in before else 'written'}: {name}"
        elif name in before and not _is_output(case, name):
            yield f"input changed: {name}"


def _is_output(case: Case, name: str) -> bool:
    """Whether a file that was there before is the command's own to write again."""
    if case.words[0] == "import":
        stems = [Path(word).name.partition(".")[0] for word in case.words if word.startswith(GIVEN)]
        own = (f"{TOWN}/config/columns.yaml", f"{TOWN}/reports/import/")
        return name.startswith(own) or any(stem in name for stem in stems)
    return case.words[0] not in ("freeze", "whatif")


def empty(folder: Path) -> Path:
    """`folder` with nothing in it."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


def limit_memory(gigabytes: int) -> None:
    """Have the system refuse memory beyond `gigabytes`, so that a case cannot take the machine along."""
    resource.setrlimit(resource.RLIMIT_AS, (gigabytes * 2**30, resource.RLIM_INFINITY))
