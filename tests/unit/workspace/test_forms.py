"""A city's own form: only the named cells change, and what cannot be filled is found at its place."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from datetime import date

import openpyxl
import pytest
from openpyxl.styles import Font
from openpyxl.worksheet.datavalidation import DataValidation

from ictlife.workspace.forms import filled_forms
from tests.unit.reports.demo import HOSTILE, paper


@pytest.fixture
def folder(tmp_path):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "様式6"
    sheet["A1"], sheet["A2"], sheet["D9"] = "対策の実施計画", "団体名", "=SUM(D4:D8)"
    sheet["B2"].font = Font(bold=True, color="FF0000")
    sheet["C3"].number_format = 'ggge"年"m"月"d"日"'
    sheet.merge_cells("F1:G2")
    sheet.add_data_validation(DataValidation(type="list", formula1='"有,無"', sqref="H1"))
    book.create_sheet("触らない")["A1"] = "=1+1"
    (tmp_path / "config").mkdir()
    book.save(tmp_path / "config" / "form.xlsx")
    return tmp_path


def filled(folder, text, town=None):
    (folder / "config" / "forms.yaml").write_text(text, encoding="utf-8")
    return filled_forms(folder, town or paper(), "ja")


CELLS = """
forms:
  様式6:
    template: config/form.xlsx
    unit: 1000
    cells:
      様式6:
        B2: city:default.name
        B3: summary.requests.amount_yen
        C3: as_of
        E3: as_of
        F1: group:G-0001.owner
"""


def sheet_of(files, name="forms/様式6.xlsx"):
    return openpyxl.load_workbook(io.BytesIO(files[name]))["様式6"]


def test_cells_are_filled_and_keep_their_style(folder):
    files, findings = filled(folder, CELLS)
    sheet = sheet_of(files)
    assert findings == ()
    assert (sheet["B2"].value, sheet["B2"].font.bold, sheet["F1"].value) == ("見本市", True, "情報システム課")
    assert sheet["C3"].value.date() == date(2026, 10, 1)
    assert sheet["E3"].value == "令和8年10月1日"
    assert isinstance(sheet["B3"].value, int)


def test_nothing_else_is_touched(folder):
    template = (folder / "config" / "form.xlsx").read_bytes()
    files, _ = filled(folder, CELLS)
    with zipfile.ZipFile(io.BytesIO(template)) as old, zipfile.ZipFile(io.BytesIO(files["forms/様式6.xlsx"])) as new:
        assert old.namelist() == new.namelist()
        changed = [name for name in old.namelist() if old.read(name) != new.read(name)]
    assert sorted(changed) == ["xl/workbook.xml", "xl/worksheets/sheet1.xml"]
    before, after = openpyxl.load_workbook(io.BytesIO(template))["様式6"], sheet_of(files)
    kept = [cell.coordinate for row in before for cell in row if cell.coordinate not in {"B2", "B3", "C3", "E3", "F1"}]
    assert {name: after[name].value for name in kept} == {name: before[name].value for name in kept}
    assert after.merged_cells.ranges == before.merged_cells.ranges
    assert len(after.data_validations.dataValidation) == 1
    assert (folder / "config" / "form.xlsx").read_bytes() == template


def test_a_list_fills_rows_and_says_what_does_not_fit(folder):
    rows = """
forms:
  f:
    template: config/form.xlsx
    rows: [{sheet: 様式6, of: renewals, from_row: 4, most: 3, columns: {A: name, B: in_service, C: amount_yen}}]
