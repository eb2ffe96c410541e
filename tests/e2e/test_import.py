"""From a file on a stick to a clean inventory, and out again."""

from __future__ import annotations

import csv
import io
import json
import shutil
import zipfile
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ictlife import api
from ictlife.base.refusal import Refusal
from ictlife.cli.main import ictlife
from ictlife.reports.workbooks.renewal_plan import render_excel
from ictlife.workspace.intake import Wanted
from ictlife.workspace.load import load
from ictlife.workspace.look import look
from ictlife.workspace.take_over import apply
from tests.unit.importing.tables import written

ROOT = Path(__file__).parents[2]
CITY = "city: {id: default, name: 例示市}\n"
LEDGER = [
    ["令和6年度 機器台帳", "", "", "", "", ""],
    ["管理番号", "機器区分", "機器名", "製造番号", "取得日", "取得価格（千円）"],
    ["A1", "サーバ", "SV 髙﨑", "S１", "R4.9.1", "1,674"],
    ["A2", "サーバ", "SV2", "S2", "R4.13.1", "10"],
    ["合計", "", "", "", "", "1,684"],
]


@pytest.fixture
def town(tmp_path):
    (tmp_path / "town" / "config").mkdir(parents=True)
    (tmp_path / "town" / "inventory").mkdir()
    (tmp_path / "town" / "config" / "ictlife.yaml").write_text(CITY, "utf-8")
    return tmp_path / "town"


def put(folder: Path, name: str, rows: list[list[str]], encoding: str = "cp932") -> Path:
    path = folder / name
    path.write_bytes(written(rows, encoding))
    return path


def state(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def take(town: Path, *files: Path):
    intake = look(town, files, Wanted())
    return intake, apply(intake)


def clean(town: Path, name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO((town / "inventory" / name).read_text("utf-8-sig"))))


def test_looking_writes_nothing(town, tmp_path):
    file = put(tmp_path, "台帳.csv", LEDGER)
    before = state(tmp_path)
    said, code = api.import_files(town, [file], Wanted())
    assert code == 1
    assert "A2" not in said
    assert "4行目" in said
    assert state(tmp_path) == before


def test_apply_writes_mapping_inventory_and_rejects_and_leaves_the_input(town, tmp_path):
    file = put(tmp_path, "台帳.csv", LEDGER)
    before = file.read_bytes()
    take(town, file)
    assert file.read_bytes() == before
    (asset,) = clean(town, "機器_台帳.csv")
    assert asset == {
        "管理番号": "A1", "更新単位": "サーバ 2022-09-01", "機器名": "SV 髙﨑", "製造番号": "S１", "取得日": "2022-09-01",
        "取得価格": "1674000",
    }  # fmt: skip
    rejected = list(csv.reader(io.StringIO((town / "reports/import/台帳.csv.rejected.csv").read_text("utf-8-sig"))))
    assert rejected[0][:-1] == LEDGER[1]
    assert [row[0] for row in rejected[1:]] == ["A2", "合計"]
    assert all(row[-1] for row in rejected)
    book = openpyxl.load_workbook(town / "reports/import/台帳.csv.rejected.xlsx")
    assert [[cell or "" for cell in row] for row in book.active.iter_rows(values_only=True)] == rejected
    loaded = load(town)
    assert loaded.estate.assets["A1"].price == 1_674_000
    assert set(loaded.estate.groups) == {"サーバ 2022-09-01"}
    assert not [each for each in loaded.findings if each.code.startswith(("INP", "EST"))]


def test_importing_again_changes_nothing(town, tmp_path):
    file = put(tmp_path, "台帳.csv", LEDGER)
    take(town, file)
    before = state(town)
    intake, paths = take(town, file)
    assert paths == ()
    assert state(town) == before
    assert intake.taken[0].proposal.is_saved


@pytest.mark.parametrize("type", ["csv", "xlsx"])
def test_corrected_rejects_are_fed_back(town, tmp_path, type):
    take(town, put(tmp_path, "台帳.csv", LEDGER))
    name = f"reports/import/台帳.csv.rejected.{type}"
    if type == "csv":
        path = town / name
        path.write_text(path.read_text("utf-8-sig").replace("R4.13.1", "R4.12.1"), "utf-8-sig")
    else:
        book = openpyxl.load_workbook(town / name)
        book.active["E2"] = "R4.12.1"
        book.save(town / name)
    take(town, town / name)
    assert [(row["管理番号"], row["取得日"], row["取得価格"]) for row in clean(town, "機器_台帳.csv")] == [
        ("A1", "2022-09-01", "1674000"),
        ("A2", "2022-12-01", "10000"),
    ]


