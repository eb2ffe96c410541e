"""Which plan period suits the cycles（計画期間の分析）: for each start year and length, how the renewals fall in it.

A plan cannot carry well what is renewed in its first year (its money was asked for before the plan was
made) or in its last (its successor is being written). So each candidate counts those, and follows the main
renewals over three generations: with a length that the cycle divides they stay in the same plan year. It
also counts the years left open after, or shared with, the plan before; main renewals that were designed
before the plan was there to guide them; and superior plans that change inside it（原典 第1章4）.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ictlife.base.ref import Ref
from ictlife.base.unreadable import Unreadable
from ictlife.fiscal.month import FiscalSpan, FiscalYear, Month
from ictlife.fiscal.wareki import read_when
from ictlife.lifecycle.project import in_service
from ictlife.model.asset import Group, RenewalStatus
from ictlife.model.estate import Estate
from ictlife.model.plan import Plan, PlanLevel
from ictlife.schedule.renewal import Schedule

LENGTHS = (3, 4, 5, 6)
"""Lengths of a plan in fiscal years that are considered."""

GENERATIONS = 3
DESIGN_MONTHS = 24
"""How long before going into service a renewal is designed (requirements stand 24 to 30 months before)."""
MAYORAL_YEARS = 4
"""A mayor's term（地方自治法140条）, to which some superior plans are tied."""
CRITERIA = (
    "seam_years",
    "main_drifting",
    "main_undesigned",
    "main_at_edge",
    "parents_off",
    "drifting",
    "at_edge",
)
"""What candidates are compared by, most important first; less is better in each."""
_MOST_MAIN = 10
_YEARS_AROUND = 2


@dataclass(frozen=True, slots=True)
class MainRenewal:
    """Where a main group's renewals fall in one candidate（主な更新の位置）.

    `plan_years` are the years, 1 being the first, of this plan and of those of equal length after it in
    which three successive renewals fall; `drift` is by how many years the third is off the first.
    """

    subject: Ref
    month: Month
    plan_years: tuple[int, ...]

    @property
    def drift(self) -> int:
        """Years between the places of the first and the last generation."""
        return self.plan_years[-1] - self.plan_years[0]


@dataclass(frozen=True, slots=True)
class PlanPeriod:
    """One candidate period（計画期間の案）."""

    years: FiscalSpan
    by_year: tuple[int, ...]
    drifting: int
    main: tuple[MainRenewal, ...]
    plan: Ref | None
    seam_years: int = 0
    """Years left open after the plan before, or shared with it."""
    parents_off: int = 0
    """Superior plans that end inside it."""
    is_mayoral: bool = False
    """Whether it runs with the mayor's term, as a superior plan does."""

    @property
    def in_first_year(self) -> int:
        """Renewals in the first year."""
        return self.by_year[0]

    @property
    def in_last_year(self) -> int:
        """Renewals in the last year."""
        return self.by_year[-1]

    @property
    def main_at_edge(self) -> int:
        """Main renewals in the first or last year."""
        return sum(each.plan_years[0] in (1, len(self.years)) for each in self.main)

    @property
    def at_edge(self) -> int:
        """Renewals in the first or last year."""
        return self.in_first_year + self.in_last_year

    @property
    def main_undesigned(self) -> int:
        """Main renewals inside it that were designed before it began."""
        inside = (each.month for each in self.main if each.month.fy in self.years)
        return sum((month + -DESIGN_MONTHS).fy not in self.years for month in inside)

    @property
    def scores(self) -> tuple[int, ...]:
        """How it does by each of `CRITERIA`."""
        return tuple(getattr(self, name) for name in CRITERIA)

    @property
    def main_drifting(self) -> int:
        """Main groups whose renewals change their place from plan to plan."""
        return sum(len(set(each.plan_years)) > 1 for each in self.main)


@dataclass(frozen=True, slots=True)
class PlanPeriodAnalysis:
    """All candidates, in order of start and length（計画期間の分析）.

    `groups` is how many groups were counted, `main` the groups followed by name, `next_start` the year in
    which the plan after the latest one is due.
    """

    candidates: tuple[PlanPeriod, ...] = ()
    groups: int = 0
    main: tuple[Ref, ...] = ()
    next_start: FiscalYear | None = None

    @property
    def next_ranked(self) -> tuple[PlanPeriod, ...]:
        """Candidates for the next plan, best first: those that begin when it is due."""
        return tuple(each for each in self.ranked if each.years.first == self.next_start)

    @property
    def ranked(self) -> tuple[PlanPeriod, ...]:
        """Candidates, best first by `CRITERIA` in their order; of equals the longest, then the earliest."""
        return tuple(sorted(self.candidates, key=_rank))

    def of(self, plan: Plan) -> PlanPeriod | None:
        """The candidate with this plan's period."""
        return next((each for each in self.candidates if each.years == plan.period), None)


def _rank(each: PlanPeriod) -> tuple[int, ...]:
    return (*each.scores, -len(each.years), each.years.first.start_year)


@dataclass(frozen=True, slots=True)
class _Rhythm:
    """Known and planned months, then every cycle after the last（更新の周期）. Many groups share one."""

    months: tuple[Month, ...]
    cycle: int

    def from_year(self, fy: FiscalYear, count: int) -> tuple[Month, ...]:
        """`count` renewals from the first in or after `fy`."""
        later = [month for month in self.months if month.fy >= fy]
        last = self.months[-1]
        while len(later) < count:
            last = last + self.cycle
            if last.fy >= fy:
                later.append(last)
        return tuple(later[:count])

    def within(self, years: FiscalSpan) -> Iterator[Month]:
        """The renewals in `years`."""
        most = 12 * len(years) // max(1, self.cycle) + 2
        return (month for month in self.from_year(years.first, most) if month.fy in years)


