"""What a scenario hits, and which copies it leaves."""

from __future__ import annotations

import pytest

from ictlife.base.ref import Ref
from ictlife.continuity.recovery import Verdict
from tests.unit.continuity.town import found, only, town

SERVER = {"id": "A", "name": "a", "category": "server", "holds_data": False, "site": "T"}
FAR = [{"id": "F", "of": ["A"], "means": "failover", "standby": "B", "hours": 1}]
RESTART = [{"id": "R", "of": ["A"], "means": "restart", "hours": 1}]


def verdict_of(hazard, site=None, group=None, **more):
    more.setdefault("strategy", RESTART)
    sites = [{"id": "T", "name": "t", **(site or {})}, {"id": "U", "name": "u", "is_main": True}]
    recovery = only(
        town(
            group=[group or SERVER, {**SERVER, "id": "B", "site": "U"}],
            site=sites,
            hazard=[{"id": "h", **hazard}],
            **more,
        )
    )
    return recovery.verdict, recovery.missing and str(recovery.missing)


FLOOD = {"hits": [{"damage": "lost", "flood_cm": 300}], "basement_marks": ["地下", "B"]}


@pytest.mark.parametrize(
    ("site", "expected"),
    [
        ({"floor": "1階", "flood_depth_cm": 40}, (Verdict.MET, None)),
        ({"floor": "１階", "flood_depth_cm": 50}, (Verdict.MISSED, None)),
        ({"floor": "2階", "flood_depth_cm": 299}, (Verdict.MET, None)),
        ({"floor": "2階", "flood_depth_cm": 900}, (Verdict.MISSED, None)),
        ({"floor": "地下1階", "flood_depth_cm": 10}, (Verdict.MISSED, None)),
        ({"floor": "1階", "floor_height_cm": 120, "flood_depth_cm": 100}, (Verdict.MET, None)),
        ({"floor": "1階", "flood_depth_cm": 0}, (Verdict.MET, None)),
        ({"floor": "1" * 5000 + "階", "flood_depth_cm": 10}, (Verdict.MET, None)),
        ({"floor": "1階"}, (Verdict.UNKNOWN, "site:T.flood_depth_cm")),
        ({"floor": "電算室", "flood_depth_cm": 100}, (Verdict.UNKNOWN, "site:T.floor")),
    ],
)
def test_water_reaches_a_floor(site, expected):
    procured = [{"id": "P", "of": ["A"], "means": "procure", "wait_weeks": 8, "hours": 1}]
    assert verdict_of(FLOOD, site, strategy=procured) == expected


@pytest.mark.parametrize(
    ("site", "expected"),
    [
        ({"ups_minutes": 10, "generator_hours": 72}, (Verdict.MET, None)),
        ({"ups_minutes": 10, "generator_hours": 71}, (Verdict.MISSED, None)),
        ({"ups_minutes": 10, "generator_hours": 24, "has_fuel_contract": True}, (Verdict.MET, None)),
        ({"ups_minutes": 10, "generator_hours": 0, "has_fuel_contract": True}, (Verdict.MISSED, None)),
        ({"ups_minutes": 72 * 60, "generator_hours": 0}, (Verdict.MET, None)),
        ({"ups_minutes": 10}, (Verdict.UNKNOWN, "site:T.generator_hours")),
        ({"ups_minutes": 0, "generator_hours": 72}, (Verdict.MET, None)),
    ],
)
def test_a_power_cut_of_72_hours(site, expected):
    assert verdict_of({"hits": [{"damage": "cut", "hours": 72, "is_power": True}]}, site) == expected


def test_a_cut_that_outlasts_the_target_needs_a_known_restart():
    cut = {"hits": [{"damage": "cut", "hours": 5, "nodes": ["A"]}]}
    assert verdict_of(cut) == (Verdict.MET, None)
    assert verdict_of(cut, strategy=[]) == (Verdict.UNKNOWN, "group:A.strategy")


def test_the_main_building_is_lost_with_all_that_stands_there():
    main = {"hits": [{"damage": "lost", "is_main": True}]}
    assert verdict_of(main, strategy=FAR)[0] is Verdict.MET
    assert verdict_of(main, group={**SERVER, "site": "U"}, strategy=RESTART)[0] is Verdict.UNKNOWN
    assert verdict_of(main, group={**SERVER, "site": None}) == (Verdict.UNKNOWN, "group:A.site")


def test_no_site_marked_as_main_is_never_green():
    hazard = [{"id": "h", "hits": [{"damage": "lost", "is_main": True}]}]
    given = town(group=[SERVER], site=[{"id": "T", "name": "t"}], hazard=hazard)
    assert only(given).verdict is Verdict.UNKNOWN
    assert "BCP028" in {each.code for each in found(given).findings}


