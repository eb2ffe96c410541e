"""A name in the bytes of another system."""

import os
from pathlib import Path


def make(folder):
    (folder / "inventory").mkdir()
    name = os.fsdecode("台帳.csv".encode("cp932"))
    (Path(folder) / "inventory" / name).write_text("", "utf-8")
