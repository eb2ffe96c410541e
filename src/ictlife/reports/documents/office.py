"""What a Word file can hold（文書の体裁）: text that XML allows, in a zip without a clock."""

from __future__ import annotations

import io
import zipfile

TIME_OF_ALL = (1980, 1, 1, 0, 0, 0)
"""The earliest that a zip file knows."""


def without_clock(document: bytes) -> bytes:
    """The zip file again, its entries in order of name and of one fixed time."""
    again = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(document)) as old, zipfile.ZipFile(again, "w", zipfile.ZIP_DEFLATED) as new:
        for name in sorted(old.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            about = zipfile.ZipInfo(name, TIME_OF_ALL)
            about.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(about, old.read(name))
    return again.getvalue()


def writable(value: object) -> object:
    """The value, all its texts as `writable_text`."""
    if isinstance(value, str):
        return writable_text(value)
    if isinstance(value, dict):
        return {name: writable(item) for name, item in value.items()}
    return [writable(item) for item in value] if isinstance(value, (list, tuple)) else value


def writable_text(text: str) -> str:
    """One line without what XML cannot hold: control characters and halves of surrogate pairs."""
    whole = text.encode("utf-8", "replace").decode("utf-8")
    return "".join(char if char >= " " and char not in "\ufffe\uffff" else " " for char in whole)
