"""Money that cannot be right in a ledger: the finding names the cell, and nothing is guessed."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from ictlife.api import open_workspace, prepare

HEAD = "契約番号,契約名,契約種別,開始,終了,契約月数,金額,税区分,後年度負担の根拠,款項目節\n"

CASES = {
    "BUD006 inventory/契約.csv:2:契約月数": "L,賃借,リース,R5.4.1,R10.4.30,60,100千円,税込,長期継続契約,",
    "BUD007 inventory/契約.csv:2:終了": "L,賃借,リース,R5.4.1,,,100千円,税込,長期継続契約,",
    "BUD008 inventory/契約.csv:2:金額": "L,賃借,リース,R5.4.1,R10.3.31,60,△5,税込,長期継続契約,",
    "BUD010 inventory/契約.csv:2:款項目節": "L,賃借,リース,R5.4.1,R10.3.31,60,100千円,税込,長期継続契約,H99",
    "BUD011 inventory/契約.csv:2:金額": "L,賃借,リース,R5.4.1,R10.3.31,60,,税込,長期継続契約,",
    "BUD002 inventory/契約.csv:2:税区分": "L,賃借,リース,R5.4.1,R10.3.31,60,100千円,,長期継続契約,",
    "PRC004 inventory/契約.csv:2:後年度負担の根拠": "L,賃借,リース,R5.4.1,R10.3.31,60,100千円,税込,単年度,",
}


@pytest.mark.parametrize("expected", CASES)
def test_finding_names_the_cell(tmp_path: Path, expected: str) -> None:
    (tmp_path / "config").mkdir()
    (tmp_path / "inventory").mkdir()
    (tmp_path / "config" / "ictlife.yaml").write_text("city:\n  id: default\n  name: 試験市\n", "utf-8")
    (tmp_path / "inventory" / "契約.csv").write_text(HEAD + CASES[expected] + "\n", "utf-8")
    paper = prepare(open_workspace(tmp_path), date(2025, 10, 1))
    found = {f"{each.code} {each.spans[0] if each.spans else ''}": each for each in paper.findings}
    assert expected in found
    others = [name for name in found if name.startswith(("INP", "BUD", "PRC")) and name != expected]
    assert [name for name in others if not name.startswith("PRC005")] == []
    assert bool(paper.assessment.budget.rows) == (expected[:6] not in ("BUD007", "BUD008", "BUD011"))
