"""The municipality's official plans（計画）. What this program makes is a schedule, never a plan."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated, ClassVar

from pydantic import BeforeValidator, Field

from ictlife.fiscal.month import FiscalSpan
from ictlife.model.field import (
    ContractIds,
    DayField,
    Entity,
    FyField,
    GroupId,
    GroupIds,
    HeadingIds,
    MonthField,
    PlanId,
    PlanIds,
    RefersTo,
    ServiceIds,
    Texts,
    WholeField,
    YenField,
    YesNo,
)


class PlanLevel(StrEnum):
    """Where a plan stands in the hierarchy（計画の階層）."""

    SUPERIOR = "superior"
    INFORMATION = "information"
    DX = "dx"
    BCP = "bcp"
    SECURITY_POLICY = "security_policy"
    ROLLING = "rolling"
    EXTERNAL = "external"


class Plan(Entity):
    """An official plan with its period（計画）."""

    KIND: ClassVar[str] = "plan"

    name: str
    """計画名."""
    level: PlanLevel = PlanLevel.INFORMATION
    """階層."""
    first_year: FyField
    """初年度."""
    last_year: FyField
    """最終年度."""
    adopted_on: DayField | None = None
    """策定日."""
    legal_basis: str | None = None
    """根拠規定."""
    body: str | None = None
    """Who made it, where not the municipality（策定主体）."""
    parents: PlanIds = ()
    """上位計画."""
    predecessor: PlanId | None = None
    """前計画."""
    method: str | None = None
    """How it is made, a key of the lead times; `plan_making` where empty（策定の進め方）."""
    baseline: str | None = None
    """Baseline frozen when it was adopted: what is verified against it（策定時の基準版）."""
    is_of_mayoral_term: YesNo = False
    """Whether its period follows the mayor's term（市長任期との連動）."""
    review_on: DayField | None = None
    """Mid-term review（見直し予定日）."""
    reviewed_on: DayField | None = None
    """見直し実施日."""
    fact_source: str | None = None
    """出典."""
    note: str | None = None
    """備考."""

    @property
    def period(self) -> FiscalSpan:
        """計画期間."""
        return FiscalSpan(self.first_year, self.last_year)


class Viewpoint(Entity):
    """A viewpoint from which the plan is reviewed（見直しの視点）."""

    KIND: ClassVar[str] = "viewpoint"

    name: str
    """名称."""
    plan: PlanId | None = None
    """計画."""
    evidence: Texts = ()
    """Which parts of the assessment speak to it（根拠データ）: external_cycles, regimes, support_ends, shared,
    lengthened, initiatives, parents, or `findings.` and the area of the rules."""
    fact_source: str | None = None
    """出典."""


class Judgement(StrEnum):
    """What a review concludes from a viewpoint（見直しの判断）."""

    KEEP = "keep"
    CHANGE = "change"
    STUDY = "study"


class Review(Entity):
    """What was concluded from a viewpoint（見直しの記録）: the part of the review sheet that people fill in."""

    KIND: ClassVar[str] = "review"

    viewpoint: Annotated[str, RefersTo(("viewpoint",))]
    """見直しの視点."""
    judgement: Judgement
    """判断."""
    reason: str | None = None
    """理由."""
    by: str | None = None
    """Office or role（判断者の職名）."""
    on: DayField | None = None
    """判断日."""


class InitiativeMark(StrEnum):
    """What happens in a fiscal year（年度区分）."""

    CONSIDER = "consider"
    PREPARE = "prepare"
    CARRY_OUT = "carry_out"


def _whole_list(value: object) -> object:
    if isinstance(value, str):
        return tuple(int(part) for part in value.replace("、", ",").split(",") if part.strip())
    return value


class Initiative(Entity):
    """A measure of a plan（施策・事業）."""

    KIND: ClassVar[str] = "initiative"

    name: str
    """名称."""
    plan: PlanId
    """計画."""
    owner: str | None = None
    """所管課."""
    years: Mapping[FyField, InitiativeMark] = {}
    """Fiscal year → 検討・準備・実施."""
    groups: GroupIds = ()
    """対象の更新単位."""
    services: ServiceIds = ()
    """対象の業務."""
    contracts: ContractIds = ()
    """対象の契約."""
    headings: HeadingIds = ()
    """Budget headings that are its own alone（対象の予算科目）."""
    sdgs: Annotated[tuple[int, ...], BeforeValidator(_whole_list)] = ()
    """SDGs のゴール."""
    indicator: str | None = None
    """指標."""
    target: str | None = None
    """目標値."""
    result: str | None = None
    """実績値."""
    finished_in: FyField | None = None
    """Fiscal year in which it was done（完了年度）."""
    deviation: str | None = None
    """Why it went otherwise than planned（計画との差異の理由）."""
    is_without_cost: YesNo = False
    """予算を要しない施策."""
    budget_yen: YenField | None = None
    """計画額."""
    spent_yen: YenField | None = None
    """実績額."""
    fact_source: str | None = None
    """出典."""
    note: str | None = None
    """備考."""


class PlanStep(Entity):
    """A step of making a plan that is done（計画策定の実績）. A step without such a record is open."""

    KIND: ClassVar[str] = "plan_step"

    plan: PlanId
    """The plan that the new one follows, or the new one where it is entered（計画）."""
    step: str
    """工程, the id of a step."""
    done_on: DayField
    """完了日."""
    note: str | None = None
    """備考."""


class Outcome(Entity):
    """What became of a renewal that a plan held（更新の実績）, with the reason where it went otherwise."""

    KIND: ClassVar[str] = "outcome"

    group: GroupId
    """更新単位."""
    plan: PlanId
    """計画."""
    planned_on: MonthField | None = None
    """Month the plan, or its baseline, gave（計画した更新月）."""
    done_on: MonthField | None = None
    """Month of going into service（実際の更新月）."""
    planned_yen: YenField | None = None
    """計画額."""
    spent_yen: YenField | None = None
    """実績額."""
    deviation: str | None = None
    """計画との差異の理由."""
    fact_source: str | None = None
    """出典."""


class ExternalCycle(Entity):
    """A date set by others that reaches into equipment's life（外部の更改時期）: LGWAN, prefectural cloud, 三層."""

    KIND: ClassVar[str] = "external_cycle"

    name: str
    """名称."""
    body: str | None = None
    """主体."""
    changes_in: FyField
    """Fiscal year of the change（変更年度）."""
    zones: Texts = ()
    """Zones it touches; all where empty（対象の接続系）."""
    categories: Texts = ()
    """Equipment classes it touches; all where empty（対象の機器区分）."""
    every_years: WholeField | None = Field(None, le=100)
    """Repeats after so many years（周期）."""
    note: str | None = None
    """備考."""
