"""Workbooks as towns keep them, as real bytes: everything in them is taken over rightly, or said."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill
from xlsxwriter import Workbook

from ictlife.workspace.intake import Intake, Taken, Wanted
from ictlife.workspace.look import look
from ictlife.workspace.take_over import apply

HEAD = ["管理番号", "更新単位", "機器名"]


@pytest.fixture
def town(tmp_path):
    (tmp_path / "town" / "config").mkdir(parents=True)
    (tmp_path / "town" / "config" / "ictlife.yaml").write_text("city: {id: default, name: 例示市}\n", "utf-8")
    return tmp_path / "town"


class Sheet:
    """A workbook of one sheet in the making; `save` imports it."""

    def __init__(self, town: Path, rows: list[list[object]], title: str = "機器一覧") -> None:
        self.town = town
        self.book = openpyxl.Workbook()
        self.page = self.book.active
        self.page.title = title
        for row in rows:
            self.page.append(row)

    def save(self, **wanted: object) -> Intake:
        path = self.town.parent / "台帳.xlsx"
        self.book.save(path)
        return look(self.town, [path], Wanted(**wanted))


def one(intake: Intake) -> Taken:
    (taken,) = intake.taken
    return taken


def reasons(taken: Taken) -> dict[int, list[tuple[str, str | None]]]:
    """Row → code and cell of each reason."""
    return {
        each.line.number: [(why.code, why.spans[0].column) for why in each.reasons] for each in taken.sorted.rejected
    }


def texts(taken: Taken, name: str) -> list[str | None]:
    return [each.texts.get(name) for each in taken.sorted.accepted]


def said(intake: Intake, code: str) -> list[str]:
    return [str(each.spans[0]) for each in intake.findings if each.code == code]


def test_hidden_rows_columns_and_sheets_are_said_and_hidden_rows_are_read(town):
    sheet = Sheet(town, [[*HEAD, "備考"], *([f"A{n}", "G", "PC", "x"] for n in range(4))])
    sheet.page.row_dimensions[3].hidden = True
    sheet.page.column_dimensions["D"].hidden = True
    sheet.book.create_sheet("旧台帳").sheet_state = "hidden"
    sheet.book.create_sheet("もっと旧い").sheet_state = "veryHidden"
    intake = sheet.save()
    assert len(one(intake).sorted.accepted) == 4
    assert said(intake, "IMP007") == ["台帳.xlsx[機器一覧]:3"]
    assert [each.params["columns"] for each in intake.findings if each.code == "IMP008"] == [("D",)]
    assert set(said(intake, "INP020")) == {"台帳.xlsx[旧台帳]", "台帳.xlsx[もっと旧い]"}
    assert [(each.name, each.state) for each in intake.files[0].sheets] == [
        ("機器一覧", "table"), ("旧台帳", "hidden"), ("もっと旧い", "hidden"),
    ]  # fmt: skip


def test_a_filter_is_said_and_filtered_rows_are_read(town):
    sheet = Sheet(town, [HEAD, *([f"A{n}", "G", "PC"] for n in range(4))])
    sheet.page.auto_filter.ref = "A1:C5"
    sheet.page.auto_filter.add_filter_column(2, ["SV"])
    sheet.page.row_dimensions[2].hidden = True
    intake = sheet.save()
    assert len(one(intake).sorted.accepted) == 4
    assert said(intake, "IMP006") == ["台帳.xlsx[機器一覧]"]


def test_formulas_are_read_by_their_stored_values_and_are_said_where_there_is_none(town, tmp_path):
    path = tmp_path / "台帳.xlsx"
    with Workbook(str(path)) as book:
        page = book.add_worksheet("機器一覧")
        page.write_row(0, 0, [*HEAD, "取得価格"])
        for down in (1, 2, 3):
            page.write_row(down, 0, [f"A{down}", "G", "PC"])
        page.write_formula(1, 3, "=1000*2", None, 2000)
        page.write_number(2, 3, 500)
        page.write_formula(3, 3, "=D2", None, "")
    intake = look(town, [path], Wanted())
    assert texts(one(intake), "price") == ["2000", "500"]
    assert reasons(one(intake)) == {4: [("INP018", "D")]}


def test_an_error_value_is_said_at_its_cell(town, tmp_path):
    path = tmp_path / "台帳.xlsx"
    with Workbook(str(path)) as book:
        page = book.add_worksheet("機器一覧")
        page.write_row(0, 0, HEAD)
        page.write_row(1, 0, ["A1", "G", "PC"])
        page.write_row(2, 0, ["A2", "G"])
        page.write_formula(2, 2, "=VLOOKUP(1,A1:A2,9)", None, "#N/A")
    assert reasons(one(look(town, [path], Wanted()))) == {3: [("INP039", "C")]}


def test_what_only_colour_strikes_or_comments_say_is_reported_as_lost(town):
    sheet = Sheet(town, [HEAD, *([f"A{n}", "G", "PC"] for n in range(9))])
    sheet.page["A4"].fill = PatternFill("solid", fgColor="FFFF0000")
    sheet.page["C5"].font = Font(strike=True)
    sheet.page["C6"].comment = Comment("廃棄予定", "総務課")
    intake = sheet.save()
    found = {each.code: each.params for each in intake.findings}
    assert (found["IMP009"]["first"], found["IMP010"]["first"], found["IMP011"]["count"]) == ("A4", "C5", 1)


@pytest.mark.parametrize("banded", [True, False])
def test_colour_that_says_nothing_is_not_reported(town, banded):
    sheet = Sheet(town, [HEAD, *([f"A{n}", "G", "PC"] for n in range(8))])
    for row in range(2, 10, 2 if banded else 1):
        for cell in sheet.page[row]:
            cell.fill = PatternFill("solid", fgColor="FFDDEEFF")
    assert "IMP009" not in {each.code for each in sheet.save().findings}


def test_grouped_headings_over_two_rows_with_merged_cells(town):
    head = [["管理番号", "更新単位", "機器", None, "取得", None, "台数"], [None, None, "名称", "型番", "年月日", "価格（千円）", None]]
    sheet = Sheet(town, [["機器台帳"], *head, ["A1", "G", "PC", "X-1", "R4.9.1", "1,674", "3台"]])
    for area in ("A1:G1", "A2:A3", "B2:B3", "C2:D2", "E2:F2", "G2:G3"):
        sheet.page.merge_cells(area)
    taken = one(sheet.save())
    assert {each.heading: each.field for each in taken.proposal.guesses if each.is_taken} == {
        "管理番号": "id", "更新単位": "group", "機器名称": "name", "型番": "model", "取得年月日": "acquired_on",
        "取得価格（千円）": "price", "台数": "quantity",
    }  # fmt: skip
    (row,) = taken.sorted.accepted
    assert (row.texts["acquired_on"], row.texts["price"], row.texts["quantity"]) == ("2022-09-01", "1674000", "3")


def test_what_a_group_of_headings_says_in_brackets_holds_for_its_parts(town, tmp_path):
    head = [["契約番号", "契約名", "契約種別", "期間", None, "金額（千円・税抜）", None], [None, None, None, "開始", "月数", "月額", "総額"]]
    sheet = Sheet(town, [*head, ["K1", "PC", "リース", "R4.9.1", "60か月", "1,234", "74,040"], ["K2", "SV", "リース", "R4.9.1", "", "高い", "高い"]], "契約")
    for area in ("D1:E1", "F1:G1"):
        sheet.page.merge_cells(area)
    taken = one(sheet.save())
    (row,) = taken.sorted.accepted
    assert {name: row.texts[name] for name in ("amount", "per", "tax_basis")} == {
        "amount": "1234000", "per": "月", "tax_basis": "税抜",
    }  # fmt: skip
    apply(look(town, [town.parent / "台帳.xlsx"], Wanted()))
    (rejects,) = (town / "reports" / "import").glob("*.csv")
    back = tmp_path / rejects.name
    back.write_text(rejects.read_text("utf-8-sig").replace("高い", "2,000"), "utf-8-sig")
    (row,) = one(look(town, [back], Wanted())).sorted.accepted
    assert (row.texts["amount"], row.texts["tax_basis"]) == ("2000000", "税抜")


def test_a_heading_like_a_known_one_keeps_its_unit(town):
    rows = [["契約番号", "契約名", "契約種別", "開始", "月額リース料金（千円・税抜）"], *(["K1", "PC", "リース", "R4.9.1", "120"] for _ in "1")]
    (row,) = one(Sheet(town, rows, "契約").save()).sorted.accepted
    assert {name: row.texts[name] for name in ("amount", "per", "tax_basis")} == {
        "amount": "120000", "per": "月", "tax_basis": "税抜",
    }  # fmt: skip


def test_merged_cells_and_ditto_fill_only_where_it_is_declared(town):
    rows = [[*HEAD, "所管課", "取得日"], ["A1", "G", "SV", "情報課", "R4.9.1"], ["A2", "G", "SV", None, "〃"],
            ["A3", "G", "SV", None, "同上"], ["A4", "G", "SV", "総務課", "R5.4.1"]]  # fmt: skip
    sheet = Sheet(town, rows)
    sheet.page.merge_cells("D2:D4")
    taken = one(sheet.save())
    assert [each.row for each in taken.sorted.accepted] == [2, 5]
    assert reasons(taken) == {3: [("INP019", "D"), ("INP016", "E")], 4: [("INP019", "D"), ("INP016", "E")]}
    filled = one(sheet.save(fill_down=("所管課", "取得日")))
    assert texts(filled, "owner") == ["情報課", "情報課", "情報課", "総務課"]
    assert texts(filled, "acquired_on") == ["2022-09-01", "2022-09-01", "2022-09-01", "2023-04-01"]


def test_merged_cells_outside_the_records_do_no_harm(town):
    sheet = Sheet(town, [["機器台帳"], HEAD, ["A1", "G", "PC"], ["※ 備考欄"]])
    for area in ("A1:C1", "A4:C5", "A9:B12"):
        sheet.page.merge_cells(area)
    taken = one(sheet.save())
    assert ([each.row for each in taken.sorted.accepted], reasons(taken)) == ([3], {4: [("INP017", "A")]})


def test_dates_as_typed_serials_eras_and_several_in_a_cell(town):
    cells = [date(2022, 9, 1), 44805, "R4.9.1", "令和４年９月", "R2.4.1\nR5.4.1", "R2.4.1、R5.4.1", "2026/02/01 00:00:00"]
    sheet = Sheet(town, [[*HEAD, "取得日"], *([f"A{n}", "G", "PC", cell] for n, cell in enumerate(cells))])
    sheet.page["D2"].number_format = "[$-411]ggge年m月d日"
    taken = one(sheet.save())
    assert texts(taken, "acquired_on")[:4] == ["2022-09-01", "2022-09-01", "2022-09-01", "2022-09"]
    assert {row: why for row, why in reasons(taken).items() if row in (6, 7)} == {
        6: [("IMP016", "D")],
        7: [("IMP016", "D")],
    }
    assert len(taken.sorted.accepted) + len(taken.sorted.rejected) == len(cells)


def test_periods_in_one_cell(town):
    cells = ["R4.9.1～R9.8.31", "R4.9.1〜R9.8.31", "自 令和4年9月1日\n至 令和9年8月31日", "2022/9/1-2027/8/31", "R5.3.1–R10.2.29",
             date(2024, 4, 1)]  # fmt: skip
    head = ["契約番号", "件名", "契約種別", "契約期間"]
    taken = one(Sheet(town, [head, *([f"K{n}", "x", "リース", cell] for n, cell in enumerate(cells))], "契約").save())
    assert list(zip(texts(taken, "starts_on"), texts(taken, "ends_on"), strict=True)) == [
        *[("2022-09-01", "2027-08-31")] * 4,
        ("2023-03-01", "2028-02-29"),
    ]
    assert reasons(taken) == {7: [("IMP025", "D")]}


@pytest.mark.parametrize(
    ("heading", "cell", "expected"),
    [
        ("金額（千円）", 1674, {"amount": "1674000"}),
        ("金額（税抜・月額、千円）", "1,674", {"amount": "1674000", "per": "月", "tax_basis": "税抜"}),
        ("契約金額【総額】（税込）（百万円）", 2, {"amount": "2000000", "per": "総額", "tax_basis": "税込"}),
        ("年額", "120万円", {"amount": "1200000", "per": "年"}),
        ("月額賃借料（税別）", "￥12,000", {"amount": "12000", "per": "月", "tax_basis": "税抜"}),
    ],
)
def test_what_a_heading_says_of_its_amounts_is_taken_over(town, heading, cell, expected):
    head = ["契約番号", "件名", "契約種別", heading]
    intake = Sheet(town, [head, ["K1", "x", "リース", cell]], "契約").save()
    (row,) = one(intake).sorted.accepted
    assert {name: row.texts.get(name) for name in expected} == expected
    assert ("IMP026" in {each.code for each in intake.findings}) == ("per" not in expected)


def test_quantities_with_their_counters(town):
    cells = ["３台", "1式", "一式", "２本", "10", 5, "たくさん", 2.5]
    taken = one(Sheet(town, [[*HEAD, "数量"], *([f"A{n}", "G", "PC", cell] for n, cell in enumerate(cells))]).save())
    assert texts(taken, "quantity") == ["3", "1", "1", "2", "10", "5"]
    assert reasons(taken) == {8: [("INP033", "D")], 9: [("INP033", "D")]}


def test_headings_repeated_for_each_page_totals_and_the_end_mark_are_no_records(town):
    rows = [HEAD, ["A1", "G", "PC"], HEAD, ["A2", "G", "PC"], ["小計", None, "2台"], ["以下余白"]]
    taken = one(Sheet(town, rows).save())
    assert texts(taken, "id") == ["A1", "A2"]
    assert all(each.is_aside for each in taken.sorted.rejected)
    assert taken.sorted.rows == 5


def test_numbers_typed_as_numbers_keep_no_decimal_and_texts_keep_their_zeros(town):
    rows = [[*HEAD, "シリアル"], [11002.0, "G", "PC", "0012"], [11003.0, "G", "PC", 12.0]]
    taken = one(Sheet(town, rows).save())
    assert (texts(taken, "id"), texts(taken, "serial")) == (["11002", "11003"], ["0012", "12"])


def test_names_and_serials_are_never_folded_and_keys_match_by_their_variants(town):
    rows = [[*HEAD, "シリアル"], ["SV‐１", "G", "髙﨑①㈱〜－ＡＢ", "Ｓ１−２"], ["sv-1", "G", "高崎", "S"]]
    taken = one(Sheet(town, rows).save())
    assert reasons(taken) == {2: [("DAT003", "A")], 3: [("DAT003", "A")]}
    kept = one(Sheet(town, rows[:2]).save())
    assert (texts(kept, "name"), texts(kept, "serial"), texts(kept, "id")) == (["髙﨑①㈱〜－ＡＢ"], ["Ｓ１−２"], ["SV‐１"])
