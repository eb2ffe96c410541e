"""A zip archive that is no workbook."""

import zipfile


def make(folder):
    (folder / "inventory").mkdir()
    with zipfile.ZipFile(folder / "inventory/台帳.xlsx", "w") as archive:
        archive.writestr("readme.txt", "x")
