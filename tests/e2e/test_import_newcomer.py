"""Ledgers as colleagues leave them, taken over by somebody who knows the messages only: each says how to go on."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from ictlife.cli.main import ictlife
from ictlife.workspace.load import load
from tests.unit.importing.tables import written
from tests.unit.sources.books import cell, ods, row

PCS = [
    ["令和６年度　パソコン等管理台帳", "", "", "", "", "", ""],
    ["No.", "機種名", "台数", "課", "リース開始", "担当", "備考"],
    ["1", "LIFEBOOK U7413", "１２０台", "総務課", "5.10.1", "例示 太郎 090-0000-0000", ""],
    ["2", "ProBook 450", "15台", "福祉課", "H31.4.1", "", ""],
    ["3", "ProBook 455", "3", "福祉課", "平成31年4月1日", "", ""],
    ["", "計", "138台", "", "", "", ""],
]
SYSTEMS = [
    ["システム名", "所管課", "次期更改", "更新サイクル", "現行稼働"],
    ["住民記録システム", "市民課", "R8.1", "5年", "R3.1.4"],
    ["財務会計", "会計課", "令和９年度", "5年", "2022/4/1"],
]
LEASES = [
    ["整理番号", "契約件名", "リース会社", "契約期間", "契約月額（千円・税抜）"],
    ["R3-1", "基幹系サーバ一式", "〇〇リース㈱", "R3.4.1～R8.3.31", "1,234"],
    ["R6-9", "会議システム", "△△キャピタル", "未定", ""],
]


@pytest.fixture
def town(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "例示町" / "config").mkdir(parents=True)
    (tmp_path / "例示町" / "inventory").mkdir()
    (tmp_path / "例示町" / "config" / "ictlife.yaml").write_text("city: {id: default, name: 例示町}\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path / "例示町"


@pytest.fixture
def run(town: Path) -> Callable[..., tuple[str, int]]:
    def _run(file: str, *options: str) -> tuple[str, int]:
        ran = CliRunner().invoke(ictlife, ["import", file, town.name, *options])
        return ran.output, ran.exit_code

    return _run


def put(town: Path, name: str, rows: list[list[str]]) -> None:
    (town.parent / name).write_bytes(written(rows, "cp932"))


def clean(town: Path, name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO((town / "inventory" / name).read_text("utf-8-sig"))))


def test_a_ledger_of_pcs_without_groups_says_how_they_are_made_and_comes_in_whole(town, run):
    put(town, "PC台帳.csv", PCS)
    said, _ = run("PC台帳.csv")
    assert "--set 機器区分=業務用端末" in said
    assert "取り込める行がありません" in said
    said, code = run("PC台帳.csv", "--set", "機器区分=端末", "--apply")
    assert code == 1
    assert "全4行 = 受入れ2行 + 差戻し2行（うち合計・注記1行）" in said
    assert "対処: R7.4.1 や 2025-04-01" in said
    fed = town.parent / "PC台帳.csv.rejected.csv"
    rejects = (town / "reports" / "import" / fed.name).read_text("utf-8-sig")
    fed.write_text(rejects.replace("5.10.1", "R5.10.1"), "utf-8-sig")
    run(fed.name, "--apply")
    assert [(row["機器名"], row["数量"], row["所管課"]) for row in clean(town, "機器_PC台帳.csv")] == [
        ("ProBook 450", "15", "福祉課"), ("ProBook 455", "3", "福祉課"), ("LIFEBOOK U7413", "120", "総務課"),
    ]  # fmt: skip
    groups = clean(town, "更新単位_PC台帳.csv")
    assert {(row["機器区分"], row["稼働開始"]) for row in groups} == {("端末", "2019-04-01"), ("端末", "2023-10-01")}
    assert len(load(town).estate.groups) == 2
    kept = "".join(path.read_text("utf-8-sig") for path in (town / "inventory").iterdir())
    assert "太郎" not in kept
    assert "090" not in kept


def test_a_stated_category_is_kept_and_gives_way_to_a_column_that_says_it(town, run):
    put(town, "PC台帳.csv", PCS)
    run("PC台帳.csv", "--set", "機器区分=端末", "--apply")
    said, _ = run("PC台帳.csv")
    assert "受入れ2行" in said
    head, *rows = PCS[1:4]
    put(town, "機器.csv", [[*head, "種類"], *([*row, "プリンタ"] for row in rows)])
    said, _ = run("機器.csv", "--set", "機器区分=端末", "--apply")
    assert {row["機器区分"] for row in clean(town, "更新単位_機器.csv")} == {"プリンタ"}


def test_a_list_of_systems_says_which_words_its_missing_column_may_have(town, run):
    put(town, "システム一覧.csv", SYSTEMS)
    said, _ = run("システム一覧.csv")
    assert "--set 機器区分=（サーバ、" in said
    run("システム一覧.csv", "--set", "機器区分=業務システム", "--apply")
    assert [(row["名称"], row["次回更新予定"], row["稼働開始"]) for row in clean(town, "更新単位_システム一覧.csv")] == [
        ("住民記録システム", "2026-01", "2021-01-04"), ("財務会計", "FY2027", "2022-04-01"),
    ]  # fmt: skip


def test_a_term_that_is_undecided_stays_undecided(town, run):
    put(town, "リース一覧.csv", LEASES)
    said, _ = run("リース一覧.csv")
    assert "--set 契約種別=（" in said
    said, code = run("リース一覧.csv", "--set", "契約種別=リース", "--apply")
    assert code == 0, said
    first, last = clean(town, "契約_リース一覧.csv")
    assert (first["金額"], first["金額の別"], first["税抜・税込"], first["契約相手"]) == (
        "1234000", "月", "税抜", "〇〇リース㈱",
    )  # fmt: skip
    assert (last["開始"], last["終了"]) == ("未定", "未定")


def test_rows_that_nothing_numbers_say_so(town, run):
    put(town, "機器一覧.csv", [["区分", "品名", "導入年度"], ["サーバ", "SV", "H30"], ["サーバ", "SV", "H30"]])
    said, _ = run("機器一覧.csv")
    assert "必須の項目の列がありません: 管理番号" in said
    assert "key: [name, owner]" in said
    assert "2行目: 記録に必要な項目（管理番号）の列がありません" in said


def test_a_file_named_after_a_kind_it_is_not_is_read_by_its_headings(town, run):
    put(town, "施設予約システム予算上限.csv", [["管理番号", "更新単位", "機器名"], ["A1", "G1", "PC"]])
    said, _ = run("施設予約システム予算上限.csv")
    assert "機器として読みます" in said


def test_totals_and_notes_are_not_filled_and_fill_nothing(town, run):
    table = [["No.", "機器名", "更新単位", "台数"], ["1", "PC", "G", "2"], ["", "小計", "", "2"], ["2", "〃", "G", "3"],
             ["", "合計", "", "5"], ["※ 赤は廃棄済み", "", "", ""]]  # fmt: skip
    put(town, "機器.csv", table)
    run("機器.csv", "--fill-down", "機器名", "--apply")
    assert [(row["管理番号"], row["機器名"]) for row in clean(town, "機器_機器.csv")] == [("1", "PC"), ("2", "PC")]


@pytest.mark.parametrize(("cell", "start"), [("H30", "FY2018"), ("令和3年", "FY2021"), ("R4年度", "FY2022"), ("R4.10.1", "2022-10-01"),
                                             ("2023", "FY2023")])  # fmt: skip
def test_a_bare_year_under_a_heading_of_fiscal_years_is_one(town, run, cell, start):
    put(town, "機器.csv", [["No.", "機器名", "更新単位", "導入年度"], ["1", "PC", "G", cell]])
    run("機器.csv", "--apply")
    assert [row["取得日"] for row in clean(town, "機器_機器.csv")] == [start]


def test_a_format_whose_colours_are_not_looked_at_says_so(town, run):
    head, more = row(*map(cell, ("管理番号", "更新単位", "機器名"))), row(*map(cell, ("A1", "G1", "PC")))
    (town.parent / "機器.ods").write_bytes(ods(head + more))
    said, code = run("機器.ods")
    assert code == 0, said
    assert "表計算ファイル、シート1枚" in said
    assert "IMP029 機器.ods この形式（ods）では、色・取消線・コメント" in said


def test_equipment_of_two_departments_is_two_groups_whatever_the_heading_of_departments(town, run):
    rows = [["1", "PC", "税務課", "R4.10.1"], ["2", "PC", "福祉課", "R4.10.1"], ["3", "PC", "税務課", "R4.10.1"]]
    put(town, "端末台帳.csv", [["No.", "機器名", "使用課", "取得年月日"], *rows])
    run("端末台帳.csv", "--set", "機器区分=端末", "--apply")
    assert {(row["所管課"], row["稼働開始"]) for row in clean(town, "更新単位_端末台帳.csv")} == {
        ("税務課", "2022-10-01"), ("福祉課", "2022-10-01"),
    }  # fmt: skip
