"""A ledger that LibreOffice saves in a format of its own, or of old Excel, is the ledger."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from ictlife.workspace.load import load
from tests.e2e.office import OFFICE

LEDGER = "管理番号,名称,機器区分,稼働開始,更新見込額\nSV-01,情報系サーバ,server,2021-02-01,12345000\nSV-02,メール,server,,\n"


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice (soffice) is not installed: NOTHING was written by it")
@pytest.mark.parametrize(("suffix", "how"), [("ods", "ods:calc8"), ("xls", "xls:MS Excel 97")])
def test_a_ledger_saved_by_libreoffice_is_the_ledger(suffix: str, how: str, tmp_path: Path):
    for folder in ("csv", suffix):
        (tmp_path / folder / "inventory").mkdir(parents=True)
        (tmp_path / folder / "config").mkdir()
        (tmp_path / folder / "config" / "ictlife.yaml").write_text("city: {name: 例示市}\n", "utf-8")
    source = tmp_path / "csv" / "inventory" / "更新単位台帳.csv"
    source.write_text(LEDGER, "utf-8")
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = [str(OFFICE), profile, "--headless", "--infilter=CSV:44,34,76,1", "--convert-to", how, "--outdir"]
    target = str(tmp_path / suffix / "inventory")
    subprocess.run([*command, target, str(source)], check=True, capture_output=True, timeout=180)
    plain, saved = load(tmp_path / "csv"), load(tmp_path / suffix)
    assert [each.code for each in saved.findings] == []
    assert saved.estate.groups == plain.estate.groups
    assert len(saved.estate.groups) == 2
