"""LibreOffice on this machine: workbooks computed anew, from nothing but what was typed."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import warnings
import zipfile
from collections.abc import Mapping
from pathlib import Path

import openpyxl
from openpyxl.workbook.workbook import Workbook

OFFICE = shutil.which("soffice")
_STORED = re.compile(rb"(<c [^>]*><f>[^<]*</f>)<v>[^<]*</v>")


def without_values(book: bytes) -> bytes:
    """The workbook without the values that stand beside its formulas."""
    again = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as old, zipfile.ZipFile(again, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = old.read(name)
            new.writestr(name, _STORED.sub(rb"\1", part) if name.startswith("xl/worksheets/sheet") else part)
    return again.getvalue()


def resaved(books: Mapping[str, bytes], folder: Path) -> dict[str, bytes]:
    """The workbooks as LibreOffice saves them; one run for all of them."""
    assert OFFICE
    into, out = folder / "in", folder / "out"
    into.mkdir(parents=True)
    for name, content in books.items():
        (into / f"{name}.xlsx").write_bytes(content)
    command = [OFFICE, f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(out)]
    subprocess.run([*command, *(str(into / f"{name}.xlsx") for name in books)], check=True, capture_output=True, timeout=240)
    return {name: (out / f"{name}.xlsx").read_bytes() for name in books}


def opened(book: bytes, *, values: bool) -> Workbook:
    """The workbook, its formulas or their values."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return openpyxl.load_workbook(io.BytesIO(book), data_only=values)


def edited(book: bytes, edits: Mapping[tuple[str, str], object]) -> bytes:
    """The workbook with other values in some cells（シート, セル）."""
    found = opened(book, values=False)
    for (sheet, cell), value in edits.items():
        found[sheet][cell] = value
    out = io.BytesIO()
    found.save(out)
    return out.getvalue()
