"""Ledgers as towns keep them: titles, two-row headings, era dates, units, totals, ditto marks. All made up.

Each case: rows of a CSV; the mapping it must be given; how many rows are taken over and how many come back.
"""

from __future__ import annotations

import pytest

from ictlife.importing.propose import propose
from ictlife.importing.reject import sort_rows
from ictlife.sources.columns import Source
from ictlife.sources.delimited import read_delimited
from ictlife.sources.record import Reading
from tests.unit.importing.tables import WORDS, mapping, written

A = ["管理番号", "更新単位", "機器名"]
PLAIN = {"管理番号": "id", "更新単位": "group", "機器名": "name"}


def rows(*more: list[str], head: list[str] | None = None) -> list[list[str]]:
    """A table of three plain columns and those of `head`; each of `more` gives the cells of these."""
    return [[*A, *(head or [])], *([f"A{n}", "G1", f"PC{n}", *cells] for n, cells in enumerate(more, 1))]


def one(heading: str, *cells: str) -> list[list[str]]:
    return rows(*([cell] for cell in cells), head=[heading])


CASES: dict[str, tuple[list[list[str]], str, dict[str, str], int, int]] = {
    "plain": (rows([], []), "asset", PLAIN, 2, 0),
    "title above": ([["令和6年度 機器台帳", "", ""], *rows([], [])], "asset", PLAIN, 2, 0),
    "title, author and blank line above": (
        [["機器台帳", "", ""], ["作成: 総務課", "", ""], ["", "", ""], *rows([])], "asset", PLAIN, 1, 0),
    "group headings over two rows": (
        [["管理番号", "更新単位", "機器名", "取得", ""], ["", "", "", "年月日", "価格（千円）"],
         ["A1", "G1", "PC", "R4.9.1", "120"]],
        "asset", {**PLAIN, "取得年月日": "acquired_on", "取得価格（千円）": "price"}, 1, 0),
    "total below": ([*rows([], []), ["合計", "", "2台"]], "asset", PLAIN, 2, 1),
    "subtotal in the middle": ([*rows([]), ["小計", "", "1台"], ["A9", "G1", "PC9"]], "asset", PLAIN, 2, 1),
    "notes below": ([*rows([]), ["※ 廃棄済みを除く", "", ""], ["注 台数は実数", "", ""]], "asset", PLAIN, 1, 2),
    "blank rows between": ([*rows([]), ["", "", ""], ["A9", "G1", "PC9"]], "asset", PLAIN, 2, 0),
    "full-width headings": ([["ｋｉｎｄ", "管理　番号", "更新 単位", "機器 名"], ["x", "A1", "G1", "PC"]],
                            "asset", {"管理 番号": "id", "更新 単位": "group", "機器 名": "name"}, 1, 0),
    "line breaks in headings": ([["管理\n番号", "更新\n単位", "機器名"], ["A1", "G1", "PC"]],
                                "asset", {"管理 番号": "id", "更新 単位": "group", "機器名": "name"}, 1, 0),
    "required marks in headings": ([["管理番号*", "更新単位※", "★機器名"], ["A1", "G1", "PC"]],
                                   "asset", {"管理番号*": "id", "更新単位※": "group", "★機器名": "name"}, 1, 0),
    "English headings": ([["id", "group", "name", "serial"], ["A1", "G1", "PC", "S1"]],
                         "asset", {"id": "id", "group": "group", "name": "name", "serial": "serial"}, 1, 0),
    "several names in a heading": ([["管理番号", "更新単位", "機器名/機種"], ["A1", "G1", "PC"]],
                                   "asset", {"管理番号": "id", "更新単位": "group", "機器名/機種": "name"}, 1, 0),
    "era dates": (one("取得日", "R4.9.1", "令和4年9月", "H31.4", "平成33年3月31日"),
                  "asset", {**PLAIN, "取得日": "acquired_on"}, 4, 0),
    "full-width era dates": (one("取得日", "Ｒ４．９．１", "令和４年９月１日"),
                             "asset", {**PLAIN, "取得日": "acquired_on"}, 2, 0),
    "a day that does not exist": (one("取得日", "R4.9.1", "R5.2.29", "R5.4.1"),
                                  "asset", {**PLAIN, "取得日": "acquired_on"}, 2, 1),
    "vague dates": (one("取得日", "R4.9.1", "R8頃", "R5.4.1", "R6.4.1"),
                    "asset", {**PLAIN, "取得日": "acquired_on"}, 3, 1),
    "undecided dates": (one("取得日", "未定", "不明", "R5.4.1"), "asset", {**PLAIN, "取得日": "acquired_on"}, 3, 0),
    "several dates in a cell": (one("取得日", "H30.4.1 R5.4.1", "R5.4.1", "R6.4.1"),
                                "asset", {**PLAIN, "取得日": "acquired_on"}, 2, 1),
    "dates without an era": (one("取得日", "30.4.1", "R5.4.1", "R6.4.1"),
                             "asset", {**PLAIN, "取得日": "acquired_on"}, 2, 1),
    "eight digits": (one("取得日", "20260201", "20250401"), "asset", {**PLAIN, "取得日": "acquired_on"}, 2, 0),
    "departments under a heading of dates": (one("取得日", "総務課", "税務課"), "asset", PLAIN, 2, 0),
    "yen in many forms": (one("取得価格", "1,674千円", "￥1,674", "１，６７４円", "2万円"),
                          "asset", {**PLAIN, "取得価格": "price"}, 4, 0),
    "unit in the heading": (one("取得価格（千円）", "120", "1,674"), "asset", {**PLAIN, "取得価格（千円）": "price"}, 2, 0),
    "unit above the table": ([["", "", "", "単位：千円"], *one("取得価格", "120")],
                             "asset", {**PLAIN, "取得価格": "price"}, 1, 0),
    "an amount in words": (one("取得価格", "120", "別途", "130"), "asset", {**PLAIN, "取得価格": "price"}, 2, 1),
    "counters": (one("数量", "10台", "１式", "3本", "一式"), "asset", {**PLAIN, "数量": "quantity"}, 4, 0),
    "words for a count": (one("数量", "10", "多数", "3"), "asset", {**PLAIN, "数量": "quantity"}, 2, 1),
    "ditto marks": ([*rows([]), ["A2", "〃", "PC2"], ["A3", "同上", "PC3"]], "asset", PLAIN, 1, 2),
    "dashes for nothing": (one("取得日", "-", "ー", "R5.4.1"), "asset", {**PLAIN, "取得日": "acquired_on"}, 3, 0),
    "zones by their words alone": (one("どこ", "LGWAN接続系", "インターネット接続系", "マイナンバー利用事務系"),
                                   "asset", {**PLAIN, "どこ": "zone"}, 3, 0),
    "words of no list": (one("調達方法", "リース", "購入", "もらった"), "asset", {**PLAIN, "調達方法": "acquisition"}, 2, 1),
    "an unknown column": (one("なぞ", "い", "ろ"), "asset", PLAIN, 2, 0),
    "repeated identifiers": ([*rows([]), ["A1", "G1", "PC9"], ["A2", "G1", "PC2"]], "asset", PLAIN, 1, 2),
    "no identifier": ([*rows([]), ["", "G1", "PC2"]], "asset", PLAIN, 1, 1),
    "identifiers that differ in width only": ([*rows([]), ["Ａ１", "G1", "PC2"]], "asset", PLAIN, 0, 2),
    "no column of identifiers, but of serials": (
        [["更新単位", "機器名", "製造番号"], ["G1", "PC", "S1"], ["G1", "PC", "S2"]],
        "asset", {"更新単位": "group", "機器名": "name", "製造番号": "serial"}, 2, 0),
    "no groups, but classes": (
        [["管理番号", "機器区分", "機器名", "製造番号"], ["A1", "サーバ", "SV", "S1"], ["A2", "サーバ", "SV", "S2"]],
        "asset", {"管理番号": "id", "機器名": "name", "製造番号": "serial"}, 2, 0),
    "two columns of one field": ([[*A, "名称"], ["A1", "G1", "PC", "別名"]], "asset", PLAIN, 1, 0),
    "periods of contracts": (
        [["契約番号", "件名", "契約種別", "契約期間"], ["K1", "賃貸借", "リース", "R4.9.1～R9.8.31"],
         ["K2", "賃貸借", "リース", "R4.9.1〜R9.8.31"], ["K3", "保守", "保守", "R5.3.1"]],
        "contract", {"契約番号": "id", "件名": "name", "契約種別": "kind", "契約期間": "starts_on/ends_on"}, 2, 1),
    "terms of contracts": (
        [["契約番号", "件名", "契約種別", "契約期間"], ["K1", "賃貸借", "リース", "60か月"]],
        "contract", {"契約番号": "id", "件名": "name", "契約種別": "kind", "契約期間": "term_months"}, 1, 0),
    "places": ([["拠点番号", "拠点名", "所在地", "耐震"], ["S1", "本庁舎", "例示1-1", "○"], ["S2", "支所", "例示2-2", "調整済"]],
               "site", {"拠点番号": "id", "拠点名": "name", "所在地": "address", "耐震": "is_seismic"}, 1, 1),
    "variant characters": ([*rows([]), ["A2", "G1", "髙﨑支所端末 ①㈱"]], "asset", PLAIN, 2, 0),
    "millions of yen": (one("取得価格（百万円）", "1.5", "2"), "asset", {**PLAIN, "取得価格（百万円）": "price"}, 2, 0),
}  # fmt: skip


def test_there_are_at_least_forty():
    assert len(CASES) >= 40


@pytest.mark.parametrize(("encoding", "delimiter"), [("cp932", ","), ("utf-8-sig", "\t")], ids=["cp932", "tsv"])
@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_awful_ledger(case, encoding, delimiter):
    table, kind, expected, accepted, rejected = case
    width = max(map(len, table))
    table = [[*line, *[""] * (width - len(line))] for line in table]
    if encoding == "cp932":
        table = [[cell.encode("cp932", "ignore").decode("cp932") for cell in line] for line in table]
    grid = read_delimited(written(table, encoding, delimiter), "a.csv", Reading())
    made = propose(grid, WORDS, Source())
    assert made is not None
    assert (made.kind, mapping(made)) == (kind, expected)
    found = sort_rows(made, WORDS)
    assert (len(found.accepted), len(found.rejected)) == (accepted, rejected)
    assert found.rows == accepted + rejected
    assert all(each.reasons for each in found.rejected)
    assert {*mapping(made), *(each.heading for each in made.unmapped)} == {each.heading for each in made.guesses}
