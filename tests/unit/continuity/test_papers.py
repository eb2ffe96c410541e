"""Crews, single points, remedies and the tables made of recoveries."""

from __future__ import annotations

from datetime import date

from ictlife.base.ref import Ref
from ictlife.continuity.figures import layout, restart_order
from ictlife.continuity.recovery import Verdict
from ictlife.continuity.review import checklist, update_tasks
from ictlife.continuity.tables import (
    attainability,
    backups,
    drills,
    matrix,
    measures,
    power,
    service_rows,
    systems,
    vendors,
)
from ictlife.continuity.timeline import prepare
from ictlife.fiscal.month import Month
from ictlife.schedule.renewal import Schedule
from tests.unit.continuity.test_over_time import KEPT
from tests.unit.continuity.town import AS_OF, found, only, renewed, town

THREE = [{"id": each, "name": each, "category": "server", "holds_data": False} for each in "ABC"]
SKILLED = [{"id": "W", "of": ["A", "B", "C"], "means": "restore", "hours": 4, "skill": "server"}]
ALL_HIT = [{"id": "h", "hits": [{"damage": "data", "kinds": ["group"]}]}]
THREE_SERVICES = [
    {"id": f"S{each}", "name": "s", "needs": [each], "rto_h": 9, "rpo_h": 0, "priority": turn}
    for turn, each in enumerate("CBA")
]


def crew(people, **more):
    return {"id": "c", "name": "c", "skills": ["server"], "people": people, **more}


def side_by_side(*crews, hazard=ALL_HIT):
    given = town(group=THREE, service=THREE_SERVICES, strategy=SKILLED, crew=list(crews), hazard=hazard)
    return {each.service.id: each for each in found(given).on(AS_OF)}


def test_one_pair_of_hands_works_by_priority():
    recoveries = side_by_side(crew(1))
    assert {name: each.rto_with_crews_h for name, each in recoveries.items()} == {"SC": 4, "SB": 8, "SA": 12}
    assert {each.rto_achievable_h for each in recoveries.values()} == {4}
    assert (recoveries["SA"].verdict, recoveries["SA"].verdict_with_crews) == (Verdict.MET, Verdict.MISSED)


def test_too_few_hands_for_a_target_is_a_finding():
    given = town(group=THREE, service=THREE_SERVICES, strategy=SKILLED, crew=[crew(1)], hazard=ALL_HIT)
    assert [str(each.subject) for each in found(given).findings if each.code == "BCP026"] == ["recovery:SA/h"]


def test_two_pairs_of_hands_and_a_late_arrival():
    assert side_by_side(crew(2))["SA"].rto_with_crews_h == 8
    assert side_by_side(crew(1, arrives_h=3))["SC"].rto_with_crews_h == 7
    helped = side_by_side(crew(1), {**crew(1), "id": "d", "arrives_h": 2})
    assert (helped["SB"].rto_with_crews_h, helped["SA"].rto_with_crews_h) == (6, 8)


def test_with_crews_all_substitutes_together_stand_in_and_only_at_their_level():
    """C takes four hours and is worked on alone; A is there after four more, B at the end."""
    needs = [{"id": "D", "of": "S", "needs": ["B"], "substitutes": ["A", "C"], "level": 50}]
    own = {"id": "S", "name": "s", "rto_h": 24, "rpo_h": 24, "priority": 1}

    def hours(level):
        given = town(group=THREE, service=[{**own, "level": level}], dependency=needs, strategy=SKILLED, crew=[crew(1)], hazard=ALL_HIT)
        return only(given).rto_with_crews_h

    assert (hours(50), hours(51)) == (8, 12)


def test_nobody_with_the_skill_leaves_the_time_with_crews_open():
    recovery = side_by_side({"id": "c", "name": "c", "skills": ["network"]})["SC"]
    assert (recovery.verdict, recovery.rto_with_crews_h, recovery.verdict_with_crews) == (
        Verdict.MET,
        None,
        Verdict.UNKNOWN,
    )


def test_no_crew_recorded_says_nothing_of_crews():
    recovery = side_by_side()["SC"]
    assert (recovery.rto_with_crews_h, recovery.verdict_with_crews) == (None, None)


def test_with_the_chief_absent_only_others_count():
    away = [{**ALL_HIT[0], "absent_chief": True}]
    assert side_by_side(crew(1, is_chief=True), hazard=away)["SC"].verdict is Verdict.MISSED
    both = side_by_side(crew(1, is_chief=True), {**crew(1), "id": "d"}, hazard=away)
    assert both["SB"].rto_with_crews_h == 8


def points(**more):
    return {
        each.node.id: [ref.id for ref in each.takes_down] for each in found(town(group=THREE, **more)).single_points
    }


