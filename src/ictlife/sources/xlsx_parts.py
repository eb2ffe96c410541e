"""What an xlsx workbook's parts hold that calamine does not tell（部品）: formulas, error values, sheet names."""

from __future__ import annotations

import html
import io
import re
import zipfile
import zlib

_BOOK = "xl/workbook.xml"
_SMALL = 10 * 2**20
_UNREADABLE = (zipfile.BadZipFile, KeyError, ValueError, OSError, RuntimeError, EOFError, zlib.error)
"""What `zipfile` raises over data that is no whole zip file, or has no such part."""
_CELL = re.compile(rb'(<(?:\w+:)?c\s[^>]*?r="([A-Z]{1,3})([0-9]{1,7})"[^>]*?)(?:/>|>(.*?)</(?:\w+:)?c>)', re.DOTALL)
_ERROR = re.compile(rb'<(?:\w+:)?c\s[^>]*?t="e"')
_SHEET = re.compile(rb'<(?:\w+:)?sheet\s[^>]*?name="([^"]*)"')
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s/>]")
_VALUE = re.compile(rb"<(?:\w+:)?v>[^<]")


def faults(xml: bytes) -> dict[tuple[int, int], str]:
    """Row number and column of each formula without a stored value (INP018) and each error value (INP039)."""
    if not (_FORMULA.search(xml) or _ERROR.search(xml)):
        return {}
    found = {}
    for head, column, row, inside in _CELL.findall(xml):
        if _ERROR.search(head):
            found[int(row), place_of(column.decode())] = "INP039"
        elif inside and _FORMULA.search(inside) and not _VALUE.search(inside):
            found[int(row), place_of(column.decode())] = "INP018"
    return found


def formulas(xml: bytes) -> dict[tuple[int, int], bool]:
    """Row number and column of each formula, and whether the file holds its value."""
    if not _FORMULA.search(xml):
        return {}
    return {
        (int(row), place_of(column.decode())): bool(_VALUE.search(inside))
        for _, column, row, inside in _CELL.findall(xml)
        if inside and _FORMULA.search(inside)
    }


def place_of(letters: str) -> int:
    """The column that `letters` name; A is 0.

    >>> place_of("A"), place_of("AA")
    (0, 26)
    """
    place = 0
    for letter in letters:
        place = place * 26 + ord(letter) - ord("A") + 1
    return place - 1


def part_of(data: bytes, name: str) -> bytes:
    """The part of an xlsx workbook that is called `name`; empty where there is none, and for other formats."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return archive.read(name)
    except _UNREADABLE:
        return b""


def sheet_part(data: bytes, sheet: int) -> bytes:
    """The XML of the `sheet`-th sheet of an xlsx workbook; empty for other formats."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            book = archive.read(_BOOK)
            links = archive.read("xl/_rels/workbook.xml.rels")
            ids = [_attribute(tag, b"(?:\\w+:)?id") for tag in re.findall(rb"<(?:\w+:)?sheet\s[^>]*>", book)]
            tags = re.findall(rb"<(?:\w+:)?Relationship\s[^>]*>", links)
            targets = {_attribute(tag, b"Id"): _attribute(tag, b"Target") for tag in tags}
            target = targets[ids[sheet]].decode().lstrip("/")
            return archive.read(target if target.startswith("xl/") else f"xl/{target}")
    except (*_UNREADABLE, IndexError):
        return b""


def sheet_names(data: bytes) -> list[str]:
    """The names of all sheets of an xlsx workbook, hidden ones too; none for other formats."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            book = archive.read(_BOOK) if archive.getinfo(_BOOK).file_size <= _SMALL else b""
    except _UNREADABLE:
        return []
    return [html.unescape(name.decode("utf-8", "replace")) for name in _SHEET.findall(book)]


def _attribute(tag: bytes, name: bytes) -> bytes:
    found = re.search(rb"\s" + name + rb'="([^"]*)"', tag)
    return found[1] if found else b""
