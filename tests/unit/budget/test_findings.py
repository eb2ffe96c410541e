"""Ledgers of money that contradict themselves: a finding at the field, and nothing guessed."""

from __future__ import annotations

import pytest

from tests.unit.budget.budgets import budget

LEASE = {"id": "L", "name": "賃借", "kind": "lease", "starts_on": "R5.4", "term_months": "60", "amount": "100,000"}
LINE = {"id": "I", "contract": "L", "kind": "maintenance", "amount": "10,000"}
ENTRY = {"id": "D", "name": "賃借", "decided_in": "R5", "first_year": "R6年度", "last_year": "R9年度", "limit": "4,800,000"}
ENTRY |= {"decided_in": "R5年度", "contracts": "L"}
EXPENSE = {"id": "K", "name": "構築", "decided_in": "R5年度", "total": "300"}


def said(**records):
    return {(each.code, str(each.subject)) for each in budget(**records).findings}


def test_sound_ledgers_say_nothing():
    assert said(contract=[LEASE], cost_line=[LINE], commitment=[ENTRY]) == set()


@pytest.mark.parametrize(
    ("change", "code", "field"),
    [
        ({"ends_on": "R10.4.30"}, "BUD006", "term_months"),
        ({"term_months": None}, "BUD007", "ends_on"),
        ({"starts_on": None}, "BUD007", "starts_on"),
        ({"amount": "△1"}, "BUD008", "amount"),
        ({"amount": "2兆円"}, "BUD008", "amount"),
        ({"quantity": "0"}, "BUD008", "amount.quantity"),
        ({"term_months": 700}, "BUD008", "term_months"),
        ({"amount": None}, "BUD011", "amount"),
        ({"ends_on": "R5.3.1", "term_months": None}, "BUD016", "ends_on"),
        ({"heading": "H99"}, "BUD010", "heading"),
    ],
)
def test_contract_that_cannot_be_right(change, code, field):
    found = said(contract=[LEASE | change])
    assert (code, f"contract:L.{field.split('.')[-1]}") in found


@pytest.mark.parametrize("change", [{"term_months": None}, {"amount": "△1"}, {"ends_on": "R5.3.1", "term_months": None}])
def test_what_cannot_be_counted_is_not_guessed(change):
    assert budget(contract=[LEASE | change]).rows == ()


def test_term_that_disagrees_is_counted_by_its_dates():
    found = budget(contract=[LEASE | {"ends_on": "R10.4.30"}])
    assert sum(row.months for row in found.rows) == 61
    assert dict(found.findings[0].params) == {"stated": 60, "computed": 61}


def test_line_beyond_the_term_is_left_out():
    line = LINE | {"starts_after_months": "12", "term_months": "60"}
    found = budget(contract=[LEASE], cost_line=[line])
    assert [(each.code, str(each.subject)) for each in found.findings] == [("BUD009", "cost_line:I.term_months")]
    assert {row.kind.value for row in found.rows} == {"equipment"}


def test_maintenance_after_a_warranty_year_costs_four_years():
    found = budget(contract=[LEASE], cost_line=[LINE | {"starts_after_months": "12"}])
    assert sum(row.months for row in found.rows if row.kind == "maintenance") == 48


@pytest.mark.parametrize(
    ("change", "code", "field"),
    [
        ({"by_year": [{"fiscal_year": "R10年度", "amount": 1}]}, "BUD014", "by_year"),
        ({"by_year": [{"fiscal_year": "R6年度", "amount": 4_800_001}]}, "BUD015", "limit"),
        ({"funding": [{"funding": "F", "amount": 1}]}, "BUD017", "funding"),
        ({"funding": [{"funding": "F", "amount": 1}]}, "BUD018", "funding"),
        ({"contracts": "L, X"}, "BUD018", "contracts"),
        ({"replaces": "D9"}, "BUD018", "replaces"),
        ({"last_year": "R5年度"}, "BUD019", "first_year"),
        ({"limit": -1}, "BUD008", "limit"),
    ],
)
def test_commitment_that_cannot_be_right(change, code, field):
    assert (code, f"commitment:D.{field}") in said(contract=[LEASE], commitment=[ENTRY | change])


def test_yearly_shares_must_sum_to_the_total():
    shares = [{"fiscal_year": "R5年度", "amount": 100}, {"fiscal_year": "R6年度", "amount": 0}]
    assert said(continuing_expense=[EXPENSE | {"by_year": shares}]) == {("BUD022", "continuing_expense:K.by_year")}
    sound = [*shares, {"fiscal_year": "R7年度", "amount": 200}]
    assert said(continuing_expense=[EXPENSE | {"by_year": sound}]) == set()


def test_zero_years_are_kept():
    shares = [{"fiscal_year": "R5年度", "amount": 0}, {"fiscal_year": "R6年度", "amount": 300}]
    (entry,) = budget(continuing_expense=[EXPENSE | {"by_year": shares}]).commitments
    assert list(entry.by_year.values()) == [0, 300]


@pytest.mark.parametrize(
    ("kind", "record", "field"),
    [
        ("actual", {"id": "A", "contract": "L", "fiscal_year": "R10年度", "budgeted": 1}, "fiscal_year"),
        ("carry_over", {"id": "A", "contract": "L", "from_year": "R4年度", "amount": 1}, "from_year"),
    ],
)
def test_figures_of_years_in_which_the_contract_does_not_run(kind, record, field):
    assert said(contract=[LEASE], **{kind: [record]}) == {("BUD020", f"{kind}:A.{field}")}
