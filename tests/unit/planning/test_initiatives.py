"""What initiatives cost and carry, and what none carries."""

from __future__ import annotations

from datetime import date

from ictlife.planning.initiatives import initiatives
from tests.rules.cases import assessed, estate_of

GIVEN = {
    "policies": [{"id": "server", "cycle_months": 60}],
    "groups": [
        {"id": "A", "name": "甲", "planned_renewal_on": "R8.2", "acquisition": "purchase", "renewal_cost": "1000万円"},
        {"id": "B", "name": "乙", "planned_renewal_on": "R8.2", "acquisition": "purchase", "renewal_cost": "2000万円", "initiative": "I2"},
        {"id": "C", "name": "丙", "planned_renewal_on": "R9.10"},
    ],
    "contracts": [
        {"id": "K1", "name": "保守", "kind": "maintenance", "groups": ["A", "C"], "starts_on": "R6.4.1", "ends_on": "R7.3.31", "amount": 120000, "per": "total", "tax_basis": "gross"},
        {"id": "K2", "name": "回線", "kind": "line", "starts_on": "R6.4.1", "ends_on": "R7.3.31", "amount": 240000, "per": "total", "tax_basis": "gross", "heading": "H"},
    ],
    "headings": [{"id": "H", "kan": "総務費", "kou": "総務管理費", "moku": "電子計算費", "setsu": "11", "setsu_name": "役務費"}],
    "plans": [{"id": "P5", "name": "第五次", "first_year": "R5年度", "last_year": "R9年度"}],
    "initiatives": [
        {"id": "I1", "name": "一", "plan": "P5", "groups": ["A"], "sdgs": "9、4"},
        {"id": "I2", "name": "二", "plan": "P5", "sdgs": [9]},
        {"id": "I3", "name": "三", "plan": "P5"},
        {"id": "I4", "name": "四", "plan": "P5", "headings": ["H"]},
        {"id": "I5", "name": "五", "plan": "P5", "is_without_cost": "yes"},
    ],
}  # fmt: skip


def found(given=GIVEN):
    whole = assessed(estate_of(given), date(2024, 10, 1))
    return whole, initiatives(whole.estate, whole.schedule, whole.budget.rows)


def test_money_of_named_groups_naming_groups_and_headings():
    whole, result = found()
    items = {each.initiative.id: each for each in result.items}
    by_subject = dict.fromkeys((row.subject.id for row in whole.budget.rows), 0)
    for row in whole.budget.rows:
        by_subject[row.subject.id] += row.amount if row.fy.start_year <= 2027 else 0
    assert items["I1"].total == by_subject["A"] > 0
    assert items["I2"].total == by_subject["B"] > 0
    assert items["I4"].total == 240000
    assert [each for each in items if items[each].is_unfunded] == ["I3"]


def test_contract_of_several_groups_counts_only_for_one_that_carries_them_all():
    given = {**GIVEN, "initiatives": [{"id": "I1", "name": "一", "plan": "P5", "groups": ["A", "C"]}]}
    assert found(given)[1].items[0].by_year[found(given)[0].estate.plans["P5"].first_year + 1] >= 120000
    assert [str(each.contract) for each in found()[1].loose_money] == ["contract:K1"]
    # 12 months signed, and 30 more at the same price until the renewal of its groups in 令和9年10月.
    assert found()[1].loose_money[0].amount == 120000 + 30 * 10000


def test_renewals_that_no_initiative_carries_are_loose():
    assert [str(each.renewal) for each in found()[1].loose_renewals] == ["renewal:C#1"]


def test_every_goal_has_its_initiatives():
    by_goal = found()[1].by_goal()
    assert list(by_goal) == list(range(1, 18))
    assert [each.initiative.id for each in by_goal[9]] == ["I1", "I2"]
    assert [each.initiative.id for each in by_goal[4]] == ["I1"]
    assert by_goal[1] == ()


def test_a_plan_without_initiatives_is_left_alone():
    result = found({**GIVEN, "initiatives": []})[1]
    assert (result.items, result.loose_renewals, result.loose_money) == ((), (), ())
