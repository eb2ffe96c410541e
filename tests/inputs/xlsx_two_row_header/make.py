"""A header over two rows, with a column that nobody knows."""

from openpyxl import Workbook

ROWS = [
    ["更新単位の一覧"],
    ["管理番号", "名称", "機器区分", "更新", None, "うわさ"],
    [None, None, None, "周期", "見込額", None],
    ["SV-01", "情報系サーバ", "server", "5年くらい", "1,000千円", "x"],
]


def make(folder):
    book = Workbook()
    sheet = book.active
    sheet.title = "更新単位"
    for row in ROWS:
        sheet.append(row)
    sheet.merge_cells("D2:E2")
    (folder / "inventory").mkdir()
    book.save(folder / "inventory/台帳.xlsx")
