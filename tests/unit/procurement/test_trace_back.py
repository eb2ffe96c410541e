"""Steps counted back from going into service."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

from ictlife.lifecycle.project import project
from ictlife.procurement.trace_back import trace_back
from ictlife.schedule.place import place
from tests.unit.estates import estate

GATES = [
    {"id": "request", "yearly": [{"from_md": "10-01", "until_md": "11-10"}]},
    {"id": "vote", "yearly": [{"from_md": "03-01", "until_md": "03-25"}]},
]
STEPS = [
    {"id": "request", "gate": "request"},
    {"id": "vote", "gate": "vote"},
    {"id": "specification", "months": "2"},
    {"id": "notice", "days": "20"},
    {"id": "council", "gate": "vote", "only_over": "20000000", "only_for": "purchase"},
    {"id": "build", "months": "3"},
    {"id": "erase", "months": "1", "is_after": "true"},
]
GROUP = {"id": "SV", "name": "サーバ", "category": "server", "planned_renewal_on": "R8.2", "method": "bid"}
POLICY = {"id": "server", "cycle_months": 60}


def steps(as_of=date(2024, 10, 1), group=GROUP, gates=GATES, **more):
    found = estate(
        group=[group], policy=[POLICY], gate=gates, lead_time=[{"id": "bid", "steps": STEPS}], **more
    )
    schedule = place(project(found, as_of))
    return {each.step: each for each in trace_back(found, schedule, as_of)}


def test_steps_are_done_in_order_and_before_going_into_service():
    found = steps()
    assert list(found) == ["request", "vote", "specification", "notice", "build", "erase"]
    before = [found[step] for step in ("request", "vote", "specification", "notice", "build")]
    assert all(one.due_on < other.starts_on for one, other in pairwise(before))
    assert found["build"].due_on == date(2026, 1, 30)
    assert found["erase"].due_on == date(2026, 3, 2)


def test_vote_falls_in_march_and_request_in_the_autumn_before():
    found = steps()
    assert found["vote"].due_on == date(2025, 3, 25)
    assert found["request"].due_on == date(2024, 11, 8)


def test_late_step_says_by_how_much():
    found = steps(as_of=date(2024, 11, 18))
    assert found["request"].late_days == 10
    assert found["vote"].late_days == 0


def test_step_recorded_as_done_is_late_only_if_it_was():
    record = {"id": "p", "group": "SV", "step": "request", "done_on": "2024-11-01"}
    found = steps(as_of=date(2025, 2, 1), progress=[record])
    assert found["request"].done_on == date(2024, 11, 1)
    assert found["request"].late_days == 0


def test_council_step_only_for_a_purchase_over_the_threshold():
    assert "council" not in steps(group=GROUP | {"acquisition": "purchase", "renewal_cost": "19,999千円"})
    assert "council" in steps(group=GROUP | {"acquisition": "purchase", "renewal_cost": "20,000千円"})
    assert "council" not in steps(group=GROUP | {"acquisition": "lease", "renewal_cost": "2億円"})


def test_renewal_beyond_the_warning_horizon_has_no_steps_yet():
    assert steps(as_of=date(2021, 10, 1)) == {}


def test_session_moved_by_an_election_moves_the_steps_before_it():
    moved = [GATES[0], GATES[1] | {"once": [{"from_on": "2025-02-10", "until_on": "2025-02-28"}]}]
    assert steps(gates=moved)["vote"].due_on == date(2025, 2, 28)


LAW = [
    {"id": "budget_request", "days": "20", "gate": "budget_request"},
    {"id": "budget_vote", "days": "10", "gate": "budget_vote"},
    {"id": "specification", "months": "2"},
    {"id": "notice", "days": "20"},
    {"id": "council_vote", "days": "10", "gate": "council", "threshold": "assembly_purchase", "only_for": "purchase"},
    {"id": "contract", "days": "5"},
    {"id": "build", "months": "2"},
]
YEAR = [
    {"id": "budget_request", "yearly": [{"from_md": "10-01", "until_md": "11-30"}]},
    {"id": "budget_vote", "yearly": [{"from_md": "03-01", "until_md": "03-31"}]},
    {"id": "supplementary_budget", "yearly": [{"from_md": "06-05", "until_md": "06-25"}, {"from_md": "12-01", "until_md": "12-20"}]},
    {"id": "council", "yearly": [{"from_md": "03-01", "until_md": "03-25"}, {"from_md": "06-05", "until_md": "06-25"}]},
]  # fmt: skip
LIMITS = [
    {"id": "city", "kind": "assembly_purchase", "body_type": "city", "from_on": "2000-01-01", "amount": 20_000_000},
    {"id": "town", "kind": "assembly_purchase", "body_type": "town", "from_on": "2000-01-01", "amount": 7_000_000},
]


def by_law(in_service, body="city", **more):
    """Milestones by the steps that law knows, for going into service in a month."""
    group = GROUP | {"planned_renewal_on": in_service} | more.pop("group", {})
    found = estate(
        city=[{"id": "default", "name": "試験市", "body_type": body}], group=[group], policy=[POLICY], gate=YEAR,
        lead_time=[{"id": "bid", "steps": LAW}], threshold=LIMITS, **more,
    )  # fmt: skip
    schedule = place(project(found, date(2024, 10, 1)))
    return {each.step: each for each in trace_back(found, schedule, date(2024, 10, 1))}


def test_budget_is_that_of_the_year_of_the_contract():
    """A contract of May 2026 was to be voted in March 2025, as its specification is begun in January 2026."""
    found = by_law("R8.8")
    assert found["contract"].due_on == date(2026, 5, 29)
    assert found["specification"].starts_on < date(2026, 3, 1)
    assert found["budget_vote"].due_on == date(2026, 3, 31)
    assert found["budget_request"].due_on == date(2025, 11, 28)


def test_contract_of_the_last_month_is_of_the_year_that_ends():
    found = by_law("R8.6")
    assert found["contract"].due_on == date(2026, 3, 27)
    assert found["budget_vote"].due_on == date(2025, 3, 31)


def test_contract_does_not_follow_its_council_vote_into_the_next_year():
    """The vote of March on the purchase is of the year before; what its budget pays is signed by its end."""
    bought = {"acquisition": "purchase", "renewal_cost": "30,000千円"}
    found = by_law("R8.8", group=bought)
    assert found["council_vote"].due_on <= date(2026, 3, 25)
    assert found["contract"].due_on == date(2026, 3, 31)
    assert found["budget_vote"].due_on == date(2025, 3, 31)


def test_supplementary_budget_is_voted_in_the_year_of_the_contract():
    found = by_law("R8.2", preparation=[{"id": "P", "group": "SV", "budget_route": "supplementary"}])
    assert found["budget_vote"].due_on == date(2025, 6, 25)
    assert found["budget_vote"].starts_on == date(2025, 6, 5)
    assert found["budget_request"].due_on == date(2025, 6, 4)


def test_council_step_is_from_the_threshold_of_the_body_on():
    bought = {"acquisition": "purchase", "renewal_cost": "7,000千円"}
    assert "council_vote" in by_law("R8.8", "town", group=bought)
    assert "council_vote" not in by_law("R8.8", "city", group=bought)


def test_council_step_counts_a_price_that_stands_in_the_estimates():
    estimates = [{"id": "E", "group": "SV", "kind": "equipment", "amount": 19_000_000, "tax_basis": "net"}]
    rates = [{"id": "2019", "from_on": "2019-10-01", "percent": "10"}]
    assert "council_vote" in by_law("R8.8", group={"acquisition": "purchase"}, estimate=estimates, tax_rate=rates)
