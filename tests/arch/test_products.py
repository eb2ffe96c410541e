"""The shipped product catalogue: every date has a source and a day of retrieval, and the notice stands beside."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from ictlife.model.product import Known, Product, SupportModel

FOLDER = Path(__file__).parents[2] / "src" / "ictlife" / "data" / "products"
FILES = sorted(FOLDER.glob("*.yaml"))
PRODUCTS = {
    name: Product(id=name, **fields)
    for path in FILES
    for name, fields in YAML(typ="safe").load(path.read_text("utf-8"))["products"].items()
}


def test_no_product_stands_in_two_files():
    names = [line.split('"')[1] for path in FILES for line in path.read_text("utf-8").splitlines() if line[:3] == '  "']
    assert sorted(names) == sorted(PRODUCTS)


def test_every_product_has_a_source_and_a_day():
    assert len(PRODUCTS) > 150
    bare = [each.id for each in PRODUCTS.values() if not (each.source and each.retrieved_on and each.vendor)]
    assert bare == []


def test_no_end_of_support_is_unknown():
    assert [each.id for each in PRODUCTS.values() if each.end_of_security_support.status == "unknown"] == []


def test_support_does_not_end_before_it_begins():
    for each in PRODUCTS.values():
        begun, ended = each.general_availability, each.end_of_security_support
        if isinstance(begun, Known) and isinstance(ended, Known):
            assert begun.day < ended.day, each.id
            assert each.paid_extension_until is None or each.paid_extension_until > ended.day, each.id


def test_the_notice_of_the_source_stands_beside_the_data():
    notice = (FOLDER / "LICENSE-endoflife.date.txt").read_text("utf-8")
    assert "endoflife.date contributors" in notice
    assert "Permission is hereby granted" in notice


@pytest.mark.parametrize(
    ("name", "ends", "extended"),
    [
        ("windows-server-2012-r2", date(2023, 10, 10), date(2026, 10, 13)),
        ("windows-server-2016", date(2027, 1, 12), date(2030, 1, 12)),
        ("windows-server-2019", date(2029, 1, 9), None),
        ("windows-server-2022", date(2031, 10, 14), None),
        ("windows-10-22h2", date(2025, 10, 14), date(2028, 10, 10)),
        ("sqlserver-2019", date(2030, 1, 8), None),
        ("exchange-2019", date(2025, 10, 14), date(2026, 11, 1)),
        ("rhel-8", date(2029, 5, 31), date(2033, 5, 31)),
        ("esxi-8", date(2027, 10, 11), None),
        ("oracle-19c", date(2029, 12, 31), date(2032, 12, 31)),
        ("postgresql-16", date(2028, 11, 9), None),
        ("fortios-7.4", date(2028, 11, 11), None),
        ("office-2021", date(2026, 10, 13), None),
        ("ubuntu-24.04", date(2029, 5, 31), date(2036, 5, 31)),
    ],
)
def test_dates_published_by_the_makers(name, ends, extended):
    product = PRODUCTS[name]
    assert product.end_of_security_support == Known(day=ends)
    assert product.paid_extension_until == extended


def test_what_is_updated_in_place_is_no_trigger():
    in_place = {"windows-11-24h2-e", "postgresql-16", "fortios-7.4", "exchange-se", "ipados-18"}
    assert {name for name in in_place if PRODUCTS[name].support_model is not SupportModel.IN_PLACE} == set()
    assert PRODUCTS["windows-10-22h2"].support_model is SupportModel.FIXED
