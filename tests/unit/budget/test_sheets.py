"""Papers of figures: every sum adds up, and the same figure is the same on every paper."""

from __future__ import annotations

from datetime import date

import pytest

from ictlife.base.yen import Remainder, Rounding
from ictlife.budget.actuals import beside_plan
from ictlife.budget.budget_sheets import project_sheets, rolling_plan_sheet, year_sheet
from ictlife.budget.choose import choose
from ictlife.budget.outlook_sheets import (
    actual_sheet,
    change_sheet,
    choices_sheet,
    commitment_sheet,
    outlook_sheet,
)
from ictlife.budget.sheet import Role
from ictlife.fiscal.month import FiscalSpan, FiscalYear, Month
from tests.unit.budget.budgets import TAX_RATES, adds_up, budget
from tests.unit.estates import estate

AS_OF = date(2025, 10, 1)
RECORDS = {
    "city": [{"id": "default", "name": "試験市", "new_contract_basis": "commitment"}],
    "group": [
        {"id": "SV", "name": "情報系サーバ", "category": "server", "acquisition": "lease", "planned_renewal_on": "R8.2",
         "renewal_cost": "59,999,999", "build_cost": "6,000千円", "maintenance_per_year": "1,234,567", "cycle_months": "60"},
        {"id": "PC", "name": "端末", "category": "pc", "acquisition": "purchase", "planned_renewal_on": "R9.4",
         "renewal_cost": "33,333,333", "cycle_months": "60"},
    ],
    "contract": [
        {"id": "L", "name": "旧賃借", "kind": "lease", "groups": "SV", "starts_on": "R3.2", "ends_on": "R8.1",
         "amount": "700,001", "tax_basis": "net", "legal_basis": "commitment", "commitment": "D"},
        {"id": "N", "name": "回線", "kind": "line", "starts_on": "R6.9.16", "term_months": "60", "amount": "33,333",
         "tax_basis": "net", "legal_basis": "long_term_contract"},
    ],
    "commitment": [
        {"id": "D", "name": "旧賃借", "decided_in": "R2年度", "first_year": "R3年度", "last_year": "R7年度",
         "limit": "45,000千円", "funding": [{"funding": "B", "amount": 45_000_000}]},
    ],
    "funding": [
        {"id": "B", "name": "デジタル活用推進事業債", "kind": "bond", "groups": "PC", "share_percent": "90"},
    ],
    "heading": [
        {"id": "H13", "kan": "総務費", "kou": "総務管理費", "moku": "電子計算費", "setsu": "13", "setsu_name": "使用料及び賃借料",
         "cost_kinds": "equipment", "acquisitions": "lease", "project": "情報システム管理事業"},
        {"id": "H17", "kan": "総務費", "kou": "総務管理費", "moku": "電子計算費", "setsu": "17", "setsu_name": "備品購入費",
         "cost_kinds": "equipment", "acquisitions": "purchase", "project": "端末整備事業"},
    ],
    "cap": [{"id": "C", "fiscal_year": "R9年度", "amount": "50,000千円"}],
    "actual": [{"id": "A", "contract": "L", "fiscal_year": "R6年度", "budgeted": "9,241千円", "settled": "9,240千円"}],
    "tax_rate": TAX_RATES,
}  # fmt: skip


@pytest.fixture(scope="module")
def found():
    return budget(AS_OF, **RECORDS).in_unit(1000, Rounding.DOWN, Remainder.RUNNING)


@pytest.fixture(scope="module")
def ledgers():
    return estate(**RECORDS)


def all_sheets(found, ledgers):
    after = budget(AS_OF, **RECORDS | {"contract": RECORDS["contract"][:1]})
    yield from (year_sheet(found, ledgers, FiscalYear(year)) for year in range(2020, 2037))
    yield from project_sheets(found, ledgers, found.horizon)
    yield rolling_plan_sheet(found, ledgers, FiscalYear(2026))
    yield outlook_sheet(found, ledgers, FiscalYear(2025))
    yield commitment_sheet(found.commitments, ledgers)
    yield change_sheet(found, after, ledgers)
    yield actual_sheet(beside_plan(found, ledgers))
    yield choices_sheet([choose(ledgers, ledgers.groups["SV"], Month(2026, 2))])


