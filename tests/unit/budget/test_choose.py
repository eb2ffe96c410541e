"""Ways to go on, side by side over the same years."""

from __future__ import annotations

import pytest

from ictlife.budget.choose import OptionKind, choose
from ictlife.fiscal.month import FiscalYear, Month
from tests.unit.budget.budgets import TAX_RATES
from tests.unit.estates import estate

GROUP = {
    "id": "SV", "name": "情報系サーバ", "category": "server", "acquisition": "lease", "cycle_months": "60",
    "lease_months": "60", "renewal_cost": "60,000千円", "build_cost": "6,000千円", "maintenance_per_year": "1,200千円",
}  # fmt: skip
LEASE = {"id": "L", "name": "旧", "kind": "lease", "groups": "SV", "starts_on": "R3.4", "ends_on": "R8.3",
         "amount": "900千円", "tax_basis": "gross"}  # fmt: skip
CARE = {"id": "M", "name": "保守", "kind": "maintenance", "groups": "SV", "starts_on": "R7.4", "term_months": "12",
        "amount": "90千円", "tax_basis": "gross"}  # fmt: skip
CITY = {"id": "default", "name": "試験市", "lease_rate_per_month": "1.8", "re_lease_percent": "50", "discount_rate": "2"}
CLOUD = {"id": "E", "group": "SV", "kind": "cloud", "amount": "1,000千円", "per": "month"}


def choice(years: int = 11, city: dict = CITY, **records):
    records.setdefault("contract", [LEASE, CARE])
    found = estate(group=[GROUP], city=[city], tax_rate=TAX_RATES, **records)
    return choose(found, found.groups["SV"], Month(2026, 4), years)


def option(kind: OptionKind, **given):
    (found,) = [each for each in choice(**given).options if each.kind is kind]
    return found


def test_every_option_covers_the_same_years():
    found = choice(estimate=[CLOUD])
    assert [each.kind.value for each in found.options] == ["purchase", "lease", "re_lease", "cloud"]
    assert all(list(each.by_year) == list(found.years) for each in found.options)
    assert found.years.first == FiscalYear(2025)
    assert not any(each.missing for each in found.options)


def test_purchase_pays_twice_in_ten_years_and_owes_nothing_after():
    found = option(OptionKind.PURCHASE)
    assert found.by_year[FiscalYear(2025)] == 6_000_000
    assert found.by_year[FiscalYear(2026)] == found.peak == 61_200_000
    assert found.total == 2 * (60_000_000 + 6_000_000) + 10 * 1_200_000
    assert found.beyond == 0


def test_lease_spreads_the_same_equipment_at_the_rate():
    found = option(OptionKind.LEASE)
    assert found.by_year[FiscalYear(2027)] == 12 * 1_080_000 + 1_200_000
    assert found.total == 2 * (60 * 1_080_000 + 6_000_000) + 10 * 1_200_000


def test_re_lease_puts_the_new_lease_off_and_leaves_more_owed_after_the_years():
    lease, found = option(OptionKind.LEASE), option(OptionKind.RE_LEASE)
    # 12 months at half the old fee, and the old maintenance beside it
    assert found.by_year[FiscalYear(2026)] == 12 * 450_000 + 12 * 90_000 + 6_000_000
    assert found.beyond == 12 * 1_080_000
    assert found.total < lease.total


def test_option_without_a_price_says_so_and_is_never_the_cheapest():
    found = choice(city=CITY | {"re_lease_percent": None})
    unpriced = {each.kind for each in found.options if each.missing}
    assert unpriced == {OptionKind.RE_LEASE, OptionKind.CLOUD}
    assert found.cheapest is not None
    assert found.cheapest.kind is OptionKind.PURCHASE


def test_cloud_costs_its_fee_in_every_month_and_is_built_once():
    found = option(OptionKind.CLOUD, estimate=[CLOUD])
    assert found.total == 120 * 1_000_000 + 6_000_000


def test_own_equipment_is_kept_on_under_its_maintenance():
    found = choice(contract=[CARE])
    assert [each.kind.value for each in found.options] == ["purchase", "lease", "extended_maintenance", "cloud"]
    kept = found.options[2]
    assert kept.by_year[FiscalYear(2026)] == 12 * 90_000 + 6_000_000
    assert choice(contract=[]).options[2].missing


def test_discount_is_optional_and_shown():
    found = choice(years=2)
    by_kind = {each.kind: each for each in found.options}
    assert by_kind[OptionKind.PURCHASE].present_value == round(6_000_000 + 61_200_000 / 1.02)
    assert all(each.present_value is None for each in choice(city=CITY | {"discount_rate": None}).options)
    assert found.discount_rate == 2


@pytest.mark.parametrize("share", [0, 50, 90])
def test_general_funds_are_what_no_source_pays(share: int):
    bond = {"id": "B", "name": "債", "kind": "bond", "groups": "SV", "cost_kinds": "equipment", "share_percent": share}
    found = option(OptionKind.PURCHASE, funding=[bond])
    assert found.general == found.total - 2 * 60_000_000 * share // 100
