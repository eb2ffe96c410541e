"""From the relaxation to a plan whose gap is proven（整数解と最適性の証明）.

The columns near the least cost go into an integer programme. What it proves over them, and what any
column left out would cost at least, together bound the optimum.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from ictlife.schedule.arrays import Floats, Longs
from ictlife.schedule.colgen import Relaxed
from ictlife.schedule.master import Master
from ictlife.schedule.near import near_columns
from ictlife.schedule.problem import Plan
from ictlife.schedule.solve import INFINITY, MipLimits, solve_mip


@dataclass(frozen=True, slots=True)
class Effort:
    """How hard to try（計算量の上限）."""

    gap: float = 1e-4
    rounds: int = 60
    columns: int = 12_000
    nodes: int = 2_000
    passes: int = 4
    first_nodes: int = 1
    first_margin: float = 0.0


@dataclass(frozen=True, slots=True)
class Closed:
    """The best plan of a stage with its bound（段階の結果）."""

    plan: Plan
    value: float
    bound: float
    slack: Floats
    stopped: str
    without_presolve: bool

    @property
    def gap(self) -> float:
        """(value - bound) / value（ギャップ）."""
        return max(0.0, self.value - self.bound) / max(1e-9, abs(self.value))


@dataclass(slots=True)
class _State:
    chosen: Longs
    x: Floats
    value: float
    slack: Floats
    bound: float
    stopped: str = "gap"
    without_presolve: bool = False


class Closer:
    """Integer solutions over the columns of a master（整数解の探索）."""

    def __init__(
        self,
        master: Master,
        relaxed: Relaxed,
        effort: Effort,
        pause: Callable[[float, float], bool],
        seconds_left: Callable[[], float],
    ) -> None:
        """Nothing is solved yet."""
        self._master, self._relaxed, self._effort = master, relaxed, effort
        self._pause, self._left = pause, seconds_left

    def close(self, start: Plan) -> Closed:
        """Improve `start` until the gap is closed or the effort is spent（ギャップを閉じる）."""
        state = self._start(start)
        target = self._effort.gap
        stop = self._improve(state, INFINITY, self._effort.first_nodes, target)
        limit = self._effort.columns
        for _ in range(self._effort.passes):
            if stop or self._gap(state) <= target or state.value - state.bound <= 1e-9:
                break
            margin = self._widen(state, limit)
            stop = self._improve(state, margin, self._effort.nodes, target)
            limit *= 2
        if self._gap(state) > target and state.stopped == "gap":
            state.stopped = "effort"
        plan = self._master.plan(state.chosen, state.x)
        return Closed(
            plan, state.value, state.bound, state.slack, state.stopped, state.without_presolve
        )

    def _gap(self, state: _State) -> float:
        return (state.value - state.bound) / max(1e-9, abs(state.value))

    def _start(self, plan: Plan) -> _State:
        master = self._master
        keys = master.keys(plan)
        master.add(keys)
        used: dict[int, int] = {}
        for key in keys:
            at = master.index_of(*key)
            assert at is not None
            used[at] = used.get(at, 0) + 1
        chosen = np.array(sorted(used), dtype=np.int64)
        x = np.array([float(used[c]) for c in chosen.tolist()])
        value, slack = master.value_of(chosen, x)
        return _State(chosen, x, value, slack, min(value, self._relaxed.best.bound))

    def _widen(self, state: _State, limit: int) -> float:
        """Add the columns within the gap, or within as much of it as the limit allows."""
        look = self._relaxed.best
        margin = max(1e-6, state.value - look.bound)
        for _ in range(8):
            found = near_columns(self._master, look, margin, limit)
            if found is not None:
                self._master.add(found)
                return margin
            margin *= 0.6
        return 0.0

    def _improve(self, state: _State, margin: float, nodes: int, target: float) -> bool:
        """One integer programme over the columns that can matter; True to stop altogether."""
        master, look = self._master, self._relaxed.best
        reduced = master.reduced(look)
        whole = state.value - look.bound
        limit = min(margin, whole) if margin > 0 else whole
        keep = reduced <= limit + 1e-6
        keep[state.chosen] = True
        chosen = np.flatnonzero(keep)
        start = np.zeros(len(chosen))
        start[np.searchsorted(chosen, state.chosen)] = state.x
        columns = master.columns(chosen)
        integer = np.arange(columns.count) >= master.slack.count
        answer = solve_mip(
            columns,
            integer,
            master.limits(),
            MipLimits(gap=target * 0.5, nodes=nodes, seconds=self._left()),
            np.concatenate([state.slack, start]),
            lambda: self._pause(state.value, state.bound),
        )
        state.without_presolve |= answer.without_presolve
        if answer.x is not None:
            x = np.rint(answer.x[master.slack.count :])
            value, slack = master.value_of(chosen, x)
            if value < state.value - 1e-9:
                used = x > 0
                state.chosen, state.x, state.value, state.slack = chosen[used], x[used], value, slack
        if margin < INFINITY and margin > 0 and np.isfinite(answer.bound):
            proven = min(answer.bound, look.bound + margin, state.value)
            state.bound = max(state.bound, proven)
        if answer.stopped in ("interrupted", "seconds"):
            state.stopped = answer.stopped
            return True
        return False


