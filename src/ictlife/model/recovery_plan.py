"""How things are brought back, by whom, and how well it was tried（復旧方法・要員・訓練・対策）."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, ClassVar

from pydantic import BeforeValidator

from ictlife.model.backup import MeasureId
from ictlife.model.field import (
    AmountField,
    ContractId,
    DayField,
    Entity,
    FyField,
    HoursField,
    ServiceIds,
    SiteId,
    Texts,
    TextsByLang,
    WholeField,
    YenField,
    YesNo,
    _list,
)
from ictlife.model.service import NodeId, NodeIds

ContractIds = Annotated[tuple[ContractId, ...], BeforeValidator(_list)]


class Means(StrEnum):
    """How something comes back（復旧方法）.

    fallback: return to the old equipment, as long as it runs beside the new（並行稼働中の切戻し）.
    """

    FAILOVER = "failover"
    WARM_STANDBY = "warm_standby"
    REPAIR = "repair"
    SPARE = "spare"
    RESTORE = "restore"
    REBUILD = "rebuild"
    PROCURE = "procure"
    RESTART = "restart"
    FALLBACK = "fallback"


class Strategy(Entity):
    """One way to bring something back（復旧方法）; of several the fastest that still works counts."""

    KIND: ClassVar[str] = "strategy"

    of: NodeIds
    """What it brings back, each by itself（対象）."""
    means: Means
    """方法."""
    hours: HoursField | None = None
    """Hands-on time once what it needs is up; data are restored on top of it（作業時間）."""
    standby: NodeId | None = None
    """What takes over: failover and warm standby（待機系）."""
    lag_h: HoursField | None = None
    """How far the standby's data lag behind（複製の遅れ）."""
    contract: ContractId | None = None
    """Contract of a repair; the group's maintenance where empty（保守契約）."""
    wait_weeks: AmountField | None = None
    """Weeks until equipment arrives: procurement（調達待ち週数）."""
    site: SiteId | None = None
    """Where the spare lies, or where it is rebuilt（予備機・再構築の場所）."""
    keeps_data: YesNo = False
    """Whether the data come through unharmed, e.g. mirrored disks（データの維持）."""
    against: Texts = ()
    """broken, lost, data, cut: only against these; by the means where empty（対象の被害）."""
    skill: str | None = None
    """Skill it takes（必要な技能）."""
    people: WholeField = 1
    """How many people with that skill（必要人数）."""
    measure: MeasureId | None = None
    """It exists only once this measure is done（対策）."""
    fact_source: str | None = None
    """出典."""
    note: str | None = None
    """備考."""


class SupportLevel(Entity):
    """How soon a vendor comes, for all contracts on these terms（保守条件）."""

    KIND: ClassVar[str] = "support_level"

    contracts: ContractIds
    """対象の契約."""
    name: str | None = None
    """名称."""
    is_all_days: YesNo | None = None
    """Whether on every day, not on working days only（土日祝日の対応）."""
    hours_per_day: HoursField | None = None
    """Hours of the day in which they come: 24, or 8 for 9 to 17 （対応時間帯の長さ）."""
    onsite_h: HoursField | None = None
    """Hours until an engineer is on site, counted in service hours（駆け付け時間）."""
    parts_h: HoursField | None = None
    """Hours until parts are there, counted in service hours（部品の到着時間）."""
    fact_source: str | None = None
    """出典."""
    note: str | None = None
    """備考."""


class Crew(Entity):
    """People who can bring things back（復旧要員）: own staff or a contractor, by skill."""

    KIND: ClassVar[str] = "crew"

    name: str
    """Office or role, never a person（職名・事業者名）."""
    skills: Texts
    """技能."""
    people: WholeField = 1
    """人数."""
    arrives_h: HoursField = 0
    """Hours until they are there（参集時間）."""
    is_chief: YesNo = False
    """Whether it is the chief staff（主担当）."""
    vendor: str | None = None
    """Vendor, where they are a contractor's（事業者）."""
    note: str | None = None
    """備考."""


class Drill(Entity):
    """A drill or restore test, with what was measured（訓練・復元試験）: 様式12."""

    KIND: ClassVar[str] = "drill"

    name: str
    """名称."""
    held_on: DayField | None = None
    """実施日."""
    planned_on: DayField | None = None
    """予定日."""
    strategies: Texts = ()
    """Ways of recovery that were tried（試した復旧方法）."""
    backups: Texts = ()
    """Copies that were restored（復元したバックアップ）."""
    services: ServiceIds = ()
    """対象の業務."""
    measured_h: HoursField | None = None
    """Time measured, from being able to start until up（実測時間）."""
    has_succeeded: YesNo | None = None
    """成否."""
    note: str | None = None
    """備考."""


class Measure(Entity):
    """A measure to become less vulnerable（対策）: 様式6. What it brings are records that name it."""

    KIND: ClassVar[str] = "measure"

    name: str
    """対策."""
    owner: str | None = None
    """所管課."""
    due_year: FyField | None = None
    """実施年度."""
    cost: YenField | None = None
    """Cost, tax included（所要額）."""
    done_on: DayField | None = None
    """完了日."""
    nodes: NodeIds = ()
    """対象."""
    services: ServiceIds = ()
    """対象の業務."""
    note: str | None = None
    """備考."""


class Contact(Entity):
    """Whom to call, and when that was last confirmed（緊急連絡先）: 様式9."""

    KIND: ClassVar[str] = "contact"

    name: str
    """Office or role（連絡先）."""
    vendor: str | None = None
    """事業者."""
    crew: str | None = None
    """Id of the crew it reaches（復旧要員）."""
    nodes: NodeIds = ()
    """What they answer for（対象）."""
    how: str | None = None
    """Telephone, mail … （連絡手段）."""
    confirmed_on: DayField | None = None
    """確認日."""
    note: str | None = None
    """備考."""


class ChecklistItem(Entity):
    """An item of the ministry's ICT-BCP checklist（点検項目）, answered by evidence or attestation."""

    KIND: ClassVar[str] = "checklist_item"

    element: str | None = None
    """Key of the element of the plan it belongs to（要素）."""
    title: TextsByLang = {}
    """Item by language; empty where the city must still copy it from the list（項目）."""
    is_confirmed: YesNo = False
    """Whether the wording was confirmed against a source（内容の確認）."""
    rules: Texts = ()
    """Rules whose outcome is evidence（根拠となる規則）."""
    topic: str | None = None
    """Attestation that answers it（確認記録の事項）."""
    fact_source: str | None = None
    """出典."""
    note: str | None = None
    """備考."""
