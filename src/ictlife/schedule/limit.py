"""The keys under which the optimiser knows the limits of a town（上限・順序の識別）."""

from __future__ import annotations

from dataclasses import dataclass

from ictlife.base.ref import Ref
from ictlife.base.text import Phrase
from ictlife.fiscal.month import Month
from ictlife.model.estate import Estate
from ictlife.model.fund import GENERAL, Cap

SCHEDULE = Ref("schedule", "default")
"""Stands for the schedule as a whole, and for own staff, who are one pool."""
_STAFF, _ORDER = "staff@", ".after<"


@dataclass(frozen=True, slots=True)
class Limit:
    """A limit: a record or its field; for staff with a month, for an order with the group that comes first.

    Written `cap:CAP-R9`, `staff@2027-05`, `group:G2.after<G1`.
    """

    ref: Ref
    month: Month | None = None
    before: Ref | None = None

    @classmethod
    def staff(cls, month: Month) -> Limit:
        """Own staff in a month."""
        return cls(SCHEDULE, month=month)

    @classmethod
    def order(cls, after: Ref, before: Ref) -> Limit:
        """One group after another."""
        return cls(after.at("after"), before=before)

    @property
    def key(self) -> str:
        """As the optimiser knows it."""
        if self.month is not None:
            return f"{_STAFF}{self.month}"
        return f"{self.ref.record}{_ORDER}{self.before.id}" if self.before else str(self.ref)

    @classmethod
    def parse(cls, key: str) -> Limit:
        """Read a key written by `key`."""
        if key.startswith(_STAFF):
            year, month = key.removeprefix(_STAFF).split("-")
            return cls.staff(Month(int(year), int(month)))
        after, mark, before = key.partition(_ORDER)
        return cls.order(Ref.parse(after), Ref("group", before)) if mark else cls(Ref.parse(key))


def cap_limit(estate: Estate, cap: Cap) -> Phrase:
    """What a cap limits, as said: all money, the general funds, or one source by its name（上限の対象）."""
    fund = estate.fund_of(cap)
    if not fund:
        return Phrase("cap_limit.all", {})
    if fund == GENERAL:
        return Phrase("cap_limit.general", {})
    source = estate.fundings.get(fund)
    return Phrase("cap_limit.fund", {"name": source.name if source else fund})
