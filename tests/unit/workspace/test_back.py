"""An edited workbook gives exactly the edits."""

from __future__ import annotations

import io
from datetime import date

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ictlife.base.text import LANGS
from ictlife.prepare import prepare
from ictlife.reports.tables.money import money_sheets
from ictlife.reports.words import Words
from ictlife.reports.workbooks.budget_papers import render_money_excel
from ictlife.reports.workbooks.renewal_plan import render_excel
from ictlife.workspace.back import is_returned, read_workbooks_back
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


def read(loaded, *paths, day=AS_OF):
    return read_workbooks_back(loaded, lambda made_on, _: prepare(loaded, made_on or day), paths)


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
    back = read(loaded, path)
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


def made(folder, change=None, name="a.xlsx", lang="ja"):
    """A workbook of the folder as a person sends it back."""
    book = openpyxl.load_workbook(io.BytesIO(render_excel(prepare(load(folder), AS_OF), lang)))
    if change:
        change(book)
    book.save(folder / name)
    return folder / name


def cell_of(book, sheet, ref, heading):
    heads = [cell.value for cell in book[sheet][4]]
    row = next(row for row in book[sheet].iter_rows(min_row=5) if row[0].value == ref)
    return row[heads.index(heading)]


def set_to(sheet, ref, heading, value):
    def change(book):
        cell_of(book, sheet, ref, heading).value = value

    return change


def codes(back):
    return [each.code for each in back.findings]


def test_a_workbook_read_on_another_day_still_gives_exactly_the_edits(folder):
    path = made(folder, set_to("見直し（更新）", "group:SV-1", "構築費（円）", 5))
    back = read(load(folder), path, day=date(2028, 2, 1))
    assert ([str(each.ref) for each in back.changes], codes(back)) == (["group:SV-1.build_cost"], [])


def rewrite(folder, old, new):
    text = (folder / "config" / "ictlife.yaml").read_text(encoding="utf-8")
    (folder / "config" / "ictlife.yaml").write_text(text.replace(old, new), encoding="utf-8")


def test_a_workbook_of_other_inputs_is_told_and_takes_nothing_back_that_changed_since(folder):
    path = made(folder, set_to("見直し（更新）", "group:SV-2", "構築費（円）", 6_000_000))
    rewrite(folder, "12000000", "12500000")
    back = read(load(folder), path)
    assert codes(back) == ["BCK004"]
    assert [(str(each.ref), each.was, each.to) for each in back.changes] == [
        ("group:SV-2.build_cost", "5500000", "6000000")
    ]


def test_what_changed_in_the_inputs_and_in_the_workbook_is_told(folder):
    path = made(folder, set_to("見直し（更新）", "group:SV-1", "更新見込額（円）", 13_000_000))
    rewrite(folder, "12000000", "12500000")
    back = read(load(folder), path)
    assert codes(back) == ["BCK004", "BCK009"]
    assert [each.to for each in back.changes] == ["13000000"]


def test_two_edited_copies_become_one_and_what_clashes_is_told(folder):
    one = made(folder, set_to("見直し（更新）", "group:SV-1", "更新見込額（円）", 13_000_000), "one.xlsx")
    two = made(folder, set_to("見直し（更新）", "group:SV-1", "更新見込額（円）", 14_000_000), "two.xlsx")
    three = made(folder, set_to("見直し（更新）", "group:SV-2", "更新見込額（円）", 15_000_000), "three.xlsx")
    back = read(load(folder), one, two, three)
    assert codes(back) == ["BCK005"]
    assert back.findings[0].spans[0].file == "two.xlsx"
    assert {str(each.ref): each.to for each in back.changes} == {
        "group:SV-1.renewal_cost": "13000000",
        "group:SV-2.renewal_cost": "15000000",
    }


def test_a_row_that_is_gone_a_new_row_and_a_sheet_that_is_gone_are_told(folder):
    def change(book):
        sheet = book["見直し（更新）"]
        sheet.delete_rows(cell_of(book, sheet.title, "group:SV-1", "更新単位").row)
        sheet.append(["", "追加の機器", "", "", 500])
        book["見直し（上限）"].append(["cap:R10", "令和10年度", "", 7])
        del book["工程"]

    back = read(load(folder), made(folder, change))
    assert back.changes == ()
    assert sorted((each.code, each.spans[0].sheet) for each in back.findings) == [
        ("BCK006", "見直し（更新）"), ("BCK007", "見直し（上限）"), ("BCK007", "見直し（更新）"), ("BCK008", "工程")
    ]  # fmt: skip


