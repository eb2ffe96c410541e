"""Modules stay small: 400 lines is the ceiling, functions stay under 60 physical lines; no exceptions."""

from __future__ import annotations

import ast
from pathlib import Path

SOURCE = Path(__file__).parents[2] / "src" / "ictlife"
MODULES = sorted(SOURCE.rglob("*.py"))


def test_no_module_is_longer_than_400_lines():
    lengths = {str(path.relative_to(SOURCE)): len(path.read_text("utf-8").splitlines()) for path in MODULES}
    assert len(lengths) > 40
    assert {name: length for name, length in lengths.items() if length > 400} == {}


def test_no_function_body_is_longer_than_40_lines():
    """Counted without the docstring and the signature."""
    long = {}
    for path in MODULES:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.FunctionDef):
                body = node.body[1:] if ast.get_docstring(node) else node.body
                lines = (body[-1].end_lineno or 0) - body[0].lineno + 1 if body else 0
                if lines > 40:
                    long[f"{path.relative_to(SOURCE)}:{node.name}"] = lines
    assert long == {}


def test_every_public_module_class_and_function_says_what_it_is():
    silent = []
    for path in MODULES:
        tree = ast.parse(path.read_text("utf-8"))
        name = str(path.relative_to(SOURCE))
        if tree.body and not ast.get_docstring(tree):
            silent.append(name)
        for node in tree.body:
            is_public = isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_")
            if is_public and not ast.get_docstring(node):
                silent.append(f"{name}:{node.name}")
    assert silent == []
