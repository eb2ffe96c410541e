"""Until when a target is met: contracts, parts, leases, renewals, drills."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

from ictlife.base.ref import Ref
from ictlife.continuity.recovery import Verdict
from ictlife.fiscal.month import Month
from tests.unit.continuity.town import AS_OF, codes, found, only, renewed, town

KEPT = {
    "strategy": [{"id": "W", "of": ["A"], "means": "repair", "hours": 4, "keeps_data": True}],
    "contract": [
        {"id": "C", "name": "c", "kind": "maintenance", "groups": ["A"], "starts_on": "2022-10", "ends_on": "2027-09"}
    ],
    "support_level": [
        {"id": "L", "contracts": ["C"], "is_all_days": True, "hours_per_day": 24, "onsite_h": 4, "parts_h": 0}
    ],
    "hazard": [{"id": "h", "hits": [{"damage": "broken", "nodes": ["A"]}]}],
}


def test_met_until_maintenance_ends_and_again_after_the_renewal():
    result = found(town(**KEPT), renewed("A", Month(2028, 4)))
    assert [(each.verdict, each.from_on) for each in result.recoveries] == [
        (Verdict.MET, AS_OF),
        (Verdict.MISSED, date(2027, 10, 1)),
        (Verdict.MET, date(2028, 4, 1)),
        (Verdict.MISSED, date(2033, 4, 1)),
    ]
    lapse = result.lapses[0]
    assert (lapse.met_until, lapse.cause) == (date(2027, 9, 30), Ref("contract", "C", "ends_on"))
    assert (lapse.restored_on, lapse.restored_by) == (date(2028, 4, 1), Ref("renewal", "A#1"))
    assert [each.code for each in result.findings] == ["BCP027"] * 2


def test_the_terms_of_a_successor_are_marked_as_assumed():
    later = only(town(**KEPT), renewed("A", Month(2028, 4)), date(2028, 5, 1))
    assert "terms_assumed" in codes(later)


def test_support_on_working_days_is_waited_for_over_new_year_and_says_so():
    """From Friday 26 December 2025, 17:00, to Monday 5 January 2026, 13:00: ten days less four hours."""
    level = [{**KEPT["support_level"][0], "is_all_days": False, "hours_per_day": 8}]
    recovery = only(town(**{**KEPT, "support_level": level}))
    assert recovery.rto_achievable_h == 10 * 24 - 4 + 4
    assert "waits_working_days" in codes(recovery)
    terms = next(each for each in recovery.reason.walk() if each.code == "waits_working_days")
    assert Ref("support_level", "L", "is_all_days") in terms.rests_on


def test_parts_that_end_earlier_end_the_repair_unless_guaranteed():
    group = [{"id": "A", "name": "a", "category": "server", "holds_data": False, "end_of_maintenance_on": "2027-03-31"}]
    assert found(town(**KEPT, group=group)).lapses[0].met_until == date(2027, 3, 31)
    guaranteed = [{**KEPT["contract"][0], "has_parts_guarantee": True}]
    assert found(town(**{**KEPT, "contract": guaranteed}, group=group)).lapses[0].met_until == date(2027, 9, 30)


def test_maintenance_without_an_end_is_unknown():
    endless = [{**KEPT["contract"][0], "ends_on": None}]
    recovery = only(town(**{**KEPT, "contract": endless}))
    assert (recovery.verdict, recovery.missing) == (Verdict.UNKNOWN, Ref("contract", "C", "ends_on"))


def test_equipment_returned_before_its_renewal_takes_the_service_down():
    lease = {"id": "L1", "name": "l", "kind": "lease", "groups": ["A"], "starts_on": "2022-10", "ends_on": "2027-09"}
    returned = found(town(contract=[{**lease, "end_action": "return"}]), renewed("A", Month(2028, 4)))
    assert [each.verdict for each in returned.recoveries] == [Verdict.MET, Verdict.MISSED, Verdict.MET]
    undecided = found(town(contract=[lease]), renewed("A", Month(2028, 4)))
    assert [(each.verdict, each.missing) for each in undecided.recoveries][1] == (
        Verdict.UNKNOWN,
        Ref("contract", "L1", "end_action"),
    )
    kept = found(town(contract=[{**lease, "end_action": "re_lease"}]), renewed("A", Month(2028, 4)))
    assert [each.verdict for each in kept.recoveries] == [Verdict.MET]


def test_an_outside_party_whose_supply_ends_is_gone():
    node = [{"id": "N", "name": "n", "kind": "cloud", "ends_on": "2027-03-31"}]
    service = [{"id": "S", "name": "s", "needs": ["A", "N"], "rto_h": 24, "rpo_h": 24}]
    assert found(town(service=service, node=node)).lapses[0].met_until == date(2027, 3, 31)


def test_a_fresh_drill_overrides_the_estimate_and_ages():
    held = [
        {"id": "R", "name": "r", "held_on": "2026-10-01", "strategies": ["W"], "measured_h": 2, "has_succeeded": True}
    ]
    times = [(each.from_on, each.rto_achievable_h) for each in found(town(drill=held)).recoveries]
    assert times == [(AS_OF, 2), (date(2027, 10, 2), 4)]


def test_an_aged_drill_that_took_longer_still_counts():
    held = [{"id": "R", "name": "r", "held_on": "2024-10-01", "strategies": ["W"], "measured_h": 9}]
    assert only(town(drill=held)).rto_achievable_h == 9


def test_a_renewal_ages_a_drill_at_once():
    held = [{"id": "R", "name": "r", "held_on": "2026-10-01", "strategies": ["W"], "measured_h": 2}]
    times = [each.rto_achievable_h for each in found(town(drill=held), renewed("A", Month(2027, 2))).recoveries]
    assert times == [2, 4]


def test_a_way_that_failed_in_its_drill_does_not_count():
    held = [{"id": "R", "name": "r", "held_on": "2026-10-01", "strategies": ["W"], "has_succeeded": False}]
    recovery = only(town(drill=held))
    assert (recovery.verdict, "refused_drill_failed" in codes(recovery)) == (Verdict.MISSED, True)


def test_a_measured_time_settles_an_estimate_that_is_missing():
    unknown = [{"id": "W", "of": ["A"], "means": "restore"}]
    assert only(town(strategy=unknown)).missing == Ref("strategy", "W", "hours")
    held = [{"id": "R", "name": "r", "held_on": "2026-10-01", "strategies": ["W"], "measured_h": 2}]
    assert only(town(strategy=unknown, drill=held)).verdict is Verdict.MET


def test_stretches_follow_each_other_without_gap():
    recoveries = found(town(**KEPT), renewed("A", Month(2028, 4))).recoveries
    for before, after in pairwise(recoveries):
        assert (after.from_on - before.until_on).days == 1
    assert recoveries[-1].until_on is None


def test_the_old_equipment_is_a_way_back_only_while_it_runs_beside_the_new():
    beside = {
        "group": [{"id": "A", "name": "a", "category": "server", "holds_data": False, "parallel_months": 3}],
        "strategy": [{"id": "W", "of": ["A"], "means": "fallback", "hours": 2, "keeps_data": True}],
        "hazard": [{"id": "h", "hits": [{"damage": "broken", "nodes": ["A"]}]}],
    }
    result = found(town(**beside), renewed("A", Month(2028, 4)))
    assert [(each.verdict, each.from_on) for each in result.recoveries] == [
        (Verdict.MISSED, AS_OF),
        (Verdict.MET, date(2028, 4, 1)),
        (Verdict.MISSED, date(2028, 7, 1)),
    ]
    assert result.recoveries[1].rto_achievable_h == 2
    assert "refused_parallel_over" in codes(result.recoveries[2])