def test_changes_are_shown_by_field_and_what_is_kept_by_hand_survives(town, tmp_path):
    take(town, put(tmp_path, "台帳.csv", LEDGER))
    path = town / "inventory" / "機器_台帳.csv"
    rows = clean(town, "機器_台帳.csv")
    rows[0] |= {"備考": "手で書いた", "わが町の列": "x"}
    page = io.StringIO(newline="")
    writer = csv.DictWriter(page, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    path.write_text(page.getvalue(), "utf-8-sig")
    changed = [*LEDGER[:2], ["A1", "サーバ", "SV新", "S１", "R4.9.1", "1,674"], ["A3", "PC", "PC3", "S3", "R5.4.1", "9"]]
    intake, _ = take(town, put(tmp_path, "台帳.csv", changed))
    _, change = intake.taken[0].changes["inventory/機器_台帳.csv"]
    assert [(each.id, each.field, each.before, each.after) for each in change.changed] == [
        ("A1", "name", "SV 髙﨑", "SV新")
    ]
    assert change.added == ("A3",)
    first = clean(town, "機器_台帳.csv")[0]
    assert (first["備考"], first["わが町の列"]) == ("手で書いた", "x")


def test_a_record_whose_row_is_now_rejected_stays(town, tmp_path):
    take(town, put(tmp_path, "台帳.csv", LEDGER))
    broken = [*LEDGER[:2], ["A1", "サーバ", "SV 髙﨑", "S１", "R4.99.1", "1,674"]]
    intake, _ = take(town, put(tmp_path, "台帳.csv", broken))
    _, change = intake.taken[0].changes["inventory/機器_台帳.csv"]
    assert (change.held, change.removed) == (("A1",), ())
    assert [row["管理番号"] for row in clean(town, "機器_台帳.csv")] == ["A1"]


def test_a_record_that_is_gone_is_removed_and_named(town, tmp_path):
    rows = [*LEDGER[:3], ["A3", "PC", "PC3", "S3", "R5.4.1", "9"]]
    take(town, put(tmp_path, "台帳.csv", rows))
    intake, _ = take(town, put(tmp_path, "台帳.csv", rows[:3]))
    assert intake.taken[0].changes["inventory/機器_台帳.csv"][1].removed == ("A3",)
    assert [row["管理番号"] for row in clean(town, "機器_台帳.csv")] == ["A1"]


def test_a_changed_header_is_a_finding(town, tmp_path):
    take(town, put(tmp_path, "台帳.csv", LEDGER))
    head = ["管理番号", "機器区分", "機器名", "S/N", "取得日", "取得価格（千円）"]
    intake, _ = take(town, put(tmp_path, "台帳.csv", [["x", *[""] * 5], [""] * 6, [""] * 6, head, *LEDGER[2:]]))
    assert [(each.code, each.params.get("heading")) for each in intake.findings if each.code.startswith("IMP00")] == [
        ("IMP002", "製造番号"),
        ("IMP003", "S/N"),
        ("IMP004", None),
    ]


def test_what_a_workbook_says_outside_its_cells_is_reported(town, tmp_path):
    book = openpyxl.Workbook()
    page = book.active
    page.title = "機器一覧"
    for row in (["管理番号", "更新単位", "機器名"], *([f"A{n}", "G1", "PC"] for n in range(9))):
        page.append(row)
    page["A4"].fill = openpyxl.styles.PatternFill("solid", fgColor="FFFF00")
    page["B5"].font = openpyxl.styles.Font(strike=True)
    page["C6"].comment = openpyxl.comments.Comment("x", "y")
    page["C7"] = "=1+1"
    page.row_dimensions[8].hidden = True
    page.column_dimensions["C"].hidden = True
    page.auto_filter.ref = "A1:C10"
    book.create_sheet("隠し").sheet_state = "hidden"
    book.save(tmp_path / "a.xlsx")
    intake, _ = take(town, tmp_path / "a.xlsx")
    codes = {each.code for each in intake.findings}
    assert {"IMP006", "IMP007", "IMP008", "IMP009", "IMP010", "IMP011", "INP020"} <= codes
    assert [each.reasons[0].code for each in intake.taken[0].sorted.rejected] == ["INP018"]


def test_a_sheet_named_like_a_path_leads_nowhere(town, tmp_path):
    """No spreadsheet writes such a name; a file made to harm does."""
    book = openpyxl.Workbook()
    book.active.title = "up"
    for row in (["管理番号", "更新単位", "機器名", "取得日"], ["A1", "G1", "PC", "R4.9.1"], ["A2", "G1", "PC", "R4.13.1"]):
        book.active.append(row)
    book.save(tmp_path / "sound.xlsx")
    with zipfile.ZipFile(tmp_path / "sound.xlsx") as old, zipfile.ZipFile(tmp_path / "a.xlsx", "w") as new:
        for part in old.namelist():
            new.writestr(part, old.read(part).replace(b'name="up"', b'name="../../../out"'))
    outside = {path for path in tmp_path.iterdir()}
    _, written = take(town, tmp_path / "a.xlsx")
    assert len([path for path in written if "out" in path.name]) == 3
    assert all(path.resolve().is_relative_to(town) for path in written)
    assert set(tmp_path.iterdir()) == outside


def test_support_dates_and_ledger_in_one_go(town, tmp_path):
    rows = [["管理番号", "更新単位", "機器名", "OS"], ["A1", "G1", "SV", "ＦｏｒｔｉＯＳ 7.4"], ["A2", "G1", "SV", "謎OS"]]
    file = put(tmp_path, "台帳.csv", rows)
    intake, _ = take(town, file, ROOT / "tests/data/endoflife/products.json")
    assert [row["製品"] for row in clean(town, "機器_台帳.csv")] == ["fortios-7.4", "謎OS"]
    assert [each.params["text"] for each in intake.findings if each.code == "IMP012"] == ["謎OS"]
    estate = load(town).estate
    assert str(estate.products["fortios-7.4"].retrieved_on) == "2026-08-22"
    assert estate.products["謎OS"].end_of_life.status == "unknown"


def test_a_file_that_is_no_ledger_is_said_and_nothing_is_written(town, tmp_path):
    (tmp_path / "a.csv").write_bytes(b"\xff\xfe\x00\xd8 no text")
    (tmp_path / "b.pdf").write_bytes(b"%PDF")
    (tmp_path / "c.json").write_text("[1", "utf-8")
    before = state(town)
    said, code = api.import_files(
        town, [tmp_path / "a.csv", tmp_path / "b.pdf", tmp_path / "c.json"], Wanted(), is_applied=True, is_json=True
    )
    assert code == 3
    assert json.loads(said)["written"] == []
    assert state(town) == before


def test_support_dates_with_half_a_character_are_said_to_be_unreadable(town, tmp_path):
    (tmp_path / "a.json").write_text('{"result": [{"name": "\\ud83d", "releases": [{"name": "1", "isEol": false}]}]}')
    said, code = api.import_files(town, [tmp_path / "a.json"], Wanted(), is_applied=True, is_json=True)
    assert (code, [each["code"] for each in json.loads(said)["findings"]]) == (3, ["IMP017"])


EXPORTS = [("xlsx", "utf-8-sig"), ("csv", "utf-8-sig"), ("csv", "cp932"), ("yaml", "utf-8-sig")]


def sent_round(town: Path, target: Path, form: str, encoding: str):
    """The estate after the inventory went out as `form` and came back in its place."""
    (target / "config").mkdir(parents=True)
    for path in (town / "config").glob("*.yaml"):
        (target / "config" / path.name).write_bytes(path.read_bytes())
    api.export_inventory(load(town), target / "inventory", form, encoding, "ja")
    return load(target).estate


@pytest.mark.parametrize(("form", "encoding"), EXPORTS)
def test_the_sample_city_comes_back_unchanged(tmp_path, form, encoding):
    assert sent_round(ROOT, tmp_path / "town", form, encoding) == load(ROOT).estate


NAMES = st.text(
    st.sampled_from("あア漢髙﨑𠮷①㈱～〜—-=+@'\"、;：\n 0aA%＃"), min_size=1, max_size=8
).map(str.strip).filter(bool)
ASSETS = st.fixed_dictionaries(
    {"name": NAMES},
    optional={
        "serial": NAMES,
        "note": NAMES,
        "acquired_on": st.sampled_from(["2022-09-01", "R4.9", "FY2022", "2022"]),
        "price": st.sampled_from(["0", "1,674千円", "-5"]),
        "acquisition": st.sampled_from(["リース", "purchase"]),
        "is_encrypted": st.sampled_from(["有", "no"]),
        "quantity": st.sampled_from(["10台", "1"]),
    },
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(assets=st.dictionaries(st.from_regex(r"[A-Z0-9髙=+]{1,4}", fullmatch=True), ASSETS, min_size=1, max_size=4))
def test_csv_xlsx_and_yaml_give_one_estate(tmp_path_factory, assets):
    folder = tmp_path_factory.mktemp("round")
    (folder / "a" / "config").mkdir(parents=True)
    (folder / "a" / "inventory").mkdir()
    (folder / "a" / "config" / "ictlife.yaml").write_text(CITY, "utf-8")
    blocks = {"groups": {"G1": {"name": "群", "category": "pc"}}, "assets": {}}
    blocks["assets"] = {id: {"group": "G1", **about} for id, about in assets.items()}
    (folder / "a" / "inventory" / "a.yaml").write_text(json.dumps(blocks, ensure_ascii=False), "utf-8")
    estate = load(folder / "a").estate
    for at, (form, encoding) in enumerate(EXPORTS):
        assert sent_round(folder / "a", folder / f"b{at}", form, encoding) == estate, (form, encoding)


def test_characters_that_cp932_loses_are_listed_with_their_cells(town, tmp_path):
    (town / "inventory" / "機器.csv").write_text("管理番号,更新単位,機器名\nA1,G1,𠮷田支所\nA2,G1,髙﨑\n", "utf-8")
    said, code = api.export_inventory(load(town), tmp_path / "out", "csv", "cp932", "ja")
    assert code == 1
    assert "𠮷" in said
    assert "機器.csv:2:機器名" in said
    assert "𠮷田支所" in (tmp_path / "out" / "inventory.yaml").read_text("utf-8")
    assert "髙﨑" in (tmp_path / "out" / "機器.csv").read_text("cp932")


def test_an_export_that_lacks_an_unreadable_ledger_says_so(town, tmp_path):
    (town / "inventory" / "機器.csv").write_bytes(b"\xff\xfe\x00\xd8")
    said, code = api.export_inventory(load(town), tmp_path / "out", "csv", "utf-8-sig", "ja")
    assert (code, "機器.csv" in said) == (3, True)


def test_the_template_has_lists(town, tmp_path):
    api.export_inventory(load(town), tmp_path / "out", "xlsx", "utf-8-sig", "ja", is_template=True)
    book = openpyxl.load_workbook(tmp_path / "out" / "inventory.xlsx")
    assert {"更新単位", "機器", "契約", "拠点"} <= set(book.sheetnames)
    lists = [each.formula1 for each in book["機器"].data_validations.dataValidation]
    assert any("リース" in each for each in lists)


def test_the_look_tells_how_a_file_is_written_and_where_its_table_stands(town, tmp_path):
    file = put(tmp_path, "台帳.csv", [["（単位：千円）", *[""] * 5], *LEDGER])
    said, _ = api.import_files(town, [file], Wanted())
    assert "文字コード cp932（UTF-8 ではなく、全体が cp932 として正しいことで判別）、区切り コンマ" in said
    assert "見出し3行目、その上の2行は題名、記録4～5行目、合計・注記1行、単位千円" in said
    said, _ = api.import_files(town, [file], Wanted(encoding="cp932"), is_applied=True)
    assert "文字コード cp932（指定による）" in said
    assert "encoding: cp932" in (town / "config/columns.yaml").read_text("utf-8")


def test_a_column_below_the_confidence_is_listed_and_not_taken(town, tmp_path):
    head = ["管理番号", "更新単位", "機器名", "なぞ", "取得日"]
    file = put(tmp_path, "台帳.csv", [head, *([f"A{n}", "G", "PC", f"x{n}", "総務課"] for n in range(4))])
    said, _ = api.import_files(town, [file], Wanted(), is_applied=True)
    assert "－ なぞ は取り込みません" in said
    assert "－ 取得日 は取り込みません" in said
    assert set(clean(town, "機器_台帳.csv")[0]) == {"管理番号", "更新単位", "機器名"}


def test_every_reason_of_a_row_is_given_at_once(town, tmp_path):
    head = ["管理番号", "更新単位", "機器名", "取得日", "取得価格", "数量"]
    bad = [["", "G", "PC", "R4.13.1", "ほげ", "〃"], ["A2", "G", "PC", "〃", "ほげ", "2台"]]
    rows = [head, *bad, ["A3", "G", "PC", "R4.9.1", "1", "1台"], ["A3", "G", "PC", "R4.9.1", "ほげ", "1台"]]
    rows += [[f"B{n}", "G", "PC", "R4.9.1", "1", "1台"] for n in range(4)]
    intake, _ = take(town, put(tmp_path, "台帳.csv", rows))
    found = {
        row.line.number: sorted((why.code, why.spans[0].column) for why in row.reasons)
        for row in intake.taken[0].sorted.rejected
    }
    assert found == {
        2: [("INP016", "数量"), ("INP022", "取得日"), ("INP031", "取得価格"), ("INP055", "管理番号")],
        3: [("INP016", "取得日"), ("INP031", "取得価格")],
        4: [("DAT003", "管理番号")],
        5: [("DAT003", "管理番号"), ("INP031", "取得価格")],
    }


def test_two_sources_never_share_a_clean_file(town, tmp_path):
    rows = [["管理番号", "更新単位", "機器名"], *([f"A{n}", "G", "PC"] for n in range(4))]
    book = openpyxl.Workbook()
    book.active.title = "a"
    for row in [["管理番号", "更新単位", "機器名"], *([f"B{n}", "G", "PC"] for n in range(4))]:
        book.active.append(row)
    book.save(tmp_path / "台帳.xlsx")
    (tmp_path / "支所").mkdir()
    other = put(tmp_path / "支所", "台帳.csv", [rows[0], *([f"C{n}", "G", "PC"] for n in range(4))])
    here, typed = put(tmp_path, "台帳.csv", rows), tmp_path / "台帳.xlsx"
    intake, _ = take(town, here, typed, other)
    assert [each.params["name"] for each in intake.findings if each.code == "IMP020"] == ["台帳.csv"]
    assert [row["管理番号"] for row in clean(town, "機器_台帳.csv")] == ["A0", "A1", "A2", "A3"]
    assert [row["管理番号"] for row in clean(town, "機器_台帳.xlsx_a.csv")] == ["B0", "B1", "B2", "B3"]
    before = state(town)
    assert take(town, typed, here)[1] == ()
    assert state(town) == before
    intake, written = take(town, other)
    assert ([each.code for each in intake.findings if each.code == "IMP021"], written) == (["IMP021"], ())
    assert intake.exit_code == 1


def test_a_sheets_name_cannot_lead_out_of_the_inventory(town, tmp_path):
    from xlsxwriter import Workbook

    with Workbook(str(tmp_path / "a.xlsx")) as book:
        page = book.add_worksheet("x")
        page.name = "../../x"
        page.write_row(0, 0, ["管理番号", "更新単位", "機器名"])
        page.write_row(1, 0, ["A1", "G", ""])
        page.write_row(2, 0, ["A2", "G", "PC"])
    before = {path for path in tmp_path.rglob("*") if town not in path.parents}
    take(town, tmp_path / "a.xlsx")
    assert {path for path in tmp_path.rglob("*") if town not in path.parents} == before
    assert [row["管理番号"] for row in clean(town, "機器_a.xlsx_.._.._x.csv")] == ["A2"]


def test_blank_means_as_above_where_it_is_declared(town, tmp_path):
    head = ["管理番号", "機器区分", "機器名", "取得日"]
    rows = [head, ["A1", "サーバ", "SV", "R4.9.1"], ["A2", "", "SV", "〃"], ["A3", "PC", "PC", "同上"]]
    file = put(tmp_path, "台帳.csv", rows)
    assert [len(look(town, [file], Wanted()).taken[0].sorted.rejected)] == [2]
    wanted = Wanted(fill_down=("取得日", "機器区分"))
    apply(look(town, [file], wanted))
    assert [(row["更新単位"], row["取得日"]) for row in clean(town, "機器_台帳.csv")] == [
        ("サーバ 2022-09-01", "2022-09-01"),
        ("サーバ 2022-09-01", "2022-09-01"),
        ("PC 2022-09-01", "2022-09-01"),
    ]
    intake, written = take(town, file)
    assert written == ()
    assert intake.taken[0].proposal.source.fill_down == {"acquired_on", "機器区分"}


def test_a_heading_to_fill_down_that_there_is_not_is_wrong_usage(town, tmp_path):
    with pytest.raises(Refusal):
        look(town, [put(tmp_path, "台帳.csv", LEDGER)], Wanted(fill_down=("なぞ",)))


def test_two_ledgers_that_name_the_same_unknown_product_and_place_make_one_record(town, tmp_path):
    head = ["管理番号", "機器区分", "機器名", "OS", "設置場所"]
    first = put(tmp_path, "本庁.csv", [head, ["A1", "PC", "PC", "謎OS", "支所"]])
    second = put(tmp_path, "支所.csv", [head, ["B1", "PC", "PC", "謎OS", "支所"]])
    take(town, first, second)
    before = state(town)
    assert take(town, second)[1] == ()
    assert take(town, first)[1] == ()
    assert state(town) == before
    loaded = load(town)
    assert not [each for each in loaded.findings if each.code.startswith(("DAT", "EST"))]
    assert set(loaded.estate.assets) == {"A1", "B1"}
    assert "謎OS" in loaded.estate.products


def test_a_group_that_lost_all_its_equipment_is_named(town, tmp_path):
    rows = [["管理番号", "機器区分", "機器名"], ["A1", "PC", "PC"], ["A2", "サーバ", "SV"]]
    take(town, put(tmp_path, "台帳.csv", rows))
    intake, _ = take(town, put(tmp_path, "台帳.csv", rows[:2]))
    assert [each.params["groups"] for each in intake.findings if each.code == "IMP024"] == [("サーバ",)]


def decided(path: Path, answers: dict[str, tuple[str, str]]) -> None:
    """Write a person's answers into the list of products: text of the ledger → answer, right id."""
    book = openpyxl.load_workbook(path)
    for row in book.worksheets[0].iter_rows(min_row=2):
        row[9].value, row[10].value = answers.get(row[0].value, ("", ""))
    book.save(path.with_name("照合済み.xlsx"))


OSES = ("Windows Server 2019 Standard", "RHEL 8.6", "Windows 11", "庁内パッケージ 3.1", "Oracle 19c")


def test_product_matches_are_reviewed_in_excel_and_what_was_decided_is_kept(town, tmp_path):
    rows = [["管理番号", "更新単位", "機器名", "OS"], *([f"A{n}", "G", "x", os] for n, os in enumerate(OSES))]
    file = put(tmp_path, "台帳.csv", rows)
    take(town, file)
    listed = town / "reports/import/製品の照合.xlsx"
    book = openpyxl.load_workbook(listed)
    about = {row[0]: row for row in book["製品の照合"].iter_rows(min_row=2, values_only=True)}
    assert set(about) == set(OSES)
    assert about["RHEL 8.6"][3:8] == (
        "rhel-8", "Red Hat Enterprise Linux 8", "2029-05-31", "95%",
        "「red hat enterprise linux」が一致、版「8.6」が一致",
    )  # fmt: skip
    assert about["Oracle 19c"][8] == "oracle-19c"
    lists = {str(each.sqref)[0] for each in book["製品の照合"].data_validations.dataValidation}
    assert lists == {"J", "K"}
    decided(listed, {
        "RHEL 8.6": ("○", ""), "Windows 11": ("", "windows-11-24h2-w"), "庁内パッケージ 3.1": ("×", ""),
        "Windows Server 2019 Standard": ("×", "windows-server-2022"), "Oracle 19c": ("△", ""),
    })  # fmt: skip
    back = listed.with_name("照合済み.xlsx")
    intake, _ = take(town, back, file)
    assert [(each.open, each.unclear) for each in intake.decisions] == [(0, 1)]
    assert [str(each.spans[0]) for each in intake.findings if each.code == "IMP022"] == ["照合済み.xlsx[製品の照合]:2:J"]
    products = ["windows-server-2022", "rhel-8", "windows-11-24h2-w", "庁内パッケージ 3.1", "Oracle 19c"]
    assert [row["製品"] for row in clean(town, "機器_台帳.csv")] == products
    intake, written = take(town, file)
    assert written == ()
    assert [(each.code, each.params["text"]) for each in intake.findings] == [("IMP012", "Oracle 19c")]
    left = openpyxl.load_workbook(listed)["製品の照合"].iter_rows(min_row=2, values_only=True)
    assert [row[0] for row in left] == ["Oracle 19c"]


def test_a_confidence_that_a_person_wrote_over_sorts_as_none(town, tmp_path):
    rows = [["管理番号", "更新単位", "機器名", "OS"], ["A0", "G", "x", "Windows 11"]]
    take(town, put(tmp_path, "台帳.csv", rows))
    listed = town / "reports/import/製品の照合.xlsx"
    book = openpyxl.load_workbook(listed)
    book.worksheets[0]["G2"] = "高い%"
    book.save(listed)
    take(town, put(tmp_path, "別.csv", [rows[0], ["B0", "G", "x", "RHEL 8.6"]]))
    left = openpyxl.load_workbook(listed).worksheets[0].iter_rows(min_row=2, values_only=True)
    assert [row[0] for row in left] == ["Windows 11", "RHEL 8.6"]


def test_a_damaged_list_is_said_and_one_with_answers_is_not_written_over(town, tmp_path):
    rows = [["管理番号", "更新単位", "機器名", "OS"], ["A0", "G", "x", "Windows 11"]]
    ledger = put(tmp_path, "台帳.csv", rows)
    take(town, ledger)
    listed = town / "reports/import/製品の照合.xlsx"
    with zipfile.ZipFile(listed) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    parts["xl/worksheets/sheet1.xml"] = b"<worksheet"
    with zipfile.ZipFile(listed, "w") as new:
        for name, content in parts.items():
            new.writestr(name, content)
    before = state(town)
    said, code = api.import_files(town, [listed], Wanted(), is_applied=True, is_json=True)
    assert (code, [each["code"] for each in json.loads(said)["findings"]]) == (3, ["INP007"])
    with pytest.raises(Refusal):
        take(town, put(tmp_path, "別.csv", [*rows, ["B0", "G", "x", "RHEL 8.6"]]))
    assert state(town) == before


@pytest.mark.parametrize(
    "settings",
    [
        b"sources: [cp932]\n",
        b"sources: {a.csv: {header_row: 2026-13-45}}\n",
        b"a: !!bool x\n",
        b"products: 5\n",
        "# 対応\nsources: {}\n".encode("cp932"),
    ],
)
def test_settings_that_cannot_be_added_to_are_left_as_they_are_and_it_is_said(town, tmp_path, settings):
    (town / "config/columns.yaml").write_bytes(settings)
    intake, written = take(town, put(tmp_path, "台帳.csv", LEDGER))
    assert "機器_台帳.csv" in [path.name for path in written]
    assert (town / "config/columns.yaml").read_bytes() == settings
    assert [each.params["file"] for each in intake.findings if each.code == "IMP028"] == ["config/columns.yaml"]


def test_settings_are_said_to_be_closed_only_where_something_would_be_kept_in_them(town, tmp_path):
    closed, good = "a: !!bool x\n", "sources: {}\n"
    for text, ledger, is_said in ((good, LEDGER, False), (closed, [["x"]], False), (closed, LEDGER, True)):
        (town / "config/columns.yaml").write_text(text, "utf-8")
        intake = look(town, [put(tmp_path, "台帳.csv", ledger)], Wanted())
        assert ("IMP028" in {each.code for each in intake.findings}) == is_said


def test_settings_that_cannot_be_opened_end_the_import(town, tmp_path):
    (town / "config/columns.yaml").mkdir()
    before = state(town)
    with pytest.raises(Refusal) as refused:
        take(town, put(tmp_path, "台帳.csv", LEDGER))
    assert (refused.value.code, state(town)) == ("not_readable", before)


def test_a_wrong_product_id_is_said_and_decides_nothing(town, tmp_path):
    rows = [["管理番号", "更新単位", "機器名", "OS"], ["A0", "G", "x", "Windows 11"]]
    take(town, put(tmp_path, "台帳.csv", rows))
    decided(town / "reports/import/製品の照合.xlsx", {"Windows 11": ("", "windows-99")})
    intake, written = take(town, town / "reports/import/照合済み.xlsx")
    assert ([each.code for each in intake.findings], written) == (["IMP023"], ())
    assert intake.exit_code == 1


def test_rejects_that_were_all_corrected_leave_an_empty_list(town, tmp_path):
    file = put(tmp_path, "台帳.csv", LEDGER[:4])
    take(town, file)
    path = town / "reports/import/台帳.csv.rejected.csv"
    corrected = path.read_bytes()
    path.write_text(path.read_text("utf-8-sig").replace("R4.13.1", "R4.77.1"), "utf-8-sig")
    still = path.read_bytes()
    take(town, path)
    assert path.read_bytes() == still, "a file that was given is not written"
    assert (town / "reports/import/台帳.csv.rejected-2.csv").exists()
    path.write_bytes(corrected.replace(b"R4.13.1", b"R4.12.1"))
    (tmp_path / path.name).write_bytes(path.read_bytes())
    take(town, tmp_path / path.name)
    assert len(list(csv.reader(io.StringIO(path.read_text("utf-8-sig"))))) == 1


def test_newer_support_dates_show_what_moved_what_is_new_and_what_is_gone(town, tmp_path):
    tree = json.loads((ROOT / "tests/data/endoflife/products.json").read_text("utf-8"))
    first = tmp_path / "eol.json"
    first.write_text(json.dumps(tree), "utf-8")
    take(town, first)
    before = clean(town, "製品_eol.json.csv")
    assert take(town, first)[1] == ()
    server = next(each for each in tree["result"] if each["name"] == "windows-server")
    gone = server["releases"].pop()
    release = next(each for each in server["releases"] if each["name"] == "2019")
    release["eolFrom"] = "2029-02-09"
    server["releases"].append({**release, "name": "2031", "label": "2031", "eolFrom": None, "isEol": False})
    tree["generated_at"] = "2026-11-01T00:00:00Z"
    first.write_text(json.dumps(tree), "utf-8")
    said, code = api.import_files(town, [first], Wanted(), is_applied=True)
    assert code == 0
    assert "追加1件・変更2項目・削除1件" in said
    assert "windows-server-2019 のサポート終了: 2029-01-09 → 2029-02-09" in said
    assert "新しい記録: windows-server-2031" in said
    assert f"なくなった記録: windows-server-{gone['name']}" in said
    after = {row["製品番号"]: row for row in clean(town, "製品_eol.json.csv")}
    assert set(after) == {row["製品番号"] for row in before} - {f"windows-server-{gone['name']}"} | {"windows-server-2031"}
    named = {row["製品番号"]: row["製品名"] for row in before if row["製品名"]}
    assert {id: after[id]["製品名"] for id in named if id in after} == {id: named[id] for id in named if id in after}
    assert str(load(town).estate.products["windows-server-2019"].end_of_life.day) == "2029-02-09"
    looked = look(town, [first], Wanted()).carried[0].changes["inventory/製品_eol.json.csv"][1]
    assert (looked.added, looked.changed, looked.removed) == ((), (), ())


def test_an_edited_workbook_of_ours_is_read_back_as_an_overlay(town, tmp_path):
    groups = "groups: {SV-1: {name: 情報系, category: server, in_service_on: 2022-02, renewal_cost: 12000000}}\n"
    (town / "config" / "ictlife.yaml").write_text("city: {name: 例示市, as_of: 2026-11-23}\n" + groups, "utf-8")
    run = CliRunner()
    paper = api.prepare(api.open_workspace(town), date(2026, 11, 23))
    book = openpyxl.load_workbook(io.BytesIO(render_excel(paper, "ja")))
    page = book["見直し（更新）"]
    heads = [cell.value for cell in page[4]]
    page.cell(5, heads.index("更新見込額（円）") + 1).value = 13_000_000
    book.save(tmp_path / "戻り.xlsx")
    looked = run.invoke(ictlife, ["import", str(tmp_path / "戻り.xlsx"), str(town)])
    assert "group:SV-1.renewal_cost: 12000000 → 13000000" in looked.output
    assert not (town / "config" / "scenarios").exists()
    taken = run.invoke(ictlife, ["import", str(tmp_path / "戻り.xlsx"), str(town), "--apply"])
    assert taken.exit_code == 0, taken.output
    assert load(town, "back-戻り").estate.groups["SV-1"].renewal_cost == 13_000_000


@pytest.mark.parametrize("is_template", [True, False])
def test_the_workbook_to_fill_in_comes_back_as_the_same_estate(town, tmp_path, is_template):
    """Once put in the inventory's place, and once imported, after a program that is not ours has saved it."""
    api.export_inventory(load(ROOT), tmp_path / "out", "xlsx", "utf-8-sig", "ja", is_template=is_template)
    path = tmp_path / "out" / "inventory.xlsx"
    book = openpyxl.load_workbook(path)
    assert book["更新単位"].data_validations.dataValidation
    book.save(path)
    before = load(ROOT).estate
    for way in ("put", "import"):
        folder = tmp_path / way
        (folder / "inventory").mkdir(parents=True)
        shutil.copytree(ROOT / "config", folder / "config")
        if way == "put":
            shutil.copy(path, folder / "inventory" / path.name)
        else:
            intake, _ = take(folder, path)
            assert all(each.sorted.rejected == () for each in intake.taken)
        after = load(folder).estate
        if way == "put":
            assert after == before
        else:  # 平成33年 is written clean as 2021
            assert repr(after) == repr(before).replace("is_overrun=True", "is_overrun=False")


def test_a_place_made_of_a_name_gives_way_to_the_ledger_of_places(town, tmp_path):
    head = ["管理番号", "機器区分", "機器名", "設置場所"]
    assets = put(tmp_path, "機器.csv", [head, ["A1", "PC", "PC", "本庁舎"], ["A2", "PC", "PC", "支所"]])
    take(town, assets)
    places = [["拠点番号", "拠点名", "所在地"], ["S1", "本庁舎", "例示1-1"], ["支所", "支所", "例示2-2"]]
    take(town, put(tmp_path, "拠点.csv", places))
    intake, _ = take(town, assets)
    change = intake.taken[0].changes["inventory/拠点_機器.csv"][1]
    assert change.removed == ("支所",)
    loaded = load(town)
    assert {asset.id: asset.site for asset in loaded.estate.assets.values()} == {"A1": "S1", "A2": "支所"}
    assert loaded.estate.sites["支所"].address == "例示2-2"
    assert not [each for each in loaded.findings if each.code == "DAT003"]


def test_cp932_replaces_nothing_and_no_heading_of_a_towns_own_stops_it(town, tmp_path):
    (town / "config" / "columns.yaml").write_text("kinds: {asset: {columns: {name: [𠮷名]}}}\n", "utf-8")
    lines = ["管理番号,機器名,更新単位,備考", "A1,—,G1,㋿", "A2,〜,G1,髙﨑①㈱", "A3,PC,G1,①"]
    (town / "inventory" / "機器.csv").write_text("\n".join(lines) + "\n", "utf-8")
    before = load(town).estate
    said, code = api.export_inventory(load(town), tmp_path / "out", "csv", "cp932", "ja")
    assert code == 1
    assert all(cell in said for cell in ("機器.csv:2:機器名", "機器.csv:2:備考", "機器.csv:3:機器名"))
    text = b"".join(path.read_bytes() for path in (tmp_path / "out").glob("*.csv")).decode("cp932")
    assert "?" not in text
    (tmp_path / "back").mkdir()
    (tmp_path / "out").rename(tmp_path / "back" / "inventory")
    shutil.copytree(town / "config", tmp_path / "back" / "config")
    assert load(tmp_path / "back").estate == before


def test_cells_tell_products_and_places_where_the_heading_does_not(town, tmp_path):
    (town / "config" / "sites.yaml").write_text("sites: {S1: {name: 本庁舎}, S2: {name: 支所}}\n", "utf-8")
    head = ["管理番号", "更新単位", "機器名", "環境", "どこ", "ばしょ"]
    oses = ["Windows Server 2019", "RHEL 8.6", "FortiOS 7.4"]
    rows = [head, *([f"A{n}", "G", "x", oses[n % 3], ("本庁舎", "支所")[n % 2], f"{n}階"] for n in range(6))]
    intake = look(town, [put(tmp_path, "台帳.csv", rows)], Wanted())
    guesses = {each.heading: each for each in intake.taken[0].proposal.guesses}
    told = {name: (guesses[name].field, guesses[name].is_taken) for name in head[3:]}
    assert told == {"環境": ("product", True), "どこ": ("site", True), "ばしょ": ("site", False)}
    assert guesses["環境"].evidence[0].params == {"looks": "product", "percent": 100}
    (row, *_) = intake.taken[0].changes["inventory/機器_台帳.csv"][1].rows
    assert (row["product"], row["site"]) == ("windows-server-2019", "S1")


def test_numbers_that_another_ledger_has_too_are_said_when_they_come_in(town, tmp_path):
    head = ["管理番号", "機器区分", "機器名"]
    first = put(tmp_path, "本庁.csv", [head, ["1", "PC", "PC"], ["2", "PC", "PC"]])
    second = put(tmp_path, "支所.csv", [head, ["１", "PC", "PC"], ["3", "PC", "PC"]])
    for files in ([first, second], [second]):
        intake, _ = take(town, *files)
        assert [(each.params["ids"], each.params["other"]) for each in intake.findings if each.code == "IMP027"] == [
            (("１",), "inventory/機器_本庁.csv")
        ]


def test_what_every_row_says_may_be_stated_once_and_is_kept(town, tmp_path):
    head = ["No", "件名", "賃貸借期間", "月額（税込）"]
    file = put(tmp_path, "リース契約一覧.csv", [head, ["1", "端末", "R4.9.1～R9.8.31", "1,000"], ["計", "", "", "1,000"]])
    intake, _ = take(town, file)
    assert intake.taken[0].sorted.rejected[0].reasons[0].params["fields"] == ("契約種別",)
    assert not list((town / "inventory").glob("*.csv"))
    apply(look(town, [file], Wanted(fixed={"契約種別": "リース"})))
    (row,) = clean(town, "契約_リース契約一覧.csv")
    assert (row["契約種別"], row["金額の別"], row["税抜・税込"]) == ("リース", "月", "税込")
    assert take(town, file)[1] == ()
    with pytest.raises(Refusal):
        look(town, [file], Wanted(fixed={"なぞ": "x"}))


def test_a_ledger_with_english_headings_is_read(town, tmp_path):
    head = ["Asset Tag", "Name", "Brand", "Serial No", "Purchase date", "Cost", "Location", "Department", "Remarks"]
    file = put(tmp_path, "a.tsv", [head, ["X1", "pc", "Ex", "S1", "2023-04-01", "1200", "Hall", "IT", "spare"]])
    (taken,) = look(town, [file], Wanted(kind="asset", fixed={"group": "G"})).taken
    assert (taken.proposal.unmapped, len(taken.sorted.accepted)) == ((), 1)
