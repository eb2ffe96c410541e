"""The budget of small estates: what is signed, what is renewed, what carries the old equipment on."""

from __future__ import annotations

from datetime import date

import pytest

from ictlife.base.ref import Ref
from ictlife.base.yen import Remainder, Rounding
from ictlife.money.charge import Stage
from tests.unit.budget.budgets import budget, by_year

SERVERS = {
    "id": "SV", "name": "情報系サーバ", "category": "server", "acquisition": "lease", "planned_renewal_on": "R8.2",
    "renewal_cost": "60,000千円", "lease_months": "60", "cycle_months": "60",
}  # fmt: skip
SHORT = [{"id": "default", "name": "試験市", "horizon_years": 5}]


def rows(found, **wanted):
    return [row for row in found.rows if all(getattr(row, name) == value for name, value in wanted.items())]


def test_leased_renewal_in_february_takes_six_fiscal_years():
    found = budget(group=[SERVERS], city=SHORT)
    lease = rows(found, contract=Ref("renewal", "SV#1"))
    assert [row.months for row in lease] == [2, 12, 12, 12, 12, 10]
    assert by_year(lease) == {2025: 2_000_000, 2026: 12_000_000, 2027: 12_000_000, 2028: 12_000_000,
                              2029: 12_000_000, 2030: 10_000_000}  # fmt: skip
    assert all(row.is_estimate and row.subject == Ref("group", "SV") for row in lease)


def test_lease_rate_gives_the_monthly_fee():
    city = [SHORT[0] | {"lease_rate_per_month": "1.75"}]
    found = budget(group=[SERVERS], city=city)
    assert sum(row.amount for row in found.rows) == 60 * 1_050_000


def test_purchase_falls_in_the_year_of_service_and_build_in_the_month_before():
    bought = SERVERS | {"acquisition": "purchase", "planned_renewal_on": "R8.4", "build_cost": "5,000千円"}
    found = budget(group=[bought], city=SHORT)
    assert {row.kind.value: (row.fy.start_year, row.amount) for row in found.rows} == {
        "equipment": (2026, 60_000_000),
        "build": (2025, 5_000_000),
    }


def test_maintenance_runs_until_the_next_renewal_and_a_lease_to_its_end():
    group = SERVERS | {"maintenance_per_year": "1,200千円", "cycle_months": "48"}
    found = budget(group=[group])
    first = rows(found, contract=Ref("renewal", "SV#1"))
    assert sum(row.months for row in first if row.kind == "maintenance") == 48
    assert sum(row.months for row in first if row.kind == "equipment") == 60


def test_old_lease_that_ends_early_is_bridged_at_the_price_given():
    lease = {"id": "L", "name": "旧", "kind": "lease", "groups": "SV", "starts_on": "R2.11", "ends_on": "R7.10",
             "amount": "1,000千円", "tax_basis": "gross"}  # fmt: skip
    price = {"id": "E", "group": "SV", "kind": "re_lease", "amount": "400千円", "per": "month"}
    found = budget(group=[SERVERS], contract=[lease], estimate=[price], city=SHORT)
    bridge = rows(found, stage=Stage.RE_LEASE)
    assert [(row.fy.start_year, row.months, row.amount) for row in bridge] == [(2025, 3, 1_200_000)]
    assert not [each for each in found.findings if each.code == "BUD012"]


def test_bridge_without_a_price_is_a_finding_and_not_zero():
    lease = {"id": "L", "name": "旧", "kind": "lease", "groups": "SV", "starts_on": "R2.11", "ends_on": "R7.10",
             "amount": "1,000千円"}  # fmt: skip
    group = SERVERS | {"parallel_months": "2"}
    found = budget(group=[group], contract=[lease], city=SHORT)
    assert not rows(found, stage=Stage.RE_LEASE)
    said = {each.code: dict(each.params) for each in found.findings}
    assert said["BUD012"]["months"] == 3
    assert said["BUD013"]["months"] == 2