def test_what_takes_services_down_alone():
    chain = [{"id": "D", "of": "A", "needs": ["B"]}]
    assert points(dependency=chain) == {"A": ["S"], "B": ["S"]}


def test_redundancy_standbys_and_substitutes_are_no_single_points():
    either = [{"id": "D", "of": "A", "needs": ["B", "C"], "at_least": 1}]
    assert points(dependency=either) == {"A": ["S"]}
    instead = [{"id": "D", "of": "A", "needs": ["B"], "substitutes": ["C"]}]
    assert points(dependency=instead) == {"A": ["S"]}
    standby = [{"id": "F", "of": ["A"], "means": "failover", "standby": "B", "hours": 1}]
    assert points(strategy=standby) == {}


SLOW = {"id": "W", "of": ["A"], "means": "restore", "hours": 90}
SPARE = [
    SLOW,
    {"id": "X", "of": ["A"], "means": "restore", "hours": 2, "measure": "M1"},
    {"id": "Y", "of": ["A"], "means": "restore", "hours": 3, "measure": "M2"},
    {"id": "Z", "of": ["A"], "means": "restore", "hours": 80, "measure": "M3"},
]
MEASURES = [
    {"id": "M1", "name": "m1", "cost": 900, "due_year": 2027},
    {"id": "M2", "name": "m2", "cost": 500},
    {"id": "M3", "name": "m3", "cost": 1},
]


def test_the_cheapest_measure_that_helps_is_named():
    (remedy,) = found(town(strategy=SPARE, measure=MEASURES)).remedies
    assert (remedy.measure, remedy.cost, remedy.rto_h) == (Ref("measure", "M2"), 500, 3)


def test_a_measure_of_unknown_cost_comes_last_and_a_done_one_counts():
    unpriced = [MEASURES[0], {"id": "M2", "name": "m2"}]
    assert found(town(strategy=SPARE, measure=unpriced)).remedies[0].measure == Ref("measure", "M1")
    done = [{**MEASURES[1], "done_on": "2026-04-01"}]
    assert only(town(strategy=SPARE, measure=done)).rto_achievable_h == 3


def test_an_earlier_renewal_is_a_remedy_for_what_nobody_keeps_up():
    group = [{"id": "A", "name": "a", "category": "server", "holds_data": False, "renewal_cost": 7000}]
    (remedy,) = found(town(**KEPT, group=group), renewed("A", Month(2028, 4), cycle_months=120)).remedies
    assert (remedy.measure, remedy.cost) == (Ref("renewal", "A#1"), 7000)


def test_the_matrix_shows_the_worst_phase():
    service = {
        "id": "S", "name": "s", "needs": ["A"], "rto_h": 24, "rpo_h": 24,
        "targets": [{"phase": "first", "rto_h": 1, "level": 30}],
    }  # fmt: skip
    shown = matrix(found(town(service=[service])), AS_OF)
    assert [cell.phase for cell in shown.rows[0].cells if cell] == ["first"]
    assert shown.scenarios == (Ref("hazard", "h"),)


def test_attainability_joins_what_has_one_verdict():
    held = [{"id": "R", "name": "r", "held_on": "2026-10-01", "strategies": ["W"], "measured_h": 2}]
    result = found(town(drill=held))
    assert len(result.recoveries) == 2
    (stretch,) = attainability(result)
    assert (stretch.from_on, stretch.until_on, stretch.verdict) == (AS_OF, None, Verdict.MET)


def test_the_restart_order_is_a_sequence_of_bars():
    given = town(group=THREE, dependency=[{"id": "D", "of": "A", "needs": ["B"]}], strategy=SKILLED, hazard=ALL_HIT)
    course = prepare(given, Schedule(()), AS_OF)
    bars = restart_order(course, given.hazards["h"], AS_OF)
    assert [(bar.node.id, bar.starts_h, bar.ends_h) for bar in bars] == [("B", 0, 4), ("A", 4, 8), ("S", 8, 8)]


def test_the_restart_order_says_the_same_with_hands_enough():
    """At whatever level: a substitute at thirty per cent is there at once, with crews and without."""
    by_hand = [{"id": "D", "of": "S", "needs": ["A"], "substitutes": ["H"], "level": 30}]
    service = [{"id": "S", "name": "s", "rto_h": 24, "rpo_h": 24, "priority": 1, "level": 30}]
    hand = [{"id": "H", "name": "by hand", "kind": "manual"}]
    ways = [{"id": "W", "of": ["A"], "means": "restore", "hours": 10, "skill": "s"}]
    given = town(service=service, node=hand, dependency=by_hand, strategy=ways, crew=[{**crew(5), "skills": ["s"]}])
    bars = restart_order(prepare(given, Schedule(()), AS_OF), given.hazards["h"], AS_OF)
    assert [(bar.node.id, bar.priority, bar.ends_h, bar.crew_ends_h) for bar in bars] == [("S", 1, 0, 0), ("A", 1, 10, 10)]


