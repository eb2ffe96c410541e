"""The workbook opens in LibreOffice, and recalculated there its totals are those that stand in it."""

from __future__ import annotations

import shutil
import subprocess
import warnings

import openpyxl
import pytest

from ictlife.reports.workbooks.renewal_plan import render_excel
from tests.unit.reports.demo import paper

OFFICE = shutil.which("soffice")


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice (soffice) is not installed: NOTHING was recalculated")
def test_totals_recalculated_are_those_of_the_assessment(tmp_path):
    content = render_excel(paper(), "ja")
    (tmp_path / "in.xlsx").write_bytes(content)
    out = tmp_path / "out"
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = [OFFICE, profile, "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(out), str(tmp_path / "in.xlsx")]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        formulas = openpyxl.load_workbook(tmp_path / "in.xlsx")
        stated = openpyxl.load_workbook(tmp_path / "in.xlsx", data_only=True)
        again = openpyxl.load_workbook(out / "in.xlsx", data_only=True)
    compared = 0
    for sheet in formulas:
        for row in sheet:
            for cell in row:
                if cell.data_type == "f":
                    assert again[sheet.title][cell.coordinate].value == stated[sheet.title][cell.coordinate].value
                    compared += 1
    assert compared > 20
