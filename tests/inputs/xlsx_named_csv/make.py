"""A workbook that somebody renamed to csv is read as the workbook it is: the one bad cell is found in its sheet."""

import openpyxl


def make(folder):
    (folder / "inventory").mkdir(exist_ok=True)
    book = openpyxl.Workbook()
    book.active.title = "更新単位"
    for row in (["管理番号", "名称", "機器区分", "稼働開始"], ["SV-01", "情報系サーバ", "server", "令和8年13月"]):
        book.active.append(row)
    book.save(folder / "inventory/更新単位.xlsx")
    (folder / "inventory/更新単位.xlsx").rename(folder / "inventory/更新単位.csv")
