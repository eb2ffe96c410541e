"""Fiscal years without a drill（訓練の未実施）."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ictlife.assessment import Assessment
from ictlife.base.ref import Ref
from ictlife.checks.look import Looked, check
from ictlife.fiscal.month import FiscalYear


@check(reads=("drill",), says=("fiscal_year", "last_on"))
def drill_missing(found: Assessment) -> Iterator[Looked]:
    """Look at this fiscal year: is a drill held, or at least set for a day that has not passed?"""
    fy = FiscalYear.of(found.as_of)
    drills = found.estate.drills.values()
    held = [each.held_on for each in drills if each.held_on and each.held_on <= found.as_of]
    last: date | None = max(held, default=None)
    ahead = [each.planned_on for each in drills if each.planned_on and each.planned_on >= found.as_of]
    is_set = any(FiscalYear.of(day) == fy for day in ahead)
    is_kept = is_set or (last is not None and FiscalYear.of(last) == fy)
    yield Looked(Ref("fiscal_year", str(fy)), None if is_kept else {"fiscal_year": fy, "last_on": last})
