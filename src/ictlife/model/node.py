"""What services rest on besides equipment: systems, lines, power, external parties（資源）."""

from __future__ import annotations

from enum import StrEnum
from typing import ClassVar

from ictlife.model.asset import Zone
from ictlife.model.field import ContractId, Entity, HoursField, SiteId, WhenField, YesNo
from ictlife.model.service import NodeIds


class NodeKind(StrEnum):
    """What kind of thing a service rests on（資源の種類）."""

    SYSTEM = "system"
    LINE = "line"
    POWER = "power"
    DATA_CENTRE = "data_centre"
    CLOUD = "cloud"
    LGWAN = "lgwan"
    PREFECTURAL_CLOUD = "prefectural_cloud"
    EXTERNAL = "external"
    MANUAL = "manual"


class Node(Entity):
    """A system, line, power supply, external party or way of working by hand（資源）, with its own dates."""

    KIND: ClassVar[str] = "node"

    name: str
    """名称."""
    kind: NodeKind
    """種類."""
    needs: NodeIds = ()
    """Everything it needs all of（必要な資源）."""
    site: SiteId | None = None
    """Where it stands（設置場所）."""
    zone: Zone | None = None
    """Network zone（接続系）."""
    vendor: str | None = None
    """Who runs it（事業者）."""
    contract: ContractId | None = None
    """契約."""
    starts_on: WhenField | None = None
    """提供開始."""
    ends_on: WhenField | None = None
    """Last day of its supply（提供終了）."""
    holds_data: YesNo | None = None
    """Whether data are lost with it; only systems are asked（データの保持）."""
    agreed_outage_h: HoursField | None = None
    """Longest outage its provider promises（提供者の復旧保証時間）."""
    fact_source: str | None = None
    """出典."""
    note: str | None = None
    """備考."""
