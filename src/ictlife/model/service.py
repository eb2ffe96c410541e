"""What the municipality must carry on with, and what it needs for it（業務・依存）."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import BeforeValidator

from ictlife.model.calendar import YearlySpan
from ictlife.model.field import DayField, Entity, HoursField, Part, RefersTo, WholeField, YesNo, _list

NODE_KINDS = ("node", "group", "service", "site")
"""Kinds whose records can be needed; an id is looked up in this order."""

NodeId = Annotated[str, RefersTo(NODE_KINDS)]
NodeIds = Annotated[tuple[NodeId, ...], BeforeValidator(_list)]
HazardIds = Annotated[tuple[Annotated[str, RefersTo(("hazard",))], ...], BeforeValidator(_list)]


class RecoveryTarget(Part):
    """By when, back to what point and at what level（目標復旧時間・時点・レベル）: one step of several."""

    phase: str
    """Name of the step or season（段階・時期）."""
    rto_h: HoursField | None = None
    """目標復旧時間."""
    rpo_h: HoursField | None = None
    """目標復旧時点."""
    level: WholeField = 100
    """Per cent of normal working that must be reached（目標復旧レベル）."""
    hazards: HazardIds = ()
    """Only in these scenarios; all where empty（対象の被害想定）."""
    season: YearlySpan | None = None
    """Only at this time of year, e.g. tax filing（時期）."""
    from_on: DayField | None = None
    """Only from this day, e.g. an election's notice（初日）."""
    until_on: DayField | None = None
    """… until this day（末日）."""


class Service(Entity):
    """Work the municipality must carry on with or resume（業務）: 様式16, 様式17."""

    KIND: ClassVar[str] = "service"

    name: str
    """業務名."""
    owner: str | None = None
    """所管課."""
    priority: WholeField | None = None
    """Order of restart, 1 first; ties are legal（復旧の優先順位）."""
    is_priority: YesNo | None = None
    """Whether it is priority work in an emergency（非常時優先業務）."""
    business: str | None = None
    """Kind of business, a key of the blackout table（業務区分）."""
    needs: NodeIds = ()
    """Everything it needs all of; other forms of need are `dependency` records（必要な資源）."""
    rto_h: HoursField | None = None
    """目標復旧時間."""
    rpo_h: HoursField | None = None
    """目標復旧時点."""
    level: WholeField = 100
    """Per cent of normal working that must be reached within the RTO（目標復旧レベル）."""
    rlo: str | None = None
    """The recovery level in words（目標復旧レベルの内容）."""
    targets: tuple[RecoveryTarget, ...] = ()
    """Further steps, seasons and scenarios（段階別・時期別の目標）."""
    impact: str | None = None
    """What stands still while it is down（停止の影響）."""
    fact_source: str | None = None
    """出典."""
    note: str | None = None
    """備考."""


class Dependency(Entity):
    """What a service, system or group needs（依存）: all of, k of, or a substitute at a lower level."""

    KIND: ClassVar[str] = "dependency"

    of: NodeId
    """Who needs（依存元）."""
    needs: NodeIds
    """What is needed（依存先）."""
    at_least: WholeField | None = None
    """How many of them suffice; all where empty（必要数）."""
    substitutes: NodeIds = ()
    """What serves instead where those are down: all of these together（代替手段）."""
    level: WholeField = 50
    """Per cent of normal working that the substitute gives（代替時の水準）."""
    nature: str | None = None
    """auth, network, database, power, external … （依存の種類）."""
    note: str | None = None
    """備考."""
