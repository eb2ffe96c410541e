"""Steps counted back: legal periods in calendar days, and days kept clear of elections."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from ictlife.fiscal.month import Month
from ictlife.steps.count_back import business_calendar, count_back, months_at_most
from tests.unit.estates import estate

STEPS = [
    {"id": "draft", "months": "2"},
    {"id": "comment", "calendar_days": "30", "clear_of_elections_days": "14"},
    {"id": "adopt", "days": "5"},
]
APRIL = Month(2028, 4)


def dated(*elections, target=APRIL, steps=STEPS, **more):
    rows = [{"id": f"E{n}", "name": "選挙", "day": day} for n, day in enumerate(elections)]
    found = estate(lead_time=[{"id": "m", "steps": steps}], election=rows, **more)
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


def test_a_step_without_length_is_done_on_one_day_and_in_its_gate_takes_the_time_that_is_open():
    gate = [{"id": "session", "yearly": [{"from_md": "02-20", "until_md": "03-20"}]}]
    steps = [{"id": "vote", "gate": "session"}, {"id": "sign"}]
    found = dated(steps=steps, gate=gate)
    assert (found["sign"].starts_on, found["sign"].due_on) == (date(2028, 3, 31), date(2028, 3, 31))
    assert (found["vote"].starts_on, found["vote"].due_on) == (date(2028, 2, 21), date(2028, 3, 17))
    assert [str(ref) for ref in found["vote"].rests_on] == ["lead_time:m", "gate:session"]


def test_a_step_with_a_length_is_counted_back_from_the_end_of_its_gate():
    gate = [{"id": "session", "yearly": [{"from_md": "02-20", "until_md": "03-20"}]}]
    vote = dated(steps=[{"id": "vote", "gate": "session", "days": "3"}], gate=gate)["vote"]
    assert (vote.starts_on, vote.due_on) == (date(2028, 3, 14), date(2028, 3, 17))


def test_an_election_on_the_edge_of_the_days_to_be_kept_clear():
    def comment_ends(day):
        return dated(date.fromisoformat(day))["comment"].due_on

    free = dated()["comment"].due_on
    assert comment_ends(str(free + timedelta(days=15))) == free
    assert comment_ends(str(free + timedelta(days=14))) < free


def test_a_town_may_be_closed_and_open_against_the_rule():
    rows = [
        {"id": "a", "from_on": "2028-03-30", "until_on": "2028-03-31"},
        {"id": "b", "from_on": "2028-03-26", "is_open": "yes"},
    ]
    calendar = business_calendar(estate(closed_day=rows))
    assert [calendar.previous(date(2028, 3, day)) for day in (31, 26)] == [date(2028, 3, 29), date(2028, 3, 26)]


def test_steps_after_going_into_service_are_counted_forward():
    steps = [{"id": "watch", "months": "1", "is_after": "yes"}, {"id": "report", "days": "5", "is_after": "yes"}]
    found = dated(steps=steps, target=Month(2028, 6))
    assert (found["watch"].starts_on, found["watch"].due_on) == (date(2028, 6, 1), date(2028, 6, 30))
    assert (found["report"].starts_on, found["report"].due_on) == (date(2028, 6, 1), date(2028, 6, 8))


def test_a_gate_that_never_opens_is_none():
    gate = [{"id": "session", "once": [{"from_on": "1999-02-20", "until_on": "1999-03-20"}]}]
    vote = dated(steps=[{"id": "vote", "gate": "session"}], gate=gate)["vote"]
    assert (vote.due_on, [str(ref) for ref in vote.rests_on]) == (date(2028, 3, 31), ["lead_time:m"])


@given(
    st.lists(
        st.fixed_dictionaries(
            {},
            optional={
                "months": st.integers(1, 14),
                "days": st.integers(1, 60),
                "calendar_days": st.integers(1, 90),
                "gate": st.just("session"),
                "clear_of_elections_days": st.integers(1, 30),
            },
        ),
        min_size=1,
        max_size=6,
    ),
    st.lists(st.dates(date(2024, 1, 1), date(2028, 3, 31)), max_size=1),
)
def test_steps_never_take_more_months_than_is_said(lengths, elections):
    gate = [{"id": "session", "yearly": [{"from_md": "02-20", "until_md": "03-20"}]}]
    steps = [{"id": f"s{n}", **{key: str(value) for key, value in each.items()}} for n, each in enumerate(lengths)]
    found = dated(*elections, steps=steps, gate=gate)
    most = months_at_most([each.step for each in found.values()])
    assert APRIL - Month.of(found["s0"].starts_on) <= most


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
