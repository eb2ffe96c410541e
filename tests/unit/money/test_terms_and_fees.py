"""Terms at their edges, fees by lease rate, and what one month of a lease costs however its price is stated."""

from __future__ import annotations

from datetime import date

import pytest

from ictlife.base.ref import Ref
from ictlife.base.yen import Remainder, Rounding
from ictlife.fiscal.month import Month
from ictlife.money.bridge import OldLease, bridge
from ictlife.money.charge import Stage
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


def line(**more):
    row = {"id": "K", "contract": "L", "kind": "maintenance", "amount": "50千円", "quantity": "3", **more}
    found = estate(contract=[LEASE], cost_line=[row])
    made = contract_charges(found, found.contracts["L"], Counting())
    return made.charges, [(each.code, str(each.subject)) for each in made.findings if each.code != "BUD011"]


def test_a_line_is_charged_for_all_its_units():
    (charge,), _ = line()
    assert (charge.amount, charge.first, charge.until) == (150_000, date(2022, 4, 1), date(2027, 3, 31))


@pytest.mark.parametrize(
    ("said", "code", "field"),
    [
        ({"quantity": "0"}, "BUD008", "quantity"),
        ({"amount": "-1"}, "BUD008", "amount"),
        ({"amount": "2兆円"}, "BUD008", "amount"),
        ({"starts_on": "2024-04-01", "ends_on": "2024-03-31"}, "BUD016", "ends_on"),
        ({"ends_on": "2027-04-01"}, "BUD009", "ends_on"),
        ({"term_months": "61"}, "BUD009", "term_months"),
        ({"starts_on": "2022-03-31"}, "BUD009", "starts_on"),
    ],
)
def test_a_line_that_cannot_be_right_is_no_charge(said, code, field):
    assert line(**said) == ((), [(code, f"cost_line:K.{field}")])


@pytest.mark.parametrize(
    ("kind", "said", "day"),
    [
        ("build", {}, date(2022, 4, 1)),
        ("disposal", {}, date(2027, 4, 1)),
        ("disposal", {"starts_on": "2027-05-10"}, date(2027, 5, 10)),
    ],
)
def test_what_is_paid_once_is_paid_on_a_day_and_disposal_on_the_day_after_the_end(kind, said, day):
    (charge,), _ = line(kind=kind, per="total", **said)
    assert (charge.first, charge.until) == (day, day)


def test_a_contract_is_counted_in_its_own_way_where_it_says_one():
    ours = Counting(Rounding.DOWN, Remainder.RUNNING)

    def counted(**said):
        found = estate(contract=[{**LEASE, "amount": "1000", **said}])
        (charge,) = contract_charges(found, found.contracts["L"], ours).charges
        return charge.rounding, charge.remainder

    assert counted() == (Rounding.DOWN, Remainder.RUNNING)
    assert counted(rounding="up") == (Rounding.UP, Remainder.RUNNING)
    assert counted(remainder="first") == (Rounding.DOWN, Remainder.FIRST)


def test_of_several_leases_the_one_that_ends_last_is_replaced_and_of_equals_the_first():
    others = [("M", "2027-03-31"), ("N", "2026-03-31"), ("O", "2028-03-31"), ("P", "2028-03-31")]
    rows = [{**LEASE, "id": name, "ends_on": until, "amount": "1000"} for name, until in others]
    found = estate(group=[SERVERS], contract=rows)
    charged = {name: contract_charges(found, found.contracts[name], Counting()) for name, _ in others}
    assert str(old_leases(found, charged)["SV"].source) == "contract:O.ends_on"


def test_a_parallel_run_has_its_own_price_else_that_of_the_re_lease_else_the_percentage():
    def bridged(*prices, percent=None):
        rows = [{"id": kind, "group": "SV", "kind": kind, "amount": amount, "per": "month"} for kind, amount in prices]
        city = {"id": "default", "name": "試験市", "re_lease_percent": percent}
        found = estate(group=[{**SERVERS, "parallel_months": "2"}], estimate=rows, city=[city])
        old = OldLease(Ref("contract", "L", "ends_on"), date(2026, 3, 31), 30_001)
        return bridge(found, found.groups["SV"], old, Month(2026, 7), date(2026, 4, 1))

    both = bridged(("re_lease", "100千円"), ("parallel", "70千円"))
    assert [(each.stage, each.first, each.until, each.amount) for each in both.charges] == [
        (Stage.RE_LEASE, date(2026, 4, 1), date(2026, 6, 30), 100_000),
        (Stage.PARALLEL, date(2026, 7, 1), date(2026, 8, 31), 70_000),
    ]
    assert [each.amount for each in bridged(("re_lease", "100千円")).charges] == [100_000, 100_000]
    assert [each.amount for each in bridged(percent="50").charges] == [15_001, 15_001]
    assert bridged().unpriced == ((Stage.RE_LEASE, 3), (Stage.PARALLEL, 2))


@pytest.mark.parametrize(("estimated_on", "amount"), [("2024-04", 1_040_400), ("2026-03", 1_020_000), ("2026-04", 1_000_000), ("2027-04", 1_000_000)])
def test_a_price_grows_by_whole_fiscal_years_and_never_shrinks(estimated_on, amount):
    city = {"id": "default", "name": "試験市", "escalation_percent": "2"}
    price = {"id": "E", "group": "SV", "kind": "equipment", "amount": "1,000千円", "estimated_on": estimated_on}
    found = estate(group=[{**SERVERS, "acquisition": "purchase"}], estimate=[price], city=[city])
    (charge,) = renewal_cost(found, found.groups["SV"], Month(2026, 4), None)
    assert charge.amount == amount
