"""Support dates from files: every product and release, dates as the source has them, nothing made up."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from ictlife.importing.catalogue import read_catalogue
from ictlife.importing.diff import difference
from ictlife.importing.matching import Catalogued
from ictlife.sources.record import Reading
from ictlife.workspace.known import known_of, release_ids
from tests.unit.importing.tables import WORDS

SUBSET = Path(__file__).parents[2] / "data" / "endoflife" / "products.json"
FULL = SUBSET.with_name("products_full_v1_shape.json.gz")


def compare(tree: dict) -> int:
    """Every release of `tree` against what was read of it; how many there are."""
    reading = Reading()
    found = read_catalogue(tree, "a.json", {}, reading)
    assert found is not None
    assert found.products == len(tree["result"]) == tree["total"]
    rows = {row["id"]: row for row in found.rows}
    releases = [(each["name"], release) for each in tree["result"] for release in each["releases"]]
    assert len(rows) == len(found.rows) == len(releases)
    for product, release in releases:
        row = rows[f"{product}-{release['name']}"]
        assert row["general_availability"] == release["releaseDate"]
        end = release["eolFrom"] or ("unknown" if release["isEol"] else "tba")
        assert row["end_of_life"] == row["end_of_security_support"] == end
        assert row.get("paid_extension_until") == release.get("eoesFrom")
        if release.get("discontinuedFrom"):
            assert row["end_of_sales"] == release["discontinuedFrom"]
        assert row["retrieved_on"] == "2026-08-22"
        assert row["source"].startswith("https://endoflife.date/")
    undated = [release for _, release in releases if release["isEol"] and not release["eolFrom"]]
    assert [each.code for each in reading.findings] == ["IMP014"] * len(undated)
    return len(releases)


def test_every_release_of_the_subset_is_read_with_its_dates():
    assert compare(json.loads(SUBSET.read_text("utf-8"))) > 50


def test_every_release_of_the_full_set_is_read_with_its_dates():
    tree = json.loads(gzip.decompress(FULL.read_bytes()))
    assert len(tree["result"]) == 87
    assert compare(tree) == 1903


def test_open_eox_statements():
    core = {"end_of_life": "2029-01-09T00:00:00Z", "end_of_security_support": "tba", "end_of_sales": "2024-03-31",
            "general_availability": "2018-11-13", "last_updated": "2026-08-22T00:00:00Z"}  # fmt: skip
    statement = {"core": core, "product_name": "Example Box", "product_version": "7.4", "supplier_name": "Example"}
    camel = {"core": core, "productName": "Example Box", "productVersion": "7.6", "supplierName": "Example"}
    found = read_catalogue({"statements": [statement, camel]}, "a.json", {}, Reading())
    assert [row["id"] for row in found.rows] == ["example-box-7.4", "example-box-7.6"]
    assert found.rows[0] == {
        "id": "example-box-7.4", "name": "Example Box 7.4", "vendor": "Example", "source": "a.json",
        "general_availability": "2018-11-13", "end_of_sales": "2024-03-31", "end_of_security_support": "tba",
        "end_of_life": "2029-01-09", "retrieved_on": "2026-08-22",
    }  # fmt: skip


CORE = "https://docs.oasis-open.org/openeox/eox-core/v1.0/schema/core.json"


def test_open_eox_names_its_product_under_product():
    """Core schema 1.0 (OASIS, CSD01 of 2026-07-13) in a statement of the shell, as carabiner-dev/openeox writes it."""
    core = {
        "$schema": CORE, "end_of_life": "2027-12-31T23:59:59Z", "end_of_security_support": "2027-06-30T23:59:59Z",
        "end_of_sales": "2026-12-31T23:59:59Z", "general_availability": "tba", "last_updated": "2025-04-30T10:00:00Z",
    }  # fmt: skip
    software = {"product_name": "Example Server", "product_version": "5.2", "vendor_name": "Example"}
    box = {"hardware": {"product_name": "Example Box", "vendor_name": "Example"}, "software": software}
    shell = {"statements": [{"core": core, "product": software}, {"core": core, "product": box}]}
    found = read_catalogue(shell, "a.json", {}, Reading())
    assert [(row["id"], row["name"], row["vendor"]) for row in found.rows] == [
        ("example-server-5.2", "Example Server 5.2", "Example"),
        ("example-box", "Example Box", "Example"),
    ]
    assert {name: found.rows[0][name] for name in core if name in found.rows[0]} == {
        "end_of_life": "2027-12-31", "end_of_security_support": "2027-06-30", "end_of_sales": "2026-12-31",
        "general_availability": "tba",
    }  # fmt: skip
    assert found.rows[0]["retrieved_on"] == "2025-04-30"


def test_a_core_document_by_itself_is_one_product_named_after_its_file():
    core = {"$schema": CORE, "end_of_life": "tba", "end_of_security_support": "tba", "last_updated": "2025-02-01T12:00:00Z"}
    (row,) = read_catalogue(core, "box.json", {}, Reading()).rows
    assert (row["name"], row["end_of_life"], row["end_of_security_support"]) == ("box.json #1", "tba", "tba")


DRAFT = {"statements": [{"core": {"status": [{"category": "EndOfLife", "timestamp": "tba"}]}, "productName": "x"}]}


@pytest.mark.parametrize("tree", [None, [], DRAFT, {}, {"result": [{"name": "x"}]}, {"statements": "x"}, 7, {"result": []}])
def test_json_of_no_known_form_is_said(tree):
    reading = Reading()
    assert read_catalogue(tree, "a.json", {}, reading) is None
    assert [each.code for each in reading.findings] == ["IMP017"]


def test_a_date_that_is_none_is_said_and_stays_unknown():
    tree = {"result": [{"name": "x", "releases": [{"name": "1", "eolFrom": "soon", "isEol": False}]}]}
    reading = Reading()
    found = read_catalogue(tree, "a.json", {}, reading)
    assert "end_of_life" not in found.rows[0]
    assert {each.code for each in reading.findings} == {"IMP018"}


def test_a_newer_file_shows_what_moved():
    tree = json.loads(SUBSET.read_text("utf-8"))
    before = read_catalogue(tree, "a.json", {}, Reading()).rows
    server = next(each for each in tree["result"] if each["name"] == "windows-server")
    release = next(each for each in server["releases"] if each["name"] == "2019")
    release["eolFrom"] = "2029-02-09"
    after = read_catalogue(tree, "a.json", {}, Reading()).rows
    moved = difference(before, after, frozenset(name for row in after for name in row), frozenset(), ())
    assert [(each.id, each.field, each.before, each.after) for each in moved.changed] == [
        ("windows-server-2019", "end_of_security_support", "2029-01-09", "2029-02-09"),
        ("windows-server-2019", "end_of_life", "2029-01-09", "2029-02-09"),
    ]


def test_releases_of_the_shipped_catalogue_keep_their_ids():
    shipped = known_of(Path("/nowhere"), WORDS).products
    assert set(release_ids().values()) <= set(shipped)


KNOWN = known_of(Path("/nowhere"), WORDS).catalogue


@pytest.mark.parametrize(
    ("text", "id"),
    [
        ("Windows Server 2019 Standard", "windows-server-2019"),
        ("Red Hat Enterprise Linux 8.6", "rhel-8"),
        ("ＦｏｒｔｉＯＳ 7.4", "fortios-7.4"),
        ("Windows Server 2012 R2", "windows-server-2012-r2"),
        ("WS2019", "windows-server-2019"),
        ("RHEL8", "rhel-8"),
        ("Windows 11 Pro 24H2", "windows-11-24h2-w"),
        ("SQL Server 2019 STD", "sqlserver-2019"),
        ("PostgreSQL 14.5", "postgresql-14"),
        ("Oracle Database 19c", "oracle-19c"),
        ("windows-server-2022", "windows-server-2022"),
    ],
)
def test_a_ledgers_words_lead_to_the_release(text, id):
    found = KNOWN.match(text)
    assert found is not None
    assert (found.id, found.is_sure) == (id, True)


@pytest.mark.parametrize("text", ["Windows 11", "Windows Server", "なぞのソフト", "RHEL 85", "Windows 10 Enterprise LTSC"])
def test_what_fits_several_releases_or_none_is_left_to_a_person(text):
    found = KNOWN.match(text)
    assert found is None or not found.is_sure


def test_releases_that_match_equally_are_both_named():
    found = Catalogued({"a": "Foo 1 64bit", "b": "Foo 1 32bit"}, {}, ()).match("Foo 1")
    assert (found.id, found.others, found.is_sure) == ("a", ("b",), False)


def test_releases_that_come_near_equally_are_both_named():
    found = Catalogued({"a": "Foo 1 Pro", "b": "Foo 1 Go"}, {}, ()).match("Foo 1")
    assert (found.id, found.others, found.is_sure) == ("", ("a", "b"), False)
