"""Workbooks of formats that no library here writes: the least that a reader takes（試験用のブック）."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Iterable, Sequence
from datetime import date
from xml.sax.saxutils import escape

SECTOR = 512
_END, _FREE, _FAT = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
_OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
_TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0"
_TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"


def record(kind: int, content: bytes = b"") -> bytes:
    """A BIFF record."""
    return struct.pack("<HH", kind, len(content)) + content


BOF = record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0, 0, 0, 0))
EOF = record(0x000A)


def number(row: int, column: int, value: float = 1.0) -> bytes:
    """A cell that holds a number."""
    return record(0x0203, struct.pack("<HHHd", row, column, 0, value))


def old_book(sheets: Sequence[bytes], repeat: int = 1) -> bytes:
    """An xls file; each sheet, as records, is named `repeat` times."""
    names = [f"S{place}-{turn}".encode() for place in range(len(sheets)) for turn in range(repeat)]
    ahead = len(BOF) + sum(4 + 8 + len(name) for name in names) + len(EOF)
    begins = []
    for sheet in sheets:
        begins += [ahead] * repeat
        ahead += len(BOF) + len(sheet) + len(EOF)
    bounds = [
        record(0x0085, struct.pack("<IBBBB", begin, 0, 0, len(name), 0) + name)
        for begin, name in zip(begins, names, strict=True)
    ]
    return compound(b"".join((BOF, *bounds, EOF, *(BOF + sheet + EOF for sheet in sheets))))


def compound(stream: bytes, following: Iterable[int] | None = None) -> bytes:
    """A compound file with one stream, `Workbook`; `following` bends its chain of sectors."""
    stream = stream.ljust(8 * SECTOR, b"\0")
    count = -(-len(stream) // SECTOR)
    chain = list(following) if following else [*range(3, count + 2), _END]
    table = struct.pack("<128I", _FAT, _END, *chain, *[_FREE] * (126 - count))
    entries = _entry("Root Entry", 5, _END, 0) + _entry("Workbook", 2, 2, len(stream)) + bytes(2 * 128)
    header = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6)
    header += bytes(6) + struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, _END, 0, _END, 0)
    header += struct.pack("<109I", 0, *[_FREE] * 108)
    return header + table + entries + stream.ljust(count * SECTOR, b"\0")


def _entry(name: str, kind: int, start: int, size: int) -> bytes:
    text = name.encode("utf-16-le") + b"\0\0"
    links = struct.pack("<BBIII", kind, 1, _FREE, _FREE, 1 if kind == 5 else _FREE)
    return text.ljust(64, b"\0") + struct.pack("<H", len(text)) + links + bytes(36) + struct.pack("<IQ", start, size)


def ods(*tables: str, manifest: str = "", head: str = "") -> bytes:
    """An ODS file of tables, each the XML of its rows."""
    inside = "".join(f'<t:table t:name="表{place}">{rows}</t:table>' for place, rows in enumerate(tables))
    spaces = f'xmlns:o="{_OFFICE}" xmlns:t="{_TABLE}" xmlns:x="{_TEXT}"'
    # calamine looks for the prefixes that every office program writes.
    content = f"{head}<o:document-content {spaces}><o:body><o:spreadsheet>{inside}</o:spreadsheet></o:body></o:document-content>"
    for short, long in (("o:", "office:"), ("t:", "table:"), ("x:", "text:")):
        content = content.replace(f"<{short}", f"<{long}").replace(f"</{short}", f"</{long}")
        content = content.replace(f" {short}", f" {long}").replace(f"xmlns:{short[0]}=", f"xmlns:{long[:-1]}=")
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", f"<manifest>{manifest}</manifest>")
        archive.writestr("content.xml", content)
    return packed.getvalue()


def row(*cells: str, times: int = 1) -> str:
    """A row of an ODS table."""
    return f'<t:table-row t:number-rows-repeated="{times}">{"".join(cells)}</t:table-row>'


def cell(value: str | float | date, times: int = 1) -> str:
    """A cell that says something."""
    repeated = f't:number-columns-repeated="{times}"'
    if isinstance(value, date):
        return f'<t:table-cell o:value-type="date" o:date-value="{value.isoformat()}" {repeated}/>'
    if isinstance(value, str):
        return f'<t:table-cell o:value-type="string" {repeated}><x:p>{escape(value)}</x:p></t:table-cell>'
    return f'<t:table-cell o:value-type="float" o:value="{value}" {repeated}/>'


def blank(times: int) -> str:
    """Cells in which nothing stands."""
    return f'<t:table-cell t:style-name="c1" t:number-columns-repeated="{times}"/>'
