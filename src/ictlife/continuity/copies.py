"""Which copies of data survive and how soon they are back（バックアップの生残と復元）."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from math import inf
from typing import NamedTuple

from ictlife.base.ref import Ref
from ictlife.continuity.harm import Case
from ictlife.continuity.known import AT_ONCE, Known, known, plus
from ictlife.continuity.network import Network
from ictlife.continuity.practice import Practice
from ictlife.model.asset import Group
from ictlife.model.backup import Backup
from ictlife.model.estate import Estate
from ictlife.model.hazard import Damage
from ictlife.model.node import Node, NodeKind

SPOILS_COPY = frozenset({Damage.LOST, Damage.BROKEN})
"""What spoils a copy with the equipment that keeps it; malware is judged by offline and immutable."""


class Restored(NamedTuple):
    """Data back from one copy（復元）: hours of restoring, and how old the data are."""

    hours: Known = AT_ONCE
    loss: Known = AT_ONCE
    copy: Ref | None = None


NO_COPY_LEFT = Restored(AT_ONCE, Known(inf, inf))
"""The thing runs again, with nothing in it."""


@dataclass(frozen=True)
class Copies:
    """All copies of data, and which of them a scenario leaves（バックアップ）."""

    estate: Estate
    network: Network
    practice: Practice

    def holds(self, node: int) -> bool | None:
        """Whether data are lost with the node; None where nobody recorded it（データの有無）."""
        record = self.estate.find(self.network.refs[node])
        if isinstance(record, Group) or (isinstance(record, Node) and record.kind is NodeKind.SYSTEM):
            stated = record.holds_data
            if stated is None and self.network.backups[node]:
                return True
            policy = self.estate.policy_of(record) if isinstance(record, Group) else None
            return policy.holds_data if stated is None and policy else stated
        return bool(self.network.backups[node])

    def restored(self, node: int, case: Case, day: date) -> tuple[tuple[Restored, ...], tuple[tuple[Ref, Ref], ...]]:
        """Data back from each copy that survives, and the copies lost with the reason（復元の選択肢）."""
        ref = self.network.refs[node]
        holds = self.holds(node)
        if holds is False:
            return (Restored(),), ()
        if not self.network.backups[node]:
            missing = ref.at("holds_data" if holds is None else "backup")
            unknown = Known(inf, 0.0, missing)
            return (Restored(unknown, unknown),), ()
        left, lost = [], []
        for backup in self.network.backups[node]:
            survives, why = self.survives(backup, case)
            if survives is False:
                lost.append((backup.ref(), why or backup.ref()))
            else:
                left.append(self._restore(backup, day, None if survives else why))
        return tuple(left) or (NO_COPY_LEFT,), tuple(lost)

    def survives(self, backup: Backup, case: Case) -> tuple[bool | None, Ref | None]:
        """Whether the copy survives; None and the missing fact where that is open（生残の判定）."""
        answers = [self._beyond_malware(backup, case), self._place_stands(backup, case)]
        for survives, why in answers:
            if survives is False:
                return False, why
        return next((answer for answer in answers if answer[0] is None), (True, None))

    def _beyond_malware(self, backup: Backup, case: Case) -> tuple[bool | None, Ref | None]:
        """An online copy that can be changed dies with the data; offline or immutable ones do not."""
        may, certain, missing = case.struck_data
        if not may or backup.is_offline or backup.is_immutable:
            return True, None
        unknown = [name for name in ("is_offline", "is_immutable") if getattr(backup, name) is None]
        if unknown:
            return None, backup.ref(unknown[0])
        return (False, backup.ref("is_offline")) if certain else (None, missing)

    def _place_stands(self, backup: Backup, case: Case) -> tuple[bool | None, Ref | None]:
        """A copy in a lost place, or on lost equipment, is lost; with no place recorded it is open."""
        found = False
        for name, number in (("on", self._keeper(backup)), ("site", self._site(backup))):
            if number is None:
                continue
            found = True
            harm = case.harms.get(number)
            spoils = SPOILS_COPY if name == "on" else frozenset({Damage.LOST})
            if harm is None or harm.worst.damage not in spoils:
                continue
            if harm.best is not None and harm.best.damage in spoils:
                return False, backup.ref(name)
            return None, harm.missing
        return (True, None) if found or not case.loses_places else (None, backup.ref("site"))

    def _keeper(self, backup: Backup) -> int | None:
        return self.network.find(backup.on) if backup.on else None

    def _site(self, backup: Backup) -> int | None:
        return self.network.index.get(Ref("site", backup.site)) if backup.site else None

    def _restore(self, backup: Backup, day: date, doubt: Ref | None) -> Restored:
        """Fixed time and volume over rate, or as measured; data as old as interval and transfer together."""
        hours = self.practice.restore(backup, restore_hours(backup), day)
        loss = recovery_point(backup)
        if doubt is not None:
            hours, loss = Known(inf, hours.best, doubt), Known(inf, loss.best, doubt)
        return Restored(hours, loss, backup.ref())


def recovery_point(backup: Backup) -> Known:
    """How old the data of a copy can be（復旧時点）: interval and transfer."""
    return plus(known(backup.interval_h, backup.ref("interval_h")), known(backup.transfer_h, backup.ref("transfer_h")))


def restore_hours(backup: Backup) -> Known:
    """Estimate of a restore（復元時間の見積り）: fixed + volume / rate."""
    fixed = known(backup.restore_fixed_h, backup.ref("restore_fixed_h"))
    if backup.volume_gb is None or backup.volume_gb < 0:
        return plus(fixed, known(None, backup.ref("volume_gb")))
    if backup.volume_gb and not (backup.restore_gb_per_h and backup.restore_gb_per_h > 0):
        return plus(fixed, known(None, backup.ref("restore_gb_per_h")))
    rate = backup.restore_gb_per_h
    return plus(fixed, known(backup.volume_gb / rate if rate else 0.0, backup.ref("volume_gb")))
