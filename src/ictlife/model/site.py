"""Where things stand（拠点）: buildings and rooms with their hazards and power."""

from __future__ import annotations

from typing import ClassVar

from ictlife.model.field import AmountField, CentimetresField, Entity, HoursField, MinutesField, YesNo


class Site(Entity):
    """A building or room with its hazards and power（拠点）: 様式3・4・5."""

    KIND: ClassVar[str] = "site"

    name: str
    """名称."""
    address: str | None = None
    """所在地."""
    floor: str | None = None
    """設置階."""
    building: str | None = None
    """Name of the building, shared by its rooms（建物）; the site itself where empty."""
    is_main: YesNo = False
    """Whether it stands in the main building（本庁舎）."""
    is_alternate: YesNo = False
    """Whether it is named as the place to carry on from（代替拠点）."""
    distance_km: AmountField | None = None
    """Distance from the main building（本庁舎からの距離）."""
    hazard_zone: str | None = None
    """Name of the flood or quake zone it shares with others（災害区域）."""
    flood_depth_cm: CentimetresField | None = None
    """Expected depth of a flood there; 0 where none is expected（想定浸水深）."""
    floor_height_cm: CentimetresField | None = None
    """Height of the equipment's floor above ground, where known better than by its floor（床の地上高）."""
    seismic_class: str | None = None
    """Class of earthquake resistance（耐震安全性の分類）."""
    is_seismic: YesNo | None = None
    """新耐震基準又は補強済み."""
    is_anchored: YesNo | None = None
    """機器・ラックの固定."""
    ups_minutes: MinutesField | None = None
    """無停電電源の保持時間（分）."""
    generator_hours: HoursField | None = None
    """非常用発電の時間."""
    has_fuel_contract: YesNo | None = None
    """Whether fuel is delivered with priority, so that the generator runs on（燃料の優先供給協定）."""
    fact_source: str | None = None
    """出典."""
    note: str | None = None
    """備考."""
