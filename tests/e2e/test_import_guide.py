"""The guide page on importing shows what the commands print: its own ledger, its own commands, their real output."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

from click.testing import CliRunner

from ictlife.cli.main import ictlife

PAGE = Path(__file__).parents[2] / "docs" / "guide" / "importing.md"
FENCE = re.compile(r"^```(?P<kind>csv|console)\n(?P<text>.*?)^```$", re.DOTALL | re.MULTILINE)


def test_the_guide_shows_real_commands_and_their_real_output(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "例示市" / "config").mkdir(parents=True)
    (tmp_path / "例示市" / "inventory").mkdir()
    (tmp_path / "例示市" / "config" / "ictlife.yaml").write_text("city: {name: 例示市}\n", "utf-8")
    shown = [(found["kind"], found["text"]) for found in FENCE.finditer(PAGE.read_text("utf-8"))]
    ((_, ledger),) = [each for each in shown if each[0] == "csv"]
    (tmp_path / "台帳.csv").write_bytes(ledger.encode("cp932"))
    consoles = [text for kind, text in shown if kind == "console"]
    assert len(consoles) == 2
    for text in consoles:
        command, _, output = text.partition("\n")
        assert command.startswith("$ ictlife ")
        assert CliRunner().invoke(ictlife, shlex.split(command)[2:]).output == output


def test_corrected_rows_and_decisions_come_in_as_the_guide_says(tmp_path, monkeypatch):
    test_the_guide_shows_real_commands_and_their_real_output(tmp_path, monkeypatch)
    folder = tmp_path / "例示市" / "reports" / "import"
    rejects = (folder / "台帳.csv.rejected.csv").read_text("utf-8-sig")
    (tmp_path / "台帳.csv.rejected.csv").write_text(rejects.replace("R4.13.1", "R4.12.1").replace("高い", "100"), "utf-8-sig")
    (folder / "製品の照合.xlsx").rename(tmp_path / "製品の照合.xlsx")
    for files in (["台帳.csv.rejected.csv"], ["製品の照合.xlsx", "台帳.csv"]):
        found = CliRunner().invoke(ictlife, ["import", *files, "例示市", "--apply"])
        assert found.exception is None or isinstance(found.exception, SystemExit), found.output
    assert "P-01" in (tmp_path / "例示市" / "inventory" / "機器_台帳.csv").read_text("utf-8-sig")
