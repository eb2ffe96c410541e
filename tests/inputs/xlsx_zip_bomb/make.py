"""A sheet of 400 MB of spaces, packed into 400 kB."""

import zipfile


def make(folder):
    (folder / "inventory").mkdir()
    path = folder / "inventory/台帳.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("xl/s.xml", "w") as part:
        for _ in range(400):
            part.write(b" " * 2**20)
