"""A dated step of a procurement（工程）."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ictlife.base.reason import Reason
from ictlife.base.ref import Ref
from ictlife.fiscal.month import FiscalYear


@dataclass(frozen=True, slots=True)
class Milestone:
    """A dated step of a procurement（工程）: it must be done in `starts_on`…`due_on`.

    `late_days` is by how many days it was done late, or, while it is open, by how many days the due day lies
    before the as-of date; 0 where it is not late.
    """

    renewal: Ref
    subject: Ref
    cycle: int
    step: str
    starts_on: date
    due_on: date
    done_on: date | None
    late_days: int
    reason: Reason

    @property
    def ref(self) -> Ref:
        """Its address, `milestone:<group>#<cycle>/<step>`."""
        return Ref("milestone", f"{self.subject.id}#{self.cycle}/{self.step}")

    @property
    def fy(self) -> FiscalYear:
        """Fiscal year of the due day."""
        return FiscalYear.of(self.due_on)
