"""Times of year in which a step can be taken."""

from __future__ import annotations

from datetime import date

from ictlife.fiscal.month import FiscalYear
from ictlife.model.calendar import Gate
from ictlife.steps.gate import last_opening, openings


def test_gate_over_new_year_opens_in_one_fiscal_year():
    gate = Gate.model_validate({"id": "g", "yearly": [{"from_md": "12-20", "until_md": "01-10"}]})
    assert openings(gate, FiscalYear(2024)) == ((date(2024, 12, 20), date(2025, 1, 10)),)
    assert last_opening(gate, date(2025, 12, 1)) == (date(2024, 12, 20), date(2025, 1, 10))
