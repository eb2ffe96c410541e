"""One word, one meaning: no forbidden names, and no Japanese in code outside docstrings."""

from __future__ import annotations

import ast
import re
from pathlib import Path

SOURCE = Path(__file__).parents[2] / "src" / "ictlife"
MODULES = sorted(SOURCE.rglob("*.py"))

FORBIDDEN_NAMES = {
    "nendo", "base_date", "asset_no", "buy_date", "eosl", "roadmap", "diagnostic", "violation", "exemption",
    "utils", "helpers", "common", "misc", "manager",
}  # fmt: skip
"""The right column of the glossary in docs/architecture.md, as far as it is unambiguous."""

READERS_OF_JAPANESE = {"fiscal/wareki.py", "fiscal/period.py", "base/amount.py", "model/field.py"}
"""They read or write era names, counters and list marks: the words are their subject."""

JAPANESE = re.compile(r"[぀-ヿ㐀-鿿＀-￯]")


def _docstrings(tree: ast.AST) -> set[int]:
    """Ids of the string nodes that are docstrings: of modules, classes, functions, and after an assignment."""
    found = set()
    for node in ast.walk(tree):
        for statement in getattr(node, "body", []) if not isinstance(node, ast.Lambda | ast.IfExp) else []:
            if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant):
                found.add(id(statement.value))
    return found


def test_no_forbidden_identifier():
    found = []
    for path in MODULES:
        if path.stem in FORBIDDEN_NAMES:
            found.append(str(path))
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            name = getattr(node, "name", None) or getattr(node, "arg", None) or getattr(node, "id", None)
            if isinstance(name, str) and name.lower() in FORBIDDEN_NAMES:
                found.append(f"{path.relative_to(SOURCE)}:{node.lineno}:{name}")
    assert found == []


def test_japanese_stands_in_data_not_in_code():
    found = []
    for path in MODULES:
        name = str(path.relative_to(SOURCE))
        if name in READERS_OF_JAPANESE or name.startswith("cli/"):
            continue
        tree = ast.parse(path.read_text("utf-8"))
        spoken = _docstrings(tree)
        found += [
            f"{name}:{node.lineno}:{node.value[:20]}"
            for node in ast.walk(tree)
            if isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and id(node) not in spoken
            and JAPANESE.search(node.value)
        ]
    assert found == []


def test_the_check_itself_sees_japanese():
    tree = ast.parse('x = "令和"\n"""説明"""\n')
    spoken = _docstrings(tree)
    strings = [node for node in ast.walk(tree) if isinstance(node, ast.Constant)]
    assert [bool(JAPANESE.search(node.value)) and id(node) not in spoken for node in strings] == [True, False]
