"""A renewal is not brought forward past what its procurement can still keep."""

from __future__ import annotations

from datetime import date

from ictlife.fiscal.month import Month
from ictlife.lifecycle.project import project
from ictlife.schedule.in_time import in_time
from tests.unit.estates import estate

AS_OF = date(2024, 10, 1)
GROUP = {"id": "SV", "name": "サーバ", "category": "server", "planned_renewal_on": "R8.2", "method": "bid"}
STEPS = [{"id": "vote", "gate": "vote"}, {"id": "notice", "days": 20}, {"id": "build", "months": 3}]
RECORDS = {
    "policy": [{"id": "server", "cycle_months": 60, "earliest_months": 36}],
    "gate": [{"id": "vote", "yearly": [{"from_md": "03-01", "until_md": "03-25"}]}],
    "lead_time": [{"id": "bid", "steps": STEPS}],
}


def first_month(**more: object) -> Month:
    found = estate(group=[GROUP | {"in_service_on": "R3.2"}], **RECORDS, **more)
    needs = tuple(need for need in project(found, AS_OF).needs if need.cycle == 1)
    return in_time(found, needs, AS_OF)[0].window.first


def test_the_vote_of_next_march_comes_first():
    assert first_month() == Month(2025, 8)


def test_a_vote_that_is_done_lets_it_come_as_early_as_a_notice_of_today_allows():
    record = {"id": "p", "group": "SV", "step": "vote", "done_on": "2024-03-20"}
    assert first_month(progress=[record]) == Month(2025, 2)


def test_a_renewal_that_is_late_already_stays_where_it_is_due():
    late = GROUP | {"planned_renewal_on": "R6.11", "in_service_on": "R3.2"}
    found = estate(group=[late], **RECORDS)
    needs = tuple(need for need in project(found, AS_OF).needs if need.cycle == 1)
    assert in_time(found, needs, AS_OF)[0].window.first == Month(2024, 11)


def test_nothing_is_brought_forward_to_where_its_specification_would_come_before_the_vote():
    """A contract of April is lawful after the vote of March; to begin its specification in January is not our advice."""
    steps = [
        {"id": "budget_vote", "days": 10, "gate": "budget_vote"}, {"id": "specification", "months": 2},
        {"id": "notice", "days": 20}, {"id": "contract", "days": 5}, {"id": "build", "months": 3},
    ]  # fmt: skip
    records = RECORDS | {
        "gate": [{"id": "budget_vote", "yearly": [{"from_md": "03-01", "until_md": "03-31"}]}],
        "lead_time": [{"id": "bid", "steps": steps}],
    }
    found = estate(group=[GROUP | {"in_service_on": "R3.2"}], **records)
    needs = tuple(need for need in project(found, AS_OF).needs if need.cycle == 1)
    assert in_time(found, needs, AS_OF)[0].window.first == Month(2025, 10)
