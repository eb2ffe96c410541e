"""Copies of data and where they are（バックアップ）: 様式7."""

from __future__ import annotations

from typing import Annotated, ClassVar

from ictlife.model.asset import Zone
from ictlife.model.field import AmountField, DayField, Entity, HoursField, RefersTo, SiteId, WholeField, YesNo
from ictlife.model.service import NodeId, NodeIds

MeasureId = Annotated[str, RefersTo(("measure",))]


class Backup(Entity):
    """A copy of data that is taken at an interval and kept somewhere（バックアップ）."""

    KIND: ClassVar[str] = "backup"

    of: NodeIds
    """Whose data it holds（対象）."""
    name: str | None = None
    """名称."""
    interval_h: HoursField | None = None
    """How far apart copies are taken（取得間隔）."""
    transfer_h: HoursField = 0
    """Delay until the copy is at its place（転送・搬送の遅れ）."""
    retention_h: HoursField | None = None
    """How long copies are kept（保存期間）."""
    copies: WholeField | None = None
    """Generations kept（世代数）."""
    site: SiteId | None = None
    """Where it is kept（保管場所）."""
    on: NodeId | None = None
    """Equipment or external party that keeps it（保管先の機器・事業者）."""
    zone: Zone | None = None
    """Network zone of its place（接続系）."""
    is_offline: YesNo | None = None
    """Whether it is cut off from the network（オフライン）."""
    is_immutable: YesNo | None = None
    """Whether it can neither be changed nor deleted（変更不可）."""
    media: str | None = None
    """媒体."""
    volume_gb: AmountField | None = None
    """Volume to restore, in GB（容量）."""
    restore_gb_per_h: AmountField | None = None
    """Speed of restoring, in GB an hour（復元速度）."""
    restore_fixed_h: HoursField | None = None
    """Fixed time of a restore: fetch, prepare, check（復元の固定時間）."""
    last_test_on: DayField | None = None
    """Last restore test（直近の復元試験）."""
    measure: MeasureId | None = None
    """It exists only once this measure is done（対策）."""
    fact_source: str | None = None
    """出典."""
    note: str | None = None
    """備考."""
