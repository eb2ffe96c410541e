"""A folder of ledgers that nobody may list."""


def make(folder):
    (folder / "inventory/税務課").mkdir(parents=True)
    (folder / "inventory/税務課").chmod(0)
