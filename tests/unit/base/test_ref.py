"""Addresses of records and fields."""

import pytest

from ictlife.base.ref import Ref


@pytest.mark.parametrize(
    "ref",
    [
        Ref("asset", "SV-0014"),
        Ref("asset", "SV-0014", "product"),
        Ref("asset", "011002"),
        Ref("product", "PG-16.4", "end_of_life"),
        Ref("product", "PG-16.4"),
        Ref("site", "本庁舎.電算室"),
        Ref("site", "本庁舎.電算室", "floor"),
        Ref("group", "A:B"),
        Ref("file", "inventory/a.csv"),
        Ref("file", "a.b.xlsx", "台帳:12:H"),
    ],
)
def test_address_reads_back(ref: Ref) -> None:
    assert Ref.parse(str(ref)) == ref


@pytest.mark.parametrize("text", ["", "asset", "asset:", ":SV-1"])
def test_text_without_kind_or_id_is_no_address(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011
        Ref.parse(text)


def test_field_and_record_of_an_address() -> None:
    record = Ref("asset", "SV-1")
    assert record.at("product") == Ref("asset", "SV-1", "product")
    assert record.at("product").record == record.record == record
