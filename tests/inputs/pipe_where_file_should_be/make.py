"""A named pipe would never end."""

import os


def make(folder):
    (folder / "inventory").mkdir()
    os.mkfifo(folder / "inventory/機器台帳.csv")
