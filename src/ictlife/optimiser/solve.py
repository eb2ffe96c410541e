"""A thin wall around HiGHS, the only module that knows the solver（ソルバーの窓口）.

`Lp` is a linear programme that stays warm while columns are added; `solve_mip` solves one integer
programme. Both speak NumPy arrays and plain dataclasses, so that nothing else depends on the solver.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt

try:
    import highspy
except ImportError:  # a town may run without the solver: the due-date schedule is shown then
    highspy = None  # type: ignore[assignment]

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int32]

INFINITY = float("inf")
_STALLED = ("kInfeasible", "kUnboundedOrInfeasible", "kSolveError", "kUnknown", "kUnbounded", "kModelError")
_POLL = 0.05
_AGREE = 1e-6
_COSTLY = ("mip_heuristic_run_rins", "mip_heuristic_run_rens", "mip_allow_restart")
_SEARCHES = ("mip_heuristic_run_zi_round", "mip_heuristic_run_shifting", "mip_heuristic_run_root_reduced_cost")


class SolverMissing(RuntimeError):
    """HiGHS is not installed（ソルバーがない）."""


class SolverFault(RuntimeError):
    """HiGHS gave an answer that cannot be true（ソルバーの誤り）."""


@dataclass(frozen=True, slots=True)
class Columns:
    """Columns of a programme, stored by column（列の集まり）."""

    cost: Floats
    upper: Floats
    start: Ints
    index: Ints
    value: Floats

    @property
    def count(self) -> int:
        """How many columns（列数）."""
        return len(self.cost)


@dataclass(frozen=True, slots=True)
class LpAnswer:
    """An optimal basic solution（線形計画の解）."""

    objective: float
    x: Floats
    duals: Floats


@dataclass(frozen=True, slots=True)
class MipLimits:
    """When to stop（打切り条件）: by gap and nodes first, seconds last."""

    gap: float = 0.0
    nodes: int = 100_000
    checks: int = 10**9
    """How often HiGHS may ask whether to go on: one node can be long, and unlike seconds
    this count is the same on every machine."""
    seconds: float = INFINITY
    searching: bool = True
    """Whether good solutions are looked for along the way; a proof has one already."""
    solvable: bool = True
    """Whether the programme is known to have a solution: that it has none is then not believed."""


@dataclass(frozen=True, slots=True)
class MipAnswer:
    """The best integer solution found（整数計画の解）."""

    objective: float
    x: Floats | None
    bound: float
    stopped: str
    """optimal | nodes | seconds | interrupted"""
    without_presolve: bool = False
    checks: int = 0
    """How often HiGHS asked whether to go on: a measure of work that is the same on every machine."""


def solver_version() -> str | None:
    """The version of HiGHS, None where there is none（ソルバーの版）."""
    return None if highspy is None else str(_quiet().version())


def _quiet() -> Any:
    """A solver that never writes: its banner appears before `output_flag` can be set from outside."""

    class Quiet(highspy.Highs):
        def enableCallbacks(self) -> None:
            self.setOptionValue("output_flag", False)
            super().enableCallbacks()  # type: ignore[no-untyped-call]

    return Quiet()  # type: ignore[no-untyped-call]


def _fresh(threads: int = 1) -> Any:
    if highspy is None:
        raise SolverMissing
    highs = _quiet()
    highs.setOptionValue("threads", threads)
    highs.setOptionValue("random_seed", 0)
    highs.setOptionValue("simplex_strategy", 4)  # primal: new columns leave the last basis feasible
    return highs


def stack(left: Columns, right: Columns) -> Columns:
    """Both sets of columns, one after the other（列の連結）."""
    return Columns(
        np.concatenate([left.cost, right.cost]),
        np.concatenate([left.upper, right.upper]),
        np.concatenate([left.start[:-1], right.start + left.start[-1]]).astype(np.int32),
        np.concatenate([left.index, right.index]),
        np.concatenate([left.value, right.value]),
    )


class Lp:
    """A minimisation that stays warm: columns in, duals out（主問題の線形計画）."""

    def __init__(self, lower: Floats, upper: Floats) -> None:
        """Begin with empty rows `lower ≤ … ≤ upper`."""
        self._highs = _fresh()
        rows = len(lower)
        nothing = np.zeros(0, dtype=np.int32)
        self._highs.addRows(rows, lower, upper, 0, np.zeros(rows, dtype=np.int32), nothing, np.zeros(0))

    def add(self, columns: Columns) -> None:
        """Add columns with lower bound zero（列の追加）."""
        n = columns.count
        if n:
            status = self._highs.addCols(
                n, columns.cost, np.zeros(n), columns.upper, len(columns.value),
                columns.start[:-1], columns.index, columns.value,
            )  # fmt: skip
            if status == highspy.HighsStatus.kError:
                raise SolverFault("addCols")

    def set_costs(self, cost: Floats) -> None:
        """Replace every column's cost（目的関数の差替え）."""
        self._highs.changeColsCost(len(cost), np.arange(len(cost), dtype=np.int32), cost)

    def set_row(self, row: int, lower: float, upper: float) -> None:
        """Change one row's limits（制約の変更）."""
        self._highs.changeRowBounds(row, lower, upper)

    def solve(self) -> LpAnswer:
        """Solve from the last basis; once more without presolve if the answer cannot be true."""
        self._highs.run()
        if not self._optimal():
            self._highs.clearSolver()
            self._highs.setOptionValue("presolve", "off")
            self._highs.run()
            if not self._optimal():
                raise SolverFault(str(self._highs.getModelStatus()))
        found = self._highs.getSolution()
        value = self._highs.getInfo().objective_function_value
        return LpAnswer(value, np.asarray(found.col_value), np.asarray(found.row_dual))

    def _optimal(self) -> bool:
        return bool(self._highs.getModelStatus() == highspy.HighsModelStatus.kOptimal)


