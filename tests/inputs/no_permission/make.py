"""Nobody may read the ledger."""


def make(folder):
    (folder / "inventory/機器台帳.csv").chmod(0)
