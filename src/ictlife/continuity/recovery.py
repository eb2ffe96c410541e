"""Effective recovery of a service in a scenario on a day（復旧見込み）."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ictlife.base.finding import Finding
from ictlife.base.reason import Reason
from ictlife.base.ref import Ref


class Verdict(StrEnum):
    """Whether a target is kept（判定）. Unknown is never met."""

    MET = "met"
    MISSED = "missed"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Recovery:
    """Recovery of one service in one scenario from one day on（復旧見込み）. Hours; None where unknown."""

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


@dataclass(frozen=True, slots=True)
class Continuity:
    """All recoveries（復旧見込みの一覧）."""

    recoveries: tuple[Recovery, ...] = ()
    findings: tuple[Finding, ...] = ()
