"""Steps that are done（工程の実績）."""

from __future__ import annotations

from typing import ClassVar

from ictlife.model.field import DayField, Entity, GroupId, WholeField


class Progress(Entity):
    """A step of a procurement that is done（工程の実績）. A step without such a record is open."""

    KIND: ClassVar[str] = "progress"

    group: GroupId
    """更新単位."""
    step: str
    """工程, the id of a step."""
    done_on: DayField
    """完了日."""
    cycle: WholeField = 1
    """1 = the next renewal（何回目の更新か）."""
    note: str | None = None
    """備考."""
