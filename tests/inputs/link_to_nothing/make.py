"""A link whose file is gone."""


def make(folder):
    (folder / "inventory").mkdir()
    (folder / "inventory/機器台帳.csv").symlink_to("gone.csv")