def solve_mip(
    columns: Columns,
    integer: npt.NDArray[np.bool_],
    rows: tuple[Floats, Floats],
    limits: MipLimits,
    start: Floats | None = None,
    should_stop: Callable[[], bool] | None = None,
) -> MipAnswer:
    """Minimise over the columns, those marked integer（整数計画を解く）.

    Most programmes given here have a solution for certain (every limit has slack). HiGHS with its default
    presolve has called feasible ones infeasible, and has called optimal what its own solution does not cost
    (HiGHS 1.16, a programme of the sample city: 832.26 said, 833.17 found). Neither is believed: the programme
    is solved again without presolve, and the answer says so.
    """
    answer = _run_mip(columns, integer, rows, limits, start, should_stop, presolve=True)
    if _is_likely(answer, columns, limits):
        return answer
    again = _run_mip(columns, integer, rows, limits, start, should_stop, presolve=False)
    if not _is_likely(again, columns, limits):
        raise SolverFault(again.stopped)
    return replace(again, without_presolve=True, checks=answer.checks + again.checks)


def _is_likely(answer: MipAnswer, columns: Columns, limits: MipLimits) -> bool:
    """Whether the answer can be true: the solution costs what is said, or there was no time for one."""
    if answer.x is None:
        return answer.stopped not in _STALLED or (answer.stopped == "kInfeasible" and not limits.solvable)
    return abs(float(columns.cost @ answer.x) - answer.objective) <= _AGREE * (1.0 + abs(answer.objective))


def _run_mip(
    columns: Columns,
    integer: npt.NDArray[np.bool_],
    rows: tuple[Floats, Floats],
    limits: MipLimits,
    start: Floats | None,
    should_stop: Callable[[], bool] | None,
    *,
    presolve: bool,
) -> MipAnswer:
    highs = _fresh()
    highs.setOptionValue("presolve", "choose" if presolve else "off")
    highs.setOptionValue("mip_rel_gap", limits.gap)
    highs.setOptionValue("mip_abs_gap", 1e-9)
    highs.setOptionValue("mip_max_nodes", limits.nodes)
    highs.setOptionValue("mip_feasibility_tolerance", 1e-8)
    # good choices come from column generation: searches inside the search cost far more than they bring
    for name in (*_COSTLY, *(() if limits.searching else _SEARCHES)):
        highs.setOptionValue(name, False)
    if limits.seconds < INFINITY:
        highs.setOptionValue("time_limit", max(0.01, limits.seconds))
    if highs.passModel(_model(columns, integer, rows)) == highspy.HighsStatus.kError:
        raise SolverFault("passModel")
    if start is not None:
        highs.setSolution(len(start), np.arange(len(start), dtype=np.int32), start)
    spent: list[bool] = []

    def count(event: Any) -> None:
        spent.append(True)
        if len(spent) > limits.checks:
            event.interrupt()

    highs.cbMipInterrupt += count
    interrupted = _watch(highs, should_stop)
    answer = _answer(highs, interrupted=interrupted)
    answer = replace(answer, checks=len(spent))
    return replace(answer, stopped="nodes") if len(spent) > limits.checks and not interrupted else answer


def _model(
    columns: Columns, integer: npt.NDArray[np.bool_], rows: tuple[Floats, Floats]
) -> Any:
    model = highspy.HighsLp()
    model.num_col_, model.num_row_ = columns.count, len(rows[0])
    model.col_cost_ = columns.cost
    model.col_lower_, model.col_upper_ = np.zeros(columns.count), columns.upper
    model.row_lower_, model.row_upper_ = rows
    model.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    model.a_matrix_.start_ = columns.start
    model.a_matrix_.index_ = columns.index
    model.a_matrix_.value_ = columns.value
    kinds = highspy.HighsVarType
    model.integrality_ = [kinds.kInteger if one else kinds.kContinuous for one in integer]
    return model


def _watch(highs: Any, should_stop: Callable[[], bool] | None) -> bool:
    """Run in a thread so that Ctrl-C and `should_stop` reach the solver（中断の受付け）."""
    highs.HandleUserInterrupt = True
    thread = highs.startSolve()
    interrupted = False
    while thread.is_alive():
        try:
            thread.join(_POLL)
            if not interrupted and should_stop is not None and should_stop():
                interrupted = True
                highs.cancelSolve()
        except KeyboardInterrupt:
            interrupted = True
            highs.cancelSolve()
    return interrupted


_STOPPED = {
    "kOptimal": "optimal",
    "kSolutionLimit": "nodes",
    "kTimeLimit": "seconds",
    "kInterrupt": "interrupted",
}


def _answer(highs: Any, *, interrupted: bool) -> MipAnswer:
    status = highs.getModelStatus().name
    info = highs.getInfo()
    found = highs.getSolution()
    has_choice = info.primal_solution_status == 2
    x = np.asarray(found.col_value) if has_choice else None
    stopped = "interrupted" if interrupted else _STOPPED.get(status, status)
    # HiGHS 1.16 rounds a small negative optimum up: its bound was 0.0 where its own solution cost -0.0005
    bound = info.mip_dual_bound if x is None else min(info.mip_dual_bound, info.objective_function_value)
    return MipAnswer(info.objective_function_value, x, bound, stopped)
