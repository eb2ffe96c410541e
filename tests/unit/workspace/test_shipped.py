"""The program's own data are read by the quick reader, and say the same to the slow one."""

from __future__ import annotations

from pathlib import Path

import pytest
from ruamel.yaml import YAML

DATA = Path(__file__).parents[3] / "src" / "ictlife" / "data"
FILES = [path for path in sorted(DATA.rglob("*.yaml")) if "init" not in path.parts]


@pytest.mark.parametrize("folder", sorted({path.parent for path in FILES}), ids=lambda folder: folder.name)
def test_both_readers_of_yaml_agree_on_every_shipped_file(folder: Path):
    for path in (each for each in FILES if each.parent == folder):
        text = path.read_text(encoding="utf-8")
        assert YAML(typ="safe").load(text) == YAML(typ="safe", pure=True).load(text), path
