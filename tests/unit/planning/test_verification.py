"""Planned against done."""

from __future__ import annotations

from datetime import date

import pytest

from ictlife.fiscal.month import Month
from ictlife.planning.initiatives import initiatives
from ictlife.planning.verification import Standing, verification
from tests.rules.cases import assessed, estate_of

PLANS = [
    {"id": "P4", "name": "第四次", "first_year": "平成30年度", "last_year": "令和4年度"},
    {"id": "P5", "name": "第五次", "first_year": "令和5年度", "last_year": "令和9年度"},
]


def verified(as_of, baseline=None, **given):
    whole = assessed(estate_of({"plans": PLANS, "policies": [{"id": "server", "cycle_months": 60}], **given}), as_of)
    found = initiatives(whole.estate, whole.schedule, whole.budget.rows)
    return {str(row.subject): row for row in verification(whole.estate, whole.schedule, found, as_of, baseline)}


def initiative(**more):
    return [{"id": "I", "name": "施策", "plan": "P5", "years": {"令和5年度": "prepare", "令和7年度": "carry_out"}, **more}]


@pytest.mark.parametrize(
    ("as_of", "record", "standing"),
    [
        (date(2024, 10, 1), {}, Standing.UNDER_WAY),
        (date(2026, 4, 1), {}, Standing.UNREPORTED),
        (date(2026, 4, 1), {"result": "3業務"}, Standing.LATE),
        (date(2026, 4, 1), {"finished_in": "R7年度"}, Standing.DONE),
        (date(2026, 4, 1), {"finished_in": "R6年度"}, Standing.DONE_EARLY),
        (date(2027, 4, 1), {"finished_in": "R8年度"}, Standing.DONE_LATE),
    ],
)
def test_initiative_stands_where_its_record_says(as_of, record, standing):
    assert verified(as_of, initiatives=initiative(**record))["initiative:I"].standing is standing


def test_initiative_is_ahead_before_its_first_year():
    rows = verified(date(2023, 5, 1), initiatives=initiative(years={"令和7年度": "carry_out"}))
    assert rows["initiative:I"].standing is Standing.AHEAD


def group(**more):
    return {"groups": [{"id": "SV", "name": "サーバ", **more}]}


def test_renewal_without_baseline_is_done_but_its_planned_month_stays_unknown():
    row = verified(date(2026, 10, 1), **group(in_service_on="R8.2"))["group:SV"]
    assert (row.standing, row.planned_in, row.done_in) == (Standing.DONE, None, Month(2026, 2))


def test_renewal_against_its_baseline():
    row = verified(date(2026, 10, 1), {"SV": Month(2025, 11)}, **group(in_service_on="R8.2"))["group:SV"]
    assert (row.standing, row.planned_in) == (Standing.DONE_LATE, Month(2025, 11))
    still = verified(date(2026, 10, 1), {"SV": Month(2025, 11)}, **group(in_service_on="R3.2", planned_renewal_on="R9.2"))
    assert still["group:SV"].standing is Standing.LATE


def test_outcome_brings_money_and_reason():
    outcome = [{"id": "O", "group": "SV", "plan": "P5", "planned_on": "R8.2", "done_on": "R8.2", "planned_yen": "100万円", "spent_yen": "95万円", "deviation": "なし"}]
    row = verified(date(2026, 10, 1), **group(in_service_on="R8.2"), outcomes=outcome)["group:SV"]
    assert (row.standing, row.planned, row.spent, row.deviation) == (Standing.DONE, 1000000, 950000, "なし")


def test_only_the_plan_in_force_is_verified_and_between_two_the_last():
    rows = verified(date(2022, 10, 1), **group(in_service_on="R3.2"))
    assert {str(row.plan) for row in rows.values()} == {"plan:P4"}
    rows = verified(date(2029, 10, 1), initiatives=initiative())
    assert {str(row.plan) for row in rows.values()} == {"plan:P5"}


def test_initiative_was_spent_what_was_settled_for_its_contracts():
    contract = {"id": "K", "name": "保守", "kind": "maintenance", "groups": ["SV"], "starts_on": "R6.4.1", "ends_on": "R7.3.31", "amount": 120000, "per": "total", "tax_basis": "gross"}
    rows = verified(
        date(2026, 4, 1), **group(in_service_on="R3.2"), contracts=[contract],
        initiatives=initiative(groups=["SV"], budget_yen="15万円"),
        actuals=[
            {"id": "A1", "contract": "K", "fiscal_year": "R6年度", "settled": 118000},
            {"id": "A0", "contract": "K", "fiscal_year": "R4年度", "settled": 999},
        ],
    )  # fmt: skip
    assert (rows["initiative:I"].planned, rows["initiative:I"].spent) == (150000, 118000)
