"""The town's own calendar（暦）: closed days, sessions, gates, times when no system may be changed."""

from __future__ import annotations

from datetime import date
from typing import Annotated, ClassVar

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from ictlife.model.field import DayField, Entity, FyField, Part, Texts, TextsByLang, WholeField, YesNo


class ClosedDay(Entity):
    """A day on which the town hall is closed, or open against the rule（閉庁日・臨時開庁日）."""

    KIND: ClassVar[str] = "closed_day"

    from_on: DayField
    """初日."""
    until_on: DayField | None = None
    """末日; the same day where empty."""
    is_open: YesNo = False
    """Whether the town is open on these days against the rule（臨時開庁）."""
    name: str | None = None
    """名称."""


def _day_of_year(text: str) -> str:
    try:
        date.fromisoformat(f"2000-{text}")  # a leap year, so that only the impossible fails
    except ValueError:
        raise PydanticCustomError("INP022", "unreadable", {"text": text}) from None
    return text


MonthDay = Annotated[str, Field(pattern="^[0-9]{2}-[0-9]{2}$"), AfterValidator(_day_of_year)]
"""A day of every year, written `MM-DD`（月日）."""


class YearlySpan(Part):
    """A stretch of days that comes every year（毎年の期間）, written `MM-DD`; may run over New Year."""

    from_md: MonthDay
    """初日."""
    until_md: MonthDay
    """末日."""


class DatedSpan(Part):
    """A stretch of days that comes once（一度限りの期間）."""

    from_on: DayField
    """初日."""
    until_on: DayField
    """末日."""


class Gate(Entity):
    """A time of year in which a step can be taken（可能時期）: budget request, vote, council session."""

    KIND: ClassVar[str] = "gate"

    title: TextsByLang = {}
    """Name by language."""
    yearly: tuple[YearlySpan, ...] = ()
    """Every year（毎年）."""
    once: tuple[DatedSpan, ...] = ()
    """Once; where a fiscal year has such an entry it replaces the yearly one（当該年度のみ）."""
    fact_source: str | None = None
    """出典."""


class Blackout(Entity):
    """A time in which systems of a kind of business must not be changed（切替禁止期間）."""

    KIND: ClassVar[str] = "blackout"

    title: TextsByLang = {}
    """Reason by language（理由）."""
    businesses: Texts = ()
    """Kinds of business; all where empty（業務区分）."""
    yearly: tuple[YearlySpan, ...] = ()
    """毎年."""
    once: tuple[DatedSpan, ...] = ()
    """一度限り（選挙など）."""
    fact_source: str | None = None
    """出典."""


class Election(Entity):
    """An election or other dated event that moves sessions and cut-overs（選挙）."""

    KIND: ClassVar[str] = "election"

    name: str
    """名称."""
    day: DayField
    """執行日."""
    is_mayoral: YesNo = False
    """市町村長選挙: the initial budget may be a 骨格予算."""


class Team(Entity):
    """A team and the work it can do（体制）."""

    KIND: ClassVar[str] = "team"

    name: str
    """名称."""
    people: WholeField = 1
    """人数."""
    days_per_month: WholeField = 10
    """Person-days a month for renewals（更新に充てられる月間人日）."""
    fiscal_year: FyField | None = None
    """Only in this fiscal year（年度）."""
