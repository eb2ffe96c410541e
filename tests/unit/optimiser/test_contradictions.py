"""Contradictions are found before any solving, each with its keys."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ictlife.optimiser.contradictions import Contradiction, contradictions, without
from ictlife.optimiser.problem import (
    Cap,
    Capacity,
    CoTermination,
    Group,
    Pin,
    Precedence,
    Problem,
    Profile,
)


def group(name: str, early: int = 10, late: int = 20) -> Group:
    return Group(name, early, early, late, 30, 40, 36, Profile(0, (100,)))


FINE = Problem(48, (group("a"), group("b")))

CASES = {
    "window": (replace(FINE, groups=(group("a", 20, 10),)), Contradiction("no-month", (), ("a",))),
    "blackout": (
        replace(FINE, groups=(replace(group("a"), allowed=(False,) * 48),)),
        Contradiction("no-month", (), ("a",)),
    ),
    "pin": (replace(FINE, pins=(Pin("p", "a", 9),)), Contradiction("pin-refused", ("p",), ("a",), 9)),
    "pins": (
        replace(FINE, pins=(Pin("p", "a", 11), Pin("q", "a", 12))),
        Contradiction("pins-differ", ("p", "q"), ("a",)),
    ),
    "pinned order": (
        replace(
            FINE,
            pins=(Pin("p", "a", 15), Pin("q", "b", 12)),
            precedences=(Precedence("o", "a", "b", 2),),
        ),
        Contradiction("pins-against-order", ("o", "p", "q"), ("a", "b"), 5),
    ),
    "cycle": (
        replace(FINE, precedences=(Precedence("o", "a", "b"), Precedence("r", "b", "a"))),
        Contradiction("order-cycle", ("o", "r"), ("a", "b")),
    ),
    "stranger": (
        replace(FINE, precedences=(Precedence("o", "a", "z"),)),
        Contradiction("unknown-group", ("o",), ("z",)),
    ),
    "two sets": (
        replace(FINE, sets=(CoTermination("s", ("a", "b"), 1), CoTermination("t", ("b",), 1))),
        Contradiction("shared-member", ("s", "t"), ("b",)),
    ),
    "cap": (replace(FINE, caps=(Cap("c", 0, 5, 8),)), Contradiction("cap-below-base", ("c",), (), 3)),
    "cap year": (replace(FINE, caps=(Cap("c", 4, 5),)), Contradiction("not-in-horizon", ("c",))),
    "staff": (
        replace(FINE, capacities=(Capacity("s", 3, 1, 2),)),
        Contradiction("capacity-below-base", ("s",), (), 1),
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_each_contradiction_is_named(name: str):
    problem, expected = CASES[name]
    assert contradictions(problem) == (expected,)


def test_a_sound_problem_has_none_and_stays_whole():
    assert contradictions(FINE) == ()
    assert without(FINE, ()) == FINE