def test_policy_percentage_prices_the_bridge_as_an_estimate():
    lease = {"id": "L", "name": "旧", "kind": "lease", "groups": "SV", "starts_on": "R2.11", "ends_on": "R7.10",
             "amount": "1,000千円"}  # fmt: skip
    group = SERVERS | {"parallel_months": "2"}
    found = budget(group=[group], contract=[lease], city=[SHORT[0] | {"re_lease_percent": "50"}])
    assert sum(row.amount for row in rows(found, stage=Stage.RE_LEASE)) == 1_500_000
    parallel = rows(found, stage=Stage.PARALLEL)
    assert sum(row.amount for row in parallel) == 1_000_000
    assert all(row.is_estimate for row in parallel)


def test_lease_that_outlasts_the_renewal_runs_beside_it_and_needs_no_bridge():
    lease = {"id": "L", "name": "旧", "kind": "lease", "groups": "SV", "starts_on": "R3.5", "ends_on": "R8.4",
             "amount": "1,000千円"}  # fmt: skip
    found = budget(group=[SERVERS], contract=[lease], city=SHORT)
    assert not rows(found, stage=Stage.RE_LEASE)
    assert by_year(rows(found, contract=Ref("contract", "L")))[2026] == 1_000_000


def test_yearly_maintenance_is_assumed_to_continue_until_the_renewal():
    care = {"id": "M", "name": "保守", "kind": "maintenance", "groups": "SV", "starts_on": "R7.4", "amount": "100千円",
            "legal_basis": "single_year"}  # fmt: skip
    group = SERVERS | {"planned_renewal_on": "R9.2"}
    found = budget(group=[group], contract=[care], city=SHORT)
    assert by_year(rows(found, stage=Stage.RUNNING)) == {2025: 1_200_000}
    assert by_year(rows(found, stage=Stage.CONTINUED)) == {2026: 1_000_000}


def test_line_goes_on_after_its_equipment_is_renewed_unless_the_renewal_brings_its_own():
    line = {"id": "N", "name": "回線", "kind": "line", "groups": "SV", "starts_on": "R7.4", "term_months": "12",
            "amount": "100千円"}  # fmt: skip
    found = budget(group=[SERVERS], contract=[line], city=SHORT)
    assert by_year(rows(found, stage=Stage.CONTINUED)) == dict.fromkeys(range(2026, 2030), 1_200_000)
    price = {"id": "E", "group": "SV", "kind": "line", "amount": "90千円", "per": "month"}
    assert rows(budget(group=[SERVERS], contract=[line], estimate=[price], city=SHORT), stage=Stage.CONTINUED) == []


def test_service_that_another_takes_over_is_not_continued():
    care = {"id": "M", "name": "保守", "kind": "maintenance", "groups": "SV", "starts_on": "R7.4", "amount": "100千円",
            "legal_basis": "single_year"}  # fmt: skip
    after = care | {"id": "M2", "starts_on": "R8.4", "follows": "M"}
    found = budget(group=[SERVERS | {"planned_renewal_on": "R9.2"}], contract=[care, after], city=SHORT)
    assert by_year(rows(found, stage=Stage.CONTINUED)) == {}


TRANSFERRED = {"id": "L", "name": "旧", "kind": "lease", "groups": "SV", "starts_on": "R2.11", "ends_on": "R7.10",
               "amount": "1,000千円", "end_action": "free_transfer"}  # fmt: skip
CARE_LINE = {"id": "K", "contract": "L", "kind": "maintenance", "amount": "50千円"}


def test_equipment_transferred_free_of_charge_needs_no_re_lease_but_its_maintenance_goes_on():
    group = SERVERS | {"parallel_months": "1"}
    found = budget(group=[group], contract=[TRANSFERRED], cost_line=[CARE_LINE], city=SHORT)
    assert found.findings == ()
    assert not rows(found, stage=Stage.RE_LEASE)
    after = rows(found, stage=Stage.CONTINUED)
    assert [(row.kind.value, row.fy.start_year, row.months, row.amount) for row in after] == [
        ("maintenance", 2025, 4, 200_000)  # November to January, and February beside the new
    ]


def test_returned_equipment_is_erased_in_the_month_after_its_end():
    lease = TRANSFERRED | {"end_action": "return", "ends_on": "R8.3", "starts_on": "R3.4"}
    erasure = {"id": "K", "contract": "L", "kind": "disposal", "amount": "300千円", "per": "total"}
    found = budget(group=[SERVERS], contract=[lease], cost_line=[erasure], city=SHORT)
    (row,) = [row for row in found.rows if row.kind == "disposal"]
    assert (row.fy.start_year, row.amount) == (2026, 300_000)


