"""Terms at their edges, fees by lease rate, and what one month of a lease costs however its price is stated."""

from __future__ import annotations

from datetime import date

import pytest

from ictlife.fiscal.month import Month
from ictlife.money.contract_charges import Counting, contract_charges
from ictlife.money.generations import generations
from ictlife.money.old_lease import old_leases
from ictlife.money.renewal_cost import renewal_cost, successor_months
from tests.unit.estates import estate

LEASE = {"id": "L", "name": "賃借", "kind": "lease", "groups": "SV", "starts_on": "2022-04-01", "ends_on": "2027-03-31"}
SERVERS = {"id": "SV", "name": "サーバ", "category": "server"}


def charges(**contract):
    found = estate(contract=[{**LEASE, **contract}])
    return contract_charges(found, found.contracts["L"], Counting())


def test_a_contract_of_one_day_is_counted_and_one_that_ends_before_it_begins_is_not():
    one = charges(starts_on="2026-04-01", ends_on="2026-04-01", amount="1000")
    assert [(each.first, each.until) for each in one.charges] == [(date(2026, 4, 1), date(2026, 4, 1))]
    none = charges(starts_on="2026-04-02", ends_on="2026-04-01", amount="1000")
    assert (none.term, none.charges, [each.code for each in none.findings]) == (None, (), ["BUD016"])


def test_a_signed_lease_is_charged_by_its_rate_where_no_amount_is_stated():
    (charge,) = charges(price="10,000千円", quantity="2台", lease_rate="1.75").charges
    assert (charge.amount, charge.per.value, str(charge.source)) == (350_000, "month", "contract:L.lease_rate")


@pytest.mark.parametrize(("amount", "per"), [("100千円", "month"), ("1,200千円", "year"), ("6,000千円", "total")])
def test_a_month_of_a_lease_costs_the_same_however_its_price_is_stated(amount, per):
    found = estate(group=[SERVERS], contract=[{**LEASE, "amount": amount, "per": per}])
    leases = old_leases(found, {"L": contract_charges(found, found.contracts["L"], Counting())})
    assert (leases["SV"].monthly, leases["SV"].until) == (100_000, date(2027, 3, 31))


@pytest.mark.parametrize(("amount", "per"), [("100千円", "month"), ("1,200千円", "year"), ("6,000千円", "total")])
def test_a_lease_to_come_is_carried_on_at_its_monthly_fee(amount, per):
    """Sixty months from April 2026, still in use a year later at half the fee."""
    price = {"id": "E", "group": "SV", "kind": "equipment", "amount": amount, "per": per}
    group = {**SERVERS, "acquisition": "lease", "lease_months": "60"}
    city = {"id": "default", "name": "試験市", "re_lease_percent": "50"}
    found = estate(group=[group], estimate=[price], city=[city])
    (one,) = generations(found, found.groups["SV"], [Month(2026, 4)], None, date(2026, 4, 1), Month(2032, 3))
    lease, after = one.charges
    assert (lease.until, after.first, after.until) == (date(2031, 3, 31), date(2031, 4, 1), date(2032, 3, 31))
    assert (after.amount, after.per.value) == (50_000, "month")


def test_a_successor_without_cycle_or_policy_is_paid_for_sixty_months():
    found = estate(group=[{**SERVERS, "acquisition": "cloud"}])
    assert successor_months(found, found.groups["SV"]) == 60


@pytest.mark.parametrize(("parallel", "month"), [(None, Month(2026, 5)), ("2", Month(2026, 7))])
def test_what_is_replaced_is_disposed_of_in_the_month_after_its_use(parallel, month):
    price = {"id": "E", "group": "SV", "kind": "disposal", "amount": "500千円"}
    found = estate(group=[{**SERVERS, "parallel_months": parallel}], estimate=[price])
    (charge,) = renewal_cost(found, found.groups["SV"], Month(2026, 4), None)
    assert charge.first == charge.until == month.first
