"""A heading says per month or per year, with or without tax; what contradicts itself says nothing."""

from __future__ import annotations

import pytest

from ictlife.sources.provisos import provisos
from tests.unit.importing.tables import WORDS


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("年額", {"per": "year"}),
        ("月額賃借料（税抜、円）", {"per": "month", "tax_basis": "net"}),
        ("契約金額【総額】（税込）（千円）", {"per": "total", "tax_basis": "gross"}),
        ("契約金額", {}),
        ("金額（月額又は年額）", {}),
        ("月日", {}),
    ],
)
def test_what_the_heading_of_an_amount_says(heading, expected):
    found = provisos("contract", "amount", heading, WORDS)
    values = {"per": WORDS.choices["Per"], "tax_basis": WORDS.choices["TaxBasis"]}
    assert {name: values[name][word] for name, word in found.items()} == expected


def test_only_amounts_of_kinds_that_have_a_basis_are_asked():
    assert provisos("asset", "price", "取得価格（税抜）", WORDS) == {}
    assert provisos("contract", "name", "年額", WORDS) == {}
