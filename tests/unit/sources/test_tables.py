"""Headings, units, marks and asides of ledgers."""

from datetime import date, datetime, timedelta

import pytest

from ictlife.sources.columns import Source
from ictlife.sources.grid import Area
from ictlife.sources.header import find_header
from tests.unit.sources.tabled import WORDS, table

HEAD = ["管理番号", "名称", "機器区分"]
ROW = ["SV-01", "情報系サーバ", "server"]


def values(rows, **more):
    reading, said = table(rows, **more)
    assert said == []
    return [dict(record.values) for record in reading.records]


def test_headings_match_whatever_their_width_spaces_and_brackets():
    head = ["※管理 番号", "名 称(必須)", "機器\n区分", "更新見込額（千円・税込）", "Renewal_Cost"]
    assert values([head[:3], ROW]) == [{"id": "SV-01", "name": "情報系サーバ", "category": "server"}]


def test_english_headings_are_the_names_of_fields():
    assert values([["ID", "Name", "Category", "In service on"], [*ROW, "R3.2"]])[0]["in_service_on"] == "R3.2"


@pytest.mark.parametrize(
    ("heading", "cell", "amount"),
    [
        ("更新見込額（千円）", "1,674", 1674000),
        ("更新見込額(百万円)", "1.5", 1500000),
        ("更新見込額［千円］", "△1,395", -1395000),
        ("更新見込額（千円）", "2億3,000万円", 230000000),
        ("更新見込額", "1,674", "1,674"),
        ("更新見込額（税込）", "1674", "1674"),
    ],
)
def test_unit_of_the_heading_counts_for_bare_amounts(heading, cell, amount):
    assert values([[*HEAD, heading], [*ROW, cell]])[0]["renewal_cost"] == amount


def test_unit_stated_above_the_table_counts_for_amounts_without_their_own():
    rows = [["更新計画", "（単位：千円）"], [*HEAD, "更新見込額", "構築費（円）"], [*ROW, "1,674", "500"]]
    reading, _ = table(rows, sheet="更新単位")
    assert reading.records[0].values["renewal_cost"] == 1674000
    assert reading.records[0].values["build_cost"] == 500


def test_unit_of_a_term_is_written_out():
    assert values([[*HEAD, "更新周期（年）"], [*ROW, "5"]])[0]["cycle_months"] == "5年"
    assert values([[*HEAD, "更新周期（年）"], [*ROW, "60か月"]])[0]["cycle_months"] == "60か月"


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (46054.0, "2026-02-01"),
        (datetime(2026, 2, 1), "2026-02-01"),  # noqa: DTZ001 - as calamine gives it
        (date(2026, 2, 1), "2026-02-01"),
        (20260201.0, "2026-02-01"),
        (2026.0, "2026"),
        ("令和8年2月", "令和8年2月"),
    ],
)
def test_typed_cells_under_a_date_become_its_text(cell, text):
    assert values([[*HEAD, "稼働開始"], [*ROW, cell]], sheet="更新単位")[0]["in_service_on"] == text


@pytest.mark.parametrize(
    ("cell", "text"), [(11002.0, "11002"), (0.1 + 0.2, "0.3"), (True, "true"), ("011002", "011002")]
)
def test_typed_cells_elsewhere_become_what_a_person_would_type(cell, text):
    assert values([HEAD, ["SV-01", cell, "server"]], sheet="更新単位")[0]["name"] == text


def test_duration_becomes_hours():
    rows = [["拠点番号", "名称", "非常用発電の時間"], ["S-1", "本庁舎", timedelta(hours=72)]]
    assert values(rows, sheet="拠点")[0]["generator_hours"] == "72h"


def test_two_row_header_joins_group_headings_with_their_parts():
    rows = [["", "資産番号", "機器名", "取得", "", "更新単位"], ["", "", "", "年月日", "価格（千円）", ""]]
    reading, said = table([["台帳"], [], *rows, ["", "A-1", "サーバ", "R3.2.1", "100", "SV-01"]], sheet="機器")
    assert said == []
    assert dict(reading.records[0].values) == {
        "id": "A-1", "name": "サーバ", "acquired_on": "R3.2.1", "price": 100000, "group": "SV-01",
    }  # fmt: skip
    assert str(reading.records[0].span(("price",))) == "inventory/更新単位.csv[機器]:5:E"