def test_prices_grow_from_the_year_they_were_estimated_in():
    group = SERVERS | {"acquisition": "purchase", "renewal_cost": "1,000,000", "estimated_on": "R5.6"}
    found = budget(group=[group], city=[SHORT[0] | {"escalation_percent": "2"}])
    assert by_year(found.rows) == {2025: 1_040_400}


def test_estimates_replace_the_groups_own_columns():
    estimates = [
        {"id": "E1", "group": "SV", "kind": "equipment", "amount": "100千円", "quantity": "320台", "tax_basis": "net"},
        {"id": "E2", "group": "SV", "kind": "disposal", "amount": "500千円"},
    ]
    group = SERVERS | {"acquisition": "purchase", "parallel_months": "2"}
    found = budget(group=[group], estimate=estimates, city=SHORT)
    assert {row.kind.value: (row.fy.start_year, row.amount) for row in found.rows} == {
        "equipment": (2025, 35_200_000),
        "disposal": (2026, 500_000),
    }


HEADINGS = [
    {"id": "H13", "kan": "総務費", "kou": "総務管理費", "moku": "電子計算費", "setsu": "13", "setsu_name": "使用料及び賃借料",
     "cost_kinds": "equipment, licence", "acquisitions": "lease"},
    {"id": "H17", "kan": "総務費", "kou": "総務管理費", "moku": "電子計算費", "setsu": "17", "setsu_name": "備品購入費",
     "cost_kinds": "equipment", "acquisitions": "purchase"},
]  # fmt: skip


@pytest.mark.parametrize(("acquisition", "heading"), [("lease", "H13"), ("purchase", "H17")])
def test_equipment_is_booked_by_the_way_it_is_acquired(acquisition, heading):
    found = budget(group=[SERVERS | {"acquisition": acquisition}], heading=HEADINGS, city=SHORT)
    assert {row.heading for row in found.rows} == {heading}


def test_licence_needs_no_way_of_acquisition():
    licence = {"id": "C", "name": "利用権", "kind": "licence", "starts_on": "R7.4", "term_months": "12", "amount": "10千円"}
    found = budget(contract=[licence], heading=HEADINGS, city=SHORT)
    assert {row.heading for row in found.rows} == {"H13"}


def test_sources_pay_their_share_and_general_funds_the_rest():
    bond = {"id": "B", "name": "事業債", "kind": "bond", "groups": "SV", "cost_kinds": "equipment", "share_percent": "90",
            "first_year": "R7", "last_year": "R7"}  # fmt: skip
    half = {"id": "N", "name": "補助金", "kind": "national", "groups": "SV", "share_percent": "50", "limit": "100千円"}
    group = SERVERS | {"acquisition": "purchase", "renewal_cost": "1,000,001"}
    found = budget(group=[group], funding=[bond, half], city=SHORT)
    assert [(row.funding, row.amount) for row in found.rows] == [("B", 900_000), ("N", 100_000), (None, 1)]
    over = budget(group=[group], funding=[bond, half | {"limit": None}], city=SHORT)
    assert sum(row.amount for row in over.rows) == 1_000_001
    assert [each.code for each in over.findings] == ["BUD021"]


def test_a_source_pays_nothing_outside_its_years():
    bond = {"id": "B", "name": "事業債", "kind": "bond", "groups": "SV", "share_percent": "90", "last_year": "R7"}
    found = budget(group=[SERVERS], funding=[bond], city=SHORT)
    assert {row.fy.start_year for row in rows(found, funding="B")} == {2025}


def test_commitment_years_come_from_its_contracts_where_none_are_stated():
    lease = {"id": "L", "name": "賃借", "kind": "lease", "starts_on": "H21.2", "term_months": "60", "amount": "1,674千円",
             "per": "year", "legal_basis": "commitment", "commitment": "D"}  # fmt: skip
    entry = {"id": "D", "name": "機器賃借", "decided_in": "H20年度", "first_year": "H21年度", "last_year": "H25年度",
             "limit": "8,091千円"}  # fmt: skip
    (found,) = budget(contract=[lease], commitment=[entry], city=SHORT).commitments
    assert {fy.start_year: yen // 1000 for fy, yen in found.by_year.items()} == {
        2009: 1674, 2010: 1674, 2011: 1674, 2012: 1674, 2013: 1395,
    }  # fmt: skip
    assert sum(found.by_year.values()) == found.limit


