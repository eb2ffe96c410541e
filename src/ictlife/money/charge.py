"""One stream of money（費目）: so much per month, per year or in all, from one day until another."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from ictlife.base.ref import Ref
from ictlife.base.yen import Remainder, Rounding, Yen
from ictlife.model.city import PartialMonth
from ictlife.model.contract import CostKind, Per, TaxBasis


class Stage(StrEnum):
    """Where in a group's life money is spent（段階）.

    running: under a signed contract. continued: the same service assumed to go on until the renewal.
    renewal: the successor's. re_lease: the old equipment until the successor serves. parallel: the old
    equipment beside the successor.
    """

    RUNNING = "running"
    CONTINUED = "continued"
    RENEWAL = "renewal"
    RE_LEASE = "re_lease"
    PARALLEL = "parallel"


@dataclass(frozen=True, slots=True)
class Charge:
    """One stream of money（費目）: `amount` in all units, per month, per year or in total.

    `stated_on` is the day whose tax rate a gross amount holds; `source` the field where it was read.
    """

    source: Ref
    kind: CostKind
    first: date
    until: date
    amount: Yen
    per: Per
    basis: TaxBasis
    stated_on: date
    fixed_rate: Fraction | None = None
    rounding: Rounding = Rounding.DOWN
    remainder: Remainder = Remainder.RUNNING
    partial: PartialMonth = PartialMonth.CALENDAR_DAYS
    heading: str | None = None
    stage: Stage = Stage.RUNNING
    is_estimate: bool = False


YearShare = tuple[int, int, Yen]
"""A fiscal year's start year, the months a charge touches in it, and its yen there, tax included（年度額）."""
