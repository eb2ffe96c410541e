"""A workbook is judged before it is opened: what it would fill, and whether it is what it says."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

import pytest

from ictlife.base.unreadable import Unreadable
from ictlife.sources.excel import read_workbook
from ictlife.sources.extent import check_book
from ictlife.sources.record import Reading
from tests.unit.sources import books
from tests.unit.sources.books import blank, cell, number, ods, old_book, record, row

FAR_ROW = number(65_535, 254)


def refused(data: bytes) -> str:
    with pytest.raises(Unreadable) as why:
        check_book(data)
    return why.value.code


def cells(data: bytes) -> list[list[object]]:
    (grid, *_) = read_workbook(data, "台帳", Reading())
    return [list(line.cells) for line in grid.lines]


def test_an_old_workbook_is_read():
    assert cells(old_book([number(0, 0, 3.5) + number(1, 1, 4)])) == [[3.5, ""], ["", 4.0]]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (old_book([FAR_ROW]), "INP038"),
        (old_book([record(0x00BD, struct.pack("<HHHIHIH", 65_535, 0, 0, 0, 0, 0, 255))]), "INP038"),
        (old_book([record(0x0200, struct.pack("<IIHHH", 0, 2**31, 0, 255, 0))]), "INP038"),
        (old_book([number(60_000, 20)], repeat=5), "INP038"),
        (old_book([number(0, 0)], repeat=501), "INP007"),
        (old_book([number(0, 0)])[:900], "INP007"),
        (books.compound(books.BOF, [2] * 8), "INP007"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\xff" * 600, "INP007"),
    ],
    ids=["far", "row-of-cells", "says-so", "sheets", "same-sheet", "cut", "endless", "noise"],
)
def test_an_old_workbook_that_would_fill_the_memory_is_not_opened(data: bytes, code: str):
    assert refused(data) == code


def test_an_ods_file_is_read_up_to_its_last_cell():
    table = row(cell("番号"), cell("台数"), blank(16_000)) + row(cell("A"), cell(3), blank(16_000))
    assert cells(ods(table + row(blank(16_384), times=1_048_000))) == [["番号", "台数"], ["A", 3.0]]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (ods(row(cell("1", times=16_384), times=1_000_000)), "INP038"),
        (ods(row(blank(16_000), cell(1)) * 1000), "INP038"),
        (ods(row(blank(1), times=10**9) + row(cell(1))), "INP038"),
        (ods(*[row(cell(1, times=100), times=30_000)] * 2), "INP038"),
        (ods(row(cell(1)), head='<!DOCTYPE o [<!ENTITY a "aaaa">]>'), "INP007"),
        (ods("<t:table-row>"), "INP007"),
        (ods(manifest="<encryption-data/>"), "INP037"),
    ],
    ids=["full", "behind", "below", "tables", "entity", "broken", "locked"],
)
def test_an_ods_file_that_would_fill_the_memory_is_not_opened(data: bytes, code: str):
    assert refused(data) == code


def packed(parts: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return made.getvalue()


def test_a_part_that_unpacks_to_more_than_it_says_is_not_opened():
    part = b" " * 4096
    honest = packed({"xl/workbook.xml": part})
    lie, crc = part[:16], struct.pack("<I", zlib.crc32(part))
    lying = honest.replace(struct.pack("<I", len(part)), struct.pack("<I", len(lie)))
    lying = lying.replace(crc, struct.pack("<I", zlib.crc32(lie)))
    assert zipfile.ZipFile(io.BytesIO(lying)).read("xl/workbook.xml") == lie  # so zipfile alone is taken in
    assert refused(lying) == "INP007"
    check_book(honest)


def test_a_sheet_is_looked_at_whatever_its_part_is_called():
    far = b'<worksheet><sheetData><row r="1"><c r="XFD1048576"/></row></sheetData></worksheet>'
    assert refused(packed({"xl/workbook.xml": b"<workbook/>", "xl/sheets/a.data": far})) == "INP038"


def test_a_zip_file_of_something_else_is_no_workbook():
    assert refused(packed({"a.txt": b"a"})) == "INP007"