def test_row_of_data_is_no_second_row_of_headings():
    reading, _ = table([HEAD, ["名称", "名称", "区分"], ROW])
    assert [record.id for record in reading.records] == ["名称", "SV-01"]
    header = find_header_of([HEAD, ROW])
    assert (header.first, header.last) == (1, 1)


def find_header_of(rows):
    from ictlife.sources.grid import Grid, Line

    grid = Grid("a.csv", None, [Line(n, row) for n, row in enumerate(rows, start=1)])
    return find_header(grid, "group", WORDS, Source())


def test_kind_is_told_by_the_headings_where_no_name_tells():
    rows = [["資産番号", "更新単位", "機器名", "製造番号", "型番"], ["A-1", "SV-01", "サーバ", "1", "2"]]
    reading, said = table(rows, file="inventory/2026.csv")
    assert said == []
    assert reading.records[0].kind == "asset"


def test_workspace_says_what_a_file_is():
    source = Source(kind="group", header_row=2, columns={"なまえ": "name", "種": "category", "名称": "-"})
    rows = [HEAD, ["管理番号", "なまえ", "種", "名称"], ["SV-01", "あ", "server", "い"]]
    reading, said = table(rows, file="inventory/x.csv", source=source)
    assert dict(reading.records[0].values) == {"id": "SV-01", "name": "あ", "category": "server"}
    assert said == ["INP013 inventory/x.csv:2:名称"]


def test_rows_without_ids_are_numbered_within_what_they_belong_to():
    rows = [["契約番号", "経費区分", "金額"], ["C-1", "機器", "1"], ["C-2", "保守", "2"], ["C-1", "保守", "3"]]
    reading, said = table(rows, file="inventory/契約内訳.csv")
    assert said == []
    assert [record.id for record in reading.records] == ["C-1#1", "C-2#1", "C-1#2"]


def test_dash_is_no_value_except_in_a_text():
    rows = [[*HEAD, "更新見込額", "備考"], [*ROW, "－", "－"]]
    assert values(rows)[0] == {"id": "SV-01", "name": "情報系サーバ", "category": "server", "note": "－"}


@pytest.mark.parametrize("mark", ["〃", "同上", "同 上", "″", "仝"])
def test_ditto_marks_are_refused_unless_filled_down(mark):
    rows = [HEAD, ROW, ["SV-02", "メール", mark]]
    assert table(rows)[1] == ["INP016 inventory/更新単位.csv:3:機器区分"]
    filled = values(rows, source=Source(fill_down=frozenset({"category"})))
    assert filled[1]["category"] == "server"


def test_fill_down_reaches_merged_cells():
    rows = [HEAD, ROW, ["SV-02", "メール", ""]]
    merged = [Area(2, 2, 3, 2)]
    assert table(rows, sheet="更新単位", merged=merged)[1] == ["INP019 inventory/更新単位.csv[更新単位]:2:C"]
    fill = Source(fill_down=frozenset({"category"}))
    reading, said = table(rows, sheet="更新単位", merged=merged, source=fill)
    assert said == []
    assert reading.records[1].values["category"] == "server"


def test_record_under_a_merged_cell_is_lost_and_remembered():
    reading, _ = table([HEAD, ROW, ["SV-02", "メール", ""]], sheet="更新単位", merged=[Area(2, 2, 3, 2)])
    assert [record.id for record in reading.records] == ["SV-01"]
    assert {str(ref) for ref in reading.dropped} == {"group:SV-02"}


def test_records_named_like_totals_but_with_ids_are_records():
    assert values([HEAD, ["SV-01", "合計", "server"], ["合計1", "あ", "server"]])[0]["name"] == "合計"


def test_missing_column_is_said_once_for_the_table():
    assert table([["管理番号", "名称"], *([f"SV-{n}", "あ"] for n in range(5))])[1] == [
        "INP040 inventory/更新単位.csv:1"
    ]
