"""From the relaxation to a choice whose gap is proven（整数解と最適性の証明）.

The columns near the least cost go into an integer programme. What it proves over them, and what any
column left out would cost at least, together bound the optimum.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from ictlife.optimiser.arrays import Floats, Longs
from ictlife.optimiser.colgen import Relaxed
from ictlife.optimiser.master import Master
from ictlife.optimiser.near import near_columns
from ictlife.optimiser.problem import Choice
from ictlife.optimiser.solve import MipLimits, solve_mip

_POLISH = 0.3
_POLISH_NODES = 50
_SHRINKS = 24
_HOPELESS = 0.05
"""A margin this small against what is open can prove nothing worth the work."""
_PROOF, _FINE = 0.8, 0.1
"""Share of the asked gap at which a programme stops: a better choice is worth more than its proof."""
_FAR = 0.02


@dataclass(frozen=True, slots=True)
class Effort:
    """How hard to try（計算量の上限）."""

    gap: float = 1e-4
    rounds: int = 60
    columns: int = 12_000
    nodes: int = 2_000
    passes: int = 4
    checks: int = 700
    """Of the integer programmes of the whole run together, see `MipLimits.checks`."""


@dataclass(slots=True)
class Work:
    """What is left of the checks: every programme takes from the same store（残りの計算量）."""

    left: int

    def share(self, *, proving: bool) -> int:
        """Half of what is left for a proof, less to look for a better choice; never nothing."""
        return max(10, self.left // 2 if proving else min(self.left // 5, 100))


@dataclass(frozen=True, slots=True)
class Closed:
    """The best choice of a stage with its bound（段階の結果）."""

    choice: Choice
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
        stop: Callable[[], bool],
        seconds_left: Callable[[], float],
        report: Callable[[float, float], bool],
        work: Work,
    ) -> None:
        """Nothing is solved yet."""
        self._master, self._relaxed, self._effort, self._work = master, relaxed, effort, work
        self._stop, self._left, self._report = stop, seconds_left, report

    def close(self, start: Choice) -> Closed:
        """Improve `start` until the gap is closed or the effort is spent（ギャップを閉じる）."""
        state, effort = self._start(start), self._effort
        stop = self._is_closed(state) or self._improve(state, None, nodes=1)
        for share in (8, 3):
            if stop or self._is_closed(state):
                break
            # a better choice first, over few columns: the proof then needs fewer
            # (a choice that breaks limits is far above the bound: that says nothing about the margin needed)
            near = min(_POLISH * (state.value - state.bound), _FAR * abs(self._relaxed.best.bound))
            margin = self._widen(near, effort.columns // share)
            if margin is None:
                break
            before = state.value
            stop = self._improve(state, margin, nodes=_POLISH_NODES)
            far = state.value - state.bound > _FAR * abs(state.bound)
            if not far or state.value >= before - 1e-9:
                break
        for _ in range(effort.passes):
            before = state.value
            if stop or self._is_closed(state):
                break
            short = state.value - self._relaxed.best.bound - 0.8 * effort.gap * abs(state.value)
            margin = self._widen(short, effort.columns)
            if margin is not None and margin < _HOPELESS * short:
                break
            stop = self._improve(state, margin, nodes=effort.nodes, proving=True)
            if state.value >= before - 1e-9 and (margin is None or margin < short):
                break  # the same again would find the same
        if not self._is_closed(state) and state.stopped == "gap":
            state.stopped = "effort"
        choice = self._master.choice(state.chosen, state.x)
        return Closed(
            choice, state.value, state.bound, state.slack, state.stopped, state.without_presolve
        )

    def _is_closed(self, state: _State) -> bool:
        return state.value - state.bound <= max(1e-9, self._effort.gap * abs(state.value))

    def _start(self, choice: Choice) -> _State:
        master = self._master
        keys = master.keys(choice)
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

    def _widen(self, margin: float, limit: int) -> float | None:
        """Add the columns within the margin, or within as much of it as the limit allows."""
        margin = max(1e-6, margin)
        for _ in range(_SHRINKS):
            found = near_columns(self._master, self._relaxed.best, margin, limit)
            if found is not None:
                self._master.add(found)
                return margin
            margin *= 0.6
        return None

    def _improve(
        self, state: _State, margin: float | None, *, nodes: int, proving: bool = False
    ) -> bool:
        """One integer programme over the columns that can matter; True to stop altogether."""
        master, look = self._master, self._relaxed.best
        whole = state.value - look.bound
        keep = master.reduced(look) <= (whole if margin is None else min(margin, whole)) + 1e-6
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
            MipLimits(
                (_PROOF if proving else _FINE) * self._effort.gap, nodes,
                self._work.share(proving=proving), self._left(),
            ),
            np.concatenate([state.slack, start]),
            self._stop,
        )
        self._work.left -= answer.checks
        state.without_presolve |= answer.without_presolve
        if answer.x is not None:
            x = np.rint(answer.x[master.slack.count :])
            value, slack = master.value_of(chosen, x)
            if value < state.value - 1e-9:
                used = x > 0
                state.chosen, state.x, state.value, state.slack = chosen[used], x[used], value, slack
        if margin is not None and np.isfinite(answer.bound):
            proven = min(answer.bound, look.bound + margin, state.value)
            state.bound = max(state.bound, proven)
        self._report(state.value, state.bound)
        if answer.stopped in ("interrupted", "seconds"):
            state.stopped = answer.stopped
            return True
        return False


