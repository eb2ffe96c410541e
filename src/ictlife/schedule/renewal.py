"""A need placed in a month（更新案件）, and all of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from ictlife.base.finding import Finding
from ictlife.base.reason import Reason
from ictlife.base.ref import Ref
from ictlife.base.yen import Yen
from ictlife.fiscal.month import FiscalYear, Month
from ictlife.lifecycle.need import Need


@dataclass(frozen=True, slots=True)
class Renewal:
    """A need placed in a month（更新案件）. Addressed `renewal:<group id>#<cycle>`."""

    need: Need
    in_service: Month
    reason: Reason

    @property
    def ref(self) -> Ref:
        """Its address."""
        return Ref("renewal", f"{self.need.subject.id}#{self.need.cycle}")

    @property
    def fy(self) -> FiscalYear:
        """Fiscal year of going into service（更新年度）."""
        return self.in_service.fy


@dataclass(frozen=True, slots=True)
class CapIncrease:
    """The least by which a cap would have to rise for every cap to be kept（必要最小の増額）.

    `movers` are renewals that share the year: the group, the cheapest other year of its first renewal (None
    where there is none), and what moving it there would cost more.
    """

    cap: Ref
    amount: Yen
    movers: tuple[tuple[Ref, FiscalYear | None, Yen], ...]


@dataclass(frozen=True)
class Schedule:
    """Every renewal in its month（更新スケジュール）, and how it was found.

    `method` is due_date, greedy or column_generation. `status` is placed where nothing was optimised, else
    the optimiser's: proven, effort, interrupted, seconds, no-solver, solver-fault. Objective, bound and gap are
    None where nothing was optimised. `bounds` says for each goal that no schedule does better, given the goals
    before it. `due_date_years` is what the due-date schedule would cost in each fiscal year.
    """

    renewals: tuple[Renewal, ...]
    method: str = "due_date"
    status: str = "placed"
    objective: int | None = None
    bound: int | None = None
    gap_ppm: int | None = None
    goals: Mapping[str, int] = field(default_factory=dict)
    due_date_goals: Mapping[str, int] = field(default_factory=dict)
    bounds: Mapping[str, int] = field(default_factory=dict)
    due_date_years: Mapping[FiscalYear, Yen] = field(default_factory=dict)
    increases: tuple[CapIncrease, ...] = ()
    findings: tuple[Finding, ...] = ()

    @cached_property
    def by_group(self) -> Mapping[str, tuple[Renewal, ...]]:
        """Group id → its renewals in order of cycle."""
        found: dict[str, list[Renewal]] = {}
        for renewal in self.renewals:
            found.setdefault(renewal.need.subject.id, []).append(renewal)
        return {group: tuple(renewals) for group, renewals in found.items()}
