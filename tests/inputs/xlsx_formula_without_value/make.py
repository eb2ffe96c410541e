"""A formula that was never computed."""

from openpyxl import Workbook

ROWS = [
    ["管理番号", "名称", "機器区分", "稼働開始", "更新見込額"],
    ["SV-01", "情報系サーバ", "server", "R3.2", 1000000],
    ["SV-02", "メール", "server", "R3.2", "=E2*2"],
]


def make(folder):
    book = Workbook()
    sheet = book.active
    sheet.title = "更新単位"
    for row in ROWS:
        sheet.append(row)
    (folder / "inventory").mkdir()
    book.save(folder / "inventory/台帳.xlsx")
