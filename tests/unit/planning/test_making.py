"""The making of the next plan, counted back from its first day."""

from __future__ import annotations

from datetime import date

from ictlife.fiscal.month import FiscalYear
from ictlife.planning.making import plan_makings
from tests.unit.estates import estate

P5 = {"id": "P5", "name": "第五次", "first_year": "令和5年度", "last_year": "令和9年度"}
LEAD = {
    "id": "plan_making",
    "steps": [
        {"id": "plan_draft", "months": "3"},
        {"id": "plan_council", "days": "5", "gate": "session"},
        {"id": "plan_comment", "calendar_days": "30", "clear_of_elections_days": "14"},
        {"id": "plan_adoption", "days": "10", "title": {"ja": "決定", "en": "Adoption"}},
    ],
}
SESSION = {"id": "session", "yearly": [{"from_md": "12-01", "until_md": "12-20"}]}


def making(as_of=date(2026, 10, 1), plans=(P5,), gate=SESSION, **more):
    found = estate(plan=list(plans), lead_time=[LEAD], gate=[gate], **more)
    makings = plan_makings(found, as_of)
    return makings[0] if makings else None


def days(found):
    return {step.step: (step.starts_on, step.due_on) for step in found.steps}


def test_next_plan_begins_where_the_last_one_ends():
    found = making()
    assert (str(found.plan), found.is_entered, found.begins) == ("plan:P5", False, FiscalYear(2028))
    assert found.steps[-1].due_on == date(2028, 3, 31)
    assert found.steps[1].due_on == date(2027, 12, 20)


def test_a_plan_that_is_entered_and_not_adopted_is_the_one_being_made():
    sixth = {"id": "P6", "name": "第六次", "first_year": "令和10年度", "last_year": "令和14年度", "predecessor": "P5"}
    found = making(plans=(P5, sixth))
    assert (str(found.plan), found.is_entered, found.begins) == ("plan:P6", True, FiscalYear(2028))
    assert making(plans=(P5, sixth | {"adopted_on": "R8.9.1"})) is None


def test_plans_of_others_are_not_made_here():
    assert making(plans=(P5 | {"level": "external"},)) is None


def test_late_steps_say_so_until_they_are_done():
    late = {step.step: step.late_days for step in making(date(2027, 12, 25)).steps}
    assert late["plan_council"] == 5
    assert late["plan_comment"] == 0
    record = {"id": "r", "plan": "P5", "step": "plan_council", "done_on": "R9.12.17"}
    done = {step.step: step for step in making(date(2027, 12, 25), plan_step=[record]).steps}
    assert (done["plan_council"].late_days, done["plan_council"].done_on) == (0, date(2027, 12, 17))


def test_moving_the_session_moves_it_and_what_comes_before_and_nothing_else():
    moved = days(making(gate=SESSION | {"once": [{"from_on": "R9.11.10", "until_on": "R9.11.30"}]}))
    usual = days(making())
    assert {step for step in usual if usual[step] != moved[step]} == {"plan_draft", "plan_council"}
    assert moved["plan_council"][1] == date(2027, 11, 30)


def test_moving_an_election_moves_the_comment_only_while_earlier_steps_have_room():
    usual = days(making())
    apart = days(making(election=[{"id": "E", "name": "選挙", "day": "R9.4.25"}]))
    assert apart == usual
    near = days(making(election=[{"id": "E", "name": "選挙", "day": "R10.3.12"}]))
    assert {step for step in usual if usual[step] != near[step]} == {"plan_comment"}
    nearer = days(making(election=[{"id": "E", "name": "選挙", "day": "R10.2.20"}]))
    assert nearer["plan_adoption"] == usual["plan_adoption"]
    assert nearer["plan_comment"][1] < date(2028, 2, 6)
    assert nearer["plan_council"][1] < nearer["plan_comment"][0]
    assert date(2027, 12, 1) <= nearer["plan_council"][1] <= date(2027, 12, 20)


def test_every_day_says_what_it_rests_on():
    council = making().steps[1]
    assert [str(ref) for ref in council.reason.rests_on] == ["plan:P5.last_year", "lead_time:plan_making", "gate:session"]
