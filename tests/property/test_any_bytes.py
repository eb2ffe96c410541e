"""Whatever bytes a file holds, reading gives findings and never raises."""

from __future__ import annotations

import io
import tempfile
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from ictlife.workspace.load import load

CSV = "管理番号,名称,機器区分,稼働開始,更新見込額（千円）,先行する更新単位\nSV-01,情報系サーバ,server,R3.2,1000,SV-02\n"
YAML = "plans:\n  P5: &a {name: 第五次, first_year: R5, last_year: R9, parents: [P4]}\n  P4: *a\n"


def _book() -> bytes:
    book, data = Workbook(), io.BytesIO()
    for line in CSV.splitlines():
        book.active.append(line.split(","))
    book.active.merge_cells("B2:C2")
    book.save(data)
    return data.getvalue()


SEEDS = {
    "inventory/更新単位.csv": CSV.encode("cp932"),
    "inventory/更新単位.tsv": CSV.replace(",", "\t").encode(),
    "inventory/更新単位.xlsx": _book(),
    "inventory/更新単位.xls": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
    "config/plans.yaml": YAML.encode(),
    "config/columns.yaml": b"sources:\n  inventory/a.csv: {kind: group, columns: {a: id}, fill_down: [id]}\n",
}


def _load(name: str, data: bytes) -> None:
    with tempfile.TemporaryDirectory() as path:
        folder = Path(path)
        (folder / "config").mkdir()
        (folder / "inventory").mkdir()
        (folder / name).write_bytes(data)
        loaded = load(folder)
        assert all(finding.spans for finding in loaded.findings)
        assert all(finding.code in loaded.rulebook.rules for finding in loaded.findings)


@pytest.mark.parametrize("name", SEEDS)
@settings(max_examples=40)
@given(data=st.binary(max_size=300))
def test_arbitrary_bytes_never_raise(name: str, data: bytes):
    _load(name, data)


@pytest.mark.parametrize("name", SEEDS)
@settings(max_examples=60)
@given(st.data())
def test_damaged_files_never_raise(name: str, data: st.DataObject):
    seed = bytearray(SEEDS[name])
    for _ in range(data.draw(st.integers(1, 4))):
        place = data.draw(st.integers(0, max(0, len(seed) - 1)))
        length = data.draw(st.integers(0, 6))
        seed[place : place + length] = data.draw(st.binary(max_size=6))
    _load(name, bytes(seed[: data.draw(st.integers(0, len(seed)))] if data.draw(st.booleans()) else seed))


CELLS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)


@settings(max_examples=60)
@given(st.lists(st.lists(CELLS, min_size=6, max_size=6), max_size=4))
def test_arbitrary_cells_never_raise(rows: list[list[str]]):
    lines = [CSV.splitlines()[0], *(",".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in rows)]
    _load("inventory/更新単位.csv", "\n".join(lines).encode())


PARTS = ("xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/styles.xml", "xl/_rels/workbook.xml.rels")


@settings(max_examples=80)
@given(st.data())
def test_damaged_parts_of_a_workbook_never_raise(data: st.DataObject):
    name = data.draw(st.sampled_from(PARTS))
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(SEEDS["inventory/更新単位.xlsx"])) as old, zipfile.ZipFile(packed, "w") as new:
        for part in old.namelist():
            content = bytearray(old.read(part))
            if part == name:
                for _ in range(data.draw(st.integers(1, 3))):
                    place = data.draw(st.integers(0, len(content) - 1))
                    content[place : place + data.draw(st.integers(0, 4))] = data.draw(
                        st.one_of(st.binary(max_size=3), st.sampled_from([b"99999", b"A", b"<c", b'"', b"-1"]))
                    )
            new.writestr(part, bytes(content))
    _load("inventory/更新単位.xlsx", packed.getvalue())
