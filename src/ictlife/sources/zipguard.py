"""What a workbook would cost to open, judged from its directory before anything is unpacked（展開前の検査）.

Also what calamine does not tell: formulas for which the file holds no value, error values, far cells.
"""

from __future__ import annotations

import html
import io
import re
import zipfile
import zlib

from ictlife.base.unreadable import Unreadable

LARGEST_FILE = 50 * 2**20
LARGEST_UNPACKED = 300 * 2**20
# A sheet of equal rows packs about 1:40; a bomb packs 1:1000.
HIGHEST_RATIO = 200
MOST_ROWS = 200_000
_MOST_CELLS = 26 * MOST_ROWS
_SMALL = 10 * 2**20
_MOST_PARTS = 5000
_BOOK = "xl/workbook.xml"
_OLE = b"\xd0\xcf\x11\xe0"
_LOCKED = "EncryptedPackage".encode("utf-16-le")
"""The stream in which Excel keeps a workbook with a password; calamine only says that it is no workbook."""

_CELL = re.compile(rb'(<(?:\w+:)?c\s[^>]*?r="([A-Z]{1,3})([0-9]{1,7})"[^>]*?)(?:/>|>(.*?)</(?:\w+:)?c>)', re.DOTALL)
_ERROR = re.compile(rb'<(?:\w+:)?c\s[^>]*?t="e"')
# As every spreadsheet writes it, searched for by its literal beginning: three times as fast as any XML.
_FAR = re.compile(rb' r="(?:[A-Za-z]{3,}[0-9]|[A-Za-z]*(?:[2-9][0-9]{5}|[0-9]{7}))')
_WIDE = re.compile(rb' r="[A-Za-z]{2}[0-9]')
_PLACE = re.compile(rb' r="([A-Za-z]{0,2})([0-9]{1,6})"')
_LOOSE = re.compile(rb"""\sr\s*=\s*["']""")
_UNUSUAL = (b" r ", b" r='", b" r= ", b"\tr", b"\nr", b"\rr", b" r\n", b" r\t", b" r\r", b" r=\n", b" r=\t", b" r=\r")
_SHEET = re.compile(rb'<(?:\w+:)?sheet\s[^>]*?name="([^"]*)"')
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s/>]")
_VALUE = re.compile(rb"<(?:\w+:)?v>[^<]")


def check_size(size: int, largest: int = LARGEST_FILE) -> None:
    """Refuse a file too large to be a ledger.

    Raises:
        Unreadable: INP005.
    """
    if size > largest:
        raise Unreadable("INP005", megabytes=-(-size // 2**20), most=largest // 2**20)


def check_zip(data: bytes) -> None:
    """Refuse a workbook that is none, or that would take more memory than a ledger may.

    Raises:
        Unreadable: INP006 unpacks to too much; INP007 no workbook, or cut off; INP037 locked by a password;
            INP038 cells too far out.
    """
    if data.startswith(_OLE):
        if _LOCKED in data:
            raise Unreadable("INP037")
        return
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _check_unpacked(archive.infolist(), len(data))
            if _BOOK not in archive.namelist():
                raise Unreadable("INP007")
            for part in archive.namelist():
                if part.endswith(".xml"):
                    _check_extent(archive.read(part))
    except Unreadable:
        raise
    except (zipfile.BadZipFile, ValueError, OSError, RuntimeError, EOFError, zlib.error):
        raise Unreadable("INP007") from None


def _check_unpacked(parts: list[zipfile.ZipInfo], packed: int) -> None:
    unpacked = sum(part.file_size for part in parts)
    ratio = unpacked // max(1, packed)
    if unpacked > LARGEST_UNPACKED or len(parts) > _MOST_PARTS or (unpacked > _SMALL and ratio > HIGHEST_RATIO):
        raise Unreadable("INP006", megabytes=-(-unpacked // 2**20), ratio=ratio)


def _check_extent(xml: bytes) -> None:
    """Refuse a part with a cell so far out that the grid to hold it would not fit in memory.

    calamine fills the whole rectangle, and where there is no memory for it the process ends without a word.
    So every part is looked at, whichever the workbook says its sheets are.
    """
    if xml[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise Unreadable("INP007")
    if any(unusual in xml for unusual in _UNUSUAL):
        xml = _LOOSE.sub(b' r="', xml)
    if _FAR.search(xml):
        raise Unreadable("INP038", most=MOST_ROWS)
    if _WIDE.search(xml):
        places = _PLACE.findall(xml)
        rows = max(int(row) for _, row in places)
        columns = max(place_of(letters.decode().upper()) + 1 for letters, _ in places)
        if rows * columns > _MOST_CELLS:
            raise Unreadable("INP038", most=MOST_ROWS)


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


def place_of(letters: str) -> int:
    """The column that `letters` name; A is 0.

    >>> place_of("A"), place_of("AA")
    (0, 26)
    """
    place = 0
    for letter in letters:
        place = place * 26 + ord(letter) - ord("A") + 1
    return place - 1


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
    except (zipfile.BadZipFile, KeyError, IndexError, ValueError, OSError, RuntimeError, zlib.error):
        return b""


def sheet_names(data: bytes) -> list[str]:
    """The names of all sheets of an xlsx workbook, hidden ones too; none for other formats."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            book = archive.read(_BOOK) if archive.getinfo(_BOOK).file_size <= _SMALL else b""
    except (zipfile.BadZipFile, KeyError, ValueError, OSError, RuntimeError, EOFError, zlib.error):
        return []
    return [html.unescape(name.decode("utf-8", "replace")) for name in _SHEET.findall(book)]


def _attribute(tag: bytes, name: bytes) -> bytes:
    found = re.search(rb"\s" + name + rb'="([^"]*)"', tag)
    return found[1] if found else b""
