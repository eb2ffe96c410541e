"""Fit the schedule to caps and staff（更新時期の最適化）: fill the problem, have it solved, read the answer back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from ictlife.base.finding import Finding
from ictlife.base.reason import Reason
from ictlife.base.ref import Ref
from ictlife.fiscal.month import FiscalYear, Month, MonthSpan
from ictlife.lifecycle.need import Need, Projection
from ictlife.lifecycle.project import successor
from ictlife.model.estate import Estate
from ictlife.model.policy import Goal
from ictlife.optimiser.close import Effort
from ictlife.optimiser.contradictions import Contradiction
from ictlife.optimiser.evaluate import GoalValues
from ictlife.optimiser.optimise import Options, Progress, optimise
from ictlife.optimiser.solution import Relief, Solution, Why
from ictlife.schedule.fill import fill
from ictlife.schedule.place import place
from ictlife.schedule.renewal import CapIncrease, Renewal, Schedule


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
    goal = next(iter(estate.goals.values()), None) or Goal(id="default")
    effort = Effort(gap=goal.gap_permille / 1000, rounds=goal.rounds)
    problem = fill(estate, projection, movable)
    found = optimise(problem, Options(effort), should_stop=watch.should_stop, progress=watch.progress)
    moved = {need.subject for need in movable}
    kept = [renewal for renewal in due_date.renewals if renewal.need.subject not in moved]
    reader = _Reader(estate, projection.horizon, found)
    fitted = [renewal for need in movable for renewal in reader.renewals(need)]
    return Schedule(
        renewals=tuple(sorted([*kept, *fitted], key=lambda each: (each.need.subject.id, each.need.cycle))),
        method="column_generation" if found.method == "optimised" else "greedy",
        status=found.status,
        objective=found.goals.objective,
        bound=found.bound,
        gap_ppm=None if found.gap is None else round(found.gap * 1_000_000),
        goals=goal_values(found.goals),
        due_date_goals=goal_values(found.greedy),
        increases=tuple(reader.increases()),
        findings=tuple(reader.findings()),
    )


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
        path = self.found.choice.get(need.subject.id, ())
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
            code = "other_year_duties" if other.duties > 0 else "other_year"
            if other.year >= len(self.horizon) // 12:
                code = "other_never"
            yield Reason(code, {"fy": fy, "extra": other.extra, "duties": other.duties})

    def _limits_shared(self, need: Need) -> Iterator[Reason]:
        """Limits that have a price and that this group uses."""
        for limit in self.found.binding:
            share = dict(limit.sharers).get(need.subject.id)
            if share:
                others = tuple(Ref("group", id) for id, _ in limit.sharers[:6] if id != need.subject.id)
                params = {"limit": limit.key, "price": round(limit.price * 1000), "share": share, "others": others}
                yield Reason("limit_binds", params, tuple(_refs(limit.key)))

    def increases(self) -> Iterator[CapIncrease]:
        """The least increases with which a choice keeps every cap."""
        for each in self.found.increases:
            for ref in _refs(each.key):
                yield CapIncrease(ref, each.amount, tuple(self._mover(relief) for relief in each.reliefs))

    def _mover(self, relief: Relief) -> tuple[Ref, FiscalYear | None, int]:
        year = None if relief.year is None else self.fy(relief.year)
        return Ref("group", relief.group), year, relief.extra

    def findings(self) -> Iterator[Finding]:
        """Limits exceeded, contradictions taken out, and a solver that was not there."""
        for overrun in self.found.overruns:
            sharers = tuple(Ref("group", id) for id, _ in overrun.sharers)
            for ref in _refs(overrun.key):
                code = "SCH001" if ref.kind == "cap" else "SCH002" if ref.kind == "team" else "SCH003"
                params = {"limit": overrun.key, "amount": overrun.amount, "groups": sharers[:10]}
                yield Finding(code, ref, params, related=sharers)
        for each in self.found.contradictions:
            yield _contradiction(each)
        if self.found.status in ("no-solver", "solver-fault"):
            yield Finding("SCH020", Ref("schedule", "default"), {"status": self.found.status})
        elif self.found.status == "interrupted":
            yield Finding("SCH021", Ref("schedule", "default"), {"status": self.found.status})
        if "presolve-off" in self.found.remarks:
            yield Finding("SCH022", Ref("schedule", "default"), {})


def _refs(key: str) -> Iterator[Ref]:
    """The address a limit's key stands for; a month of staff is `team:*@2027-05`."""
    try:
        yield Ref.parse(key)
    except ValueError:
        return


_CODES = {
    "no-month": "SCH010",
    "pins-differ": "SCH011",
    "pin-refused": "SCH012",
    "pins-against-order": "SCH013",
    "order-cycle": "SCH014",
    "cap-below-base": "SCH015",
    "capacity-below-base": "SCH016",
}


def _contradiction(each: Contradiction) -> Finding:
    groups = tuple(Ref("group", id) for id in each.groups)
    keys = tuple(ref for key in each.keys for ref in _refs(key))
    subject = keys[0] if keys else groups[0] if groups else Ref("schedule", "default")
    params = {"groups": groups, "limits": keys, "amount": each.amount, "kind": each.kind}
    return Finding(_CODES.get(each.kind, "SCH019"), subject, params, related=groups)
