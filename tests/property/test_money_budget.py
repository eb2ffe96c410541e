"""Laws of whole budgets: whatever is in the ledgers, every row is counted once and every paper adds up."""

from __future__ import annotations

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from ictlife.base.yen import Remainder, Rounding, round_to
from ictlife.budget.budget_sheets import project_sheets, rolling_plan_sheet, year_sheet
from ictlife.budget.difference import difference
from ictlife.budget.outlook_sheets import commitment_sheet, outlook_sheet
from ictlife.fiscal.month import FiscalSpan, FiscalYear, Month
from ictlife.model.asset import Acquisition
from ictlife.money.renewal_cost import renewal_cost
from ictlife.money.spread import spread
from ictlife.money.tax import tax_rates
from tests.unit.budget.budgets import TAX_RATES, adds_up, budget
from tests.unit.estates import estate

AS_OF = date(2025, 10, 1)
YEN = st.integers(0, 10**9)
MONTHS = st.builds(lambda year, month: f"{year}-{month:02d}", st.integers(2018, 2030), st.integers(1, 12))
HEADING = {"kan": "総務費", "kou": "総務管理費", "moku": "電子計算費", "setsu": "13", "setsu_name": "賃借料"}


@st.composite
def ledgers(draw: st.DrawFn) -> dict[str, list[dict[str, object]]]:
    """Groups, contracts, sources and commitments in any combination."""
    groups = [
        {
            "id": f"G{number}",
            "name": "群",
            "category": "server",
            "acquisition": draw(st.sampled_from(["purchase", "lease", "cloud", "outsourcing"])),
            "planned_renewal_on": draw(MONTHS),
            "cycle_months": draw(st.integers(12, 96)),
            "lease_months": draw(st.integers(1, 84)),
            "parallel_months": draw(st.integers(0, 3)),
            "renewal_cost": draw(st.none() | YEN),
            "build_cost": draw(st.none() | YEN),
            "maintenance_per_year": draw(st.none() | YEN),
        }
        for number in range(draw(st.integers(1, 3)))
    ]
    contracts = [
        {
            "id": f"C{number}",
            "name": "契約",
            "kind": draw(st.sampled_from(["lease", "maintenance", "cloud", "purchase"])),
            "groups": draw(st.sampled_from(["", "G0", "G0, G1"])),
            "starts_on": draw(MONTHS) + draw(st.sampled_from(["", "-16"])),
            "term_months": draw(st.integers(1, 120)),
            "amount": draw(YEN),
            "per": draw(st.sampled_from(["month", "year", "total"])),
            "tax_basis": draw(st.sampled_from(["net", "gross"])),
            "legal_basis": draw(st.sampled_from(["long_term_contract", "commitment", "single_year"])),
            "commitment": "D0",
        }
        for number in range(draw(st.integers(0, 4)))
    ]
    funding = {"id": "F0", "name": "債", "kind": "bond", "groups": "G0", "share_percent": draw(st.integers(0, 100))}
    return {
        "city": [{"id": "default", "name": "市", "re_lease_percent": draw(st.none() | st.integers(0, 100))}],
        "group": groups,
        "contract": contracts,
        "commitment": [{"id": "D0", "name": "債務", "decided_in": "R2年度", "first_year": "R3年度",
                        "last_year": "R8年度", "limit": 10**9}],
        "funding": [funding | {"limit": draw(st.none() | YEN)}],
        "heading": [HEADING | {"id": "H", "cost_kinds": "equipment", "project": "事業"}],
        "tax_rate": TAX_RATES,
    }  # fmt: skip


@settings(max_examples=40, deadline=None)
@given(ledgers(), st.sampled_from([1, 1000, 1_000_000]), st.sampled_from(Rounding), st.sampled_from(Remainder))
def test_every_paper_adds_up_in_every_unit(records, unit, rounding, remainder):
    town = estate(**records)
    exact = budget(AS_OF, **records)
    shown = exact.in_unit(unit, rounding, remainder)
    for subject, rows in exact.of_contract.items():
        lines = {(id(row.line), row.funding): 0 for row in rows}
        for row in rows:
            lines[id(row.line), row.funding] += row.amount
        assert sum(row.amount for row in shown.of_contract[subject]) == sum(
            round_to(line, unit, rounding) for line in lines.values()
        )
    years = FiscalSpan(FiscalYear(2025), FiscalYear(2034))
    sheets = [
        *(year_sheet(shown, town, fy) for fy in years),
        *project_sheets(shown, town, years),
        rolling_plan_sheet(shown, town, FiscalYear(2026)),
        commitment_sheet(shown.commitments, town),
    ]
    outlook = outlook_sheet(shown, town, FiscalYear(2025))
    assert all(adds_up(sheet) for sheet in (*sheets, outlook))
    totals = [shown.by_year.get(fy, 0) for fy in years]
    assert [cell or 0 for cell in outlook.total.cells[2:12]] == totals
    amount = [column.key for column in sheets[0].columns].index("amount")
    assert [sheet.total.cells[amount] or 0 for sheet in sheets[:10]] == totals


@settings(max_examples=40, deadline=None)
@given(ledgers())
def test_sources_of_money_change_no_sum(records):
    funded, plain = budget(AS_OF, **records), budget(AS_OF, **records | {"funding": []})
    assert funded.by_year == plain.by_year
    assert all(row.amount > 0 for row in funded.rows if row.funding)
    limit = records["funding"][0]["limit"]
    paid = sum(row.amount for row in funded.rows if row.funding)
    assert limit is None or paid <= limit


@settings(max_examples=40, deadline=None)
@given(ledgers(), ledgers())
def test_changes_by_line_sum_to_changes_by_year(one, other):
    before, after = budget(AS_OF, **one), budget(AS_OF, **other)
    found = difference(before, after)
    by_line = {year.fy: 0 for year in found.years}
    for line in found.lines:
        for year in line.years:
            by_line[year.fy] += year.change
    assert by_line == {year.fy: year.change for year in found.years}
    assert sum(by_line.values()) == sum(after.by_year.values()) - sum(before.by_year.values())
    assert difference(before, before).lines == ()


@settings(max_examples=60, deadline=None)
@given(YEN, st.sampled_from(Acquisition), st.integers(1, 84), st.integers(0, 120))
def test_a_successor_costs_the_same_in_whichever_month_it_starts(price, acquisition, months, shift):
    """Without escalation the month moves money between years and changes no total."""
    group = {"id": "G", "name": "群", "category": "server", "acquisition": acquisition.value, "lease_months": months,
             "cycle_months": months, "renewal_cost": price, "build_cost": 1000, "maintenance_per_year": 1200}  # fmt: skip
    town = estate(group=[group], tax_rate=TAX_RATES)
    totals = set()
    for start in (Month(2026, 2), Month(2026, 2) + shift):
        charges = renewal_cost(town, town.groups["G"], start, None)
        spent = sum(share[2] for charge in charges for share in spread(charge, tax_rates(town)))
        assert spent == sum(
            charge.amount * (months if charge.per == "month" else 1) if charge.per != "year" else months * 100
            for charge in charges
        )
        totals.add(spent)
    assert totals == {price + 1000 + months * 100}
