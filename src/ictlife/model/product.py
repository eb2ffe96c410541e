"""Products and how long their makers support them（製品・サポート期限）."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated, ClassVar, Literal

from pydantic import BeforeValidator, Field

from ictlife.base.unreadable import Unreadable
from ictlife.fiscal.wareki import read_when, undecided, unknown
from ictlife.fiscal.when import Precision
from ictlife.model.field import DayField, Entity, GroupId, Part, ProductId, WhenField, WholeField


class Known(Part):
    """A date the maker has published（公表済み）."""

    status: Literal["known"] = "known"
    day: date


class Tba(Part):
    """The maker has not announced it（未発表）."""

    status: Literal["tba"] = "tba"


class Unknown(Part):
    """We have not looked（未確認）. Never shown as fine."""

    status: Literal["unknown"] = "unknown"


def _support_date(value: object) -> object:
    if isinstance(value, date):
        return Known(day=value)
    if not isinstance(value, str):
        return value
    if undecided(value):
        return Tba()
    if unknown(value) or not value.strip():
        return Unknown()
    when = read_when(value)
    if when.precision is Precision.FISCAL_YEAR:
        raise Unreadable("INP028", text=value)
    return Known(day=when.last)


SupportDate = Annotated[
    Annotated[Known | Tba | Unknown, Field(discriminator="status")], BeforeValidator(_support_date)
]
"""known, tba or unknown; unknown is a value, not an absence（OpenEoX）."""


class SupportModel(StrEnum):
    """Whether the end of one release forces a renewal（サポート方式）.

    fixed: the release ends with the equipment's use. in_place: it is updated in place, so a build's end
    is no trigger (Windows 11 feature releases, PostgreSQL, FortiOS).
    """

    FIXED = "fixed"
    IN_PLACE = "in_place"


class Product(Entity):
    """A release of a product and its dates（製品）. Names of the dates follow OASIS OpenEoX core 1.0."""

    KIND: ClassVar[str] = "product"

    name: str
    """製品名."""
    vendor: str | None = None
    """ベンダー."""
    support_model: SupportModel = SupportModel.FIXED
    """サポート方式."""
    general_availability: SupportDate = Unknown()
    """提供開始."""
    end_of_sales: SupportDate = Unknown()
    """販売終了."""
    end_of_security_support: SupportDate = Unknown()
    """セキュリティサポート終了."""
    end_of_life: SupportDate = Unknown()
    """サポート終了."""
    paid_extension_until: DayField | None = None
    """Last day of a paid extension: mitigation, not support（有償延長）."""
    negotiated_until: DayField | None = None
    """Own agreement with the vendor, kept apart from the vendor's date（個別合意）."""
    source: str | None = None
    """Where the dates come from（出典）."""
    retrieved_on: DayField | None = None
    """When they were looked up（確認日）."""
    note: str | None = None
    """備考."""


class Software(Entity):
    """A product installed on a group（導入ソフトウェア）."""

    KIND: ClassVar[str] = "software"

    group: GroupId
    """更新単位."""
    product: ProductId
    """製品."""
    quantity: WholeField = 1
    """ライセンス数."""
    extension_bought_until: DayField | None = None
    """Paid extension actually bought, to this day（有償延長の契約終期）."""
    checked_on: WhenField | None = None
    """確認日."""
    note: str | None = None
    """備考."""
