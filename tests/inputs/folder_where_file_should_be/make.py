"""A folder bears the name of a ledger."""


def make(folder):
    (folder / "inventory/機器台帳.csv").mkdir(parents=True)
