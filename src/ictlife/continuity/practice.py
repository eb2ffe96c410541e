"""What drills and restore tests have shown（訓練・復元試験の実績）: measured times, and until when they count."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from math import inf
from typing import NamedTuple

from ictlife.continuity.known import Known, Refusal
from ictlife.fiscal.month import Month
from ictlife.model.backup import Backup
from ictlife.model.estate import Estate
from ictlife.model.recovery_plan import Drill, Strategy
from ictlife.schedule.renewal import Schedule


class Work(NamedTuple):
    """Hands-on time, and whether it was measured（作業時間）."""

    hours: Known
    is_measured: bool


@dataclass(frozen=True)
class Practice:
    """Measured times（実測時間）: a fresh one overrides the estimate, an aged one only worsens it."""

    estate: Estate
    schedule: Schedule
    as_of: date

    @cached_property
    def _by_name(self) -> Mapping[tuple[str, str], tuple[Drill, ...]]:
        """(kind, id) of what was tried → drills held, oldest first."""
        found: dict[tuple[str, str], list[Drill]] = {}
        for drill in self.estate.drills.values():
            if drill.held_on is not None and drill.held_on <= self.as_of:
                for kind, names in (("strategy", drill.strategies), ("backup", drill.backups)):
                    for name in names:
                        found.setdefault((kind, name), []).append(drill)
        return {
            key: tuple(sorted(drills, key=lambda drill: (drill.held_on or date.min, drill.id)))
            for key, drills in found.items()
        }

    def latest(self, kind: str, name: str, day: date) -> Drill | None:
        """The last drill of a strategy or backup held by `day`."""
        held = [each for each in self._by_name.get((kind, name), ()) if each.held_on and each.held_on <= day]
        return held[-1] if held else None

    def stale_on(self, drill: Drill, groups: tuple[str, ...]) -> date:
        """First day on which a measured time no longer counts: by age, or since the equipment is new."""
        assert drill.held_on is not None
        held = drill.held_on
        month = Month.of(held) + self.estate.city.drill_valid_months
        ends = [min(month.first + timedelta(days=held.day - 1), month.last) + timedelta(days=1)]
        for group in groups:
            ends += [
                renewal.in_service.first
                for renewal in self.schedule.by_group.get(group, ())
                if renewal.in_service.first > held
            ]
        return min(ends)

    def failed(self, strategy: Strategy, day: date) -> Refusal | None:
        """A way that failed when last tried does not count."""
        drill = self.latest("strategy", strategy.id, day)
        if drill is None or drill.has_succeeded is not False:
            return None
        return Refusal(strategy.ref(), "drill_failed", drill.ref(), drill.held_on)

    def work(self, strategy: Strategy, node: str, estimate: Known, day: date) -> Work:
        """Hands-on time of a way of recovery: measured if it was tried of late, else estimated."""
        drill = self.latest("strategy", strategy.id, day)
        if drill is None or drill.measured_h is None or drill.measured_h < 0:
            return Work(estimate, False)
        if day < self.stale_on(drill, (node,)):
            # The data are restored within the measured time, so a missing estimate of either settles nothing.
            return Work(Known(drill.measured_h, drill.measured_h), True)
        missing = estimate.missing or (drill.ref("held_on") if estimate.sure == inf else None)
        return Work(Known(max(estimate.sure, drill.measured_h), max(estimate.best, drill.measured_h), missing), False)

    def restore(self, backup: Backup, estimate: Known, day: date) -> Known:
        """Time of a restore: measured if it was tested of late, else the larger of measure and estimate."""
        drill = self.latest("backup", backup.id, day)
        if drill is None or drill.measured_h is None or drill.measured_h < 0:
            return estimate
        if day < self.stale_on(drill, backup.of):
            return Known(drill.measured_h, drill.measured_h)
        measured = drill.measured_h
        return Known(max(estimate.sure, measured), max(estimate.best, measured), estimate.missing)

    def days(self, kind: str, name: str, groups: tuple[str, ...]) -> Iterator[date]:
        """Days on which a measured time begins and ceases to count."""
        for drill in self._by_name.get((kind, name), ()):
            if drill.held_on is not None:
                yield drill.held_on
                yield self.stale_on(drill, groups)