def test_a_row_moved_by_sorting_is_no_edit(folder):
    def swap(book):
        sheet = book["見直し（更新）"]
        for one, other in zip(sheet[5], sheet[6], strict=True):
            (one.value, one.data_type), (other.value, other.data_type) = (
                (other.value, other.data_type),
                (one.value, one.data_type),
            )

    back = read(load(folder), made(folder, swap))
    assert (back.changes, codes(back)) == ((), [])


SORTED = "予算明細"


def sort_rows(sheet, by, columns):
    """What Excel's sort does: whole rows of the columns below the filter, by a column."""
    last = next((row[0].row for row in sheet.iter_rows(min_row=5) if row[1].value == "合計"), sheet.max_row + 1) - 1
    rows = [
        [(cell.value, cell.data_type) for cell in row[:columns]] for row in sheet.iter_rows(min_row=5, max_row=last)
    ]
    rows.sort(key=lambda row: row[by][0] or 0, reverse=True)
    for down, row in enumerate(rows, 5):
        for across, cell in enumerate(row, 1):
            sheet.cell(down, across).value, sheet.cell(down, across).data_type = cell


def test_sorting_the_lines_of_the_budget_is_no_edit_and_an_edit_among_them_is_told_once(folder):
    def change(book, is_edited=False):
        sheet = book[SORTED]
        sort_rows(sheet, 9, sheet.max_column)
        if is_edited:
            next(
                cell for row in sheet.iter_rows(min_row=5, min_col=7) for cell in row if isinstance(cell.value, int)
            ).value = 7

    assert codes(read(load(folder), made(folder, change))) == []
    assert codes(read(load(folder), made(folder, lambda book: change(book, True)))) == ["BCK002"]


@pytest.mark.parametrize("title", ["更新一覧", "見直し（更新）", "見直し（上限）"])
def test_what_a_sort_moves_includes_what_the_cells_to_edit_were(folder, title):
    """Excel sorts the range of the filter, so hidden columns outside it would stay behind."""
    sheet = openpyxl.load_workbook(made(folder))[title]
    heads = [cell.value for cell in sheet[4] if cell.value]
    _, _, last, _ = openpyxl.utils.range_boundaries(sheet.auto_filter.ref)
    assert last == len(heads)


def insert_column_at_the_left(book):
    for title in ("更新一覧", "見直し（更新）", "見直し（上限）", SORTED):
        sheet = book[title]
        for area in list(sheet.merged_cells.ranges):
            sheet.unmerge_cells(str(area))
        cells = [[(cell.value, cell.data_type, cell.number_format) for cell in row] for row in sheet.iter_rows()]
        for down, row in enumerate(cells, 1):
            for across, (value, kind, shown_as) in enumerate(row, 2):
                cell = sheet.cell(down, across)
                cell.value, cell.data_type, cell.number_format = value, kind, shown_as
            sheet.cell(down, 1).value = "" if down < 5 else f"確認 {down}"


def insert_rows_on_top(book):
    for title in ("見直し（更新）", "見直し（上限）", "概要"):
        book[title].insert_rows(1, amount=2)
        book[title].cell(1, 1).value = "財政課で確認"


def hide_and_colour(book):
    sheet = book["見直し（更新）"]
    sheet.row_dimensions[5].hidden = True
    sheet.column_dimensions["D"].hidden = True
    sheet["C6"].fill = openpyxl.styles.PatternFill("solid", fgColor="FF0000")
    sheet.auto_filter.add_filter_column(1, ["情報系サーバ"])


@pytest.mark.parametrize("change", [insert_column_at_the_left, insert_rows_on_top, hide_and_colour])
def test_what_a_clerk_does_to_the_sheet_itself_is_no_edit_and_hides_none(folder, change):
    def with_edit(book):
        cell_of(book, "見直し（更新）", "group:SV-2", "更新見込額（円）").value = 15_000_000
        change(book)

    back = read(load(folder), made(folder, change))
    assert (back.changes, codes(back)) == ((), [])
    back = read(load(folder), made(folder, with_edit))
    assert [(str(each.ref), each.to) for each in back.changes] == [("group:SV-2.renewal_cost", "15000000")]