"""
    files, findings = filled(folder, rows)
    sheet = sheet_of(files, "forms/f.xlsx")
    assert [each.code for each in findings] == ["FRM007"]
    assert [sheet[f"A{row}"].value is not None for row in (3, 4, 5, 6, 7)] == [False, True, True, True, False]
    assert sheet["B4"].value.startswith("令和")


@pytest.mark.parametrize(
    ("line", "code", "row"),
    [
        ("      無いシート: {A1: as_of}", "FRM004", 5),
        ("      様式6: {A1: group:G-9999.name}", "FRM005", 5),
        ("      様式6: {A1: group:G-0001.colour}", "FRM005", 5),
        ("      様式6: {A1: summary.nothing}", "FRM005", 5),
        ("      様式6: {A1: renewals}", "FRM005", 5),
        ("      様式6: {A1: text}", "FRM005", 5),
        ("      様式6: {D9: as_of}", "FRM006", 5),
        ("      様式6: {G2: as_of}", "FRM006", 5),
        ("      様式6: {A0: as_of}", "FRM006", 5),
        ("      様式6: {A9999999: as_of}", "FRM006", 5),
    ],
)
def test_what_cannot_be_filled_is_found_at_its_place(folder, line, code, row):
    files, findings = filled(folder, f"forms:\n  f:\n    template: config/form.xlsx\n    cells:\n{line}\n")
    assert [(each.code, each.spans[0].file, each.spans[0].row) for each in findings] == [(code, "config/forms.yaml", row)]
    assert list(files) == ["forms/f.xlsx"]


@pytest.mark.parametrize(
    ("about", "code"),
    [
        ("{template: config/none.xlsx}", "FRM002"),
        ("{template: ../outside.xlsx}", "FRM002"),
        ("{template: config/forms.yaml}", "FRM003"),
        ("{}", "FRM002"),
        ("{template: config/form.xlsx, colour: red}", "FRM001"),
        ("{template: config/form.xlsx, rows: [{sheet: 様式6, of: summary, from_row: 1, most: 1}]}", "FRM005"),
        ("{template: config/form.xlsx, rows: [{sheet: 様式6, of: renewals}]}", "FRM001"),
        ("{template: config/form.xlsx, rows: [{sheet: 様式6, of: renewals, from_row: %s, most: 1}]}" % ("1" * 5000), "FRM001"),
        ("{template: %s.xlsx}" % ("x" * 300), "FRM003"),
    ],
)
def test_settings_that_are_wrong_are_found(folder, about, code):
    _, findings = filled(folder, f"forms:\n  f: {about}\n")
    assert [each.code for each in findings] == [code]


@pytest.mark.parametrize(
    ("part", "old", "new"),
    [
        ("xl/worksheets/sheet1.xml", b"<sheetData>", b"<sheetData"),
        ("xl/worksheets/sheet1.xml", b"sheetData", b"noData"),
        ("xl/worksheets/sheet1.xml", b'<row r="', b'<row r="x'),
        ("xl/worksheets/sheet1.xml", b' s="', b' s="x'),
        ("xl/styles.xml", b"numFmtId", b"number"),
        ("xl/_rels/workbook.xml.rels", b'Id="', b'Id="x'),
    ],
)
def test_a_broken_template_is_found_and_not_filled(folder, part, old, new):
    template = folder / "config" / "form.xlsx"
    parts = zipfile.ZipFile(io.BytesIO(template.read_bytes()))
    with zipfile.ZipFile(template, "w") as broken:
        for name in parts.namelist():
            broken.writestr(name, parts.read(name).replace(old, new) if name == part else parts.read(name))
    files, findings = filled(folder, CELLS)
    assert ([each.code for each in findings], files) == (["FRM003"], {})


def test_a_name_that_looks_like_a_day_and_is_none_stays_a_text(folder):
    town = paper()
    groups = dict(town.assessment.estate.groups)
    groups["G-0001"] = groups["G-0001"].model_copy(update={"owner": "2026-13-45", "name": "2026-13"})
    estate = replace(town.assessment.estate, groups=groups)
    town = replace(town, assessment=replace(town.assessment, estate=estate))
    cells = "{F1: group:G-0001.owner, B2: group:G-0001.name}"
    files, findings = filled(folder, f"forms:\n  様式6: {{template: config/form.xlsx, cells: {{様式6: {cells}}}}}\n", town)
    sheet = sheet_of(files)
    assert findings == ()
    assert (sheet["F1"].value, sheet["B2"].value) == ("2026-13-45", "2026-13")


def test_text_is_never_a_formula(folder):
    cells = "forms:\n  f:\n    template: config/form.xlsx\n    cells:\n      様式6: {A1: group:G-0001.name}\n"
    files, _ = filled(folder, cells, paper(hostile=True))
    cell = sheet_of(files, "forms/f.xlsx")["A1"]
    assert (cell.data_type, cell.value) == ("s", HOSTILE)


def test_same_form_same_bytes(folder):
    assert filled(folder, CELLS)[0] == filled(folder, CELLS)[0]


def test_without_settings_there_is_nothing(tmp_path):
    assert filled_forms(tmp_path, paper(), "ja") == ({}, ())
