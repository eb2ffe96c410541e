"""The figures of a school device plan."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ictlife.planning.schools import device_plans, spares_allowed
from tests.rules.cases import estate_of

# A plan as a town publishes it: 162 pupils, all devices and spares in the second year.
YEARS = [
    {"fiscal_year": "令和6年度", "pupils": 162, "devices": 0, "fund_devices": 0, "spares": 0, "fund_spares": 0},
    {"fiscal_year": "令和7年度", "pupils": 164, "devices": 164, "fund_devices": 164, "spares": 24, "fund_spares": 24},
    {"fiscal_year": "令和8年度", "pupils": 153, "devices": 0, "fund_devices": 0, "spares": 0, "fund_spares": 0},
]


def plan(**changed):
    record = {"id": "S1", "name": "端末整備・更新計画", "years": YEARS, "replaced": 170, **changed}
    (one,) = device_plans(estate_of({"school_plans": [record]}))
    return one


def test_ceilings_are_pupils_and_spares_rounded_down():
    assert [each.ceiling for each in plan().years] == [186, 188, 175]


def test_rates_are_cumulative_and_stop_at_one():
    years = plan().years
    assert [each.cumulative_rate for each in years] == [0, 1, 1]
    assert [each.spare_rate_of_allowed for each in years] == [0, 1, 1]


def test_the_other_reading_of_the_spare_rate_is_of_the_pupils():
    assert plan().years[1].spare_rate_of_pupils == Fraction(24, 164)


def test_years_stand_in_order_whatever_the_file_says():
    assert plan(years=YEARS[::-1]).years == plan().years


def test_what_is_not_stated_is_unknown_and_stays_so():
    years = [{**YEARS[0], "devices": None}, YEARS[1], {**YEARS[2], "pupils": None}]
    found = plan(years=years).years
    assert [each.cumulative_rate for each in found] == [None, None, None]
    assert found[2].ceiling is None
    assert found[1].spare_rate_of_allowed == 1


def test_more_than_the_ceiling_is_said_in_the_year_of_buying():
    assert [each.over_ceiling for each in plan(years=[YEARS[0], {**YEARS[1], "spares": 30}]).years] == [0, 6]


@pytest.mark.parametrize(("counts", "left"), [((100, 70), 0), ((100,), 70), ((100, 90), -20)])
def test_devices_without_a_way_are_counted(counts, left):
    assert plan(disposals=[{"way": "reuse", "count": count} for count in counts]).unassigned == left


@given(st.integers(0, 10**6), st.integers(0, 100))
def test_never_more_spares_than_the_percentage(pupils, percent):
    spares = spares_allowed(pupils, Fraction(percent))
    assert spares * 100 <= pupils * percent < (spares + 1) * 100
