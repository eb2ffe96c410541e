"""When groups fall due, and why."""

from __future__ import annotations

from datetime import date

import pytest

from ictlife.fiscal.month import Month
from ictlife.lifecycle.need import Driver, Need, Projection
from ictlife.lifecycle.project import project
from tests.unit.estates import estate

SERVERS = {"id": "SV", "name": "情報系サーバ", "category": "server"}
POLICY = {"id": "server", "cycle_months": 60, "longest_months": 84, "earliest_months": 48, "re_lease_months": 12}
AS_OF = date(2024, 10, 1)


def needs(as_of: date = AS_OF, **records) -> tuple[Need, ...]:
    records.setdefault("policy", [POLICY])
    return project(estate(**records), as_of).needs


def test_stated_renewal_is_kept_and_its_successor_is_a_cycle_later():
    first, second, *_ = needs(group=[SERVERS | {"planned_renewal_on": "令和8年2月"}])
    assert (first.due, first.driver, first.cycle) == (Month(2026, 2), Driver.PLAN, 1)
    assert (second.due, second.cycle) == (Month(2031, 2), 2)


def test_lease_end_on_a_months_last_day_lets_the_successor_start_with_the_next_month():
    lease = {"id": "L", "name": "賃貸借", "kind": "lease", "groups": "SV", "starts_on": "R3.2.1", "term_months": "60"}
    first, *_ = needs(group=[SERVERS], contract=[lease])
    assert (first.due, first.driver) == (Month(2026, 2), Driver.LEASE_END)
    assert first.window.until == Month(2027, 2)


@pytest.mark.parametrize(
    ("said", "due", "fields"),
    [
        ({"starts_on": "R3.2.1", "term_months": "60"}, Month(2026, 2), ["starts_on", "term_months"]),
        ({"ends_on": "2026-01-31"}, Month(2026, 2), ["ends_on"]),
        ({"ends_on": "2026-01-30"}, Month(2026, 1), ["ends_on"]),
    ],
)
def test_a_lease_is_followed_in_the_month_of_the_day_after_its_end(said, due, fields):
    first, *_ = needs(group=[SERVERS], contract=[{"id": "L", "name": "賃貸借", "kind": "lease", "groups": "SV", **said}])
    assert first.due == due
    (ends,) = [each for each in first.reason.walk() if each.code == "lease_ends"]
    assert [str(ref) for ref in ends.rests_on] == [f"contract:L.{field}" for field in fields]


def test_a_group_without_a_date_counts_from_its_latest_lease_else_from_its_oldest_equipment():
    def lease(name, start, kind="lease"):
        return {"id": name, "name": name, "kind": kind, "groups": "SV", "starts_on": start}

    assets = [{"id": f"A{n}", "name": "機器", "group": "SV", "acquired_on": day} for n, day in enumerate(["2021-06-01", "2020-05-01"])]
    leases = [lease("L1", "2016-04-01"), lease("L2", "2021-04-01"), lease("M", "2023-04-01", kind="maintenance")]
    first, *_ = needs(group=[SERVERS], asset=assets, contract=leases)
    assert first.due == Month(2026, 4)
    first, *_ = needs(group=[SERVERS], asset=assets, contract=leases[2:])
    assert first.due == Month(2025, 5)


def test_support_that_ends_before_the_cycle_brings_the_renewal_forward():
    first, *_ = needs(
        group=[SERVERS | {"in_service_on": "2024-04"}],
        product=[{"id": "os", "name": "OS", "end_of_security_support": "2027-01-12"}],
        software=[{"id": "i", "group": "SV", "product": "os"}],
    )
    assert (first.due, first.driver) == (Month(2027, 1), Driver.END_OF_SECURITY_SUPPORT)


def test_support_updated_in_place_moves_nothing():
    first, *_ = needs(
        group=[SERVERS | {"in_service_on": "2024-04"}],
        product=[{"id": "os", "name": "OS", "end_of_security_support": "2027-01-12", "support_model": "in_place"}],
        software=[{"id": "i", "group": "SV", "product": "os"}],
    )
    assert (first.due, first.driver) == (Month(2029, 4), Driver.POLICY_LIFE)


@pytest.mark.parametrize("ends", ["未定", "不明"])
def test_support_not_known_sets_no_limit(ends):
    first, *_ = needs(
        group=[SERVERS | {"in_service_on": "2024-04"}],
        product=[{"id": "os", "name": "OS", "end_of_security_support": ends}],
        software=[{"id": "i", "group": "SV", "product": "os"}],
    )
    assert Driver.END_OF_SECURITY_SUPPORT not in first.limits


