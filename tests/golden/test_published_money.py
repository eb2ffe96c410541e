"""Published budget tables of 鳥取県, to the thousand yen (sources: 予算公開, 平成20・26・31年度).

No figure is adjusted for. What the pages do not print (the monthly fee behind a table in 千円) is searched
for: the tables are reproduced by *every* whole-yen fee of a short range and by no other.
"""

from __future__ import annotations

import pytest

from ictlife.base.yen import Remainder, Rounding
from ictlife.budget.row import Budget
from tests.unit.budget.budgets import TAX_RATES, budget, by_year

LEASE = {"id": "L", "name": "機器賃借", "kind": "lease", "tax_basis": "gross"}


def thousands(found: Budget, rounding: Rounding = Rounding.DOWN, remainder: Remainder = Remainder.RUNNING) -> list[int]:
    return [yen // 1000 for yen in by_year(found.in_unit(1000, rounding, remainder).rows).values()]


def display_system(starts_on: str) -> Budget:
    """議員出退表示システム: 1,674千円 a year for 60 months."""
    lease = LEASE | {"starts_on": starts_on, "term_months": "60", "amount": "1,674千円", "per": "year"}
    return budget(contract=[lease])


def test_a_lease_of_60_months_from_february_takes_six_fiscal_years():
    found = display_system("平成21年2月")
    assert thousands(found) == [279, 1674, 1674, 1674, 1674, 1395]
    assert sum(thousands(found)) == 8370
    assert [row.months for row in found.rows] == [2, 12, 12, 12, 12, 10]


@pytest.mark.parametrize("rounding", Rounding)
@pytest.mark.parametrize("remainder", Remainder)
def test_a_table_of_whole_thousands_needs_no_rule(rounding: Rounding, remainder: Remainder):
    assert thousands(display_system("平成21年2月"), rounding, remainder) == [279, 1674, 1674, 1674, 1674, 1395]


def test_a_start_that_slips_from_april_to_february_moves_1395_and_keeps_the_total():
    before, after = by_year(display_system("平成20年4月").rows), by_year(display_system("平成21年2月").rows)
    moved = {fy: (after.get(fy, 0) - before.get(fy, 0)) // 1000 for fy in sorted(before | after)}
    assert moved == {2008: -1395, 2009: 0, 2010: 0, 2011: 0, 2012: 0, 2013: 1395}


PUBLISHED = [2045, 3505, 3506, 3506, 3506, 1461]


def radio(net_per_month: int, rates: list[dict[str, str]] = TAX_RATES) -> Budget:
    """通信機器賃借 平成30年9月–平成35年8月: a net fee a month, 7 + 12×4 + 5 months."""
    lease = LEASE | {
        "starts_on": "平成30年9月",
        "ends_on": "平成35年8月",
        "term_months": "60",
        "amount": net_per_month,
        "tax_basis": "net",
    }
    return budget(contract=[lease], tax_rate=rates)


BEFORE_2019 = [rate for rate in TAX_RATES if rate["id"] != "2019"]


def test_the_table_with_3505_comes_from_running_totals_in_whole_thousands():
    """3,505 stands before three 3,506: neither rounding each year nor a remainder in one year gives that."""
    fits = [net for net in range(270_400, 270_600) if thousands(radio(net, BEFORE_2019)) == PUBLISHED]
    assert fits == list(range(270_510, 270_517))
    assert sum(PUBLISHED) == 17_529
    for remainder in (Remainder.FIRST, Remainder.LAST):
        for rounding in Rounding:
            assert not any(
                thousands(radio(net, BEFORE_2019), rounding, remainder) == PUBLISHED
                for net in range(270_400, 270_600)
            )


@pytest.mark.parametrize("net", [270_510, 270_513, 270_516])
def test_the_rise_from_8_to_10_per_cent_takes_an_extra_commitment_of_221(net: int):
    """Decided in 平成31年度 for the years after it: 41 months to August 2023. The months from October 2019 to
    March 2020 are in that year's own budget, so they are no part of it."""
    before, after = by_year(radio(net, BEFORE_2019).rows), by_year(radio(net).rows)
    extra = {fy: after[fy] - before[fy] for fy in after}
    assert extra[2018] == 0
    assert extra[2019] * 2 == extra[2020]
    assert sum(yen for fy, yen in extra.items() if fy > 2019) // 1000 == 221


@pytest.mark.parametrize("net", range(270_511, 270_517))
def test_both_entries_of_the_commitment_come_out_as_published(net: int):
    """221 added in 平成31年度 for the years after it, beside the entry of 平成30年度 for its own later years.

    The 15,484 of that one is the sum of the table's later rows. At the lowest fee of the range they round,
    without the first year before them, to 15,483; so it is left out here.
    """
    entry = {"id": "D1", "name": "通信機器賃借", "decided_in": "H30年度", "first_year": "H31年度", "last_year": "H35年度",
             "limit": "15,484千円", "contracts": "L"}  # fmt: skip
    added = entry | {"id": "D2", "decided_in": "H31年度", "first_year": "H32年度", "limit": "221千円"}
    lease = LEASE | {"starts_on": "平成30年9月", "ends_on": "平成35年8月", "amount": net, "tax_basis": "net"}
    found = budget(contract=[lease], commitment=[entry, added])
    first, second = found.in_unit(1000, Rounding.DOWN, Remainder.RUNNING).commitments
    assert [yen // 1000 for yen in second.by_year.values()] == [64, 65, 65, 27]
    assert sum(second.by_year.values()) == second.limit == 221_000
    assert sum(found.commitments[0].by_year.values()) // 1000 == 15_484
    assert sum(first.by_year.values()) == first.limit


def test_13292_a_year_for_seven_months_prints_7754():
    """学事支援システム 平成26年11月–平成31年10月. Alone, seven months round half up to 7,754; as the last year
    of the contract they are 7,754 under every rule that keeps the total and puts the remainder there."""
    lease = LEASE | {"starts_on": "平成26年11月", "ends_on": "平成31年10月", "amount": "13,292千円", "per": "year",
                     "tax_rate": "8"}  # fmt: skip
    found = budget(contract=[lease])
    assert thousands(found) == [5538, 13292, 13292, 13292, 13292, 7754]
    assert sum(thousands(found)) == 66_460
    alone = LEASE | {"starts_on": "平成31年4月", "ends_on": "平成31年10月", "amount": "13,292千円", "per": "year",
                     "tax_rate": "8"}  # fmt: skip
    assert thousands(budget(contract=[alone]), Rounding.HALF_UP) == [7754]


def test_the_re_lease_of_the_old_system_stands_beside_it_as_a_line_of_its_own():
    new = LEASE | {"starts_on": "平成26年11月", "ends_on": "平成31年10月", "amount": "13,292千円", "per": "year",
                   "tax_rate": "8"}  # fmt: skip
    old = {"id": "R", "name": "旧システム再リース", "kind": "re_lease", "starts_on": "平成27年4月",
           "ends_on": "平成27年10月", "amount": "4,027千円", "per": "total", "tax_basis": "gross"}  # fmt: skip
    found = budget(contract=[new, old]).in_unit(1000, Rounding.DOWN, Remainder.RUNNING)
    in_2015 = {row.kind.value: row.amount // 1000 for row in found.rows if row.fy.start_year == 2015}
    assert in_2015 == {"equipment": 13_292, "re_lease": 4_027}
    assert [row.months for row in found.rows if row.kind == "re_lease"] == [7]
