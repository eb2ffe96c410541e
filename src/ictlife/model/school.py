"""Pupils' devices of a municipality's schools（学習者用端末）: what the 端末整備・更新計画 is made from."""

from __future__ import annotations

from enum import StrEnum
from fractions import Fraction
from typing import ClassVar

from ictlife.model.field import DayField, Entity, FyField, GroupIds, Part, PercentField, WholeField


class ReuseWay(StrEnum):
    """What becomes of devices that are replaced（処分の方法）."""

    REUSE = "reuse"
    CERTIFIED = "certified"
    MAKER = "maker"
    OTHER = "other"


class Eraser(StrEnum):
    """Who makes the data unreadable（データの消去）."""

    STAFF = "staff"
    CONTRACTOR = "contractor"


class SchoolYear(Part):
    """One fiscal year of the plan（年度別の整備）; what is not stated is unknown."""

    fiscal_year: FyField
    """年度."""
    pupils: WholeField | None = None
    """児童生徒数."""
    devices: WholeField | None = None
    """Bought in the year, without spares（整備台数）."""
    fund_devices: WholeField | None = None
    """Of these, paid by the prefecture's fund（うち基金事業）."""
    spares: WholeField | None = None
    """予備機整備台数."""
    fund_spares: WholeField | None = None
    """Of these, paid by the fund（予備機のうち基金事業）."""


class SchoolDisposal(Part):
    """Replaced devices that go one way（処分の内訳）."""

    way: ReuseWay
    """処分の方法."""
    count: WholeField
    """台数."""
    eraser: Eraser | None = None
    """データの消去."""
    planned_on: DayField | None = None
    """予定日."""


class SchoolPlan(Entity):
    """A plan for buying and replacing pupils' devices（端末整備・更新計画）."""

    KIND: ClassVar[str] = "school_plan"

    name: str
    """名称."""
    groups: GroupIds = ()
    """Which renewals it is about（対象の更新単位）."""
    spare_percent: PercentField = Fraction(15)
    """Spares allowed for each hundred pupils; 15 in the State's fund（予備機の割合）."""
    years: tuple[SchoolYear, ...] = ()
    """年度別の整備."""
    replaced: WholeField | None = None
    """Devices that are replaced（更新対象の台数）."""
    disposals: tuple[SchoolDisposal, ...] = ()
    """処分の内訳."""
    fact_source: str | None = None
    """出典."""
