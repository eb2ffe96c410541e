"""2026 under a date: the year, or the day 2026 of a spreadsheet?"""

from openpyxl import Workbook

ROWS = [
    ["管理番号", "名称", "機器区分", "稼働開始", "更新見込額"],
    ["SV-01", "情報系サーバ", "server", 2026, 1],
    ["SV-02", "メール", "server", 46054, 1],
    ["SV-03", "ファイル", "server", 7.4, 1],
]


def make(folder):
    book = Workbook()
    sheet = book.active
    sheet.title = "更新単位"
    for row in ROWS:
        sheet.append(row)
    (folder / "inventory").mkdir()
    book.save(folder / "inventory/台帳.xlsx")
