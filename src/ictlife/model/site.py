"""Where things stand（拠点）."""

from __future__ import annotations

from typing import ClassVar

from ictlife.model.field import Entity, HoursField, TermField, YesNo


class Site(Entity):
    """A building or room with its hazards and power（拠点）: 様式3・4・5."""

    KIND: ClassVar[str] = "site"

    name: str
    """名称."""
    address: str | None = None
    """所在地."""
    floor: str | None = None
    """設置階."""
    flood_depth_cm: TermField | None = None
    """想定浸水深."""
    is_seismic: YesNo | None = None
    """新耐震基準又は補強済み."""
    is_anchored: YesNo | None = None
    """機器・ラックの固定."""
    ups_minutes: HoursField | None = None
    """無停電電源の保持時間（分）."""
    generator_hours: HoursField | None = None
    """非常用発電の時間."""
    fact_source: str | None = None
    """出典."""
    note: str | None = None
    """備考."""
