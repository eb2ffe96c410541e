"""Equipment and the unit in which it is renewed（機器・更新単位）."""

from __future__ import annotations

from enum import StrEnum
from typing import ClassVar

from ictlife.model.field import (
    ContractId,
    Entity,
    FyField,
    GroupId,
    GroupIds,
    HoursField,
    MonthField,
    ProductId,
    SiteId,
    TermField,
    Texts,
    WhenField,
    WholeField,
    YenField,
    YesNo,
)


class Zone(StrEnum):
    """Network zone of the three-layer separation（接続系・三層の対策）."""

    MY_NUMBER = "my_number"
    LGWAN = "lgwan"
    INTERNET = "internet"
    SCHOOL = "school"
    STANDALONE = "standalone"


class Acquisition(StrEnum):
    """How equipment is acquired（調達方法）."""

    PURCHASE = "purchase"
    LEASE = "lease"
    RE_LEASE = "re_lease"
    MAINTENANCE = "maintenance"
    CLOUD = "cloud"
    OUTSOURCING = "outsourcing"


class RenewalStatus(StrEnum):
    """Where the stated next renewal stands（更新状況）."""

    PLANNED = "planned"
    IN_PROGRESS = "in_progress"
    DONE = "done"
    EXTENDED = "extended"
    ABOLISHED = "abolished"


class Confidentiality(StrEnum):
    """自治体機密性 of the guideline (令和6年10月 on: 3A, 3B, 3C, 2, 1), and the older 3（機密性）."""

    C3A = "3A"
    C3B = "3B"
    C3C = "3C"
    C3 = "3"
    C2 = "2"
    C1 = "1"


class Level(StrEnum):
    """Two-step classes of integrity and availability（完全性・可用性）."""

    HIGH = "2"
    LOW = "1"


class Standardisation(StrEnum):
    """State under the standardisation of the 20 services（標準化の状況）."""

    NOT_SUBJECT = "not_subject"
    DONE = "done"
    PENDING = "pending"
    SPECIFIED_TRANSITION = "specified_transition"


class Group(Entity):
    """What is renewed together, with its own cycle（更新単位）."""

    KIND: ClassVar[str] = "group"

    name: str
    """Name（名称）."""
    category: str
    """Equipment class, a key of the lifecycle policies（機器区分）."""
    business: str = "general"
    """Kind of business it carries, a key of the blackout table（業務区分）."""
    owner: str | None = None
    """Responsible division（所管課）."""
    zone: Zone | None = None
    """Network zone（接続系）."""
    confidentiality: Confidentiality | None = None
    """機密性."""
    integrity: Level | None = None
    """完全性."""
    availability: Level | None = None
    """可用性."""
    holds_resident_data: YesNo | None = None
    """Whether it holds residents' data（住民情報の有無）."""
    holds_data: YesNo | None = None
    """Whether data are lost with it; `no` for switches, terminals and the like（データの保持）."""
    site: SiteId | None = None
    """Where it stands（設置場所）."""
    acquisition: Acquisition | None = None
    """How it is acquired（調達方法）."""
    in_service_on: WhenField | None = None
    """When the present generation went into service（稼働開始）."""
    previous_renewals: Texts = ()
    """Earlier renewals, oldest first（過去の更新）."""
    planned_renewal_on: WhenField | None = None
    """The next renewal as the municipality states it（次回更新予定）."""
    renewal_status: RenewalStatus = RenewalStatus.PLANNED
    """Where that stated renewal stands（更新状況）."""
    cycle_months: TermField | None = None
    """Own cycle, where it differs from the policy of its category（更新周期）."""
    cycle_reason: str | None = None
    """Why the cycle is its own（周期の理由）."""
    longest_months: TermField | None = None
    """Longest life with extension, where it differs from the policy（最長使用期間）."""
    end_of_maintenance_on: WhenField | None = None
    """Last day for which the maker supplies parts（保守限度・部品供給終了）."""
    lease_months: TermField | None = None
    """Lease term of the successor（次期賃貸借期間）."""
    pin_month: MonthField | None = None
    """Month fixed by decision（更新月の指定）."""
    pin_reason: str | None = None
    """Who fixed it and why（指定の理由）."""
    after: GroupIds = ()
    """Groups whose renewal must come first（先行する更新単位）."""
    after_months: TermField = 0
    """Least distance in months from those（先行からの間隔）."""
    together: str | None = None
    """Name of a set that gains from one common month（同時更新）."""
    renewal_cost: YenField | None = None
    """Estimated price of the successor's equipment, tax included（更新見込額）."""
    build_cost: YenField | None = None
    """Estimated one-off design, build and migration, tax included（構築費）."""
    maintenance_per_year: YenField | None = None
    """Estimated yearly maintenance of the successor, tax included（年間保守料）."""
    estimate_basis: str | None = None
    """What the estimate rests on: quotation, RFI, actual, extrapolation（積算根拠）."""
    estimated_on: WhenField | None = None
    """When it was estimated（見積時点）."""
    method: str | None = None
    """Procurement method, a key of the lead times（調達方式）."""
    parallel_months: TermField | None = None
    """Months for which the old equipment keeps running beside the new（並行稼働）."""
    staff_days: WholeField | None = None
    """Own staff's person-days for one renewal（職員作業人日）."""
    is_priority: YesNo | None = None
    """Whether it carries priority work in an emergency（非常時優先業務）."""
    standardisation: Standardisation | None = None
    """State under the standardisation of the 20 services（標準化の状況）."""
    standardised_by: FyField | None = None
    """Fiscal year in which standardisation is due（標準化の期限）."""
    initiative: str | None = None
    """Initiative of the plan that carries it（施策）."""
    network_assumption: str | None = None
    """What is assumed of the network model over its life（ネットワークモデルの前提）."""
    expected_life_hours: HoursField | None = None
    """Hours after which a part fails on average, where known（平均故障間隔）."""
    fact_source: str | None = None
    """Where the facts of this row come from（出典）."""
    note: str | None = None
    """備考."""


class Asset(Entity):
    """A piece of equipment, or a lot of equal ones in one row（機器）."""

    KIND: ClassVar[str] = "asset"

    group: GroupId
    """The group it is renewed with（更新単位）."""
    name: str
    """機器名."""
    model: str | None = None
    """型番."""
    maker: str | None = None
    """メーカー."""
    serial: str | None = None
    """製造番号."""
    quantity: WholeField = 1
    """数量."""
    product: ProductId | None = None
    """Software or firmware product whose support binds it（製品）."""
    site: SiteId | None = None
    """設置場所."""
    room: str | None = None
    """室・階."""
    contract: ContractId | None = None
    """契約番号."""
    acquisition: Acquisition | None = None
    """調達方法."""
    acquired_on: WhenField | None = None
    """取得日・賃借開始日."""
    shipped_on: WhenField | None = None
    """Factory shipment, from which a maker's maintenance counts（出荷日）."""
    end_of_maintenance_on: WhenField | None = None
    """保守期限."""
    price: YenField | None = None
    """取得価格."""
    media: str | None = None
    """Kind of storage media（記憶媒体）."""
    media_count: WholeField | None = None
    """媒体数."""
    is_encrypted: YesNo | None = None
    """暗号化."""
    owner: str | None = None
    """所管課."""
    zone: Zone | None = None
    """接続系."""
    goods_no: str | None = None
    """物品番号."""
    fact_source: str | None = None
    """出典."""
    note: str | None = None
    """備考."""
