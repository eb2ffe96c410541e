"""A file stands where the ledgers' folder should be."""


def make(folder):
    (folder / "inventory").write_text("x", "utf-8")
