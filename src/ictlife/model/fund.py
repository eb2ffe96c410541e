"""Money's frame: caps, headings, funding, commitments, tax（予算の枠組み）."""

from __future__ import annotations

from typing import ClassVar

from ictlife.model.field import (
    ContractId,
    DayField,
    Entity,
    FyField,
    GroupIds,
    Part,
    PercentField,
    Texts,
    TextsByLang,
    YenField,
)

GENERAL = "general"
"""The general funds（一般財源）: named so by a cap, and the kind of a funding record that only names them."""


class Cap(Entity):
    """The most that may be spent in a fiscal year（予算上限）."""

    KIND: ClassVar[str] = "cap"

    fiscal_year: FyField
    """年度."""
    amount: YenField
    """上限額."""
    fund: str | None = None
    """Fund it limits: the id of a funding, or general funds; all money where empty（財源。一般財源も書ける）."""
    note: str | None = None
    """備考."""


class Heading(Entity):
    """An account heading（款項目節）."""

    KIND: ClassVar[str] = "heading"

    kan: str
    """款."""
    kou: str
    """項."""
    moku: str
    """目."""
    setsu: str
    """節, e.g. 13."""
    setsu_name: str
    """節の名称, e.g. 使用料及び賃借料."""
    cost_kinds: Texts = ()
    """Kinds of cost booked here where nothing else is said（既定の経費区分）."""
    acquisitions: Texts = ()
    """… and the ways of acquisition it is for（既定の調達方法）."""
    project: str | None = None
    """事業."""


class Funding(Entity):
    """A source of money and what it may pay for（財源）."""

    KIND: ClassVar[str] = "funding"

    name: str
    """名称."""
    kind: str
    """national, prefecture, bond, fund, fees or general（種別）."""
    groups: GroupIds = ()
    """対象の更新単位."""
    cost_kinds: Texts = ()
    """対象経費."""
    share_percent: PercentField | None = None
    """Share of the cost（充当率・補助率）."""
    limit: YenField | None = None
    """上限額."""
    first_year: FyField | None = None
    """利用できる初年度."""
    last_year: FyField | None = None
    """利用できる最終年度."""
    fact_source: str | None = None
    """出典."""


class YearAmount(Part):
    """An amount in a fiscal year（年度別金額）."""

    fiscal_year: FyField
    """年度."""
    amount: YenField
    """金額."""


class FundingShare(Part):
    """Money from one source（財源内訳の一行）."""

    funding: str
    """財源."""
    amount: YenField
    """金額."""


class Commitment(Entity):
    """A voted commitment of later years（債務負担行為）, 地方自治法214条."""

    KIND: ClassVar[str] = "commitment"

    name: str
    """事項."""
    decided_in: FyField
    """Fiscal year whose budget sets it, in which the contract must be signed（設定年度）."""
    first_year: FyField
    """期間の初年度."""
    last_year: FyField
    """期間の最終年度."""
    limit: YenField
    """限度額."""
    contracts: Texts = ()
    """対象の契約."""
    by_year: tuple[YearAmount, ...] = ()
    """年度別金額."""
    funding: tuple[FundingShare, ...] = ()
    """財源内訳."""
    replaces: str | None = None
    """The entry it changes（変更前の債務負担行為）."""
    decided_on: DayField | None = None
    """議決日."""
    note: str | None = None
    """備考."""


class ContinuingExpense(Entity):
    """Work of several years voted as one with its yearly shares（継続費）, 地方自治法212条."""

    KIND: ClassVar[str] = "continuing_expense"

    name: str
    """事項."""
    decided_in: FyField
    """設定年度."""
    total: YenField
    """総額."""
    by_year: tuple[YearAmount, ...] = ()
    """年割額."""
    contracts: Texts = ()
    """対象の契約."""
    replaces: str | None = None
    """The entry it changes（変更前の継続費）."""
    note: str | None = None
    """備考."""


class CarryOver(Entity):
    """Money of one fiscal year spent in the next（繰越）, 地方自治法213条・220条3項."""

    KIND: ClassVar[str] = "carry_over"

    contract: ContractId
    """契約."""
    from_year: FyField
    """Year whose budget it is（繰越元年度）."""
    amount: YenField
    """翌年度繰越額."""
    reason: str | None = None
    """明許繰越・事故繰越の理由."""
    note: str | None = None
    """備考."""


class Actual(Entity):
    """What was requested, voted, contracted or settled beside the plan（要求・予算・契約・決算）."""

    KIND: ClassVar[str] = "actual"

    contract: ContractId
    """契約."""
    fiscal_year: FyField
    """年度."""
    requested: YenField | None = None
    """要求額."""
    budgeted: YenField | None = None
    """予算額（議決）."""
    contracted: YenField | None = None
    """契約額."""
    settled: YenField | None = None
    """決算額."""


class TaxRate(Entity):
    """A consumption tax rate and its first day（消費税率）; the town may add a future one."""

    KIND: ClassVar[str] = "tax_rate"

    from_on: DayField
    """適用開始日."""
    percent: PercentField
    """税率."""
    fact_source: str | None = None
    """出典."""
    title: TextsByLang = {}
    """Name."""


class Threshold(Entity):
    """A money threshold of procurement law with its first day（金額基準）."""

    KIND: ClassVar[str] = "threshold"

    kind: str
    """negotiated_works, negotiated_purchase, negotiated_lease, negotiated_other, assembly_purchase … （種別）."""
    body_type: str | None = None
    """団体種別; all where empty."""
    from_on: DayField
    """適用開始日."""
    amount: YenField
    """金額."""
    basis: str | None = None
    """annual or total, where the body rules（年額・総額）."""
    trigger: str | None = None
    """notice, approval or contract: the event whose date counts（適用の基準となる日）."""
    fact_source: str | None = None
    """出典."""
