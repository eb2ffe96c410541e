"""Columns are mapped on evidence, and left alone without."""

from __future__ import annotations

from ictlife.sources.columns import Source
from tests.unit.importing.tables import mapping, proposed, sorted_rows

HEAD = ["管理番号", "更新単位", "機器名", "取得日", "取得価格（千円）"]


def test_a_known_heading_with_fitting_cells_is_surer_than_the_heading_alone():
    made = proposed([HEAD, ["A1", "G1", "PC", "R4.9.1", "120"], ["A2", "G1", "PC", "", "120"]])
    sure = {each.field: each.confidence for each in made.guesses}
    assert made.kind == "asset"
    assert sure["acquired_on"] > sure["name"] == 0.9
    assert sure["price"] > 0.9


def test_cells_that_contradict_the_heading_leave_the_column_unmapped():
    rows = [HEAD, *([f"A{n}", "G1", "PC", "総務課", "120"] for n in range(5))]
    made = proposed(rows)
    assert "取得日" not in mapping(made)
    assert [each.heading for each in made.unmapped] == ["取得日"]


def test_a_column_without_a_known_heading_is_listed_with_what_it_looks_like():
    rows = [[*HEAD, "なぞ"], *([f"A{n}", "G1", "PC", "R4.9.1", "120", f"R5.{n + 1}.1"] for n in range(5))]
    made = proposed(rows)
    assert [(each.heading, each.evidence[0].params["looks"]) for each in made.unmapped] == [("なぞ", "date")]


def test_a_column_of_periods_becomes_start_and_end():
    head = ["契約番号", "契約名", "契約種別", "契約期間", "更新単位"]
    rows = [head, ["K1", "賃貸借", "リース", "R4.9.1～R9.8.31", "G1"], ["K2", "保守", "保守", "R5.3.1–R10.2.29", "G1"]]
    made = proposed(rows)
    assert mapping(made)["契約期間"] == "starts_on/ends_on"
    accepted = sorted_rows(rows).accepted
    assert [(each.texts["starts_on"], each.texts["ends_on"]) for each in accepted] == [
        ("2022-09-01", "2027-08-31"),
        ("2023-03-01", "2028-02-29"),
    ]


def test_the_stated_confidence_decides():
    rows = [HEAD, ["A1", "G1", "PC", "R4.9.1", "120"]]
    assert mapping(proposed(rows, confident=0.99)) == {}


def test_a_saved_mapping_is_taken_as_it_is():
    source = Source(kind="asset", columns={"ばんごう": "id", "まとめ": "group", "なまえ": "name", "ほか": "-"})
    made = proposed([["ばんごう", "まとめ", "なまえ", "ほか"], ["1", "G1", "PC", "x"]], source)
    assert made.is_saved
    assert mapping(made) == {"ばんごう": "id", "まとめ": "group", "なまえ": "name"}
    assert {each.confidence for each in made.guesses} == {1.0}


def test_accepted_and_rejected_are_all_rows():
    rows = [HEAD, ["A1", "G1", "PC", "R4.9.1", "120"], ["A2", "G1", "PC", "R4.13.1", "1"], ["合計", "", "", "", "121"]]
    found = sorted_rows(rows)
    assert (found.rows, len(found.accepted), len(found.rejected)) == (3, 1, 2)
    assert [each.reasons[0].code for each in found.rejected] == ["INP022", "INP017"]
    assert found.rejected[0].reasons[0].spans[0].column == "取得日"
    assert found.accepted[0].texts["price"] == "120000"