def test_a_zone_that_nobody_entered_may_be_hit():
    hazard = {"hits": [{"damage": "data", "kinds": ["group"], "zones": ["lgwan"]}]}
    wiped = [{"id": "W", "of": ["A"], "means": "restore", "hours": 90}]
    assert verdict_of(hazard, group={**SERVER, "zone": "internet"}, strategy=wiped) == (Verdict.MET, None)
    assert verdict_of(hazard, group={**SERVER, "zone": "lgwan"}, strategy=wiped) == (Verdict.MISSED, None)
    assert verdict_of(hazard, strategy=wiped) == (Verdict.UNKNOWN, "group:A.zone")


def test_one_vendor_after_the_other():
    nodes = [
        {"id": f"N{each}", "name": each, "kind": "cloud", "vendor": each, "agreed_outage_h": hours}
        for each, hours in (("x", 8), ("y", 48))
    ]
    service = [{"id": "S", "name": "s", "needs": ["Nx", "Ny"], "rto_h": 24, "rpo_h": 24}]
    hazard = [{"id": "h", "hits": [{"damage": "broken", "kinds": ["cloud"], "each": "vendor"}]}]
    recovery = only(town(service=service, node=nodes, hazard=hazard))
    assert (recovery.trigger, recovery.rto_achievable_h) == (Ref("vendor", "y"), 48)


COPY = {
    "id": "K",
    "of": ["A"],
    "interval_h": 12,
    "transfer_h": 2,
    "volume_gb": 100,
    "restore_gb_per_h": 50,
    "restore_fixed_h": 1,
}
DATA = {**SERVER, "holds_data": True}
RESTORE = [{"id": "W", "of": ["A"], "means": "restore", "hours": 4}]


def restored(copies, **more):
    return only(town(group=[DATA], strategy=RESTORE, backup=copies, **more))


def test_a_restore_is_fixed_time_plus_volume_over_rate():
    recovery = restored([{**COPY, "is_offline": True}])
    assert (recovery.rto_achievable_h, recovery.rpo_achievable_h) == (7, 14)


def test_an_online_copy_dies_with_the_data_and_the_service_says_so():
    recovery = restored([{**COPY, "is_offline": False, "is_immutable": False}])
    assert (recovery.verdict, recovery.rpo_achievable_h, recovery.loss_at) == (Verdict.MISSED, None, Ref("group", "A"))


def test_an_immutable_copy_survives_on_struck_equipment():
    keeper = {**SERVER, "id": "B", "holds_data": False}
    hazard = [{"id": "h", "hits": [{"damage": "data", "kinds": ["group"]}]}]
    copy = {**COPY, "on": "B", "is_offline": False, "is_immutable": True}
    assert only(town(group=[DATA, keeper], strategy=RESTORE, backup=[copy], hazard=hazard)).verdict is Verdict.MET


def test_whether_malware_reaches_a_copy_may_be_open():
    recovery = restored([COPY])
    assert (recovery.verdict, recovery.missing) == (Verdict.UNKNOWN, Ref("backup", "K", "is_offline"))


def test_a_copy_in_the_lost_building_is_lost():
    procured = [{"id": "P", "of": ["A"], "means": "procure", "wait_weeks": 0, "hours": 4}]
    sites = [{"id": "T", "name": "t", "is_main": True}, {"id": "U", "name": "u"}]
    hazard = [{"id": "h", "hits": [{"damage": "lost", "is_main": True}]}]

    def at(site):
        return only(town(group=[DATA], site=sites, strategy=procured, hazard=hazard, backup=[{**COPY, "site": site}]))

    assert at("U").verdict is Verdict.MET
    assert (at("T").verdict, at("T").rpo_achievable_h) == (Verdict.MISSED, None)
    assert (at(None).verdict, at(None).missing) == (Verdict.UNKNOWN, Ref("backup", "K", "site"))


def test_data_that_nobody_spoke_of_are_unknown():
    unsaid = {key: value for key, value in DATA.items() if key != "holds_data"}
    recovery = only(town(group=[unsaid], strategy=RESTORE))
    assert (recovery.verdict, recovery.missing) == (Verdict.UNKNOWN, Ref("group", "A", "holds_data"))


def test_every_fact_that_an_unknown_verdict_waits_for_is_named():
    unsaid = {key: value for key, value in DATA.items() if key != "holds_data"}
    recovery = only(town(group=[unsaid], strategy=[{**RESTORE[0], "hours": None}]))
    waits_for = [each.params["fact"] for each in recovery.reason.because if each.code == "fact_missing"]
    assert recovery.verdict is Verdict.UNKNOWN
    assert waits_for == [recovery.missing, Ref("group", "A", "holds_data")]


def test_a_class_of_equipment_may_say_that_it_holds_no_data():
    unsaid = {key: value for key, value in DATA.items() if key != "holds_data"}
    policy = [{"id": "server", "cycle_months": 60, "holds_data": False}]
    assert only(town(group=[unsaid], strategy=RESTORE, policy=policy)).verdict is Verdict.MET
