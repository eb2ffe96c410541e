"""Render papers that do not depend on each other on two processes（報告書の並行作成）.

A copy of the process (fork) has everything that was computed, so that nothing is sent to it; only the finished
files come back. Where a copy cannot be made (Windows), or does not bring its files, they are rendered here:
the copy can make a run quicker, never different.
"""

from __future__ import annotations

import gc
import os
import pickle
import signal
import sys
import warnings
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from typing import BinaryIO

Files = Mapping[str, bytes | None]
"""Files by name; None where there is nothing to write."""
Job = Callable[[], Files]


def _nothing() -> Files:
    return {}


def render_all(jobs: Sequence[Job], is_large: bool, here: Job = _nothing) -> list[Files]:
    """What each of `jobs` makes, in their order, and `here` last; on two processes where it is worth one.

    Args:
        jobs: the longest first, so that both processes end at about the same time.
        is_large: whether there is so much to render that a second process pays.
        here: what only this process may do, because it tells somebody how it went.
    """
    all_jobs = (*jobs, here)
    made: dict[int, Files] = {}
    if is_large and can_copy():
        with suppress(OSError):
            made = _on_two(all_jobs)
    return [made[place] if place in made else job() for place, job in enumerate(all_jobs)]


def can_copy() -> bool:
    """Whether this system makes copies of a process safely, and has a core for one.

    macOS has fork, but its libraries may not be used after it.
    """
    if sys.platform in ("win32", "darwin"):
        return False
    return len(os.sched_getaffinity(0)) > 1


def _on_two(jobs: Sequence[Job]) -> dict[int, Files]:
    """Both processes take the next job from a pipe, a byte each, until it is empty; the last one is done here."""
    waiting, bell = os.pipe()
    come, go = os.pipe()
    with open(waiting, "rb", buffering=0) as places, open(come, "rb") as brought, open(go, "wb") as sent:
        with open(bell, "wb") as all_places:
            all_places.write(bytes(range(len(jobs) - 1)))
        copy = _copy()
        if not copy:
            _work_as_copy(jobs, places, sent)
        sent.close()
        try:
            last = {len(jobs) - 1: jobs[-1]()}
            return last | _take(jobs, places) | _received(brought)
        finally:
            os.kill(copy, signal.SIGKILL)  # it has sent all it will, or a job here has failed
            os.waitpid(copy, 0)


def _copy() -> int:
    """A copy of this process; 0 within it."""
    with warnings.catch_warnings():
        # The thread that shows progress holds nothing that rendering needs.
        warnings.simplefilter("ignore", DeprecationWarning)
        return os.fork()


def _take(jobs: Sequence[Job], places: BinaryIO) -> dict[int, Files]:
    made: dict[int, Files] = {}
    while place := places.read(1):
        made[place[0]] = jobs[place[0]]()
    return made


def _work_as_copy(jobs: Sequence[Job], places: BinaryIO, sent: BinaryIO) -> None:
    """Work, send everything at the end, and vanish without cleaning up what belongs to the first process."""
    gc.disable()  # looking through what both share would make the copy a real one
    try:
        pickle.dump(_take(jobs, places), sent)
        sent.flush()
    finally:
        os._exit(0)


def _received(brought: BinaryIO) -> dict[int, Files]:
    """What the copy made; nothing where it failed: its jobs are then done here, and their errors raised."""
    try:
        received: dict[int, Files] = pickle.load(brought)
    except (EOFError, pickle.UnpicklingError):
        return {}
    return received
