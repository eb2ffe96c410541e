"""Recovery of a service: sequence, choices, unknown facts, targets."""

from __future__ import annotations

from datetime import date

import pytest

from ictlife.base.ref import Ref
from ictlife.continuity.recovery import Verdict
from tests.unit.continuity.town import AS_OF, codes, found, only, town

THREE = [{"id": each, "name": each, "category": "server", "holds_data": False} for each in "ABC"]
CHAIN = [{"id": "D1", "of": "A", "needs": ["B"]}, {"id": "D2", "of": "B", "needs": ["C"]}]
EACH_4 = [{"id": "W", "of": ["A", "B", "C"], "means": "restore", "hours": 4}]
ALL_HIT = [{"id": "h", "hits": [{"damage": "data", "kinds": ["group"]}]}]


def test_a_chain_of_three_takes_three_times_as_long():
    recovery = only(town(group=THREE, dependency=CHAIN, strategy=EACH_4, hazard=ALL_HIT))
    assert (recovery.rto_achievable_h, recovery.rto_worst_of_h, recovery.verdict) == (12, 4, Verdict.MET)
    assert [ref.id for ref in recovery.path] == ["S", "A", "B", "C"]


def test_waits_run_side_by_side_and_work_follows():
    procured = [{"id": "W", "of": ["A", "B", "C"], "means": "procure", "wait_weeks": 1, "hours": 4}]
    lost = [{"id": "h", "hits": [{"damage": "lost", "kinds": ["group"]}]}]
    recovery = only(town(group=THREE, dependency=CHAIN, strategy=procured, hazard=lost))
    assert recovery.rto_achievable_h == 168 + 12


def test_k_of_n_waits_for_the_kth_fastest():
    ways = [
        {"id": each, "of": [each], "means": "restore", "hours": hours}
        for each, hours in zip("ABC", (2, 6, 9), strict=True)
    ]
    needs = [{"id": "D", "of": "S", "needs": ["A", "B", "C"], "at_least": 2}]
    service = [{"id": "S", "name": "s", "rto_h": 24, "rpo_h": 24}]
    assert (
        only(town(service=service, group=THREE, dependency=needs, strategy=ways, hazard=ALL_HIT)).rto_achievable_h == 6
    )


def test_a_substitute_serves_at_its_level_only():
    hand = [{"id": "H", "name": "by hand", "kind": "manual"}]
    needs = [{"id": "D", "of": "S", "needs": ["A"], "substitutes": ["H"], "level": 30}]
    slow = [{"id": "W", "of": ["A"], "means": "restore", "hours": 100}]
    at = {"id": "S", "name": "s", "rto_h": 24, "rpo_h": 24}
    low = only(town(service=[{**at, "level": 30}], node=hand, dependency=needs, strategy=slow))
    full = only(town(service=[at], node=hand, dependency=needs, strategy=slow))
    assert (low.verdict, low.rto_achievable_h, low.level) == (Verdict.MET, 0, 30)
    assert (full.verdict, full.rto_achievable_h) == (Verdict.MISSED, 100)


def test_nothing_recorded_is_unknown_and_names_the_fact():
    recovery = only(town(strategy=[]))
    assert (recovery.verdict, recovery.missing, recovery.rto_achievable_h) == (
        Verdict.UNKNOWN,
        Ref("group", "A", "strategy"),
        None,
    )


@pytest.mark.parametrize(("rto", "rpo", "missing"), [(None, 24, "rto_h"), (24, None, "rpo_h"), (-3, 24, "rto_h")])
def test_a_missing_target_is_never_met(rto, rpo, missing):
    recovery = only(town(service=[{"id": "S", "name": "s", "needs": ["A"], "rto_h": rto, "rpo_h": rpo}]))
    assert (recovery.verdict, recovery.missing) == (Verdict.UNKNOWN, Ref("service", "S", missing))


def test_a_negative_target_is_a_finding():
    given = town(service=[{"id": "S", "name": "s", "needs": ["A"], "rto_h": -3, "rpo_h": 0}])
    assert ("BCP021", "service:S.rto_h") in {(each.code, str(each.subject)) for each in found(given).findings}


def test_a_target_of_zero_is_legal():
    service = [{"id": "S", "name": "s", "needs": ["A"], "rto_h": 0, "rpo_h": 0}]
    untouched = [{"id": "h", "hits": [{"damage": "data", "nodes": ["B"]}]}]
    assert only(town(service=service, hazard=untouched)).verdict is Verdict.MET
    assert only(town(service=service)).verdict is Verdict.MISSED


def test_a_failed_standby_of_unknown_time_does_not_hide_a_sure_way():
    ways = [
        {"id": "W", "of": ["A"], "means": "restore", "hours": 4},
        {"id": "X", "of": ["A"], "means": "rebuild"},
    ]
    assert only(town(strategy=ways)).rto_achievable_h == 4


