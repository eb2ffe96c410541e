"""The months that dates give, against the months that are stated（期間の不一致）."""

from __future__ import annotations

import pytest

from ictlife.fiscal.wareki import read_when
from ictlife.money.term import stated_months_differ


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "months", "computed"),
    [
        ("2023-03-01", "2028-02-29", 60, None),
        ("2023-03-01", "2028-02-29", 59, 60),
        ("2023-03-01", "2028-02-29", 0, 60),
        ("2023-03-16", "2028-03-15", 60, None),
        ("2023-03-16", "2028-03-15", 61, 60),
        ("2023-03-16", "2028-03-31", 60, 61),
        ("2023-03-01", "2023-03-01", 1, 1),
        ("2023-03-01", "2023-02-28", 60, None),
        ("2023-03", "2028-02", 60, None),
    ],
)
def test_months_that_dates_give(starts_on, ends_on, months, computed):
    assert stated_months_differ(read_when(starts_on), read_when(ends_on), months) == computed


def test_nothing_is_compared_where_one_of_the_three_is_missing():
    day = read_when("2023-03-01")
    assert [stated_months_differ(*each) for each in ((None, day, 1), (day, None, 1), (day, day, None))] == [None] * 3
