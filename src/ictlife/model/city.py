"""The municipality and how it counts（団体の設定）."""

from __future__ import annotations

from enum import StrEnum
from typing import ClassVar

from pydantic import Field

from ictlife.base.finding import Severity
from ictlife.base.yen import Remainder, Rounding
from ictlife.model.contract import LegalBasis
from ictlife.model.field import (
    DayField,
    Entity,
    FyField,
    PercentField,
    TermField,
    Texts,
    WholeField,
    YenField,
)


class BodyType(StrEnum):
    """Kind of local body（団体種別）, which decides thresholds."""

    PREFECTURE = "prefecture"
    DESIGNATED_CITY = "designated_city"
    CITY = "city"
    TOWN = "town"


class NetworkModel(StrEnum):
    """Model of the three-layer separation（ネットワークモデル）."""

    ALPHA = "alpha"
    ALPHA_PRIME = "alpha_prime"
    BETA = "beta"
    BETA_PRIME = "beta_prime"


class PartialMonth(StrEnum):
    """How a month that is begun or ended inside is charged（日割り）."""

    CALENDAR_DAYS = "calendar_days"
    THIRTY_DAYS = "thirty_days"
    WHOLE_MONTH = "whole_month"


class City(Entity):
    """The municipality and its settings（団体）. One record, `city:default`."""

    KIND: ClassVar[str] = "city"

    name: str
    """団体名."""
    name_en: str | None = None
    """Name in English（英語名）."""
    body_type: BodyType = BodyType.CITY
    """団体種別."""
    population: WholeField | None = None
    """人口."""
    as_of: DayField | None = None
    """基準日; today where empty."""
    lang: str = "ja"
    """Default language（言語）."""
    fail_at: Severity = Severity.ERROR
    """Findings at or above this make exit code 1（終了コードの基準）."""
    horizon_from: FyField | None = None
    """First fiscal year shown（計画対象の初年度）; the year of the as-of date where empty."""
    horizon_years: WholeField = Field(12, ge=1, le=60)
    """Fiscal years shown（計画対象年数）."""
    warn_months: TermField = 30
    """How long before a renewal its steps are checked（警告の月数）."""
    network_model: NetworkModel | None = None
    """ネットワークモデル."""
    rolling_plan_years: WholeField = Field(3, ge=1, le=60)
    """Years in the rolling 実施計画（実施計画の年数）."""
    new_contract_basis: LegalBasis = LegalBasis.LONG_TERM_CONTRACT
    """How the lease of a successor will bind later years（次期契約の根拠）."""
    long_term_limit_months: TermField | None = None
    """Longest term of a 長期継続契約 by own ordinance（長期継続契約の上限月数）."""
    long_term_limit_yen: YenField | None = None
    """Highest yearly price of one, where the ordinance has a limit（同 上限額）."""
    lease_rate_per_month: PercentField | None = None
    """Monthly lease rate for successors, per cent of price（料率）."""
    re_lease_percent: PercentField | None = None
    """Re-lease in per cent of the old fee, a marked estimate where no price is known（再リース料の見込率）."""
    rounding: Rounding = Rounding.DOWN
    """端数処理."""
    remainder: Remainder = Remainder.RUNNING
    """端数の寄せ先."""
    partial_month: PartialMonth = PartialMonth.CALENDAR_DAYS
    """How a partial month is charged（日割り）."""
    report_unit_yen: WholeField = Field(1000, ge=1)
    """Unit of the budget papers（表示単位）."""
    escalation_percent: PercentField | None = None
    """Yearly price escalation of estimates（物価上昇率）."""
    estimate_valid_months: TermField = 18
    """Age at which an estimate is too old（見積の有効月数）."""
    drill_valid_months: TermField = 12
    """Age at which a time measured in a drill no longer counts（訓練実績の有効月数）."""
    discount_rate: PercentField | None = None
    """Discount rate for comparisons（割引率）."""
    tags: Texts = ()
    """Free tags."""
    note: str | None = None
    """備考."""
