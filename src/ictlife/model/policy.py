"""How long things live and how long it takes to buy them（更新方針・調達期間）."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from ictlife.model.asset import Acquisition
from ictlife.model.field import (
    Entity,
    MonthField,
    Part,
    PercentField,
    TermField,
    Texts,
    TextsByLang,
    WholeField,
    YenField,
    YesNo,
)


class Policy(Entity):
    """The lifecycle policy of a category（更新方針）; the id is the category."""

    KIND: ClassVar[str] = "policy"

    title: TextsByLang = {}
    """Name of the category by language（区分名）."""
    cycle_months: TermField
    """更新周期."""
    earliest_months: TermField | None = None
    """Least life before a renewal may be brought forward（最短使用期間）."""
    longest_months: TermField | None = None
    """Longest life with re-lease or extended maintenance（最長使用期間）."""
    lease_months: TermField = 60
    """賃貸借期間."""
    acquisition: Acquisition = Acquisition.LEASE
    """標準の調達方法."""
    method: str = "open_bid"
    """Procurement method, a key of the lead times（調達方式）."""
    parallel_months: TermField = 0
    """並行稼働月数."""
    staff_days: WholeField = 10
    """職員作業人日."""
    re_lease_months: TermField = 12
    """Longest re-lease（再リース上限）."""
    escalation_percent: PercentField | None = None
    """Yearly price escalation of estimates, where it differs from the municipality's（物価上昇率）."""
    holds_data: YesNo | None = None
    """Whether data are lost with such equipment, where its group does not say（データの保持）."""
    statutory_months: TermField | None = None
    """法定耐用年数."""


class Step(Part):
    """One step of a procurement or of making a plan（工程の区分）."""

    id: str
    """Key of the step; its name stands in `data/words.yaml`（工程）."""
    title: TextsByLang = {}
    """Name by language, for a city's own step."""
    months: TermField = 0
    """How long it takes, in months（所要月数）."""
    days: WholeField = Field(0, le=3660)
    """… and in working days（所要営業日）."""
    calendar_days: WholeField = Field(0, le=3660)
    """… and in calendar days, where a rule counts those（暦日数）: a public comment of 30 days."""
    clear_of_elections_days: WholeField = Field(0, le=3660)
    """So many days up to an election it must not be under way（選挙前に避ける日数）."""
    gate: str | None = None
    """Gate that must be open for it（可能時期）."""
    is_after: YesNo = False
    """Whether it follows going into service: then `months` counts from there（稼働後の工程）."""
    only_over: YenField | None = None
    """Only where the renewal costs at least this（対象となる金額）."""
    threshold: str | None = None
    """Only from the town's own threshold of this kind on, e.g. assembly_purchase; then `only_over` holds where the
    town has none（金額基準の種別）."""
    only_for: Texts = ()
    """Only for these ways of acquisition（対象の調達方法）."""


class LeadTime(Entity):
    """The steps of a procurement method, first step first（調達期間）; the id is the method."""

    KIND: ClassVar[str] = "lead_time"

    title: TextsByLang = {}
    """Name by language."""
    steps: tuple[Step, ...]
    """工程."""
    categories: Texts = ()
    """Categories for which these steps replace the method's own（対象区分）."""
    replaces: str | None = None
    """The method that it replaces for those categories."""


class Agreed(Entity):
    """The month of a group's next renewal in the goal's baseline（合意済みの更新時期）; the id is the group."""

    KIND: ClassVar[str] = "agreed"

    in_service: MonthField
    """稼働開始."""


class Goal(Entity):
    """Weights and switches of the optimiser（目標）. One record, `goal:default`."""

    KIND: ClassVar[str] = "goal"

    is_optimised: YesNo = False
    """Whether the schedule is fitted to caps and staff without being asked（最適化の既定）."""
    peak_weight: WholeField = 100
    """What a yen of the dearest year is worth against a yen of cost, in per mille（平準化の重み）."""
    swing_weight: WholeField = 0
    """What a yen of change from year to year is worth, in per mille（年度間変動の重み）."""
    together_percent: WholeField = 10
    """Share of the build costs saved when a set is renewed in one month, in per cent（同時更新の節減率）."""
    risk_per_month: YenField | None = None
    """Price of a month beyond support for one group（サポート切れ1か月の評価額）."""
    baseline: str | None = None
    """Baseline whose months a renewal should keep; the due months where empty（基準とする凍結版）."""
    move_price: YenField | None = None
    """Price of one month moved from the baseline（変更1か月の評価額）."""
    gap_permille: WholeField = 1
    """Stop when the plan is this close to the bound（許容差）."""
    rounds: WholeField = Field(60, le=10_000)
    """Most rounds of column generation（反復上限）."""
