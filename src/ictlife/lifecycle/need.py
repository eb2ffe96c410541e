"""A group must be renewed within a window of months（更新需要）."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from ictlife.base.reason import Reason
from ictlife.base.ref import Ref
from ictlife.fiscal.month import Month, MonthSpan


class Driver(StrEnum):
    """What binds a renewal to its time（更新の要因）. `plan` is a date the municipality itself has stated."""

    PIN = "pin"
    PLAN = "plan"
    LEASE_END = "lease_end"
    END_OF_SECURITY_SUPPORT = "end_of_security_support"
    END_OF_MAINTENANCE = "end_of_maintenance"
    POLICY_LIFE = "policy_life"


@dataclass(frozen=True, slots=True)
class Need:
    """A group must be renewed within a window（更新需要）. Months are months of going into service.

    `due` is when it falls due by its cycle or statement; `window` says how far it may move; `limits` are
    the months after which each driver is breached (the last month that still keeps it).
    """

    subject: Ref
    cycle: int
    due: Month
    window: MonthSpan
    driver: Driver
    reason: Reason
    limits: Mapping[Driver, Month]
    cycle_months: int


@dataclass(frozen=True, slots=True)
class Projection:
    """All needs over the horizon（更新需要の一覧）: per group in order of cycle. `unknown` groups have no
    date from which a renewal could be counted; they are shown, never left out in silence."""

    needs: tuple[Need, ...]
    horizon: MonthSpan
    unknown: tuple[Ref, ...] = ()

    def of(self, subject: Ref) -> tuple[Need, ...]:
        """The needs of one group."""
        return tuple(need for need in self.needs if need.subject == subject)
