"""The first half of a workbook."""

from openpyxl import Workbook

ROWS = [
    ["管理番号", "名称", "機器区分", "稼働開始", "更新見込額"],
    ["SV-01", "情報系サーバ", "server", "R3.2", 1000000],
]


def make(folder):
    book = Workbook()
    sheet = book.active
    sheet.title = "更新単位"
    for row in ROWS:
        sheet.append(row)
    (folder / "inventory").mkdir()
    path = folder / "inventory/台帳.xlsx"
    book.save(path)
    path.write_bytes(path.read_bytes()[:2000])
