"""What a packed file would cost to open, judged before anything else opens it（展開前の検査）.

The directory of a zip file states how large each part is, and may lie: so every part is unpacked here, no further
than stated, before a library that trusts the file is handed it.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator

from ictlife.base.unreadable import Unreadable

LARGEST_FILE = 50 * 2**20
LARGEST_UNPACKED = 300 * 2**20
# A sheet of equal rows packs about 1:40; a bomb packs 1:1000.
HIGHEST_RATIO = 200
_SMALL = 10 * 2**20
_MOST_PARTS = 5000
_LOCAL_HEADER = 30
"""Bytes of a part's own header before its name (APPNOTE 4.3.7); the lengths of name and extra field end it."""
_RAW = -zlib.MAX_WBITS


def check_size(size: int, largest: int = LARGEST_FILE) -> None:
    """Refuse a file too large to be a ledger.

    Raises:
        Unreadable: INP005.
    """
    if size > largest:
        raise Unreadable("INP005", megabytes=-(-size // 2**20), most=largest // 2**20)


def parts_of(data: bytes) -> Iterator[tuple[str, bytes]]:
    """Name and content of every part of a zip file, each as large as its directory says.

    Raises:
        Unreadable: INP006 unpacks to too much; INP007 no zip file, cut off, or not what it says.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _check_unpacked(archive.infolist(), len(data))
            for part in archive.infolist():
                yield part.filename, _unpacked(data, part)
    except Unreadable:
        raise
    except (zipfile.BadZipFile, ValueError, OSError, RuntimeError, EOFError, zlib.error):
        raise Unreadable("INP007") from None


def _check_unpacked(parts: list[zipfile.ZipInfo], packed: int) -> None:
    unpacked = sum(part.file_size for part in parts)
    ratio = unpacked // max(1, packed)
    if unpacked > LARGEST_UNPACKED or len(parts) > _MOST_PARTS or (unpacked > _SMALL and ratio > HIGHEST_RATIO):
        raise Unreadable("INP006", megabytes=-(-unpacked // 2**20), ratio=ratio)


def _unpacked(data: bytes, part: zipfile.ZipInfo) -> bytes:
    """A part's content; `zipfile` itself stops at the size stated, where other libraries read on."""
    header = data[part.header_offset : part.header_offset + _LOCAL_HEADER]
    names = int.from_bytes(header[26:28], "little") + int.from_bytes(header[28:30], "little")
    begin = part.header_offset + _LOCAL_HEADER + names
    packed = data[begin : begin + part.compress_size]
    if part.compress_type == zipfile.ZIP_STORED:
        content = packed
    elif part.compress_type == zipfile.ZIP_DEFLATED:
        content = zlib.decompressobj(_RAW).decompress(packed, part.file_size + 1)
    else:
        raise Unreadable("INP007")
    if len(content) != part.file_size:
        raise Unreadable("INP007")
    return content
