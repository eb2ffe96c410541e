"""A small town whose services must come back（復旧見込みの試験用の町）."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from ictlife.base.reason import Reason
from ictlife.base.ref import Ref
from ictlife.continuity.recover import recover
from ictlife.continuity.recovery import Continuity, Recovery
from ictlife.fiscal.month import Month, MonthSpan
from ictlife.lifecycle.need import Driver, Need
from ictlife.model.estate import Estate
from ictlife.schedule.renewal import Renewal, Schedule
from tests.unit.estates import estate

AS_OF = date(2026, 11, 1)
Rows = dict[str, list[Mapping[str, Any]]]


def town(**more: list[Mapping[str, Any]]) -> Estate:
    """One service on one server that holds no data, restored in four hours after its data are destroyed."""
    rows: Rows = {
        "service": [{"id": "S", "name": "s", "needs": ["A"], "rto_h": 24, "rpo_h": 24, "priority": 1}],
        "group": [{"id": "A", "name": "a", "category": "server", "holds_data": False}],
        "strategy": [{"id": "W", "of": ["A"], "means": "restore", "hours": 4}],
        "hazard": [{"id": "h", "hits": [{"damage": "data", "nodes": ["A"]}]}],
    }
    rows.update(more)
    return estate(**rows)


def renewed(group: str, *months: Month, cycle_months: int = 60) -> Schedule:
    """A schedule that renews one group in these months."""
    return Schedule(
        tuple(
            Renewal(
                Need(
                    Ref("group", group), cycle, month, MonthSpan(month, month), Driver.POLICY_LIFE,
                    Reason("t"), {}, cycle_months,
                ),
                month,
                Reason("t"),
            )
            for cycle, month in enumerate(months, start=1)
        )
    )  # fmt: skip


def found(given: Estate, schedule: Schedule | None = None) -> Continuity:
    """All recoveries of the town."""
    return recover(given, schedule or Schedule(()), AS_OF)


def only(given: Estate, schedule: Schedule | None = None, day: date = AS_OF) -> Recovery:
    """The one recovery that holds on `day`."""
    (recovery,) = found(given, schedule).on(day)
    return recovery


def codes(recovery: Recovery) -> list[str]:
    """Codes of its reasons, from the top."""
    return [reason.code for reason in recovery.reason.walk()]
