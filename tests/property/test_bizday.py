"""Laws of working days: steps can be undone and agree with a walk day by day."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from ictlife.fiscal.bizday import BusinessCalendar

NEAR = st.dates(date(2020, 1, 1), date(2035, 12, 31))
CALENDARS = st.builds(
    BusinessCalendar, closed=st.frozensets(NEAR, max_size=5), opened=st.frozensets(NEAR, max_size=5)
)


@given(CALENDARS, NEAR, st.integers(0, 700))
def test_added_days_can_be_taken_back(hall: BusinessCalendar, day: date, days: int) -> None:
    start = hall.next(day)
    assert hall.add(hall.add(start, days), -days) == start
    assert hall.count(start, hall.add(start, days)) == days + 1


@given(CALENDARS, NEAR)
def test_next_and_previous_are_open_and_nearest(hall: BusinessCalendar, day: date) -> None:
    after, before = hall.next(day), hall.previous(day)
    assert hall.is_open(after)
    assert hall.is_open(before)
    assert before <= day <= after
    between = range(before.toordinal() + 1, after.toordinal())
    assert not any(hall.is_open(date.fromordinal(n)) for n in between)
    assert (hall.next(after), hall.previous(before)) == (after, before)
    if before != after:
        assert (hall.add(before, 1), hall.add(after, -1)) == (after, before)


@given(CALENDARS, NEAR, st.integers(1, 40))
def test_add_agrees_with_walking_day_by_day(hall: BusinessCalendar, day: date, days: int) -> None:
    walked, left = day, days
    while left:
        walked += timedelta(days=1)
        left -= hall.is_open(walked)
    assert hall.add(day, days) == walked
