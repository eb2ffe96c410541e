"""Generated documents are what the program would write now."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path

import pytest

from ictlife.model.rule import Basis
from ictlife.reports.json_out import render_json
from ictlife.workspace.rulebook import load_rulebook
from tests.unit.reports.demo import paper

ROOT = Path(__file__).parents[2]
BOOK = load_rulebook(None)[0]


@pytest.fixture(scope="module")
def tool():
    spec = importlib.util.spec_from_file_location("make_docs", ROOT / "tools" / "make_docs.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def made(tool):
    return tool.pages()


def test_reference_is_fresh(tool, made):
    there = {path.relative_to(tool.TARGET): path.read_text("utf-8") for path in tool.TARGET.rglob("*.md")}
    stale = [str(path) for path, text in made.items() if there.get(path) != text]
    gone = [str(path) for path in there if path not in made and path not in tool.BY_HAND]
    assert (stale, gone) == ([], []), "run: make docs (python tools/make_docs.py)"
    assert set(there) >= tool.BY_HAND


def test_the_contract_names_every_key_of_the_assessment():
    page = (ROOT / "docs" / "reference" / "contract.md").read_text("utf-8")
    document = json.loads(render_json(paper()))
    unsaid = {key for key in document if f"`{key}" not in page}
    for key, held in document.items():
        row = next((line for line in page.splitlines() if line.startswith(f"| `{key}`")), "")
        first = held[0] if isinstance(held, list) and held else held
        unsaid |= {f"{key}.{name}" for name in first if name not in row} if isinstance(first, dict) else set()
    assert unsaid == set()


def test_unverified_clauses_are_on_their_page_and_never_asserted(made):
    page = made[Path("rules/unverified.md")]
    unverified = [
        code for code, rule in BOOK.rules.items() if any(each.basis is Basis.UNVERIFIED for each in rule.citations)
    ]
    assert len(unverified) > 10
    for code in unverified:
        assert f"[{code}]({code}.md)" in page
        assert "条文要確認" in made[Path(f"rules/{code}.md")]


def test_every_rule_is_found_from_its_clause(made):
    page = made[Path("rules/citations.md")]
    for code, rule in BOOK.rules.items():
        for citation in rule.citations:
            section = page.split(f"## {BOOK.authorities[citation.authority].title.ja}\n", 1)[1].split("\n## ", 1)[0]
            assert f"[{code}]({code}.md)" in section
