"""The one sample kept under reports/ is what the command prints today; `ictlife schedule .` writes it anew."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner

from ictlife.cli.main import ictlife

ROOT = Path(__file__).parents[2]


def test_the_sample_is_what_the_command_prints():
    printed = CliRunner().invoke(ictlife, ["schedule", str(ROOT), "--quiet", "--due-date", "--lang", "ja"]).stdout
    kept = (ROOT / "reports" / "sample" / "schedule.txt").read_text("utf-8")
    assert printed == kept, "ictlife schedule . --quiet > reports/sample/schedule.txt"
