"""A file stands where the settings' folder should be."""

import shutil


def make(folder):
    shutil.rmtree(folder / "config")
    (folder / "config").write_text("x", "utf-8")