def test_a_fast_way_with_old_data_and_a_slow_one_with_fresh_data_are_not_mixed():
    ways = [
        {"id": "F", "of": ["A"], "means": "failover", "standby": "B", "hours": 1, "lag_h": 48},
        {"id": "W", "of": ["A"], "means": "restore", "hours": 90},
    ]
    copy = [{"id": "K", "of": ["A"], "interval_h": 1, "is_offline": True, "volume_gb": 0, "restore_fixed_h": 10}]
    groups = [{"id": each, "name": each, "category": "server", "holds_data": True} for each in "AB"]
    recovery = only(town(group=groups, strategy=ways, backup=copy))
    assert (recovery.verdict, recovery.rto_achievable_h, recovery.rpo_achievable_h) == (Verdict.MISSED, 100, 1)


def test_a_season_asks_for_more_only_when_it_comes():
    service = {
        "id": "S", "name": "s", "needs": ["A"], "rto_h": 24, "rpo_h": 24,
        "targets": [{"phase": "election", "rto_h": 2, "from_on": date(2027, 4, 1), "until_on": date(2027, 4, 30)}],
    }  # fmt: skip
    verdicts = {each.phase: each.verdict for each in found(town(service=[service])).recoveries}
    assert verdicts == {"": Verdict.MET, "election": Verdict.MISSED}
    past = {
        **service,
        "targets": [{"phase": "election", "rto_h": 2, "from_on": date(2020, 4, 1), "until_on": date(2020, 4, 30)}],
    }
    assert {each.phase for each in found(town(service=[past])).recoveries} == {""}


def test_a_step_for_a_scenario_stands_instead_of_the_usual_target():
    service = {
        "id": "S", "name": "s", "needs": ["A"], "rto_h": 1, "rpo_h": 24,
        "targets": [{"phase": "disaster", "rto_h": 72, "hazards": ["h"]}],
    }  # fmt: skip
    recovery = only(town(service=[service]))
    assert (recovery.phase, recovery.rto_target_h, recovery.verdict) == ("disaster", 72, Verdict.MET)


def test_one_at_a_time_shows_the_worst():
    ways = [{"id": each, "of": [each], "means": "spare", "hours": hours} for each, hours in (("A", 3), ("B", 30))]
    hazard = [{"id": "h", "hits": [{"damage": "broken", "kinds": ["group"], "each": "node"}]}]
    service = [{"id": "S", "name": "s", "needs": ["A", "B"], "rto_h": 24, "rpo_h": 24}]
    recovery = only(town(service=service, group=THREE[:2], strategy=ways, hazard=hazard))
    assert (recovery.trigger, recovery.rto_achievable_h, recovery.verdict) == (Ref("group", "B"), 30, Verdict.MISSED)


def test_without_suppliers_a_repair_does_not_count():
    given = {
        "strategy": [{"id": "W", "of": ["A"], "means": "repair", "hours": 1, "keeps_data": True}],
        "contract": [{"id": "C", "name": "c", "kind": "maintenance", "groups": ["A"], "starts_on": "2025-04", "ends_on": "2031-03"}],
        "support_level": [{"id": "L", "contracts": ["C"], "is_all_days": True, "hours_per_day": 24, "onsite_h": 2, "parts_h": 1}],
    }  # fmt: skip
    hit = {"id": "h", "hits": [{"damage": "broken", "nodes": ["A"]}]}
    assert only(town(**given, hazard=[hit])).rto_achievable_h == 4
    alone = only(town(**given, hazard=[{**hit, "absent_contractors": True}]))
    assert (alone.verdict, alone.is_never) == (Verdict.MISSED, True)
    assert "refused_nobody_there" in codes(alone)


LINE = [{"id": "L", "name": "line", "kind": "line", "site": "M"}]
BUILDING_LOST = [{"id": "h", "hits": [{"damage": "lost", "nodes": ["A", "L"]}]}]


def test_a_miss_is_told_by_what_proves_it_and_never_by_what_is_not_known():
    service = [{"id": "S", "name": "s", "needs": ["A", "L"], "rto_h": 24, "rpo_h": 24}]
    bought = [{"id": "W", "of": ["A"], "means": "procure", "wait_weeks": 8, "hours": 4}]
    recovery = only(town(service=service, node=LINE, strategy=bought, hazard=BUILDING_LOST))
    assert (recovery.verdict, recovery.is_never, recovery.loses_all) == (Verdict.MISSED, False, False)
    assert (recovery.rto_achievable_h, recovery.rto_at_least_h) == (None, 8 * 168 + 4)
    assert recovery.path[-1] == Ref("group", "A")
    assert {"recovery_missed", "back_by_procure", "taken_at_best"} <= set(codes(recovery))


