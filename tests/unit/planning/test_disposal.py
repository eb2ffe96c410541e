"""The calendar of media that leave the town."""

from __future__ import annotations

from datetime import date

import pytest

from tests.rules.cases import assessed, estate_of

AS_OF = date(2025, 11, 1)
GROUP = {"id": "G1", "in_service_on": "2021-02", "planned_renewal_on": "2026-02", "cycle_months": 60}
LEASE = {"id": "C1", "kind": "lease", "groups": ["G1"], "starts_on": "2021-02-01"}


def departures(as_of=AS_OF, **records):
    given = {"groups": [GROUP], "assets": [{"id": "A1", "media": "HDD", "media_count": 8}], **records}
    return assessed(estate_of(given), as_of).departures


def test_media_of_bought_equipment_leave_when_the_successor_is_there():
    (one,) = departures()
    assert (one.due_on, one.media, one.is_returned, one.fy.start_year) == (date(2026, 2, 28), 8, False, 2025)


def test_a_parallel_run_keeps_them_longer():
    (one,) = departures(groups=[{**GROUP, "parallel_months": 2}])
    assert one.due_on == date(2026, 4, 30)


@pytest.mark.parametrize(("ends_on", "due_on"), [("2026-01-31", date(2026, 1, 31)), ("2026-03-31", date(2026, 2, 28))])
def test_leased_media_leave_no_later_than_the_lease_ends(ends_on, due_on):
    (one,) = departures(contracts=[{**LEASE, "ends_on": ends_on}])
    assert (one.due_on, one.is_returned) == (due_on, True)


def test_what_is_recorded_stands_beside():
    records = [
        {"id": "D1", "group": "G1", "planned_on": "2026-02-20", "done_on": "2026-02-21", "certificate_on": "2026-03-05"},
        {"id": "D2", "group": "G1", "planned_on": "2026-02-25"},
    ]
    (one,) = departures(disposals=records)
    assert (one.planned_on, one.done_on, one.certificate_on) == (date(2026, 2, 25), None, date(2026, 3, 5))
    assert len(one.records) == 2


def test_without_media_nothing_leaves():
    assert departures(assets=[{"id": "A1"}]) == ()


def test_an_abolished_group_is_left_out():
    assert departures(groups=[{**GROUP, "renewal_status": "abolished"}]) == ()