def test_the_earliest_end_of_support_decides_whatever_the_order_of_products():
    ends = [("a", "2027-03-31"), ("b", "2027-01-12"), ("c", "2028-01-01")]
    first, *_ = needs(
        group=[SERVERS | {"in_service_on": "2024-04"}],
        product=[{"id": name, "name": name, "end_of_security_support": day} for name, day in ends],
        software=[{"id": f"i{place}", "group": "SV", "product": name} for place, (name, _) in enumerate(ends)],
    )
    assert first.limits[Driver.END_OF_SECURITY_SUPPORT] == Month(2027, 1)


def test_the_earliest_end_of_maintenance_decides_of_the_equipment_and_the_group():
    def until(group, *assets):
        rows = [{"id": f"A{n}", "name": "機器", "group": "SV", "end_of_maintenance_on": day} for n, day in enumerate(assets)]
        given = SERVERS | {"in_service_on": "2024-04", "end_of_maintenance_on": group}
        return needs(group=[given], asset=rows)[0].limits[Driver.END_OF_MAINTENANCE]

    assert until("2028-06-30", "2027-09-30", "2028-03-31") == Month(2027, 10)
    assert until("2027-05-31", "2027-09-30", "2028-03-31") == Month(2027, 6)
    assert until(None, "2028-03-31") == Month(2028, 4)


def test_support_that_was_extended_by_contract_ends_when_the_extension_does():
    product = {"id": "os", "name": "OS", "end_of_security_support": "2027-01-12", "negotiated_until": "2027-12-31"}
    first, *_ = needs(
        group=[SERVERS | {"in_service_on": "2024-04"}],
        product=[product],
        asset=[{"id": "A", "name": "機器", "group": "SV", "product": "os"}],
    )
    assert (first.due, first.driver) == (Month(2028, 1), Driver.END_OF_SECURITY_SUPPORT)
    (said,) = [each for each in first.reason.walk() if each.code == "support_ends"]
    assert [str(ref) for ref in said.rests_on] == ["product:os.negotiated_until", "asset:A.product"]


def test_past_statement_stays_where_it_was_stated():
    first, *_ = needs(as_of=date(2026, 11, 23), group=[SERVERS | {"planned_renewal_on": "R8.2"}])
    assert first.due == first.window.first == Month(2026, 2)


def test_overdue_by_cycle_is_placed_no_earlier_than_now_and_says_since_when():
    first, second, *_ = needs(group=[SERVERS | {"in_service_on": "2018-04"}])
    assert first.due == Month(2023, 4)
    assert first.window.first == Month(2024, 10)
    assert any(step.code == "overdue" for step in first.reason.walk())
    assert second.due == Month(2029, 10)


def test_pin_leaves_no_room():
    first, *_ = needs(group=[SERVERS | {"in_service_on": "2021-02", "pin_month": "2026-05"}])
    assert (first.window.first, first.window.until, first.driver) == (Month(2026, 5), Month(2026, 5), Driver.PIN)


def test_stated_fiscal_year_takes_the_month_of_the_cycle_inside_it():
    first, *_ = needs(group=[SERVERS | {"in_service_on": "2021-02", "planned_renewal_on": "令和8年度"}])
    assert first.due == Month(2026, 4)


def test_done_renewal_becomes_the_start_of_the_next():
    first, *_ = needs(group=[SERVERS | {"planned_renewal_on": "R6.2", "renewal_status": "done"}])
    assert first.due == Month(2029, 2)


def test_group_without_any_date_is_unknown_not_absent():
    found = project(estate(policy=[POLICY], group=[SERVERS]), AS_OF)
    assert isinstance(found, Projection)
    assert [str(ref) for ref in found.unknown] == ["group:SV"]
    assert not found.needs


def test_group_of_a_category_without_policy_is_unknown():
    found = project(estate(group=[SERVERS | {"in_service_on": "2021-02"}]), AS_OF)
    assert [str(ref) for ref in found.unknown] == ["group:SV"]


def test_abolished_group_needs_nothing():
    assert needs(group=[SERVERS | {"in_service_on": "2021-02", "renewal_status": "abolished"}]) == ()


def test_horizon_counts_whole_fiscal_years():
    found = project(estate(city=[{"id": "default", "name": "市", "horizon_years": 10}]), AS_OF)
    assert (found.horizon.first, found.horizon.until) == (Month(2024, 4), Month(2034, 3))