def test_changed_entry_is_for_the_same_contracts_and_adds_nothing():
    lease = {"id": "L", "name": "賃借", "kind": "lease", "starts_on": "R5.4", "term_months": "36", "amount": "100千円"}
    entry = {"id": "D", "name": "賃借", "decided_in": "R5年度", "first_year": "R6年度", "last_year": "R7年度",
             "limit": "2,000千円", "contracts": "L"}  # fmt: skip
    change = {"id": "D2", "name": "賃借（変更）", "decided_in": "R6年度", "first_year": "R6年度", "last_year": "R7年度",
              "limit": "2,400千円", "replaces": "D"}  # fmt: skip
    first, second = budget(contract=[lease], commitment=[entry, change], city=SHORT).commitments
    assert first.by_year == second.by_year
    assert sum(second.by_year.values()) == second.limit
    assert str(second.replaces) == "commitment:D"


def test_renewal_shows_what_it_will_bind_after_the_year_of_signing():
    found = budget(group=[SERVERS], city=[SHORT[0] | {"new_contract_basis": "commitment"}])
    (entry,) = found.commitments
    assert (entry.basis, entry.is_estimate, entry.decided_in.start_year) == ("commitment", True, 2025)
    assert entry.limit == sum(entry.by_year.values()) == 58_000_000


VOTED = {
    "gate": [
        {"id": "budget_vote", "yearly": [{"from_md": "03-01", "until_md": "03-31"}]},
        {"id": "council", "yearly": [{"from_md": "03-01", "until_md": "03-25"}, {"from_md": "06-05", "until_md": "06-25"}]},
    ],
    "lead_time": [
        {
            "id": "bid",
            "steps": [
                {"id": "budget_vote", "days": "10", "gate": "budget_vote"},
                {"id": "council_vote", "days": "10", "gate": "council", "only_for": "purchase"},
                {"id": "contract", "days": "5"},
                {"id": "build", "days": "40"},
            ],
        }
    ],
}


def test_commitment_is_set_in_the_year_whose_budget_is_voted_for_its_contract():
    """Working days count too: a build of 40 before June is signed in March, not in May."""
    group = SERVERS | {"method": "bid", "planned_renewal_on": "R8.6"}
    found = budget(group=[group], city=[SHORT[0] | {"new_contract_basis": "commitment"}], **VOTED)
    (entry,) = found.commitments
    assert (entry.decided_in.start_year, entry.first_year.start_year) == (2025, 2026)
    assert entry.limit == 60_000_000


def test_purchase_signed_a_year_before_its_delivery_needs_a_commitment():
    """Voted by the council in March, bought in June: ゼロ債務, and never as a long-term contract."""
    group = SERVERS | {"method": "bid", "acquisition": "purchase"}
    late, early = (
        budget(group=[group | {"planned_renewal_on": month}], city=SHORT, **VOTED).commitments for month in ("R8.8", "R8.12")
    )
    (entry,) = late
    assert (entry.basis, entry.decided_in.start_year, entry.first_year.start_year) == ("commitment", 2025, 2026)
    assert early == ()


def test_what_a_renewal_binds_is_decided_when_its_own_steps_sign_the_contract():
    """Servers have steps of their own for the method: eleven months between contract and service, not none."""
    steps = [{"id": "contract"}, {"id": "build", "months": "10"}, {"id": "watch", "months": "3", "is_after": "yes"}]
    leads = [
        {"id": "tender", "steps": [{"id": "contract"}]},
        {"id": "tender-servers", "replaces": "tender", "categories": "server", "steps": steps},
    ]
    city = [SHORT[0] | {"new_contract_basis": "commitment"}]
    group = SERVERS | {"method": "tender", "planned_renewal_on": "R9.2"}
    (entry,) = budget(group=[group], lead_time=leads, city=city).commitments
    assert entry.decided_in.start_year == 2025
    (other,) = budget(group=[group | {"category": "network"}], lead_time=leads, city=city).commitments
    assert other.decided_in.start_year == 2026


