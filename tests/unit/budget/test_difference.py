"""Two states of a budget, and figures beside the plan."""

from __future__ import annotations

from ictlife.base.ref import Ref
from ictlife.budget.actuals import beside_plan
from ictlife.budget.difference import difference, tax_change
from tests.unit.budget.budgets import TAX_RATES, budget
from tests.unit.estates import estate

LEASE = {"id": "L", "name": "表示システム", "kind": "lease", "starts_on": "H20.4", "term_months": "60",
         "amount": "1,674千円", "per": "year", "tax_basis": "gross"}  # fmt: skip
OTHER = LEASE | {"id": "O", "name": "別", "amount": "1千円"}


def test_a_start_that_slips_moves_money_between_years_and_sums_to_nothing():
    before, after = budget(contract=[LEASE, OTHER]), budget(contract=[LEASE | {"starts_on": "H21.2"}, OTHER])
    found = difference(before, after)
    assert [line.contract for line in found.lines] == [Ref("contract", "L")]
    moved = {year.fy.start_year: year.change // 1000 for year in found.lines[0].years if year.change}
    assert moved == {2008: -1395, 2013: 1395}
    assert found.lines[0].change == 0
    assert [year.before for year in found.years if year.fy.start_year == 2008] == [1_674_000 + 1_000]


def test_one_contract_alone():
    before, after = budget(contract=[LEASE, OTHER]), budget(contract=[OTHER])
    found = difference(before, after, Ref("contract", "L"))
    assert {(year.before, year.after) for year in found.years} == {(1_674_000, 0)}
    assert difference(before, after, Ref("contract", "O")).lines == ()


def test_tax_rise_shows_before_after_and_difference():
    lease = LEASE | {"starts_on": "2018-09", "ends_on": "2023-08", "amount": "270,513", "per": "month",
                     "tax_basis": "net"}  # fmt: skip
    found = estate(contract=[lease], tax_rate=TAX_RATES)
    changes = tax_change(found, found.contracts["L"])
    assert [year.change for year in changes] == [0, 6 * 5410, 12 * 5410, 12 * 5410, 12 * 5410, 5 * 5410]
    assert sum(year.before for year in changes) == 60 * 292_154


def test_figures_stand_beside_the_plan_and_what_is_unknown_is_not_zero():
    records = {
        "contract": [LEASE],
        "actual": [
            {"id": "A", "contract": "L", "fiscal_year": "H20年度", "requested": "1,700千円", "budgeted": "1,674千円",
             "contracted": "1,600千円", "settled": "1,500千円"},
            {"id": "B", "contract": "L", "fiscal_year": "H21年度", "budgeted": "1,674千円"},
        ],
        "carry_over": [{"id": "C", "contract": "L", "from_year": "H20年度", "amount": "100千円"}],
    }  # fmt: skip
    first, second = beside_plan(budget(**records), estate(**records))
    assert (first.planned, first.settled, first.carried_out, first.unspent) == (1_674_000, 1_500_000, 100_000, 74_000)
    assert (second.planned, second.settled, second.carried_in, second.unspent) == (1_674_000, None, 100_000, None)
