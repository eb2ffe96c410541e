"""An edited workbook gives exactly the edits."""

from __future__ import annotations

import io
from datetime import date

import openpyxl
import pytest

from ictlife.prepare import prepare
from ictlife.reports.tables.money import money_sheets
from ictlife.reports.workbooks.budget_papers import render_money_excel
from ictlife.reports.workbooks.renewal_plan import render_excel
from ictlife.workspace.back import is_returned, read_workbook_back
from ictlife.workspace.load import load
from ictlife.workspace.overlay_file import render_overlay

AS_OF = date(2026, 10, 1)
GROUPS = """
groups:
  SV-1: {name: 情報系サーバ, category: server, in_service_on: 2022-02, renewal_cost: 12000000}
  SV-2: {name: "=1+1", category: server, in_service_on: 2023-02, pin_month: 2028-05, build_cost: 5500000}
caps:
  R9: {fiscal_year: 令和9年度, amount: 90000000}
"""


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "ictlife.yaml").write_text("city: {name: 見本市}\n" + GROUPS, encoding="utf-8")
    return tmp_path


def returned(folder, edits=(), lang="ja"):
    """What is read from the workbook after `edits`: (sheet, Ref, heading, value)."""
    loaded = load(folder)
    paper = prepare(loaded, AS_OF)
    book = openpyxl.load_workbook(io.BytesIO(render_excel(paper, lang)))
    for sheet, ref, heading, value in edits:
        heads = [cell.value for cell in book[sheet][4]]
        row = next(row for row in book[sheet].iter_rows(min_row=5) if row[0].value == ref)
        row[heads.index(heading)].value = value
    path = folder / "更新計画.xlsx"
    book.save(path)
    back = read_workbook_back(loaded, paper, path)
    return {str(each.ref): (each.was, each.to) for each in back.changes}, [each.code for each in back.findings], back


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_an_unedited_workbook_gives_nothing(folder, lang):
    assert returned(folder, lang=lang)[:2] == ({}, [])


def test_dates_amounts_and_pins_come_back_and_nothing_else(folder):
    changes, findings, _ = returned(
        folder,
        [
            ("見直し（更新）", "group:SV-1", "更新見込額（円）", 13_000_000),
            ("見直し（更新）", "group:SV-1", "次回更新予定", "令和9年3月"),
            ("見直し（更新）", "group:SV-2", "更新月の指定", None),
            ("見直し（上限）", "cap:R9", "上限額（円）", 80_000_000),
            ("更新一覧", "renewal:SV-1#1", "稼働開始", date(2027, 5, 1)),
        ],
    )
    assert findings == []
    assert changes == {
        "group:SV-1.renewal_cost": ("12000000", "13000000"),
        "group:SV-1.planned_renewal_on": (None, "令和9年3月"),
        "group:SV-2.pin_month": ("2028-05", None),
        "cap:R9.amount": ("90000000", "80000000"),
        "group:SV-1.pin_month": (None, "2027-05"),
    }


def test_the_overlay_says_it_and_reading_it_makes_the_edits(folder):
    _, _, back = returned(folder, [("見直し（更新）", "group:SV-1", "更新月の指定", date(2027, 5, 1))])
    (folder / "config" / "scenarios").mkdir()
    overlay = render_overlay("back", {"ja": "x", "en": "x"}, back.changes, "why")
    (folder / "config" / "scenarios" / "back.yaml").write_bytes(overlay)
    loaded = load(folder, "back")
    assert str(loaded.estate.groups["SV-1"].pin_month) == "2027-05"
    assert [each for each in loaded.findings if each.code.startswith("OVL")] == []


@pytest.mark.parametrize(
    ("edit", "code"),
    [
        (("更新一覧", "renewal:SV-1#1", "更新単位", "別の名前"), "BCK002"),
        (("見直し（更新）", "group:SV-1", "更新単位", "別の名前"), "BCK002"),
        (("見直し（更新）", "group:SV-1", "更新月の指定", "いつか"), "BCK003"),
        (("見直し（更新）", "group:SV-1", "更新見込額（円）", "たくさん"), "BCK003"),
    ],
)
def test_what_cannot_be_taken_over_is_found_at_its_cell(folder, edit, code):
    changes, codes, back = returned(folder, [edit])
    assert (changes, codes) == ({}, [code])
    assert back.findings[0].spans[0].sheet == edit[0]


def test_edits_that_clash_are_found(folder):
    edits = [
        ("更新一覧", "renewal:SV-1#1", "稼働開始", date(2027, 5, 1)),
        ("見直し（更新）", "group:SV-1", "更新月の指定", date(2027, 6, 1)),
    ]
    assert returned(folder, edits)[1] == ["BCK005"]


def test_a_workbook_of_other_inputs_is_told_apart(folder):
    loaded = load(folder)
    path = folder / "old.xlsx"
    path.write_bytes(render_excel(prepare(loaded, AS_OF), "ja"))
    text = (folder / "config" / "ictlife.yaml").read_text(encoding="utf-8")
    (folder / "config" / "ictlife.yaml").write_text(text.replace("12000000", "12500000"), encoding="utf-8")
    now = load(folder)
    back = read_workbook_back(now, prepare(now, AS_OF), path)
    assert "BCK004" in [each.code for each in back.findings]


def test_a_file_that_is_no_workbook_is_found(folder):
    loaded = load(folder)
    path = folder / "x.xlsx"
    path.write_bytes(b"PK no")
    assert [each.code for each in read_workbook_back(loaded, prepare(loaded, AS_OF), path).findings] == ["INP007"]


def budget_book(folder, edit=None):
    """The budget papers after an edit: (sheet, row, column, value)."""
    paper = prepare(load(folder), AS_OF)
    book = openpyxl.load_workbook(io.BytesIO(render_money_excel(paper, money_sheets(paper), "ja")), data_only=True)
    if edit:
        sheet, row, column, value = edit
        book[sheet].cell(row, column).value = value
    path = folder / "予算書.xlsx"
    book.save(path)
    return path


def test_the_budget_papers_come_back_without_edits(folder):
    path = budget_book(folder)
    assert is_returned(path)
    loaded = load(folder)
    back = read_workbook_back(loaded, prepare(loaded, AS_OF), path)
    assert (back.changes, back.findings) == ((), ())


def test_an_edit_of_the_budget_papers_is_of_a_computed_figure_and_said_at_its_cell(folder):
    path = budget_book(folder)
    book = openpyxl.load_workbook(path)
    sheet, row = next(
        (page.title, row[0].row)
        for page in book.worksheets
        for row in page.iter_rows(min_row=5)
        if str(row[0].value or "").startswith("renewal:")
    )
    budget_book(folder, (sheet, row, 3, "別の名前"))
    loaded = load(folder)
    back = read_workbook_back(loaded, prepare(loaded, AS_OF), path)
    assert (back.changes, [each.code for each in back.findings]) == ((), ["BCK002"])
    assert (back.findings[0].spans[0].sheet, back.findings[0].spans[0].row) == (sheet, row)


def test_only_our_workbooks_are_known(folder, tmp_path):
    book = openpyxl.Workbook()
    book.active.title = "実施計画"
    book.save(tmp_path / "a.xlsx")
    (tmp_path / "b.xlsx").write_bytes(b"PK no workbook")
    assert not is_returned(tmp_path / "a.xlsx")
    assert not is_returned(tmp_path / "b.xlsx")