@dataclass(frozen=True, slots=True)
class _Line:
    """One group's renewals（更新単位の更新時期）."""

    group: Group
    rhythm: _Rhythm


def plan_periods(estate: Estate, schedule: Schedule) -> PlanPeriodAnalysis:
    """Every start year around the town's own plans × every length; nothing where it has no plan."""
    plans = [plan for plan in estate.plans.values() if plan.level is PlanLevel.INFORMATION]
    lines = [line for line in (_line(estate, schedule, group) for group in estate.groups.values()) if line]
    if not plans or not lines:
        return PlanPeriodAnalysis()
    main = _main(estate, lines)
    first = max(plans, key=lambda plan: plan.first_year)
    starts = range(-_YEARS_AROUND, len(first.period) + _YEARS_AROUND + 1)
    frame = _Frame.of(estate, first)
    periods = (
        FiscalSpan(first.first_year + start, first.first_year + (start + length - 1))
        for start in starts
        for length in LENGTHS
    )
    rhythms = Counter(line.rhythm for line in lines)
    candidates = tuple(_candidate(years, rhythms, main, frame) for years in periods)
    refs = tuple(line.group.ref() for line in main)
    return PlanPeriodAnalysis(candidates, len(lines), refs, first.last_year + 1)


@dataclass(frozen=True, slots=True)
class _Frame:
    """What stands around a candidate: the plan before, the superior plans, the town's own periods."""

    starts: FiscalYear | None
    parents: tuple[Plan, ...]
    by_period: dict[FiscalSpan, Ref]

    @classmethod
    def of(cls, estate: Estate, latest: Plan) -> _Frame:
        """Seen from the latest plan: the year after the one before it is when a new plan is due."""
        own = [plan for plan in estate.plans.values() if plan.level is PlanLevel.INFORMATION]
        earlier = [plan for plan in own if plan.first_year < latest.first_year]
        named = estate.plans.get(latest.predecessor or "")
        before = named or max(earlier, key=lambda plan: plan.last_year, default=None)
        parents = tuple(plan for plan in estate.plans.values() if plan.level is PlanLevel.SUPERIOR)
        return cls(before.last_year + 1 if before else None, parents, {plan.period: plan.ref() for plan in own})

    def seam_years(self, years: FiscalSpan) -> int:
        """Years between the end of the plan before and the start of this one, in either direction."""
        return abs(years.first - self.starts) if self.starts else 0

    def parents_off(self, years: FiscalSpan) -> int:
        """Superior plans whose last year lies inside, before the last."""
        return sum(plan.last_year in years and plan.last_year < years.until for plan in self.parents)

    def is_mayoral(self, years: FiscalSpan) -> bool:
        """Whether it begins and ends with a mayor's term."""
        terms = (plan.first_year for plan in self.parents if plan.is_of_mayoral_term)
        return len(years) == MAYORAL_YEARS and any((years.first - term) % MAYORAL_YEARS == 0 for term in terms)


def _candidate(years: FiscalSpan, rhythms: Counter[_Rhythm], main: Sequence[_Line], frame: _Frame) -> PlanPeriod:
    counts = [0] * len(years)
    for rhythm, groups in rhythms.items():
        for month in rhythm.within(years):
            counts[month.fy - years.first] += groups
    drifting = sum(groups for rhythm, groups in rhythms.items() if rhythm.cycle % (12 * len(years)) != 0)
    followed = tuple(_followed(line, years) for line in main)
    return PlanPeriod(
        years=years,
        by_year=tuple(counts),
        drifting=drifting,
        main=followed,
        plan=frame.by_period.get(years),
        seam_years=frame.seam_years(years),
        parents_off=frame.parents_off(years),
        is_mayoral=frame.is_mayoral(years),
    )


def _followed(line: _Line, years: FiscalSpan) -> MainRenewal:
    months = line.rhythm.from_year(years.first, GENERATIONS)
    places = tuple((month.fy - years.first) % len(years) + 1 for month in months)
    return MainRenewal(line.group.ref(), months[0], places)


def _line(estate: Estate, schedule: Schedule, group: Group) -> _Line | None:
    """All known renewals of a group; None where it is abolished or has no cycle or no date."""
    policy = estate.policy_of(group)
    cycle = group.cycle_months or (policy.cycle_months if policy else 0)
    if group.renewal_status is RenewalStatus.ABOLISHED or cycle <= 0:
        return None
    months = {each.in_service for each in schedule.by_group.get(group.id, ())}
    start = in_service(estate, group)
    months.update([start.month] if start else [])
    months.update(_earlier(group))
    return _Line(group, _Rhythm(tuple(sorted(months)), cycle)) if months else None


def _earlier(group: Group) -> Iterator[Month]:
    for text in group.previous_renewals:
        try:
            yield read_when(text).first_month
        except Unreadable:
            continue  # a remark among the dates; the reader of inputs reports it


def _main(estate: Estate, lines: Sequence[_Line]) -> tuple[_Line, ...]:
    """The groups the plans name; the dearest ones where they name none."""
    named = {group for each in estate.initiatives.values() for group in each.groups}
    chosen = [line for line in lines if line.group.id in named or line.group.initiative]
    if not chosen:
        chosen = sorted(lines, key=lambda line: (-(line.group.renewal_cost or 0), line.group.id))
    return tuple(chosen[:_MOST_MAIN])
