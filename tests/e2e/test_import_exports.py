"""Exports of other programs, with the heading rows they write（tests/data/exports/README.md names where from）."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from ictlife.workspace.intake import Wanted
from ictlife.workspace.load import load
from ictlife.workspace.look import look
from ictlife.workspace.take_over import apply

EXPORTS = Path(__file__).parents[1] / "data" / "exports"
EXPECTED = {
    "snipe-it-list.csv": ("snipe-it", 2, {
        "id": "PC-0001", "name": "窓口端末01", "serial": "EX5C20211", "model": "ExampleBook 14", "maker": "Example",
        "price": "185000", "site": "本庁舎",
    }),
    "snipe-it-report.csv": ("snipe-it", 3, {
        "id": "SV-0001", "name": "情報系SV1", "serial": "SVX0001", "acquired_on": "2022-02-01", "price": "1674000",
        "end_of_maintenance_on": "2027-01-31", "note": "主系",
    }),
    "glpi-computers.csv": ("glpi", 2, {
        "id": "GX001", "name": "pc-001", "serial": "GX001", "model": "ExampleDesk 5", "maker": "Example",
        "product": "Windows 11", "site": "本庁舎", "acquired_on": "2023-03-01",
    }),
    "netbox-devices.csv": ("netbox-devices", 2, {
        "id": "11", "name": "sw-core-1", "serial": "NBX0011", "goods_no": "NW-0001", "model": "EX-9300",
        "maker": "Example", "product": "ios-xe-17.9", "site": "本庁舎", "room": "R01", "note": "基幹",
    }),
    "netbox-devices-fields.csv": ("netbox-devices", 2, {
        "id": "NBX0011", "name": "sw-core-1", "model": "EX-9300", "maker": "Example", "site": "本庁舎",
    }),
    "netbox-virtual-machines.csv": ("netbox-virtual-machines", 2, {
        "id": "5", "name": "vm-zaimu", "product": "windows-server-2022", "site": "本庁舎",
    }),
    "ralph-assets.csv": ("ralph", 2, {
        "id": "101", "name": "sv-joho-1", "serial": "RLX101", "goods_no": "RB101", "model": "[Server] Example R5",
        "room": "R01 (本庁舎)", "price": "1674000", "acquired_on": "2022-02-01", "note": "主系",
    }),
    "ralph-data-centre.csv": ("ralph-data-centre", 2, {
        "id": "RLX101", "name": "sv-joho-1", "model": "Example R5", "site": "本庁舎", "room": "R01",
    }),
    "itop-servers.csv": ("itop", 2, {
        "id": "ITX001", "name": "Server1", "serial": "ITX001", "site": "本庁舎", "room": "R01", "maker": "Example",
        "model": "R5", "product": "windows-server-2019", "acquired_on": "2022-02-01",
        "end_of_maintenance_on": "2027-01-31",
    }),
    "cmdb.csv": ("cmdb", 2, {
        "id": "0a1b2c3d4e5f60718293a4b5c6d7e8f9", "name": "sv-001", "serial": "SNX001", "maker": "Example",
        "product": "windows-server-2022", "owner": "総務課", "acquired_on": "2023-04-01", "price": "1500000",
    }),
}  # fmt: skip


@pytest.fixture
def town(tmp_path):
    (tmp_path / "town" / "config").mkdir(parents=True)
    (tmp_path / "town" / "inventory").mkdir()
    (tmp_path / "town" / "config" / "ictlife.yaml").write_text("city: {id: default, name: 例示市}\n", "utf-8")
    return tmp_path / "town"


def test_every_sample_is_tested():
    assert set(EXPECTED) == {path.name for path in EXPORTS.glob("*.csv")}


@pytest.mark.parametrize("file", EXPECTED)
def test_an_export_is_known_by_its_headings_and_taken_over(town, tmp_path, file):
    program, count, first = EXPECTED[file]
    path = tmp_path / f"renamed-{file}"
    shutil.copy(EXPORTS / file, path)
    intake = look(town, [path], Wanted())
    (taken,) = intake.taken
    programs = {why.params.get("program") for each in taken.proposal.guesses for why in each.evidence}
    assert (taken.proposal.told_by, programs - {None}) == ("shipped", {program})
    assert (len(taken.sorted.accepted), len(taken.sorted.rejected)) == (count, 0)
    rows = next(each.rows for kind, each in taken.changes.values() if kind == "asset")
    assert {name: rows[0].get(name) for name in first} == first
    apply(intake)
    estate = load(town).estate
    assert len(estate.assets) == count
    assert {asset.group for asset in estate.assets.values()} == set(estate.groups)


@pytest.mark.parametrize("file", EXPECTED)
def test_an_export_that_comes_again_changes_nothing(town, tmp_path, file):
    shutil.copy(EXPORTS / file, tmp_path / file)
    apply(look(town, [tmp_path / file], Wanted()))
    assert apply(look(town, [tmp_path / file], Wanted())) == ()


def test_columns_of_a_towns_own_are_listed_beside_the_shipped_mapping(town, tmp_path):
    shutil.copy(EXPORTS / "snipe-it-list.csv", tmp_path / "a.csv")
    (taken,) = look(town, [tmp_path / "a.csv"], Wanted()).taken
    assert {"Operative system", "IMEI", "Fire zone (FZ)"} <= {each.heading for each in taken.proposal.unmapped}
