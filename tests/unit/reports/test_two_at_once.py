"""Papers rendered on two processes: the same files as on one, whatever becomes of the second."""

from __future__ import annotations

import os
import time

import pytest

from ictlife.reports.two_at_once import can_copy, render_all

needs_copies = pytest.mark.skipif(not can_copy(), reason="this system does not copy processes, or has one core")


def _job(name, seconds=0.0):
    def job():
        time.sleep(seconds)
        return {name: name.encode() * 100_000, f"{name}.pid": str(os.getpid()).encode()}

    return job


@needs_copies
def test_two_processes_share_the_jobs_and_keep_their_order():
    made = render_all([_job(name, 0.05) for name in "abcdef"], is_large=True)[:-1]
    assert [next(iter(files)) for files in made] == list("abcdef")
    assert [files[name] for files, name in zip(made, "abcdef", strict=True)] == [each.encode() * 100_000 for each in "abcdef"]
    assert len({files[f"{name}.pid"] for files, name in zip(made, "abcdef", strict=True)}) == 2


@needs_copies
def test_what_tells_somebody_is_done_here():
    told = []

    def tells():
        told.append("told")
        return {}

    render_all([_job("a", 0.05), _job("b", 0.05)], is_large=True, here=tells)
    assert told == ["told"]


def test_little_work_stays_on_one_process():
    made = render_all([_job("a"), _job("b")], is_large=False)[:-1]
    assert {files[f"{name}.pid"] for files, name in zip(made, "ab", strict=True)} == {str(os.getpid()).encode()}


@needs_copies
def test_what_a_lost_copy_did_not_bring_is_rendered_here():
    here = os.getpid()

    def vanishes_elsewhere():
        if os.getpid() != here:
            os._exit(9)
        time.sleep(0.05)
        return {"a": b"a"}

    assert render_all([vanishes_elsewhere] * 4, is_large=True) == [*[{"a": b"a"}] * 4, {}]


@pytest.mark.parametrize("is_large", [False, True])
def test_an_error_of_any_job_is_raised(is_large):
    def fails():
        raise ValueError("broken")

    with pytest.raises(ValueError, match="broken"):
        render_all([_job("a", 0.05), fails, _job("b")], is_large)


def test_where_a_copy_is_refused_everything_is_rendered_here(monkeypatch):
    def refused():
        raise BlockingIOError

    monkeypatch.setattr("ictlife.reports.two_at_once.can_copy", lambda: True)
    monkeypatch.setattr("ictlife.reports.two_at_once._copy", refused)
    made = render_all([_job("a"), _job("b")], is_large=True)[:-1]
    assert [files[name] for files, name in zip(made, "ab", strict=True)] == [b"a" * 100_000, b"b" * 100_000]
