"""How far the sheets of an old Excel workbook reach（.xls）, read from its records and nothing else.

The file is a compound file: sectors chained by a table, [MS-CFB]. In it stands a stream of records, [MS-XLS]: the
workbook's own, then each sheet's, which `BoundSheet8` (2.4.28) points to.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

from ictlife.base.unreadable import Unreadable

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_STREAMS = frozenset(("workbook", "book"))
_MOST_SHEETS = 500
"""Each entry is read on its own, and many may point to one sheet."""
_LAST_SECTOR = 0xFFFFFFFA
"""Numbers from here on mean the end of a chain, or no sector at all ([MS-CFB] 2.1)."""
_ENTRY = 128
_LONG = 12
"""Bytes of a Dimensions record whose rows have four each."""
_END_OF_STREAM, _BOUND_SHEET = 0x000A, 0x0085
_CELLS = frozenset((0x0006, 0x00FD, 0x0203, 0x0204, 0x0205, 0x027E))
"""Records of one cell: Formula, LabelSst, Number, Label, BoolErr, RK; row and column stand first."""
_CELLS_OF_A_ROW, _DIMENSIONS = 0x00BD, 0x0200
"""MulRk, whose last column stands at its end; and what the sheet says of itself, for which calamine takes memory."""


def extents(data: bytes) -> Iterator[tuple[int, int]]:
    """Rows and columns of each sheet up to its last cell.

    Raises:
        Unreadable: INP007 where the file is cut off, or not what it says.
    """
    try:
        streams = list(_Sectors(data).streams(_STREAMS))
        if not streams:
            raise Unreadable("INP007")
        for stream in streams:
            begins = list(_sheets(stream))
            if len(begins) > _MOST_SHEETS:
                raise Unreadable("INP007")
            known = {begin: _extent(stream, begin) for begin in set(begins)}
            yield from (known[begin] for begin in begins)
    except (struct.error, IndexError, UnicodeDecodeError):
        raise Unreadable("INP007") from None


def _records(stream: bytes, begin: int) -> Iterator[tuple[int, bytes]]:
    """Type and content of the records of a part of the stream, up to its end."""
    while begin + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, begin)
        if kind == _END_OF_STREAM:
            return
        yield kind, stream[begin + 4 : begin + 4 + size]
        begin += 4 + size


def _sheets(stream: bytes) -> Iterator[int]:
    for kind, content in _records(stream, 0):
        if kind == _BOUND_SHEET:
            yield struct.unpack_from("<I", content)[0]


def _extent(stream: bytes, begin: int) -> tuple[int, int]:
    rows = columns = 0
    for kind, content in _records(stream, begin):
        if kind in _CELLS:
            row, column = struct.unpack_from("<HH", content)
        elif kind == _CELLS_OF_A_ROW:
            row, column = struct.unpack_from("<H", content) + struct.unpack_from("<H", content, len(content) - 2)
        elif kind == _DIMENSIONS:
            _, end, _, end_column = struct.unpack_from("<IIHH" if len(content) >= _LONG else "<HHHH", content)
            row, column = end - 1, end_column - 1
        else:
            continue
        rows, columns = max(rows, row + 1), max(columns, column + 1)
    return rows, columns


class _Sectors:
    """The sectors of a compound file（[MS-CFB]）, and the streams that they are chained to."""

    def __init__(self, data: bytes) -> None:
        shift, self._small_shift = struct.unpack_from("<HH", data, 0x1E)
        if shift not in (9, 12) or self._small_shift != 6:
            raise Unreadable("INP007")
        self._data, self._size = data, 1 << shift
        first_entry, _, self._least = struct.unpack_from("<III", data, 0x30)
        first_small, _, first_more, _ = struct.unpack_from("<IIII", data, 0x3C)
        self._next = self._table(first_more)
        self._entries = self._chained(first_entry)
        self._next_small = _numbers(self._chained(first_small))
        self._small = self._chained(self._start(0))

    def streams(self, names: frozenset[str]) -> Iterator[bytes]:
        """The content of every stream with one of these names."""
        for place in range(len(self._entries) // _ENTRY):
            entry = self._entries[place * _ENTRY : (place + 1) * _ENTRY]
            length = struct.unpack_from("<H", entry, 64)[0]
            name = entry[: max(0, min(length, 64) - 2)].decode("utf-16-le")
            if name.lower() in names:
                size = struct.unpack_from("<I", entry, 120)[0]
                yield (self._chained(self._start(place)) if size >= self._least else self._scraps(place))[:size]

    def _start(self, place: int) -> int:
        return int(struct.unpack_from("<I", self._entries, place * _ENTRY + 116)[0])

    def _sector(self, number: int) -> bytes:
        return self._data[(number + 1) * self._size : (number + 2) * self._size]

    def _table(self, more: int) -> tuple[int, ...]:
        """The number of the sector that follows each: the table itself is listed in the header, and then by sectors."""
        listed = list(struct.unpack_from("<109I", self._data, 0x4C))
        seen = 0
        while more < _LAST_SECTOR:
            *numbers, more = _numbers(self._sector(more))
            listed += numbers
            seen += 1
            if seen * self._size > len(self._data):
                raise Unreadable("INP007")
        return _numbers(b"".join(self._sector(number) for number in listed if number < _LAST_SECTOR))

    def _chained(self, number: int) -> bytes:
        return b"".join(map(self._sector, _chain(self._next, number)))

    def _scraps(self, place: int) -> bytes:
        """A stream too short for sectors of its own stands in small ones."""
        size = 1 << self._small_shift
        chain = _chain(self._next_small, self._start(place))
        return b"".join(self._small[number * size : (number + 1) * size] for number in chain)


def _numbers(content: bytes) -> tuple[int, ...]:
    return struct.unpack(f"<{len(content) // 4}I", content[: len(content) // 4 * 4])


def _chain(following: tuple[int, ...], number: int) -> Iterator[int]:
    """The sectors from `number` on; a chain that never ends is no chain."""
    for _ in range(len(following) + 1):
        if number >= _LAST_SECTOR:
            return
        yield number
        number = following[number]
    raise Unreadable("INP007")
