"""What the sample city's official plans imply: the making of the sixth plan, the superior plan that was replaced.

The days were counted by hand on the calendar of 令和9年度: weekends, holidays and 年末年始 left out, 30 days of
public comment by the calendar, the December session in which the draft is explained.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

from ictlife.assess import assess
from ictlife.model.calendar import DatedSpan, Election
from ictlife.planning.making import plan_makings
from ictlife.workspace.load import load

ROOT = Path(__file__).parents[2]
MAKING = {
    "plan_trends": (date(2027, 3, 4), date(2027, 6, 4)),
    "plan_committee": (date(2027, 6, 7), date(2027, 7, 5)),
    "plan_questionnaire": (date(2027, 7, 6), date(2027, 8, 6)),
    "plan_hearing": (date(2027, 8, 9), date(2027, 9, 7)),
    "plan_verification": (date(2027, 9, 8), date(2027, 10, 8)),
    "plan_draft": (date(2027, 10, 12), date(2027, 12, 10)),
    "plan_council": (date(2027, 12, 13), date(2027, 12, 20)),
    "plan_comment": (date(2027, 12, 28), date(2028, 1, 27)),
    "plan_revision": (date(2028, 1, 28), date(2028, 2, 29)),
    "plan_adoption": (date(2028, 3, 1), date(2028, 3, 15)),
    "plan_publication": (date(2028, 3, 16), date(2028, 3, 31)),
}


@cache
def city():
    return load(ROOT)


def making(estate, as_of=date(2024, 10, 1)):
    (found,) = plan_makings(estate, as_of)
    return {step.step: (step.starts_on, step.due_on) for step in found.steps}


def moved(days):
    return {step for step, when in days.items() if when != MAKING[step]}


def test_making_of_the_sixth_plan():
    assert making(city().estate) == MAKING
    (found,) = plan_makings(city().estate, date(2024, 10, 1))
    assert (str(found.plan), found.begins.first) == ("plan:PLAN-5", date(2028, 4, 1))


def test_a_session_moves_the_steps_that_wait_for_it_and_no_others():
    estate = city().estate
    gate = estate.gates["council_session"]
    early = DatedSpan(from_on=date(2027, 11, 26), until_on=date(2027, 12, 9))
    others = [DatedSpan(from_on=date(2027, 6, 4), until_on=date(2027, 6, 20))]
    gates = {**estate.gates, gate.id: gate.model_copy(update={"once": (*gate.once, *others, early)})}
    days = making(replace(estate, gates=gates))
    assert days["plan_council"][1] == date(2027, 12, 9)
    after = {"plan_comment", "plan_revision", "plan_adoption", "plan_publication"}
    assert moved(days) == set(MAKING) - after


def test_an_election_moves_the_public_comment_and_what_must_come_before_it():
    estate = city().estate
    winter = Election(id="EL-W", name="市長選挙", day=date(2028, 1, 23))
    days = making(replace(estate, elections={**estate.elections, winter.id: winter}))
    assert days["plan_comment"][1] < date(2028, 1, 9)
    assert not moved(days) & {"plan_revision", "plan_adoption", "plan_publication"}
    assert days["plan_council"][1] < days["plan_comment"][0]
    summer = Election(id="EL-S", name="選挙", day=date(2027, 6, 20))
    assert moved(making(replace(estate, elections={**estate.elections, summer.id: summer}))) == set()


def findings(as_of, *codes):
    found = assess(city().estate, city().rulebook, as_of).findings
    return [(each.code, str(each.subject)) for each in found if each.code in codes]


def test_replaced_superior_plan_is_found_from_the_year_it_is_replaced():
    assert ("PLN004", "plan:PLAN-5.parents") in findings(date(2024, 4, 1), "PLN004")
    assert findings(date(2023, 4, 1), "PLN004") == []


def test_late_steps_of_making_the_plan_say_so():
    assert findings(date(2024, 10, 1), "PLN016") == []
    late = findings(date(2027, 7, 6), "PLN016")
    assert [subject for _, subject in late] == [
        "plan_milestone:PLAN-5/plan_committee",
        "plan_milestone:PLAN-5/plan_trends",
    ]
