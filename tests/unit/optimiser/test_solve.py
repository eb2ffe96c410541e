"""What the solver says is checked before it is believed."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest

from ictlife.optimiser import solve
from ictlife.optimiser.solve import Columns, MipAnswer, MipLimits, SolverFault, solve_mip


def columns() -> Columns:
    """One of two columns, costs 2 and 3."""
    one = np.array([0, 0], dtype=np.int32)
    return Columns(np.array([2.0, 3.0]), np.ones(2), np.array([0, 1, 2], dtype=np.int32), one, np.ones(2))


ROWS = (np.ones(1), np.ones(1))
INTEGER = np.ones(2, dtype=bool)


def told(monkeypatch: pytest.MonkeyPatch, with_presolve: MipAnswer, without: MipAnswer) -> None:
    monkeypatch.setattr(solve, "_run_mip", lambda *_, presolve: with_presolve if presolve else without)


TRUE = MipAnswer(2.0, np.array([1.0, 0.0]), 2.0, "optimal", checks=3)


def test_the_cheaper_column_is_chosen():
    found = solve_mip(columns(), INTEGER, ROWS, MipLimits())
    assert (found.objective, found.x.tolist(), found.stopped, found.without_presolve) == (2.0, [1, 0], "optimal", False)


def test_a_bound_is_never_above_what_the_solution_costs():
    info = SimpleNamespace(objective_function_value=-0.0005, mip_dual_bound=0.0, primal_solution_status=2)
    highs = SimpleNamespace(
        getModelStatus=lambda: SimpleNamespace(name="kOptimal"),
        getInfo=lambda: info,
        getSolution=lambda: SimpleNamespace(col_value=[1.0]),
    )
    assert solve._answer(highs, interrupted=False).bound == -0.0005


@pytest.mark.parametrize(
    "untrue",
    [
        replace(TRUE, objective=1.5, bound=1.5),
        replace(TRUE, x=np.array([0.0, 1.0])),
        MipAnswer(0.0, None, 0.0, "kInfeasible", checks=3),
    ],
)
def test_an_answer_that_cannot_be_true_is_asked_again_without_presolve(
    monkeypatch: pytest.MonkeyPatch, untrue: MipAnswer
):
    told(monkeypatch, untrue, TRUE)
    found = solve_mip(columns(), INTEGER, ROWS, MipLimits())
    assert (found.objective, found.without_presolve, found.checks) == (2.0, True, 6)


def test_two_such_answers_are_a_fault(monkeypatch: pytest.MonkeyPatch):
    untrue = replace(TRUE, objective=1.5)
    told(monkeypatch, untrue, untrue)
    with pytest.raises(SolverFault):
        solve_mip(columns(), INTEGER, ROWS, MipLimits())


def test_no_choice_within_the_limits_is_no_fault(monkeypatch: pytest.MonkeyPatch):
    nothing = MipAnswer(0.0, None, 1.0, "nodes", checks=1)
    told(monkeypatch, nothing, TRUE)
    assert solve_mip(columns(), INTEGER, ROWS, MipLimits()) == nothing


def test_a_programme_that_may_have_no_choice_is_not_asked_again(monkeypatch: pytest.MonkeyPatch):
    nothing = MipAnswer(0.0, None, 0.0, "kInfeasible", checks=1)
    told(monkeypatch, nothing, TRUE)
    assert solve_mip(columns(), INTEGER, ROWS, MipLimits(solvable=False)) == nothing