def test_no_copy_left_is_everything_and_an_unknown_interval_is_not():
    service = [{"id": "S", "name": "s", "needs": ["A"], "rto_h": 1, "rpo_h": 24}]
    holds = [{"id": "A", "name": "a", "category": "server", "holds_data": True}]
    copy = {"id": "K", "of": ["A"], "is_offline": True, "volume_gb": 0, "restore_fixed_h": 1}
    unknown = only(town(service=service, group=holds, backup=[copy]))
    gone = only(town(service=service, group=holds, backup=[{**copy, "is_offline": False, "is_immutable": False}]))
    assert (unknown.verdict, unknown.loses_all, unknown.rpo_achievable_h) == (Verdict.MISSED, False, None)
    assert (gone.verdict, gone.loses_all) == (Verdict.MISSED, True)


def test_a_cycle_is_refused_by_name_in_order():
    groups = [*THREE, {"id": "E", "name": "e", "category": "server"}]
    circle = [{"id": f"D{one}", "of": one, "needs": [other]} for one, other in ("AB", "BC", "CA")]
    given = town(group=groups, dependency=circle)
    result = found(given)
    assert [str(each.params["cycle"]) for each in result.findings if each.code == "BCP020"] == [
        "group:A → group:B → group:C → group:A"
    ]
    assert {each.verdict for each in result.on(AS_OF)} == {Verdict.UNKNOWN}


def test_a_need_that_does_not_exist_leaves_the_verdict_open():
    recovery = only(town(dependency=[{"id": "D", "of": "A", "needs": ["nowhere"]}]))
    assert (recovery.verdict, recovery.missing) == (Verdict.UNKNOWN, Ref("dependency", "D", "needs"))


def test_standbys_that_contradict_each_other_are_not_counted():
    ways = [
        {"id": "F", "of": ["A"], "means": "failover", "standby": "B", "hours": 1},
        {"id": "G", "of": ["B"], "means": "failover", "standby": "A", "hours": 1},
    ]
    result = found(town(group=THREE, strategy=ways))
    assert [(each.code, str(each.subject)) for each in result.findings if each.code == "BCP023"] == [
        ("BCP023", "strategy:G.standby")
    ]
    assert {each.verdict for each in result.on(AS_OF)} == {Verdict.UNKNOWN}


def test_a_number_needed_out_of_range_is_a_finding_and_all_are_needed():
    given = town(group=THREE, dependency=[{"id": "D", "of": "A", "needs": ["B", "C"], "at_least": 3}])
    assert "BCP022" in {each.code for each in found(given).findings}
    assert only(given).verdict is Verdict.MET


def test_a_recovery_point_beyond_retention_is_a_finding():
    copy = [
        {
            "id": "K",
            "of": ["A"],
            "interval_h": 1,
            "retention_h": 12,
            "volume_gb": 0,
            "restore_fixed_h": 0,
            "is_offline": True,
        }
    ]
    assert "BCP024" in {each.code for each in found(town(backup=copy)).findings}


def test_the_same_input_gives_the_same_answer_whatever_the_order_of_records():
    one = town(group=THREE, dependency=CHAIN, strategy=EACH_4, hazard=ALL_HIT)
    other = town(group=THREE[::-1], dependency=CHAIN[::-1], strategy=EACH_4, hazard=ALL_HIT)
    assert [each.verdict for each in found(one).recoveries] == [each.verdict for each in found(other).recoveries]
    assert found(one).recoveries == found(one).recoveries


@pytest.mark.parametrize(
    "odd",
    [
        {"hazard": [{"id": "h"}]},
        {"hazard": []},
        {"strategy": [{"id": "W", "of": ["A", "nowhere"], "means": "restore", "hours": -4, "against": ["nonsense"]}]},
        {"strategy": [{"id": "W", "of": ["A"], "means": "failover", "standby": "A", "hours": 1}]},
        {"strategy": [{"id": "W", "of": ["A"], "means": "repair", "contract": "nowhere"}]},
        {"dependency": [{"id": "D", "of": "nowhere", "needs": ["A"]}, {"id": "E", "of": "A", "needs": []}]},
        {"dependency": [{"id": "D", "of": "A", "needs": ["A"], "at_least": 0, "level": -5}]},
        {"crew": [{"id": "c", "name": "c", "skills": [], "people": 0, "arrives_h": -1}]},
        {"backup": [{"id": "K", "of": ["A", "nowhere"], "on": "nowhere", "site": "nowhere", "interval_h": -1}]},
        {"drill": [{"id": "R", "name": "r", "held_on": "2030-01-01", "strategies": ["W", "nowhere"], "measured_h": -2}]},
        {"measure": [{"id": "M", "name": "m", "cost": 1}], "strategy": [{"id": "W", "of": ["A"], "means": "spare", "measure": "N"}]},
        {
            "service": [
                {"id": "S", "name": "s", "needs": ["S", "A", "A"], "rto_h": 1, "rpo_h": 1, "level": 500,
                 "targets": [{"phase": "x", "season": {"from_md": "12-31", "until_md": "01-01"}, "rto_h": 1}]}
            ]
        },
    ],
)  # fmt: skip
def test_odd_records_never_raise(odd):
    result = found(town(**odd))
    assert all(each.missing is not None for each in result.recoveries if each.verdict is Verdict.UNKNOWN)
