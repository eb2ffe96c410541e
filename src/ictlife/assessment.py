"""Everything computed for one estate on one date（評価結果）: the type that checks, reports and comparisons read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from ictlife.base.finding import Finding
from ictlife.budget.row import Budget
from ictlife.continuity.recovery import Continuity
from ictlife.lifecycle.need import Projection
from ictlife.model.estate import Estate
from ictlife.model.rule import Authority, Rule
from ictlife.planning.disposal import Departure
from ictlife.planning.period import PlanPeriodAnalysis
from ictlife.planning.planning import Planning
from ictlife.procurement.milestone import Milestone
from ictlife.schedule.renewal import Schedule


class Status(StrEnum):
    """Outcome of a rule（規則の判定）. A rule that examined nothing has not passed."""

    PASS = "pass"
    FAIL = "fail"
    NOT_APPLICABLE = "not_applicable"
    NOT_CHECKED = "not_checked"
    MANUAL = "manual"


@dataclass(frozen=True, slots=True)
class RuleResult:
    """What one rule found（規則ごとの結果）: how many things it examined, what it missed, what it says."""

    code: str
    status: Status
    examined: int
    missing: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Rulebook:
    """Every rule by code, shipped and local, and the documents they cite（規則集）."""

    rules: Mapping[str, Rule] = field(default_factory=dict)
    authorities: Mapping[str, Authority] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Assessment:
    """Everything computed for one estate on one date（評価結果）."""

    as_of: date
    estate: Estate
    projection: Projection
    schedule: Schedule
    continuity: Continuity
    milestones: tuple[Milestone, ...]
    budget: Budget
    plan_periods: PlanPeriodAnalysis = field(default_factory=PlanPeriodAnalysis)
    planning: Planning = field(default_factory=Planning)
    departures: tuple[Departure, ...] = ()
    results: tuple[RuleResult, ...] = ()
    rulebook: Rulebook = field(default_factory=Rulebook)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """All findings computed from the estate, gravest first; those of reading come from the loader."""
        return tuple(sorted((each for result in self.results for each in result.findings), key=Finding.sort_key))
