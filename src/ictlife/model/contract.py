"""Leases, maintenance and other contracts（契約）."""

from __future__ import annotations

from enum import StrEnum
from typing import ClassVar

from ictlife.base.yen import Remainder, Rounding
from ictlife.model.field import (
    ContractId,
    DayField,
    Entity,
    GroupId,
    GroupIds,
    PercentField,
    TermField,
    WhenField,
    WholeField,
    YenField,
    YesNo,
)


class ContractKind(StrEnum):
    """What is bought（契約種別）."""

    PURCHASE = "purchase"
    LEASE = "lease"
    RE_LEASE = "re_lease"
    MAINTENANCE = "maintenance"
    OUTSOURCING = "outsourcing"
    CLOUD = "cloud"
    LINE = "line"
    LICENCE = "licence"


class CostKind(StrEnum):
    """What a yen is spent on（経費区分）."""

    EQUIPMENT = "equipment"
    MAINTENANCE = "maintenance"
    LINE = "line"
    LICENCE = "licence"
    BUILD = "build"
    ONE_OFF = "one_off"
    RE_LEASE = "re_lease"
    PARALLEL = "parallel"
    DISPOSAL = "disposal"
    CLOUD = "cloud"


class Per(StrEnum):
    """What an amount counts（金額の単位期間）."""

    MONTH = "month"
    YEAR = "year"
    TOTAL = "total"


class TaxBasis(StrEnum):
    """Whether an amount includes consumption tax（税抜・税込）."""

    NET = "net"
    GROSS = "gross"


class LegalBasis(StrEnum):
    """How later years are bound（後年度負担の根拠）: 地方自治法 208条, 214条, 234条の3, 212条."""

    SINGLE_YEAR = "single_year"
    COMMITMENT = "commitment"
    LONG_TERM_CONTRACT = "long_term_contract"
    CONTINUING_EXPENSE = "continuing_expense"


class EndAction(StrEnum):
    """What happens at the end of a lease（満了時の取扱い）."""

    RETURN = "return"
    RE_LEASE = "re_lease"
    FREE_TRANSFER = "free_transfer"
    PURCHASE = "purchase"


class Contract(Entity):
    """A contract（契約）: its own amount is one cost line; further lines are `cost_line` records."""

    KIND: ClassVar[str] = "contract"

    name: str
    """契約名."""
    kind: ContractKind
    """契約種別."""
    groups: GroupIds = ()
    """Groups it serves（対象の更新単位）."""
    vendor: str | None = None
    """契約相手."""
    noticed_on: WhenField | None = None
    """公告日・通知日."""
    approved_on: WhenField | None = None
    """Day on which the award was approved（決裁日）."""
    signed_on: WhenField | None = None
    """契約日."""
    starts_on: WhenField | None = None
    """開始."""
    ends_on: WhenField | None = None
    """終了."""
    term_months: TermField | None = None
    """契約月数."""
    amount: YenField | None = None
    """金額."""
    per: Per = Per.MONTH
    """Whether the amount is per month, per year or the total（金額の別）."""
    quantity: WholeField = 1
    """Units, where the amount is a unit price（数量）."""
    total: YenField | None = None
    """Total as the contract states it, in the same tax basis; checked against amount and term（契約総額）."""
    lease_rate: PercentField | None = None
    """Monthly lease rate in per cent of the price, instead of an amount（料率）."""
    price: YenField | None = None
    """Price on which the lease rate is charged（物件価格）."""
    tax_basis: TaxBasis | None = None
    """税抜・税込; unstated is a finding and read as gross."""
    tax_rate: PercentField | None = None
    """Rate fixed by a transitional rule（経過措置の税率）."""
    rounding: Rounding | None = None
    """端数処理."""
    remainder: Remainder | None = None
    """端数の寄せ先."""
    legal_basis: LegalBasis | None = None
    """後年度負担の根拠."""
    commitment: str | None = None
    """債務負担行為の番号."""
    heading: str | None = None
    """款項目節, the id of a heading."""
    end_action: EndAction | None = None
    """満了時の取扱い."""
    has_erasure_clause: YesNo | None = None
    """データ消去条項の有無."""
    has_cancellation_clause: YesNo | None = None
    """予算減額時の解除条項の有無."""
    has_parts_guarantee: YesNo | None = None
    """部品供給の保証."""
    award_method: str | None = None
    """入札・随意契約の別."""
    follows: ContractId | None = None
    """The contract it continues: a re-lease its lease（前契約）."""
    fact_source: str | None = None
    """出典."""
    note: str | None = None
    """備考."""


class CostLine(Entity):
    """One line of money on a contract（契約の内訳）."""

    KIND: ClassVar[str] = "cost_line"

    contract: ContractId
    """契約."""
    kind: CostKind
    """経費区分."""
    starts_on: WhenField | None = None
    """開始; the contract's where empty."""
    ends_on: WhenField | None = None
    """終了; the contract's where empty."""
    starts_after_months: TermField = 0
    """Months after the contract's start, e.g. a warranty year（無償保証期間）."""
    term_months: TermField | None = None
    """月数."""
    amount: YenField
    """金額."""
    per: Per = Per.MONTH
    """金額の別."""
    quantity: WholeField = 1
    """数量."""
    tax_basis: TaxBasis | None = None
    """税抜・税込; the contract's where empty."""
    tax_rate: PercentField | None = None
    """経過措置の税率."""
    heading: str | None = None
    """款項目節."""
    name: str | None = None
    """名称."""
    note: str | None = None
    """備考."""


class Estimate(Entity):
    """A detailed estimate for a group's next renewal（見積）: where given, it replaces the group's own columns."""

    KIND: ClassVar[str] = "estimate"

    group: GroupId
    """更新単位."""
    kind: CostKind
    """経費区分."""
    amount: YenField
    """金額."""
    per: Per = Per.TOTAL
    """金額の別."""
    quantity: WholeField = 1
    """数量."""
    tax_basis: TaxBasis = TaxBasis.GROSS
    """税抜・税込."""
    basis: str | None = None
    """見積・RFI・実績・推計."""
    estimated_on: WhenField | None = None
    """見積時点."""
    valid_until: DayField | None = None
    """有効期限."""
    note: str | None = None
    """備考."""