def test_money_of_a_commitment_is_general_where_no_source_is_stated():
    entry = {"id": "D", "name": "賃借", "decided_in": "R5年度", "first_year": "R6年度", "last_year": "R7年度",
             "limit": "2,000千円"}  # fmt: skip
    shares = [{"funding": "B", "amount": "900千円"}, {"funding": "N", "amount": "100千円"}, {"funding": "B", "amount": "1千円"}]
    plain, stated = budget(commitment=[entry, entry | {"id": "E", "funding": shares}], city=SHORT).commitments
    assert plain.funding == {"": 2_000_000}
    assert stated.funding == {"B": 901_000, "N": 100_000}
    assert (plain.contract, plain.lines) == (Ref("commitment", "D"), ())


def test_an_added_commitment_takes_the_tax_rise_and_the_first_keeps_the_rest():
    lease = {"id": "L", "name": "賃借", "kind": "lease", "starts_on": "H30.4", "term_months": "36", "amount": "100千円",
             "tax_basis": "net"}  # fmt: skip
    first = {"id": "D", "name": "賃借", "decided_in": "H30年度", "first_year": "H31年度", "last_year": "R2年度",
             "limit": "2,592千円", "contracts": "L"}  # fmt: skip
    added = first | {"id": "D2", "name": "追加", "decided_in": "R1年度", "limit": "24千円"}
    one, two = budget(contract=[lease], commitment=[first, added], city=SHORT).commitments
    assert {fy.start_year: yen for fy, yen in one.by_year.items()} == {2019: 1_296_000, 2020: 1_296_000}
    assert {fy.start_year: yen for fy, yen in two.by_year.items()} == {2020: 24_000}
    assert (one.lines, two.lines) == ((), ())


def test_a_service_that_ends_today_is_assumed_to_go_on_and_one_that_ended_yesterday_is_not():
    care = {"id": "M", "name": "保守", "kind": "maintenance", "groups": "SV", "starts_on": "R7.4", "amount": "100千円"}

    def goes_on(ends_on, *more):
        group = SERVERS | {"planned_renewal_on": "R9.2"}
        found = budget(group=[group], contract=[care | {"ends_on": ends_on}, *more], city=SHORT)
        return by_year(rows(found, stage=Stage.CONTINUED))

    assert goes_on("2025-10-01") == {2025: 600_000 - 100_000 + 100_000 * 30 // 31, 2026: 1_000_000}
    assert goes_on("2025-09-30") == {}
    later = care | {"id": "M2", "starts_on": "2025-10-02", "ends_on": "2027-01-31"}
    assert goes_on("2025-10-01", later) == {}


def test_a_unit_keeps_each_line_and_so_every_total():
    lease = {"id": "L", "name": "賃借", "kind": "lease", "starts_on": "R5.9.16", "term_months": "60", "amount": "123,457",
             "tax_basis": "net"}  # fmt: skip
    found = budget(group=[SERVERS | {"renewal_cost": "59,999,999"}], contract=[lease], city=SHORT)
    in_thousands = found.in_unit(1000, Rounding.DOWN, Remainder.RUNNING)
    assert all(row.amount % 1000 == 0 for row in in_thousands.rows)
    for contract, exact in found.of_contract.items():
        shown = sum(row.amount for row in in_thousands.of_contract[contract])
        assert shown == sum(row.amount for row in exact) // 1000 * 1000
    assert sum(in_thousands.by_year.values()) == sum(row.amount for row in in_thousands.rows)


def test_reason_names_the_amounts_place():
    found = budget(group=[SERVERS], city=SHORT)
    assert Ref("group", "SV", "renewal_cost") in found.rows[0].reason.inputs()
    assert found.horizon is not None
    assert len(found.horizon) == 5


def test_amount_per_day_of_a_month_is_explained():
    lease = {"id": "L", "name": "賃借", "kind": "lease", "starts_on": "2025-04-16", "ends_on": "2026-03-31",
             "amount": "300,000", "tax_basis": "gross"}  # fmt: skip
    found = budget(date(2025, 10, 1), contract=[lease], city=SHORT)
    assert [row.amount for row in found.rows] == [150_000 + 11 * 300_000]
    assert "partial_month_calendar_days" in {step.code for step in found.rows[0].reason.walk()}
