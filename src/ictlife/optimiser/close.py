"""From the relaxation to a choice whose gap is proven（整数解と最適性の証明）.

The columns near the least cost go into an integer programme. What it proves over them, and what any
column left out would cost at least, together bound the optimum.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from ictlife.optimiser.arrays import Floats, Longs
from ictlife.optimiser.branching import YearEnds, branched, settled, year_ends
from ictlife.optimiser.colgen import Relaxed
from ictlife.optimiser.master import Master
from ictlife.optimiser.near import near_columns
from ictlife.optimiser.problem import Choice
from ictlife.optimiser.solve import INFINITY, MipAnswer, MipLimits, solve_mip

_POLISH = 0.3
"""Share of what is open that the columns of a search for a better choice may cost more."""
_POLISH_PARTS = (12, 4)
"""It takes a twelfth of the columns at most; a quarter where that helped and much is still open."""
_POLISH_NODES = 50
_SHRINKS = 24
_HOPELESS = 0.05
"""A margin this small against what is open can prove nothing worth the work."""
_PROOF, _FINE = 0.8, 0.1
"""Share of the asked gap at which a programme stops: a better choice is worth more than its proof."""
_FAR = 0.02
"""A choice further above the bound than this share of it says nothing about the margin needed."""
_FIRST = 3_000
"""Columns of the first programme of a stage: what earlier stages left is more than it needs."""
_PROOF_PART = 3
"""The proof tries a third of the columns at most, before it takes all."""


@dataclass(frozen=True, slots=True)
class Effort:
    """How hard to try（計算量の上限）."""

    gap: float = 1e-4
    rounds: int = 60
    columns: int = 20_000
    nodes: int = 2_000
    passes: int = 2
    checks: int = 2_000
    """Of the integer programmes of the whole run together, see `MipLimits.checks`."""


@dataclass(slots=True)
class Work:
    """What is left of the checks: every programme takes from the same store（残りの計算量）."""

    left: int

    def share(self, *, proving: bool) -> int:
        """Half of what is left for a proof, less to look for a better choice; never nothing."""
        return max(10, self.left // 2 if proving else min(self.left // 5, 120))


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
    by_year: float = INFINITY
    """The least cost with only the years settled: over those columns, or more, no bound by year is higher."""
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
        for part in _POLISH_PARTS:
            if stop or self._is_closed(state):
                break
            # a better choice first, over few columns: the proof then needs fewer
            near = min(_POLISH * (state.value - state.bound), _FAR * abs(self._relaxed.best.bound))
            margin = self._widen(near, effort.columns // part)
            if margin is None:
                break
            before = state.value
            stop = self._improve(state, margin, nodes=_POLISH_NODES)
            far = state.value - state.bound > _FAR * abs(state.bound)
            if not far or state.value >= before - 1e-9:
                break
        for part in (_PROOF_PART, *[1] * effort.passes):
            if stop or self._is_closed(state) or not self._prove(state, effort.columns // part):
                break
        if not self._is_closed(state) and state.stopped == "gap":
            state.stopped = "effort"
        choice = self._master.choice(state.chosen, state.x)
        return Closed(
            choice, state.value, state.bound, state.slack, state.stopped, state.without_presolve
        )

    def _is_closed(self, state: _State) -> bool:
        return self._may_close(state, state.bound)

    def _may_close(self, state: _State, bound: float) -> bool:
        return state.value - bound <= max(1e-9, self._effort.gap * abs(state.value))

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
            margin *= 0.8
        return None

    def _prove(self, state: _State, most: int) -> bool:
        """One pass over the columns that may be in a better choice, at most `most`; False: no other pass."""
        effort, before = self._effort, state.value
        short = state.value - self._relaxed.best.bound - _PROOF * effort.gap * abs(state.value)
        margin = self._widen(short, most)
        if margin is not None:
            if margin < _HOPELESS * short:
                return False
            if self._may_close(state, state.by_year) and self._by_year(state, margin):
                return False
            if self._is_closed(state) or state.bound >= self._relaxed.best.bound + margin - 1e-9:
                return margin < short and most < effort.columns  # only more columns prove more
            if margin < short and most < effort.columns:
                return True  # a better choice, found among few, needs fewer for the proof
        if self._improve(state, margin, nodes=effort.nodes, proving=True):
            return False
        return state.value < before - 1e-9  # else the same again would find the same

    def _by_year(self, state: _State, margin: float) -> bool:
        """Settle only the year of each first renewal, then the rest in these years; True to stop altogether.

        The first bounds the cost, often closely enough; the second is a good choice.
        """
        master, slacks = self._master, self._master.slack.count
        chosen, used = self._within(state, margin)
        ends = self._year_ends(chosen)
        columns, limits = master.columns(chosen), master.limits()
        wide, rows, is_end = branched(columns, limits, ends, slacks)
        start = np.concatenate([state.slack, used, ends.reached(used)])
        answer = solve_mip(wide, is_end, rows, self._limits(self._effort.nodes, proving=True), start, self._stop)
        if self._learn(state, answer, margin) or answer.x is None or answer.objective >= state.value - 1e-9:
            return state.stopped != "gap"
        state.by_year = min(state.by_year, answer.objective)
        reached = np.rint(answer.x[columns.count :])
        tall, rows = settled(columns, limits, ends, reached, slacks)
        is_path = np.arange(tall.count) >= slacks
        # where little may be overrun there may be no choice in these years
        tried = replace(self._limits(_POLISH_NODES), solvable=False)
        answer = solve_mip(tall, is_path, rows, tried, None, self._stop)
        if answer.x is not None:
            self._take(state, chosen, np.rint(answer.x[slacks:]))
        return self._learn(state, answer, None)

    def _limits(self, nodes: int, *, proving: bool = False) -> MipLimits:
        share = _PROOF if proving else _FINE
        work = self._work.share(proving=proving)
        return MipLimits(share * self._effort.gap, nodes, work, self._left(), searching=not proving)

    def _year_ends(self, chosen: Longs) -> YearEnds:
        master = self._master
        listed = chosen.tolist()
        return year_ends(master.model, [master.block[c] for c in listed], [master.path[c] for c in listed])

    def _within(self, state: _State, margin: float | None) -> tuple[Longs, Floats]:
        """The columns within the margin and within what a better choice may cost, and how often each is used."""
        look = self._relaxed.best
        reduced = self._master.reduced(look)
        if margin is None and len(reduced) > _FIRST:
            margin = float(np.partition(reduced, _FIRST)[_FIRST])
        whole = state.value - look.bound
        keep = reduced <= (whole if margin is None else min(margin, whole)) + 1e-6
        keep[state.chosen] = True
        chosen = np.flatnonzero(keep)
        used = np.zeros(len(chosen))
        used[np.searchsorted(chosen, state.chosen)] = state.x
        return chosen, used

    def _improve(self, state: _State, margin: float | None, *, nodes: int, proving: bool = False) -> bool:
        """One integer programme over the columns that can matter; True to stop altogether."""
        master = self._master
        chosen, used = self._within(state, margin)
        columns, rows, start = master.columns(chosen), master.limits(), np.concatenate([state.slack, used])
        slacks, paths = master.slack.count, len(chosen)
        if margin is not None:
            ends = self._year_ends(chosen)
            columns, rows, _ = branched(columns, rows, ends, slacks)
            start = np.concatenate([start, ends.reached(used)])
        limits, is_whole = self._limits(nodes, proving=proving), np.arange(columns.count) >= slacks
        answer = solve_mip(columns, is_whole, rows, limits, start, self._stop)
        if answer.x is not None:
            self._take(state, chosen, np.rint(answer.x[slacks : slacks + paths]))
        return self._learn(state, answer, margin)

    def _take(self, state: _State, chosen: Longs, x: Floats) -> None:
        """Keep the choice where it is better."""
        value, slack = self._master.value_of(chosen, x)
        if value < state.value - 1e-9:
            used = x > 0
            state.chosen, state.x, state.value, state.slack = chosen[used], x[used], value, slack

    def _learn(self, state: _State, answer: MipAnswer, margin: float | None) -> bool:
        """What the programme proves, over its columns and with those left out; True to stop altogether."""
        self._work.left -= answer.checks
        state.without_presolve |= answer.without_presolve
        if margin is not None and np.isfinite(answer.bound):
            proven = min(answer.bound, self._relaxed.best.bound + margin, state.value)
            state.bound = max(state.bound, proven)
        self._report(state.value, state.bound)
        if answer.stopped in ("interrupted", "seconds"):
            state.stopped = answer.stopped
            return True
        return False