def test_every_sum_on_every_paper_adds_up(found, ledgers):
    sheets = list(all_sheets(found, ledgers))
    assert all(adds_up(sheet) for sheet in sheets)
    assert all(len(row.cells) == len(sheet.columns) for sheet in sheets for row in sheet.rows)
    assert sum(1 for sheet in sheets for row in sheet.rows if row.sums) > 50


def column(sheet, key, fy=None):
    (place,) = [n for n, each in enumerate(sheet.columns) if each.key == key and each.fy == fy]
    return place


def test_the_total_of_a_year_is_the_same_on_every_paper(found, ledgers):
    outlook = outlook_sheet(found, ledgers, FiscalYear(2025))
    for fy in FiscalSpan(FiscalYear(2025), FiscalYear(2034)):
        total = found.by_year.get(fy, 0)
        sheet = year_sheet(found, ledgers, fy)
        assert sheet.total.cells[column(sheet, "amount")] in (total, None)
        assert outlook.total.cells[column(outlook, "year", fy)] == total
        projects = project_sheets(found, ledgers, found.horizon)
        assert sum(each.total.cells[column(each, "year", fy)] for each in projects) == total


def test_sources_of_a_year_sum_to_its_amount(found, ledgers):
    sheet = year_sheet(found, ledgers, FiscalYear(2027))
    shares = [n for n, each in enumerate(sheet.columns) if each.key == "funding"]
    for row in sheet.rows:
        assert sum(row.cells[n] for n in shares) == row.cells[column(sheet, "amount")]
    assert any(row.cells[shares[0]] == 29_999_000 for row in sheet.rows)


def test_a_line_of_the_year_before_stays_with_nothing(found, ledgers):
    sheet = year_sheet(found, ledgers, FiscalYear(2026))
    gone = [row.cells for row in sheet.rows if row.role is Role.LINE and str(row.cells[3]) == "contract:L"]
    assert [(row[column(sheet, "amount")], row[column(sheet, "change")]) for row in gone] == [(0, -7_700_000)]


def test_commitments_have_a_row_of_the_whole_and_one_of_each_year(found, ledgers):
    sheet = commitment_sheet(found.commitments, ledgers)
    division, amount = column(sheet, "division"), column(sheet, "amount")
    voted = [row.cells for row in sheet.rows if row.cells[1] == "旧賃借"]
    assert [row[division] for row in voted][:2] == ["whole", FiscalYear(2021)]
    assert voted[0][amount] == voted[0][column(sheet, "funding_bond")] == 45_000_000
    assert voted[1][amount] == 9_240_000
    needed = [row.cells for row in sheet.rows if row.cells[1] == "情報系サーバ" and row.cells[3] == FiscalYear(2025)]
    lease = [row.amount for row in found.rows if str(row.contract) == "renewal:SV#1" and row.kind == "equipment"]
    assert [row[amount] for row in needed] == [sum(lease[1:]), *lease[1:]]


def test_outlook_shows_the_room_under_the_cap_and_what_is_owed_after(found, ledgers):
    sheet = outlook_sheet(found, ledgers, FiscalYear(2025))
    room, spent = sheet.rows[-1].cells, sheet.total.cells
    at = column(sheet, "year", FiscalYear(2027))
    assert room[at] == 50_000_000 - spent[at]
    assert room[at + 1] is None
    assert spent[-1] == sum(row.amount for row in found.rows if row.fy > FiscalYear(2034))


def test_option_without_a_price_shows_no_figures(ledgers):
    sheet = choices_sheet([choose(ledgers, ledgers.groups["SV"], Month(2026, 2))])
    cloud = next(row.cells for row in sheet.rows if row.cells[1] == "cloud")
    assert set(cloud[2:-1]) == {None}
    assert cloud[-1]
