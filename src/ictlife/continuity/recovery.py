"""Effective recovery of a service in a scenario on a day（復旧見込み）."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property

from ictlife.base.finding import Finding
from ictlife.base.reason import Reason
from ictlife.base.ref import Ref


class Verdict(StrEnum):
    """Whether a target is kept（判定）. Unknown is never met."""

    MET = "met"
    MISSED = "missed"
    UNKNOWN = "unknown"


def recovery_ref(service: Ref, scenario: Ref, phase: str) -> Ref:
    """`recovery:<service>/<hazard>`, and the phase where there is one."""
    name = f"{service.id}/{scenario.id}"
    return Ref("recovery", f"{name}/{phase}" if phase else name)


@dataclass(frozen=True, slots=True)
class Recovery:
    """Recovery of one service in one scenario from one day on（復旧見込み）; hours, None if unknown or never.

    `scenario` is the hazard; `trigger` the thing struck, where it strikes one at a time and this is the
    worst. `phase` names the step or season of the target, empty for the service's own. `path` leads from
    the service to what decides the time; `loss_at` is where the loss of data arises. `missing` is the first
    fact that an unknown verdict waits for; the reason names them all. The time with the crews there are is never
    below that with crews without limit, on which the verdict rests; `verdict_with_crews` says what they make of it.
    `is_never` and `loses_all` tell a miss without end from hours that are not known; of those, a miss has the
    hours that it takes at least, whatever the facts that are missing.
    """

    service: Ref
    scenario: Ref
    from_on: date
    rto_target_h: float | None
    rto_achievable_h: float | None
    rto_with_crews_h: float | None
    rpo_target_h: float | None
    rpo_achievable_h: float | None
    verdict: Verdict
    path: tuple[Ref, ...]
    missing: Ref | None
    reason: Reason
    until_on: date | None = None
    phase: str = ""
    trigger: Ref | None = None
    level_target: int = 100
    level: int = 100
    loss_at: Ref | None = None
    verdict_with_crews: Verdict | None = None
    is_never: bool = False
    loses_all: bool = False
    rto_at_least_h: float | None = None
    rpo_at_least_h: float | None = None
    rto_worst_of_h: float | None = None

    @property
    def ref(self) -> Ref:
        """Its address, `recovery:<service>/<hazard>` and the phase where there is one."""
        return recovery_ref(self.service, self.scenario, self.phase)

    @property
    def dated_ref(self) -> Ref:
        """The address of it from its day on, `recovery:<service>/<hazard>/<day>`."""
        return Ref("recovery", f"{self.ref.id}/{self.from_on}")


@dataclass(frozen=True, slots=True)
class Lapse:
    """A target met until a day and not after it（目標達成の喪失）: why, and what restores it."""

    service: Ref
    scenario: Ref
    phase: str
    met_until: date
    verdict: Verdict
    cause: Ref | None
    restored_on: date | None
    restored_by: Ref | None

    @property
    def ref(self) -> Ref:
        """The address of the recovery that it is about."""
        return recovery_ref(self.service, self.scenario, self.phase)


@dataclass(frozen=True, slots=True)
class SinglePoint:
    """Something whose loss alone takes services down with nothing to take over（単一障害点）."""

    node: Ref
    takes_down: tuple[Ref, ...]


@dataclass(frozen=True, slots=True)
class Remedy:
    """The cheapest listed measure that brings a missed service inside its target（有効な対策）.

    `cost` is None where nobody has priced it. `measure` is a measure, or the renewal to bring forward.
    """

    service: Ref
    scenario: Ref
    phase: str
    measure: Ref
    cost: int | None
    rto_h: float | None
    rpo_h: float | None


@dataclass(frozen=True)
class Continuity:
    """All recoveries（復旧見込みの一覧）, by service, scenario, phase and day."""

    recoveries: tuple[Recovery, ...] = ()
    findings: tuple[Finding, ...] = ()
    lapses: tuple[Lapse, ...] = ()
    single_points: tuple[SinglePoint, ...] = ()
    remedies: tuple[Remedy, ...] = ()
    days: tuple[date, ...] = ()

    @cached_property
    def by_service(self) -> Mapping[Ref, tuple[Recovery, ...]]:
        """Service → its recoveries."""
        found: dict[Ref, list[Recovery]] = {}
        for recovery in self.recoveries:
            found.setdefault(recovery.service, []).append(recovery)
        return {service: tuple(recoveries) for service, recoveries in found.items()}

    def on(self, day: date) -> tuple[Recovery, ...]:
        """The recoveries that hold on `day`（その日の見込み）."""
        return tuple(
            each for each in self.recoveries if each.from_on <= day and (each.until_on is None or day <= each.until_on)
        )
