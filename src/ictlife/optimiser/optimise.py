"""The optimised schedule: stages of goals, each by column generation（更新計画の最適化）.

First everything at once, overruns at a high price. If that choice keeps every limit, the goals above cost are
settled at nothing and its bound is the bound. Else the goals are pursued one after the other:
order, caps, staff, then cost. Duties missed come before all and bind no two groups together, so
every group is held to its own least from the start.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

import numpy as np

from ictlife.optimiser import explain
from ictlife.optimiser.arrays import Model
from ictlife.optimiser.close import Closed, Closer, Effort, Work
from ictlife.optimiser.colgen import Relaxed, generate
from ictlife.optimiser.contradictions import Contradiction, contradictions, without
from ictlife.optimiser.evaluate import evaluate
from ictlife.optimiser.greedy import greedy_choice
from ictlife.optimiser.joint import JointPath
from ictlife.optimiser.master import Look, Master
from ictlife.optimiser.problem import Choice, Problem, path_is_allowed
from ictlife.optimiser.rows import Aim
from ictlife.optimiser.solution import Solution, Stage, Warm
from ictlife.optimiser.solve import INFINITY, SolverFault, SolverMissing

_DEAR = 100.0
_SOME = 1e-4

Clock = Callable[[], float]


@dataclass(frozen=True, slots=True)
class Progress:
    """Where the solve stands（途中経過）."""

    stage: str
    rounds: int
    gap: float | None
    """Of the best choice so far against the best bound so far; None before both exist."""


@dataclass(frozen=True, slots=True)
class Options:
    """How far to go（計算の設定）; `seconds` needs a clock and is only ever a last resort."""

    effort: Effort = field(default_factory=Effort)
    seconds: float = INFINITY
    explain: bool = True


class _Stop(Exception):
    """Leave with the best choice so far."""


def optimise(
    problem: Problem,
    options: Options | None = None,
    *,
    warm: Warm | None = None,
    clock: Clock | None = None,
    should_stop: Callable[[], bool] | None = None,
    progress: Callable[[Progress], None] | None = None,
) -> Solution:
    """Find the best choice, prove how good it is and say why（最適な更新計画を求める）.

    Always answers: contradictions are taken out and named, without a solver the due-date schedule is
    returned and marked, and an interrupt returns the best choice so far.
    """
    found = contradictions(problem)
    clean = _clean(problem, found)
    choice = greedy_choice(clean)
    run = _Run(clean, options or Options(), choice, found)
    run.clock, run.should_stop, run.report = clock, should_stop, progress
    run.began = clock() if clock is not None else 0.0
    try:
        return run.go(warm)
    except SolverMissing:
        return run.fallback("no-solver")
    except SolverFault:
        return run.fallback("solver-fault")


def _clean(problem: Problem, found: tuple[Contradiction, ...]) -> Problem:
    while True:
        smaller = without(problem, found)
        if smaller == problem:
            return problem
        problem, found = smaller, contradictions(smaller)


class _Run:
    """One solve: the best choice so far and what is proven（一回の求解）."""

    def __init__(
        self, problem: Problem, options: Options, greedy: Choice, found: tuple[Contradiction, ...]
    ) -> None:
        self.problem, self.options, self.found = problem, options, found
        self.greedy = evaluate(problem, greedy)
        self.choice, self.value = greedy, self.greedy
        self.start = greedy
        self.method, self.status = "greedy", "effort"
        self.stages: list[Stage] = []
        self.remarks: set[str] = set()
        self.conflict: tuple[str, ...] = ()
        self.look: Look | None = None
        self.master: Master | None = None
        self.clock: Clock | None = None
        self.should_stop: Callable[[], bool] | None = None
        self.report: Callable[[Progress], None] | None = None
        self.began = 0.0
        self.work = Work(options.effort.checks)
        self.stage, self.rounds = "objective", 0
        self.open = False

    # the way ----------------------------------------------------------------------------------------

    def go(self, warm: Warm | None) -> Solution:
        try:
            self._solve(warm)
        except _Stop:
            pass
        except KeyboardInterrupt:
            self.status = "interrupted"
        return self._solution()

    def fallback(self, status: str) -> Solution:
        self.choice, self.value, self.method, self.status = self.start, self.greedy, "greedy", status
        self.stages, self.look = [], None
        return self._solution()

    def _solve(self, warm: Warm | None) -> None:
        if not self.problem.groups:
            self.method, self.status = "optimised", "proven"
            return
        master = self.master = Master(Model(self.problem), Aim(0.0, 0.0, 0.0, 0.0))
        aim = self._priced_aim(master)
        master.set_aim(aim, {})
        master.add(self._starts(master, warm))
        self.choice = master.repaired(self.choice)
        self.value = evaluate(self.problem, self.choice)
        look = self._warm_look(master, warm)
        relaxed = self._relax("objective", self.options.effort, look)
        if relaxed.last.overrun < _SOME:
            # the bound at low prices of overruns holds at high ones: a choice just over a limit must not pass
            dear = replace(aim, order=_DEAR * aim.order, cap=_DEAR * aim.cap, staff=_DEAR * aim.staff)
            master.aim = dear
            closed = self._close("objective", self.options.effort, relaxed)
            goals = self.value.goals
            if goals.order == goals.cap == goals.staff == 0:
                self._settle("objective", goals.objective, closed.bound)
                return
        self._by_stages(master, aim)

    def _by_stages(self, master: Master, aim: Aim) -> None:
        budget: dict[str, float] = {}
        exact = replace(self.options.effort, gap=0.0)
        weights = {
            "order": Aim(0.0, 1.0, 0.0, 0.0),
            "cap": Aim(0.0, 0.0, 1.0, 0.0),
            "staff": Aim(0.0, 0.0, 0.0, 1.0),
        }
        units = {"order": 1.0, "cap": master.rows.scale, "staff": 1.0}
        for goal, weight in weights.items():
            master.set_aim(weight, budget)
            if getattr(self.value.goals, goal) == 0:
                budget[goal] = self._counted(master)
                self.stages.append(Stage(goal, 0, 0))
                continue
            closed = self._pursue(goal, exact if goal != "staff" else self.options.effort)
            value = getattr(self.value.goals, goal)
            self._settle(goal, value, closed.bound * units[goal] / master.rows.scale)
            if goal == "cap" and self.look is not None:
                self.conflict = explain.conflict(master, self.look)
            budget[goal] = self._counted(master)
            master.set_aim(weight, budget)
        master.set_aim(Aim(1.0, 0.0, 0.0, 0.0, aim.peak, aim.swing), budget)
        closed = self._pursue("objective", self.options.effort)
        self._settle("objective", self.value.goals.objective, closed.bound)

    def _counted(self, master: Master) -> float:
        """What the best choice uses of the present stage's goal by the search's rates, which may differ from the
        evaluator's yen: the next stage must not find it out of reach."""
        keys = master.keys(self.choice)
        master.add(keys)
        times = Counter(master.index_of(*key) for key in keys)
        chosen = np.array(sorted(each for each in times if each is not None), dtype=np.int64)
        value, _ = master.value_of(chosen, np.array([float(times[each]) for each in chosen.tolist()]))
        return value

    def _pursue(self, goal: str, effort: Effort) -> Closed:
        return self._close(goal, effort, self._relax(goal, effort, None))

    def _relax(self, goal: str, effort: Effort, warm: Look | None) -> Relaxed:
        master = self.master
        assert master is not None
        self.stage = goal
        relaxed = generate(master, effort.rounds, effort.gap / 10 + 1e-9, self._pause, warm)
        self.look, self.rounds = relaxed.best, self.rounds + relaxed.rounds
        self._check(relaxed)
        return relaxed

    def _close(self, goal: str, effort: Effort, relaxed: Relaxed) -> Closed:
        master = self.master
        assert master is not None
        closer = Closer(master, relaxed, effort, self._stops, self._seconds_left, self._pause, self.work)
        closed = closer.close(self.choice)
        if closed.without_presolve:
            self.remarks.add("presolve-off")
        value = evaluate(self.problem, closed.choice)
        if self.method == "greedy" or value.goals.rank <= self.value.goals.rank:
            self.choice, self.value, self.method = closed.choice, value, "optimised"
        if closed.stopped in ("interrupted", "seconds"):
            self.status = self.status if self.status == "interrupted" else closed.stopped
        return closed

    def _settle(self, goal: str, value: int, bound: float) -> None:
        scale = self.master.rows.scale if self.master is not None else 1.0
        low = min(value, int(np.floor(bound * scale + 1e-9 * abs(value) + 1e-3)))
        self.stages.append(Stage(goal, value, low))
        asked = max(1.0, self.options.effort.gap * abs(value))  # the last yen is rounding
        self.open = self.open or value - low > asked
        if self.status == "effort" and goal == "objective" and not self.open:
            self.status = "proven"

    # starting -----------------------------------------------------------------------------------------

    def _priced_aim(self, master: Master) -> Aim:
        """Overruns at prices far above what keeping limits can cost."""
        goals, scale = self.problem.goals, master.rows.scale
        cost = max(1.0, abs(self.greedy.goals.cost) / scale)
        each = cost / max(1, len(self.problem.groups))
        days = sum(map(sum, self.greedy.effort.values()))
        day = 10.0 * cost / max(1.0, float(days))
        return Aim(1.0, each, 10.0, day, goals.peak_permille / 1000, goals.swing_permille / 1000)

    def _starts(self, master: Master, warm: Warm | None) -> Iterator[tuple[int, JointPath]]:
        if warm is not None and self._fits(warm.choice):
            self.choice, self.value = warm.choice, evaluate(self.problem, warm.choice)
        yield from master.keys(self.start)
        yield from master.keys(self.choice)
        at = {
            tuple(master.model.members[t][0] for t in block.types): b
            for b, block in enumerate(master.model.blocks)
        }
        for names, paths in warm.columns if warm is not None else ():
            if names in at and all(
                path_is_allowed(self.problem, self.problem.by_id[g], p)
                for g, p in zip(names, paths, strict=True)
            ):
                yield at[names], paths

    def _fits(self, choice: Choice) -> bool:
        return all(
            g.id in choice and path_is_allowed(self.problem, g, choice[g.id]) for g in self.problem.groups
        ) and len(choice) == len(self.problem.groups)

    def _warm_look(self, master: Master, warm: Warm | None) -> Look | None:
        if warm is None:
            return None
        price = np.array([warm.prices.get(key, 0.0) for key in explain.row_keys(master)])
        return master.look(price)

    # stopping -----------------------------------------------------------------------------------------

    def _seconds_left(self) -> float:
        if self.clock is None:
            return INFINITY
        return self.options.seconds - (self.clock() - self.began)

    def _pause(self, value: float, bound: float) -> bool:
        if self.report is not None:
            gap = (value - bound) / max(1e-9, abs(value))
            self.report(Progress(self.stage, self.rounds, min(1.0, max(0.0, gap))))
        if self._stops():
            return True
        if self._seconds_left() <= 0:
            self.status = "seconds"
            return True
        return False

    def _stops(self) -> bool:
        if self.should_stop is not None and self.should_stop():
            self.status = "interrupted"
        return self.status == "interrupted"

    def _check(self, relaxed: Relaxed) -> None:
        if not relaxed.converged and self.status in ("interrupted", "seconds"):
            scale = self.master.rows.scale if self.master is not None else 1.0
            goals = self.value.goals
            kept = goals.order == goals.cap == goals.staff == 0
            if self.stage == "objective" and not self.stages and kept:
                self.stages.append(
                    Stage("objective", self.value.goals.objective, int(relaxed.best.bound * scale))
                )
            raise _Stop

    # answering ----------------------------------------------------------------------------------------

    def _solution(self) -> Solution:
        master, look = self.master, self.look
        solution = Solution(
            self.choice, self.method, self.status, self.value, self.greedy.goals,
            tuple(self.stages), contradictions=self.found, remarks=tuple(sorted(self.remarks)),
        )  # fmt: skip
        if master is None or look is None or self.method == "greedy":
            return solution
        return self._explained(solution, master, look)

    def _explained(self, solution: Solution, master: Master, look: Look) -> Solution:
        reasons = explain.whys(master, look, self.choice) if self.options.explain else ()
        return replace(
            solution,
            conflict=self.conflict,
            binding=explain.binding(master, look, self.problem, self.choice),
            whys=reasons,
            increases=explain.increases(self.value, [c.key for c in self.problem.caps], reasons),
            warm=self._warm(master, look),
        )

    def _warm(self, master: Master, look: Look) -> Warm:
        keys = explain.row_keys(master)
        kept = np.flatnonzero(master.reduced(look) < 0.02 * abs(look.bound) / max(1, master.count))
        columns = tuple(
            (
                tuple(master.model.members[t][0] for t in master.model.blocks[master.block[c]].types),
                master.path[c],
            )
            for c in kept.tolist()
        )
        prices = {key: float(look.price[r]) for r, key in enumerate(keys) if look.price[r] > 0}
        return Warm(dict(self.choice), columns, prices)

