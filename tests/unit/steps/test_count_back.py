"""Steps counted back: legal periods in calendar days, and days kept clear of elections."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from ictlife.fiscal.month import Month
from ictlife.steps.count_back import business_calendar, count_back
from tests.unit.estates import estate

STEPS = [
    {"id": "draft", "months": "2"},
    {"id": "comment", "calendar_days": "30", "clear_of_elections_days": "14"},
    {"id": "adopt", "days": "5"},
]
APRIL = Month(2028, 4)


def dated(*elections, target=APRIL):
    rows = [{"id": f"E{n}", "name": "選挙", "day": day} for n, day in enumerate(elections)]
    found = estate(lead_time=[{"id": "m", "steps": STEPS}], election=rows)
    lead = found.lead_times["m"]
    return {each.step.id: each for each in count_back(found, lead, lead.steps, target, business_calendar(found))}


def test_legal_period_is_never_short():
    found = dated()
    assert found["adopt"].due_on == date(2028, 3, 31)
    assert (found["comment"].due_on - found["comment"].starts_on).days >= 30
    assert found["comment"].due_on < found["adopt"].starts_on


def test_election_moves_the_step_and_those_before_it_only():
    free, moved = dated(), dated(date(2028, 3, 5))
    assert moved["adopt"] == free["adopt"]
    assert moved["comment"].due_on == date(2028, 2, 18)
    assert moved["draft"].due_on < moved["comment"].starts_on
    assert "election:E0.day" in [str(ref) for ref in moved["comment"].rests_on]


def test_election_far_away_moves_nothing():
    assert dated(date(2027, 1, 10)) == dated()


@given(
    st.lists(st.dates(date(2027, 6, 1), date(2028, 4, 30)), max_size=4),
    st.builds(Month, st.just(2028), st.integers(1, 12)),
)
def test_steps_keep_their_order_length_and_distance_from_elections(elections, target):
    found = list(dated(*elections, target=target).values())
    assert all(one.due_on < other.starts_on for one, other in pairwise(found))
    comment = found[1]
    assert (comment.due_on - comment.starts_on).days >= 30
    for day in elections:
        assert comment.due_on < day - timedelta(days=14) or comment.starts_on > day
