"""How the text of one cell becomes a value（項目の型）, and the base of every record.

Every reader takes text (inputs are never retyped before they come here), or a value of the right type
already (for tests and shipped data). What cannot be read raises a `PydanticCustomError` whose type is a
code of the rule catalogue; `sources.bind` turns it into a Finding at the cell.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Annotated, ClassVar, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field
from pydantic_core import PydanticCustomError

from ictlife.base.amount import (
    read_centimetres,
    read_hours,
    read_minutes,
    read_months,
    read_percent,
    read_quantity,
    read_yen,
)
from ictlife.base.ref import Ref
from ictlife.base.unreadable import Unreadable
from ictlife.fiscal.month import FiscalYear, Month
from ictlife.fiscal.wareki import read_fiscal_year, read_when
from ictlife.fiscal.when import Precision, When

T = TypeVar("T")


class Entity(BaseModel):
    """A record of the estate（台帳の1件）, addressed `kind:id`."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        arbitrary_types_allowed=True,
        use_attribute_docstrings=True,
        defer_build=True,
    )
    KIND: ClassVar[str]

    id: str = Field(min_length=1)
    """Identifier, unique within its kind（管理番号）."""

    def ref(self, field: str = "") -> Ref:
        """The address of this record or of its `field`."""
        return Ref(self.KIND, self.id, field)


class Part(BaseModel):
    """A block inside a record（内訳）: not addressed on its own."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", arbitrary_types_allowed=True, use_attribute_docstrings=True
    )


@dataclass(frozen=True, slots=True)
class RefersTo:
    """Marks a field whose text is the id of a record of one of these kinds（参照先）."""

    kinds: tuple[str, ...]


def _reader(read: Callable[[str], T], kind: type | tuple[type, ...]) -> BeforeValidator:
    """A validator that reads text with `read` and lets a value of `kind` pass."""

    def validate(value: object) -> object:
        if isinstance(value, kind) and not isinstance(value, str):
            return value
        try:
            return read(str(value))
        except Unreadable as problem:
            raise PydanticCustomError(problem.code, "unreadable", dict(problem.params)) from None

    return BeforeValidator(validate)


def _month(text: str) -> Month:
    when = read_when(text)
    if when.precision in (Precision.YEAR, Precision.FISCAL_YEAR):
        raise Unreadable("INP026", text=text)
    return when.first_month


def _day(text: str) -> date:
    when = read_when(text)
    if when.precision is not Precision.DAY:
        raise Unreadable("INP028", text=text)
    return when.first


def _whole(text: str) -> int:
    return read_quantity(text)[0]


def _measured(text: str) -> float:
    number = unicodedata.normalize("NFKC", text).replace(",", "").strip().rstrip(_UNITS).strip()
    if not _DECIMAL.fullmatch(number):
        raise Unreadable("INP033", text=text)
    return float(number)


_DECIMAL = re.compile(r"[0-9]+(\.[0-9]+)?")
_UNITS = "GBkm/h時間週"
"""Letters of the units that may follow a measured amount; the unit itself is the field's."""


_YES = frozenset({"true", "yes", "y", "1"})
_NO = frozenset({"false", "no", "n", "0"})


def _yes_no(text: str) -> bool:
    """Yes or no in its canonical words; the words of ledgers are mapped to these by `data/columns.yaml`."""
    word = text.strip().lower()
    if word in _YES:
        return True
    if word in _NO:
        return False
    raise Unreadable("INP035", text=text)


def _list(value: object) -> object:
    """A list written in one cell: parted by `,` `、` `;` `；` or a line break."""
    if not isinstance(value, str):
        return value
    text = value
    for mark in ("、", ";", "；", "\n", "，"):
        text = text.replace(mark, ",")
    return tuple(part.strip() for part in text.split(",") if part.strip())


WhenField = Annotated[When, _reader(read_when, When)]
"""A point in time with its precision（時点）."""
DayField = Annotated[date, _reader(_day, date)]
"""A day（年月日）."""
MonthField = Annotated[Month, _reader(_month, Month)]
"""A month（年月）."""
FyField = Annotated[FiscalYear, _reader(read_fiscal_year, FiscalYear)]
"""A fiscal year（年度）."""
YenField = Annotated[int, _reader(read_yen, int)]
"""Whole yen; the unit of the column's header applies to bare numbers（金額）."""
WholeField = Annotated[int, _reader(_whole, int)]
"""A whole number, with or without a counter（数量）."""
TermField = Annotated[int, _reader(read_months, int)]
"""A number of months, written in months or years（期間の月数）."""
HoursField = Annotated[float, _reader(read_hours, (int, float))]
"""A time in hours（時間）."""
MinutesField = Annotated[float, _reader(read_minutes, (int, float))]
"""A time in minutes（分）."""
CentimetresField = Annotated[int, _reader(read_centimetres, int)]
"""A height in centimetres（cm）."""
AmountField = Annotated[float, _reader(_measured, (int, float))]
"""A measured amount such as GB or km（量）."""
PercentField = Annotated[Fraction, _reader(read_percent, (int, Fraction))]
"""A percentage（率）: 10 means ten per cent."""
YesNo = Annotated[bool, _reader(_yes_no, bool)]
"""Yes or no（有無）."""
Texts = Annotated[tuple[str, ...], BeforeValidator(_list)]
"""Several texts in one cell or list."""
TextsByLang = Mapping[str, str]

GroupId = Annotated[str, RefersTo(("group",))]
SiteId = Annotated[str, RefersTo(("site",))]
ContractId = Annotated[str, RefersTo(("contract",))]
ProductId = Annotated[str, RefersTo(("product",))]
PlanId = Annotated[str, RefersTo(("plan",))]
ServiceId = Annotated[str, RefersTo(("service",))]
HeadingId = Annotated[str, RefersTo(("heading",))]
GroupIds = Annotated[tuple[GroupId, ...], BeforeValidator(_list)]
PlanIds = Annotated[tuple[PlanId, ...], BeforeValidator(_list)]
ServiceIds = Annotated[tuple[ServiceId, ...], BeforeValidator(_list)]
ContractIds = Annotated[tuple[ContractId, ...], BeforeValidator(_list)]
HeadingIds = Annotated[tuple[HeadingId, ...], BeforeValidator(_list)]
