"""What the optimisation answers, as plain data（最適化の結果）."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from ictlife.optimiser.contradictions import Contradiction
from ictlife.optimiser.evaluate import Evaluation, GoalValues, Overrun
from ictlife.optimiser.problem import Choice, Path


@dataclass(frozen=True, slots=True)
class Stage:
    """One goal pursued after those before it were settled（目標の段階）."""

    goal: str
    """order | cap | staff | objective"""
    value: int
    bound: int
    """No choice does better than this, given the stages before."""


@dataclass(frozen=True, slots=True)
class OtherYear:
    """What renewing a group first in another year would cost more（他年度との差）."""

    year: int
    """Fiscal year of the horizon; the number of years when it is not renewed at all."""
    extra: int
    """Yen more at the final prices, what it would displace included; may be slightly negative."""
    duties: int
    """Months of duty missed more."""


@dataclass(frozen=True, slots=True)
class Why:
    """Why a group is renewed when it is（この時期の理由）."""

    group: str
    month: int
    """Month of the first renewal; the number of months when there is none."""
    others: tuple[OtherYear, ...]


@dataclass(frozen=True, slots=True)
class Binding:
    """A limit that has a price: one unit more would save this much（効いている上限）."""

    key: str
    price: float
    """Yen saved by one more yen (cap), person-day (capacity) or month (order)."""
    sharers: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Relief:
    """A group that shares an exceeded cap, and what moving it would cost（超過年度から動かす候補）."""

    group: str
    amount: int
    """What it spends in that year."""
    year: int | None
    """The cheapest other year of its first renewal, None when there is none."""
    extra: int
    duties: int


@dataclass(frozen=True, slots=True)
class Increase:
    """The least increase of a limit with which a choice fits（必要最小の増額）."""

    key: str
    amount: int
    reliefs: tuple[Relief, ...]


@dataclass(frozen=True, slots=True)
class Warm:
    """What a next solve of nearly the same problem starts from（再計算の出発点）."""

    choice: Choice
    columns: tuple[tuple[tuple[str, ...], tuple[Path, ...]], ...]
    prices: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Solution:
    """A choice, what is proven about it, and why（最適化の結果）."""

    choice: Choice
    method: str
    """optimised | greedy"""
    status: str
    """proven: the asked gap is reached. effort: rounds or nodes ran out. interrupted.
    seconds: a time limit cut in. no-solver, solver-fault: the choice is the due-date schedule."""
    evaluation: Evaluation
    greedy: GoalValues
    """The due-date schedule of the same problem."""
    stages: tuple[Stage, ...] = ()
    increases: tuple[Increase, ...] = ()
    conflict: tuple[str, ...] = ()
    """Limits that together leave no room, when caps had to be exceeded."""
    binding: tuple[Binding, ...] = ()
    whys: tuple[Why, ...] = ()
    contradictions: tuple[Contradiction, ...] = ()
    remarks: tuple[str, ...] = ()
    """presolve-off: the solver called a feasible programme infeasible and was asked again."""
    warm: Warm | None = field(default=None, repr=False, compare=False)

    @property
    def goals(self) -> GoalValues:
        """Every goal's value（目標値）."""
        return self.evaluation.goals

    @property
    def overruns(self) -> tuple[Overrun, ...]:
        """Limits exceeded, by how much and by whom（超過）."""
        return self.evaluation.overruns

    @property
    def bound(self) -> int | None:
        """No choice with these overruns costs less（下界）."""
        return self.stages[-1].bound if self.stages else None

    @property
    def gap(self) -> float | None:
        """(value - bound) / value of the last stage; None without a bound（ギャップ）."""
        if not self.stages:
            return None
        last = self.stages[-1]
        return max(0, last.value - last.bound) / max(1, abs(last.value))

    @property
    def saving(self) -> int:
        """Yen saved against the due-date schedule, negative when keeping limits costs more（節減額）."""
        return self.greedy.objective - self.goals.objective
