"""200 MB that take no room on the disk."""


def make(folder):
    (folder / "inventory").mkdir()
    with (folder / "inventory/台帳.xlsx").open("wb") as file:
        file.truncate(200 * 2**20)