def test_a_sheet_without_its_refs_is_told_once_and_not_row_by_row(folder):
    def change(book):
        cell_of(book, "見直し（更新）", "group:SV-2", "更新見込額（円）").value = 15_000_000
        book["見直し（更新）"].delete_cols(1)

    back = read(load(folder), made(folder, change))
    assert (back.changes, [(each.code, each.spans[0].sheet) for each in back.findings]) == (
        (),
        [("BCK010", "見直し（更新）")],
    )


def test_a_workbook_whose_properties_another_program_lost_is_still_known(folder):
    def change(book):
        for name in list(book.custom_doc_props.names):
            del book.custom_doc_props[name]
        cell_of(book, "見直し（更新）", "group:SV-2", "更新見込額（円）").value = 15_000_000

    back = read(load(folder), made(folder, change), day=date(2028, 2, 1))
    assert (len(back.changes), codes(back)) == (1, [])


@pytest.mark.parametrize(
    ("sheet", "label", "place"),
    [
        ("年度別予算", "合計", 3),
        ("年度別予算", "予算上限", 5),
        ("年度別予算", "機器", 4),
        ("予算明細", "合計", 7),
        ("概要", "更新件数", 1),
    ],
)
def test_a_total_or_a_cell_without_ref_typed_over_is_told_at_its_cell(folder, sheet, label, place):
    cells = []

    def change(book):
        row = next(row for row in book[sheet].iter_rows(min_row=5) if label in [cell.value for cell in row[:2]])
        row[place].value = 123
        cells.append(row[place])

    back = read(load(folder), made(folder, change))
    assert (back.changes, codes(back)) == ((), ["BCK002"])
    assert (back.findings[0].spans[0].sheet, back.findings[0].spans[0].row) == (sheet, cells[0].row)


def test_a_formula_without_a_value_is_no_edit_to_nothing(folder):
    back = read(load(folder), made(folder, set_to("見直し（更新）", "group:SV-1", "更新見込額（円）", "=E6*2")))
    assert (back.changes, codes(back)) == ((), ["BCK003"])


MONTHS = st.dates(date(2026, 4, 1), date(2035, 3, 1)).map(lambda day: day.replace(day=1))
AMOUNTS = st.none() | st.integers(0, 10**11)
EDITS = st.dictionaries(
    st.sampled_from(
        [("SV-1", "planned_renewal_on"), ("SV-2", "pin_month"), ("SV-1", "pin_month"), ("SV-2", "planned_renewal_on")]
    ),
    MONTHS,
) | st.dictionaries(
    st.tuples(
        st.sampled_from(["SV-1", "SV-2"]), st.sampled_from(["renewal_cost", "build_cost", "maintenance_per_year"])
    ),
    AMOUNTS,
)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(edits=EDITS, lang=st.sampled_from(LANGS))
def test_any_edits_give_exactly_those_edits(folder, edits, lang):
    words = Words(lang)

    def change(book):
        for (group, field), value in edits.items():
            cell_of(book, words("sheet.inputs"), f"group:{group}", words(f"back.field.{field}")).value = value

    loaded = load(folder)
    back = read(loaded, made(folder, change, lang=lang))
    shown = {
        (group, field): str(value)[:7] if isinstance(value, date) else None if value is None else str(value)
        for (group, field), value in edits.items()
    }
    present = {key: getattr(loaded.estate.groups[key[0]], key[1]) for key in shown}
    expected = {key: to for key, to in shown.items() if to != (None if present[key] is None else str(present[key]))}
    assert {(each.ref.id, each.ref.field): each.to for each in back.changes} == expected
    assert codes(back) == []


def test_a_file_that_is_no_workbook_is_found(folder):
    path = folder / "x.xlsx"
    path.write_bytes(b"PK no")
    assert codes(read(load(folder), path)) == ["INP007"]


def test_a_workbook_of_something_else_is_told(folder):
    openpyxl.Workbook().save(folder / "x.xlsx")
    assert codes(read(load(folder), folder / "x.xlsx")) == ["BCK001"]


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
    back = read(loaded, path)
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
    back = read(loaded, path)
    assert (back.changes, [each.code for each in back.findings]) == ((), ["BCK002"])
    assert (back.findings[0].spans[0].sheet, back.findings[0].spans[0].row) == (sheet, row)


def test_only_our_workbooks_are_known(folder, tmp_path):
    book = openpyxl.Workbook()
    book.active.title = "実施計画"
    book.save(tmp_path / "a.xlsx")
    (tmp_path / "b.xlsx").write_bytes(b"PK no workbook")
    assert not is_returned(tmp_path / "a.xlsx")
    assert not is_returned(tmp_path / "b.xlsx")
