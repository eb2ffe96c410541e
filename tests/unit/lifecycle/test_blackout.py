"""Times in which systems must not be changed（切替禁止期間）."""

from __future__ import annotations

from datetime import date

import pytest

from ictlife.lifecycle.blackout import blackout_on
from tests.unit.estates import estate


@pytest.mark.parametrize(
    ("day", "is_forbidden"),
    [("12-27", False), ("12-28", True), ("01-04", True), ("01-05", False), ("02-15", False), ("02-16", True), ("03-15", True), ("03-16", False)],
)
def test_a_yearly_blackout_holds_on_its_edges_and_over_new_year(day, is_forbidden):
    yearly = [{"from_md": "12-28", "until_md": "01-04"}, {"from_md": "02-16", "until_md": "03-15"}]
    found = estate(blackout=[{"id": "B", "yearly": yearly}])
    assert bool(blackout_on(found, "税務", date.fromisoformat(f"2027-{day}"))) is is_forbidden


def test_a_blackout_may_be_of_some_businesses_and_come_once():
    once = [{"from_on": "2027-04-01", "until_on": "2027-04-30"}]
    found = estate(blackout=[{"id": "T", "businesses": "税務, 選挙", "once": once}, {"id": "ALL", "once": once}])

    def first(business, *day):
        said = blackout_on(found, business, date(2027, *day))
        return said and said.id

    assert [first("税務", 4, 1), first("福祉", 4, 30), first("選挙", 3, 31), first("税務", 5, 1)] == ["T", "ALL", None, None]
