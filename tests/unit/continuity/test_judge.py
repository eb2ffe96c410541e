"""Which targets hold in a scenario, and in which season（適用する目標）."""

from __future__ import annotations

from datetime import date

import pytest

from ictlife.continuity.judge import Target, targets_of, touches
from ictlife.model.calendar import YearlySpan
from ictlife.model.service import Service

OWN = {"rto_h": 24, "rpo_h": 4}
STEP = {"phase": "first", "rto_h": 2}
FOR_FLOOD = {"phase": "flood", "rto_h": 72, "hazards": ["flood"]}
IN_SPRING = {"phase": "tax", "rto_h": 1, "season": {"from_md": "02-16", "until_md": "03-15"}}


def phases(hazard="flood", own=OWN, **more):
    service = Service.model_validate({"id": "S", "name": "s", **own, **more})
    return [(each.phase, each.rto_h, each.rpo_h) for each in targets_of(service, hazard)]


@pytest.mark.parametrize("own", [OWN, {"rto_h": 24}, {"rpo_h": 4}])
def test_a_target_of_its_own_stands_beside_general_steps_however_little_it_says(own):
    rto, rpo = own.get("rto_h"), own.get("rpo_h")
    assert phases(own=own, targets=[STEP]) == [("", rto, rpo), ("first", 2, rpo)]


def test_a_service_with_steps_and_no_target_of_its_own_has_the_steps_only():
    assert phases(own={}, targets=[STEP]) == [("first", 2, None)]
    assert phases(own={}) == [("", None, None)]


def test_a_step_for_the_hazard_stands_instead_of_its_own_unless_it_is_of_a_season():
    assert phases(targets=[FOR_FLOOD]) == [("flood", 72, 4)]
    assert phases("quake", targets=[FOR_FLOOD]) == [("", 24, 4)]
    assert phases(targets=[{**FOR_FLOOD, "season": IN_SPRING["season"]}]) == [("", 24, 4), ("flood", 72, 4)]
    assert phases(targets=[{**FOR_FLOOD, "from_on": date(2027, 4, 1)}]) == [("", 24, 4), ("flood", 72, 4)]
    assert phases(targets=[IN_SPRING]) == [("", 24, 4), ("tax", 1, 4)]


def test_an_impossible_target_counts_as_not_given():
    assert phases(own={"rto_h": 0, "rpo_h": -1}) == [("", 0, None)]


@pytest.mark.parametrize(
    ("first", "until", "is_touched"),
    [
        ("2027-01-01", "2027-02-15", False),
        ("2027-01-01", "2027-02-16", True),
        ("2027-03-15", "2027-06-01", True),
        ("2027-03-16", "2028-02-15", False),
        ("2027-03-16", "2028-02-16", True),
        ("2027-03-01", "2027-03-02", True),
        ("2027-01-01", "2027-12-01", True),
    ],
)
def test_a_season_is_touched_by_any_of_its_days(first, until, is_touched):
    season = YearlySpan(from_md="02-16", until_md="03-15")
    target = Target("", None, None, 100, season)
    assert touches(target, date.fromisoformat(first), date.fromisoformat(until)) is is_touched


@pytest.mark.parametrize(
    ("day", "is_touched"),
    [("2026-12-27", False), ("2026-12-28", True), ("2027-01-01", True), ("2027-01-04", True), ("2027-01-05", False)],
)
def test_a_season_may_run_over_new_year(day, is_touched):
    target = Target("", None, None, 100, YearlySpan(from_md="12-28", until_md="01-04"))
    assert touches(target, date.fromisoformat(day), date.fromisoformat(day)) is is_touched


@pytest.mark.parametrize(
    ("first", "until", "is_touched"),
    [
        ("2027-03-01", "2027-03-31", False),
        ("2027-03-01", "2027-04-01", True),
        ("2027-04-30", "2027-06-01", True),
        ("2027-05-01", "2027-06-01", False),
    ],
)
def test_a_step_between_two_days_is_touched_by_either(first, until, is_touched):
    target = Target("", None, None, 100, None, date(2027, 4, 1), date(2027, 4, 30))
    assert touches(target, date.fromisoformat(first), date.fromisoformat(until)) is is_touched
