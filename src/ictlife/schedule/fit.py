"""Fit the schedule to caps and staff（更新時期の最適化）: fill the problem, have it solved, read the answer back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from ictlife.base.reason import Reason
from ictlife.base.ref import Ref
from ictlife.base.yen import Yen
from ictlife.fiscal.month import FiscalYear, Month, MonthSpan
from ictlife.lifecycle.need import Need, Projection
from ictlife.lifecycle.project import successor
from ictlife.model.estate import Estate
from ictlife.model.policy import Goal
from ictlife.optimiser.close import Effort
from ictlife.optimiser.contradictions import Contradiction, contradictions, without
from ictlife.optimiser.evaluate import GoalValues, evaluate
from ictlife.optimiser.greedy import greedy_choice
from ictlife.optimiser.optimise import Options, Progress, optimise
from ictlife.optimiser.problem import Problem
from ictlife.optimiser.solution import OtherYear, Relief, Solution, Why
from ictlife.schedule.breaches import breaches
from ictlife.schedule.fill import fill
from ictlife.schedule.in_time import in_time
from ictlife.schedule.limit import Limit
from ictlife.schedule.place import place
from ictlife.schedule.renewal import CapIncrease, Renewal, Schedule

_LIMITS_SHOWN = 6


@dataclass(frozen=True, slots=True)
class Watch:
    """How a long computation is watched and stopped（途中経過と中断）; silent and endless by default."""

    progress: Callable[[Progress], None] | None = None
    should_stop: Callable[[], bool] | None = None


def fit(estate: Estate, projection: Projection, as_of: date, watch: Watch | None = None) -> Schedule:
    """The best schedule that keeps caps, staff, order and duties as far as they can be kept.

    Renewals whose stated month has passed cannot move; they stand where they were stated.
    """
    watch = watch or Watch()
    due_date = place(projection)
    movable = tuple(
        need
        for need in projection.needs
        if need.cycle == 1 and need.window.until >= Month.of(as_of) and need.due <= projection.horizon.until
    )
    if not movable:
        return due_date
    movable, without_month = _with_month(estate, projection, in_time(estate, movable, as_of), as_of)
    problem = fill(estate, projection, movable, as_of)
    found = _solved(problem, _options(estate), watch)
    found = replace(found, contradictions=(*without_month, *found.contradictions))
    moved = {need.subject for need in movable if need.subject.id in found.choice}
    kept = [renewal for renewal in due_date.renewals if renewal.need.subject not in moved]
    reader = _Reader(estate, projection.horizon, found)
    fitted = [renewal for need in movable if need.subject in moved for renewal in reader.renewals(need)]
    return Schedule(
        renewals=tuple(sorted([*kept, *fitted], key=lambda each: (each.need.subject.id, each.need.cycle))),
        method="column_generation" if found.goals.rank < found.greedy.rank or found.method == "optimised" else "greedy",
        status=found.status,
        objective=found.goals.objective,
        bound=found.bound,
        gap_ppm=None if found.gap is None else round(found.gap * 1_000_000),
        goals=goal_values(found.goals),
        due_date_goals=goal_values(found.greedy),
        bounds=_bounds(found),
        due_date_years=_due_date_years(projection, problem),
        increases=tuple(reader.increases()),
        findings=tuple(breaches(estate, found)),
    )


def _options(estate: Estate) -> Options:
    goal = next(iter(estate.goals.values()), None) or Goal(id="default")
    return Options(Effort(gap=goal.gap_permille / 1000, rounds=goal.rounds))


def _with_month(
    estate: Estate, projection: Projection, movable: tuple[Need, ...], as_of: date
) -> tuple[tuple[Need, ...], tuple[Contradiction, ...]]:
    """The needs that have a month at all. The others stand where they are due: what they cost there is committed."""
    found = contradictions(fill(estate, projection, movable, as_of))
    without = tuple(each for each in found if each.kind == "no-month")
    gone = {group for each in without for group in each.groups}
    return tuple(need for need in movable if need.subject.id not in gone), without


def _solved(problem: Problem, options: Options, watch: Watch) -> Solution:
    """The best choice. Caps come before staff and do not depend on it, so they are settled first, without it."""
    warm = None
    if problem.caps and problem.capacities:
        free, unexplained = replace(problem, capacities=()), replace(options, explain=False)
        warm = optimise(free, unexplained, should_stop=watch.should_stop, progress=watch.progress).warm
    return optimise(problem, options, warm=warm, should_stop=watch.should_stop, progress=watch.progress)


def _bounds(found: Solution) -> dict[str, int]:
    """What is proven of each goal. Duties bind no two groups together: every group is held to its own least."""
    if not found.stages:
        return {}
    kept = {goal: 0 for goal in ("order", "cap", "staff") if getattr(found.goals, goal) == 0}
    return {"duties": found.goals.duties} | kept | {stage.goal: stage.bound for stage in found.stages}


def _due_date_years(projection: Projection, problem: Problem) -> dict[FiscalYear, Yen]:
    """What the due-date schedule costs by fiscal year."""
    clean = without(problem, contradictions(problem))
    years = evaluate(clean, greedy_choice(clean)).years
    return {projection.horizon.first.fy + number: amount for number, amount in enumerate(years)}


def goal_values(values: GoalValues) -> dict[str, int]:
    """Every goal by name（目標値）."""
    names = ("duties", "order", "cap", "staff", "objective", "cost", "risk", "peak", "swing", "moves")
    return {name: getattr(values, name) for name in names}


@dataclass
class _Reader:
    """Reads a solution back in months, refs and reasons."""

    estate: Estate
    horizon: MonthSpan
    found: Solution

    def month(self, index: int) -> Month:
        return self.horizon.first + index

    def fy(self, year: int) -> FiscalYear:
        return self.horizon.first.fy + year

    def renewals(self, need: Need) -> Iterator[Renewal]:
        """The renewals of one group, each cycle counted from where the one before was placed."""
        path = self.found.choice[need.subject.id]
        group = self.estate.groups[need.subject.id]
        each: Need | None = need
        for index in path:
            if each is None:
                return
            month = self.month(index)
            yield Renewal(each, month, self._reason(each, month))
            each = successor(self.estate, group, each.cycle + 1, month)

    def _reason(self, need: Need, month: Month) -> Reason:
        because = [need.reason]
        if need.cycle == 1:
            why = next((each for each in self.found.whys if each.group == need.subject.id), None)
            because += self._alternatives(why, month) if why else ()
            because += self._limits_shared(need)
        code = "optimised_when_due" if month == need.due else "optimised"
        params = {"month": month, "due": need.due, "earliest": need.window.first, "latest": need.window.until}
        return Reason(code, params, because=tuple(because))

    def _alternatives(self, why: Why, month: Month) -> Iterator[Reason]:
        """What renewing in another year would cost more: why here, and why not there."""
        for other in why.others:
            fy = self.fy(other.year)
            if fy == month.fy:
                continue
            yield Reason(self._code(other), {"fy": fy, "extra": other.extra, "duties": other.duties})

    def _code(self, other: OtherYear) -> str:
        if other.year >= len(self.horizon) // 12:
            return "other_never"
        if other.duties > 0:
            return "other_year_duties"
        return "other_year" if other.extra > 0 else "other_year_even"

    def _limits_shared(self, need: Need) -> Iterator[Reason]:
        """Limits that have a price and that this group uses, the dearest first."""
        shared = [each for each in self.found.binding if need.subject.id in dict(each.sharers)]
        for each in shared[:_LIMITS_SHOWN]:
            limit, share = Limit.parse(each.key), dict(each.sharers)[need.subject.id]
            others = tuple(Ref("group", id) for id, _ in each.sharers if id != need.subject.id)[:_LIMITS_SHOWN]
            params: dict[str, object] = {"share": share, "others": others, "count": len(each.sharers) - 1}
            if limit.month is not None:
                yield Reason("staff_binds", params | {"month": limit.month, "saving": round(each.price)})
            elif limit.ref.kind == "cap":
                cap = self.estate.caps[limit.ref.id]
                saving = round(each.price * 1_000_000)
                yield Reason("cap_binds", params | {"fy": cap.fiscal_year, "saving": saving}, (cap.ref(),))

    def increases(self) -> Iterator[CapIncrease]:
        """The least increases with which a choice keeps every cap."""
        for each in self.found.increases:
            movers = tuple(self._mover(relief) for relief in each.reliefs)
            yield CapIncrease(Limit.parse(each.key).ref, each.amount, movers)

    def _mover(self, relief: Relief) -> tuple[Ref, FiscalYear | None, int]:
        year = None if relief.year is None else self.fy(relief.year)
        return Ref("group", relief.group), year, relief.extra