def test_the_restart_order_waits_for_hands_and_names_no_priority_where_there_is_none():
    ranked = [{**each, "priority": None} for each in THREE_SERVICES]
    given = town(group=THREE, service=ranked, strategy=SKILLED, crew=[crew(1)], hazard=ALL_HIT)
    bars = restart_order(prepare(given, Schedule(()), AS_OF), given.hazards["h"], AS_OF)
    assert {bar.priority for bar in bars} == {None}
    assert max(bar.crew_ends_h for bar in bars) > max(bar.ends_h for bar in bars)


def test_the_dependency_view_shows_standbys_and_substitutes():
    given = town(
        group=THREE,
        dependency=[{"id": "D", "of": "A", "needs": ["B"], "substitutes": ["C"]}],
        strategy=[{"id": "F", "of": ["B"], "means": "failover", "standby": "C", "hours": 1}],
    )
    shown = layout(prepare(given, Schedule(()), AS_OF))
    assert {(each.source.id, each.target.id, each.nature) for each in shown.arrows} == {
        ("S", "A", "all"),
        ("A", "B", "all"),
        ("A", "C", "substitute"),
        ("B", "C", "standby"),
    }


def test_the_dependency_view_lays_needs_below():
    given = town(group=THREE, dependency=[{"id": "D", "of": "A", "needs": ["B", "C"], "at_least": 1}])
    shown = layout(prepare(given, Schedule(()), AS_OF), frozenset({Ref("group", "A")}))
    assert [(box.node.id, box.layer, box.is_single_point) for box in shown.boxes] == [
        ("B", 0, False),
        ("C", 0, False),
        ("A", 1, True),
        ("S", 2, False),
    ]
    assert {(each.source.id, each.target.id, each.nature) for each in shown.arrows} == {
        ("S", "A", "all"),
        ("A", "B", "some"),
        ("A", "C", "some"),
    }


def test_the_forms_are_filled_from_the_records():
    given = town(
        **KEPT,
        site=[{"id": "T", "name": "t", "ups_minutes": 10}],
        node=[{"id": "N", "name": "n", "kind": "line", "site": "T"}],
        backup=[{"id": "K", "of": ["A"], "interval_h": 24, "media": "tape"}],
        drill=[{"id": "R", "name": "r", "held_on": "2026-05-01"}, {"id": "Q", "name": "q", "planned_on": "2027-01-01"}],
        measure=MEASURES,
        contact=[{"id": "P", "name": "p", "nodes": ["A"], "confirmed_on": "2026-04-01"}],
    )
    schedule = renewed("A", Month(2028, 4))
    course, result = prepare(given, schedule, AS_OF), found(given, schedule)
    assert [row.subject for row in systems(course)] == [Ref("group", "A")]
    assert [row.lines for row in power(given)] == [(Ref("node", "N"),)]
    assert [row.subjects for row in backups(course)] == [(Ref("group", "A"),)]
    assert [row.drill.id for row in drills(given)] == ["R", "Q"]
    assert [row.measure.id for row in measures(given, result)] == ["M1", "M2", "M3"]
    assert vendors(course) == ()
    assert [(row.service.id, row.worst) for row in service_rows(course, result, AS_OF)] == [("S", Verdict.MET)]
    tasks = update_tasks(course, schedule)
    assert {(task.form, task.subject.kind) for task in tasks} == {
        (1, "group"),
        (2, "contract"),
        (7, "backup"),
        (9, "contact"),
        (12, "backup"),
    }
    assert {task.due for task in tasks} == {Month(2028, 7)}


def test_the_checklist_is_answered_by_attestation_or_evidence():
    given = town(
        checklist_item=[
            {"id": "1", "rules": ["R1"], "topic": "t1", "is_confirmed": True},
            {"id": "2", "rules": ["R1"], "topic": "t2"},
            {"id": "3", "rules": ["R1", "R2"]},
            {"id": "4", "topic": "t4"},
            {"id": "5", "rules": ["R1", "R3"]},
        ],
        attestation=[
            {"id": "a", "topic": "t1", "by": "chief", "on": "2026-04-01"},
            {"id": "b", "topic": "t4", "by": "chief", "on": "2025-04-01", "valid_until": "2026-03-31"},
        ],
    )
    rows = checklist(given, {"R1": "pass", "R2": "fail"}, AS_OF)
    assert [row.answer for row in rows] == ["attested", "pass", "fail", "open", "open"]
    assert [row.is_confirmed for row in rows] == [True, False, False, False, False]


def test_days_of_change_are_kept_with_the_result():
    assert found(town(**KEPT)).days == (AS_OF, date(2027, 10, 1))
