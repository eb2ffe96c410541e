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


def test_entries_of_a_year_replace_the_yearly_ones_of_that_year_only():
    once = [{"from_on": "2027-05-20", "until_on": "2027-06-10"}]
    gate = Gate.model_validate({"id": "g", "yearly": [{"from_md": "06-01", "until_md": "06-20"}], "once": once})
    assert openings(gate, FiscalYear(2027)) == ((date(2027, 5, 20), date(2027, 6, 10)),)
    assert openings(gate, FiscalYear(2028)) == ((date(2028, 6, 1), date(2028, 6, 20)),)


def test_a_gate_over_the_turn_of_the_fiscal_year_closes_in_the_next():
    gate = Gate.model_validate({"id": "g", "yearly": [{"from_md": "03-20", "until_md": "04-10"}]})
    assert openings(gate, FiscalYear(2027)) == ((date(2028, 3, 20), date(2028, 4, 10)),)


def test_a_day_belongs_to_the_fiscal_year_of_its_month():
    yearly = [{"from_md": "04-01", "until_md": "04-02"}, {"from_md": "02-27", "until_md": "02-29"}, {"from_md": "03-31", "until_md": "03-31"}]
    gate = Gate.model_validate({"id": "g", "yearly": yearly})
    assert openings(gate, FiscalYear(2027)) == (
        (date(2027, 4, 1), date(2027, 4, 2)),
        (date(2028, 2, 27), date(2028, 2, 28)),
        (date(2028, 3, 31), date(2028, 3, 31)),
    )
