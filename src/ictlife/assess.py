"""The whole product in one function（評価）. Pure: no clock, no file, no randomness."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar, cast

from ictlife.assessment import Assessment, Rulebook, RuleResult
from ictlife.budget.build import build
from ictlife.budget.row import Budget
from ictlife.checks.run import run
from ictlife.continuity.recover import recover
from ictlife.continuity.recovery import Continuity
from ictlife.lifecycle.need import Projection
from ictlife.lifecycle.project import project
from ictlife.model.estate import Estate
from ictlife.planning.disposal import Departure, departures
from ictlife.planning.period import PlanPeriodAnalysis, plan_periods
from ictlife.planning.planning import Planning, planning
from ictlife.procurement.milestone import Milestone
from ictlife.procurement.trace_back import trace_back
from ictlife.recall import Recall
from ictlife.schedule.place import place
from ictlife.schedule.renewal import Schedule

if TYPE_CHECKING:
    from ictlife.schedule.fit import Watch

T = TypeVar("T")


def assess(
    estate: Estate, rulebook: Rulebook, as_of: date, watch: Watch | None = None, recall: Recall | None = None
) -> Assessment:
    """Compute everything the estate implies on `as_of`（基準日）.

    Args:
        estate: what the municipality has, owes and promised.
        rulebook: the rules that hold in it.
        as_of: the day on which everything is looked at.
        watch: given where the schedule is to be fitted to caps and staff; renewals stand in their due
            months otherwise.
        recall: the results of another estate, of which those that hold here are taken over.
    """
    return Stages(estate, rulebook, as_of, watch, recall).assessment()


class Stages:
    """The stages of an assessment, each computed when it is first asked for（評価の段階）.

    Checks read it as they read an assessment: to try one rule on another estate costs only what it looks at.
    """

    def __init__(
        self,
        estate: Estate,
        rulebook: Rulebook,
        as_of: date,
        watch: Watch | None = None,
        recall: Recall | None = None,
    ) -> None:
        self.estate = estate
        self.rulebook = rulebook
        self.as_of = as_of
        self._watch = watch
        self._recall = recall

    def _computed(self, stage: str, compute: Callable[[Estate], T], *inputs: object) -> T:
        """What a stage gives, taken over where it holds."""
        if self._recall is None:
            return compute(self.estate)
        return self._recall.of(stage, self.estate, (*inputs, self.as_of), compute)

    def assessment(self) -> Assessment:
        """All of them."""
        return Assessment(
            as_of=self.as_of,
            estate=self.estate,
            projection=self.projection,
            schedule=self.schedule,
            continuity=self.continuity,
            milestones=self.milestones,
            budget=self.budget,
            plan_periods=self.plan_periods,
            planning=self.planning,
            departures=self.departures,
            results=self.results,
            rulebook=self.rulebook,
        )

    @cached_property
    def projection(self) -> Projection:
        """更新需要."""
        return self._computed("projection", lambda estate: project(estate, self.as_of))

    @cached_property
    def schedule(self) -> Schedule:
        """更新スケジュール; the optimiser is imported only by whoever asks for it."""
        if self._watch is None:
            return self._computed("schedule", lambda _: place(self.projection), self.projection)
        from ictlife.schedule.fit import fit

        return fit(self.estate, self.projection, self.as_of, self._watch)

    @cached_property
    def budget(self) -> Budget:
        """予算."""
        return self._computed("budget", lambda estate: build(estate, self.schedule, self.as_of), self.schedule)

    @cached_property
    def continuity(self) -> Continuity:
        """復旧見込み."""
        return self._computed("continuity", lambda estate: recover(estate, self.schedule, self.as_of), self.schedule)

    @cached_property
    def milestones(self) -> tuple[Milestone, ...]:
        """調達工程."""
        return self._computed("milestones", lambda estate: trace_back(estate, self.schedule, self.as_of), self.schedule)

    @cached_property
    def plan_periods(self) -> PlanPeriodAnalysis:
        """計画期間の分析."""
        return self._computed("plan_periods", lambda estate: plan_periods(estate, self.schedule), self.schedule)

    @cached_property
    def planning(self) -> Planning:
        """計画."""
        inputs = (self.projection, self.schedule, self.budget.rows)
        return self._computed("planning", lambda estate: planning(estate, *inputs, self.as_of), *inputs)

    @cached_property
    def departures(self) -> tuple[Departure, ...]:
        """機器の引渡し."""
        return self._computed("departures", lambda estate: departures(estate, self.schedule), self.schedule)

    @cached_property
    def results(self) -> tuple[RuleResult, ...]:
        """規則の判定."""
        return run(self.rulebook, cast(Assessment, self))
