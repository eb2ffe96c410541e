"""Measures past their fiscal year（期限を過ぎた対策）."""

from __future__ import annotations

from collections.abc import Iterator

from ictlife.assessment import Assessment
from ictlife.checks.look import Looked, check
from ictlife.fiscal.month import FiscalYear


@check(reads=("measure",), says=("name", "due_year", "owner"))
def measure_overdue(found: Assessment) -> Iterator[Looked]:
    """Look at every measure: is it done, or still in time? One without a year is unknown."""
    now = FiscalYear.of(found.as_of)
    for measure in found.estate.measures.values():
        is_done = measure.done_on is not None and measure.done_on <= found.as_of
        is_late = not is_done and measure.due_year is not None and measure.due_year < now
        said = {"name": measure.name, "due_year": measure.due_year, "owner": measure.owner}
        is_unknown = not is_done and measure.due_year is None
        yield Looked(measure.ref("due_year"), said if is_late else None, is_unknown=is_unknown)
