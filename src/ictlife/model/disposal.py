"""Equipment with storage media that leaves the town（廃棄・返却）."""

from __future__ import annotations

from enum import StrEnum
from typing import ClassVar

from ictlife.model.asset import Confidentiality, Zone
from ictlife.model.field import DayField, Entity, GroupId, Texts, WholeField, YesNo


class Medium(StrEnum):
    """Kind of storage media（媒体の種類）."""

    HDD = "hdd"
    SSD = "ssd"
    USB = "usb"
    OPTICAL = "optical"
    TAPE = "tape"
    PAPER = "paper"


class Method(StrEnum):
    """How data are made unreadable（抹消の方法）.

    destroy: physical destruction. purge: crypto erase, secure erase, sanitise, degauss. overwrite: with a
    tool. format: formatting or resetting the system, which leaves the data readable with ordinary tools.
    """

    DESTROY = "destroy"
    PURGE = "purge"
    OVERWRITE = "overwrite"
    FORMAT = "format"


class Disposal(Entity):
    """Media of a group that are disposed of or returned（廃棄・リース返却の記録）, planned or done."""

    KIND: ClassVar[str] = "disposal"

    group: GroupId
    """更新単位."""
    cycle: WholeField | None = None
    """Which renewal it follows; that of the present generation where empty（対象の更新）."""
    medium: Medium | None = None
    """媒体の種類."""
    count: WholeField | None = None
    """媒体数."""
    confidentiality: Confidentiality | None = None
    """機密性; the group's where empty."""
    zone: Zone | None = None
    """接続系; the group's where empty."""
    holds_resident_data: YesNo | None = None
    """住民情報の有無; the group's where empty."""
    method: Method | None = None
    """抹消の方法."""
    is_returned: YesNo = False
    """Whether the equipment goes back to the lessor（リース返却）."""
    planned_on: DayField | None = None
    """予定日."""
    done_on: DayField | None = None
    """実施日."""
    place: str | None = None
    """実施場所."""
    performer: str | None = None
    """実施者（事業者・所属）."""
    attended_by: str | None = None
    """Office of the attending staff（立会者の所属）."""
    certificate: str | None = None
    """証明書番号."""
    certificate_on: DayField | None = None
    """証明書の受領日."""
    serials: Texts = ()
    """製造番号."""
    copies_until: DayField | None = None
    """Last day of copies kept beside it: parallel run, backups（複製・バックアップの保存期限）."""
    note: str | None = None
    """備考."""
