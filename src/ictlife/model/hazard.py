"""What can happen（被害想定）: scenarios of the ICT-BCP as data, which a city extends in YAML: 様式14.

Called hazard, since `scenario` means a what-if overlay of the whole workspace.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, ClassVar

from pydantic import BeforeValidator

from ictlife.model.field import Entity, HoursField, Part, SiteId, Texts, TextsByLang, WholeField, YesNo, _list
from ictlife.model.service import NodeIds


class Damage(StrEnum):
    """What happens to a thing（被害の種類）, gravest first.

    lost: gone with its place. data: the equipment stands, its data are destroyed. broken: out of order.
    cut: stands still for some hours, then returns by itself.
    """

    LOST = "lost"
    DATA = "data"
    BROKEN = "broken"
    CUT = "cut"


class Each(StrEnum):
    """One at a time, and the worst counts（一つずつ）."""

    NODE = "node"
    BUILDING = "building"
    ZONE = "zone"
    VENDOR = "vendor"


class Hit(Part):
    """Which things are hit and how（被害）: every selector given must match, an empty one matches all."""

    damage: Damage
    """被害の種類."""
    hours: HoursField | None = None
    """How long a cut lasts; unknown where empty（停止時間）."""
    kinds: Texts = ()
    """group, site, or a kind of node: line, power, cloud … （対象の種類）."""
    categories: Texts = ()
    """Equipment classes of groups（機器区分）."""
    zones: Texts = ()
    """Network zones（接続系）."""
    sites: Annotated[tuple[SiteId, ...], BeforeValidator(_list)] = ()
    """These sites and what stands there（拠点）."""
    nodes: NodeIds = ()
    """These very things（対象）."""
    vendors: Texts = ()
    """What these run（事業者）."""
    is_main: YesNo | None = None
    """Only the main building, or only outside it（本庁舎）."""
    is_power: YesNo = False
    """Outside power fails: UPS, generator and fuel of the site decide（停電）."""
    flood_cm: WholeField | None = None
    """Water stands this high where floods are expected: the site's floor decides（浸水深）."""
    each: Each | None = None
    """One at a time（一つずつ）."""


class Hazard(Entity):
    """A scenario against which recovery is reckoned（被害想定）."""

    KIND: ClassVar[str] = "hazard"

    title: TextsByLang = {}
    """Name by language（名称）."""
    hits: tuple[Hit, ...] = ()
    """被害."""
    absent_chief: YesNo = False
    """Whether the chief staff cannot come（主担当の不在）."""
    absent_contractors: YesNo = False
    """Whether nobody under contract can help（外部事業者の支援なし）."""
    absent_vendors: Texts = ()
    """Vendors that cannot help（支援できない事業者）."""
    floors_cm: tuple[int, ...] = (50, 300, 500, 1000)
    """Height at which water reaches the 1st, 2nd … floor（各階に達する浸水深）: ranks of the flood maps."""
    basement_marks: Texts = ()
    """How a floor under ground is written（地下階の表記）."""
    is_off: YesNo = False
    """Left out by the municipality（対象外）."""
    fact_source: str | None = None
    """出典."""
    note: str | None = None
    """備考."""
