"""A title above and a remark below are merged: neither is a record."""

from openpyxl import Workbook

ROWS = [
    ["情報機器更新台帳"],
    ["（単位：千円）"],
    ["管理番号", "名称", "機器区分", "稼働開始", "更新見込額"],
    ["SV-01", "情報系サーバ", "server", "R3.2", 1000000],
    ["※金額は税込"],
]


def make(folder):
    book = Workbook()
    sheet = book.active
    sheet.title = "更新単位"
    for row in ROWS:
        sheet.append(row)
    sheet.merge_cells("A1:E1")
    sheet.merge_cells("A5:E5")
    (folder / "inventory").mkdir()
    book.save(folder / "inventory/台帳.xlsx")
