"""The English edition holds no Japanese but the city's own data and what is quoted from Japanese documents."""

from __future__ import annotations

import csv
import re
import zipfile
from collections.abc import Iterator
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from ictlife import api
from ictlife.base.ref import Ref
from ictlife.prepare import prepare
from ictlife.reports.paper import Paper
from ictlife.sources.encoding import decode
from ictlife.sources.excel import read_workbook
from ictlife.sources.record import Reading
from ictlife.workspace.load import load

ROOT = Path(__file__).resolve().parents[2]
JAPANESE = re.compile(r"[぀-ヿ㐀-鿿]")
VIEWS = ("findings", "schedule", "budget", "continuity")
REFS = ("group:SV-JOHO", "renewal:SV-JOHO#1", "contract:R03-L001", "recovery:SVC-KOSEKI/main-building-lost", "plan:PLAN-5")


@cache
def sample() -> Paper:
    loaded = load(ROOT)
    return prepare(loaded, loaded.estate.city.as_of)


@cache
def known() -> tuple[str, ...]:
    """What the city wrote, headings and names of files included, and what is quoted; longest first."""
    paper = sample()
    found = {text for record in paper.assessment.estate for text in texts(record)}
    found |= {text for ref in REFS for text in (paper.names(Ref.parse(ref)),)}
    for path in (ROOT / "inventory").iterdir():
        found |= {path.name, path.stem}
        if path.suffix == ".csv":
            found |= {cell for row in csv.reader(decode(path.read_bytes()).text.splitlines()) for cell in row}
        elif path.suffix == ".xlsx":
            grids = read_workbook(path.read_bytes(), path.name, Reading())
            found |= {str(cell) for grid in grids for line in grid.lines for cell in line.cells} | {each.sheet for each in grids}
    book = paper.rulebook
    found |= {each.clause for rule in book.rules.values() for each in rule.citations}
    found |= {each.edition for each in book.authorities.values() if each.edition}
    return tuple(sorted(filter(JAPANESE.search, found), key=len, reverse=True))


def texts(value: Any) -> Iterator[str]:
    """Every text within a record."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from (text for pair in value.items() for each in pair for text in texts(each))
    elif isinstance(value, (list, tuple, set, frozenset)):
        yield from (text for each in value for text in texts(each))
    elif hasattr(type(value), "model_fields"):
        yield from (text for name in type(value).model_fields for text in texts(getattr(value, name)))


def japanese(said: str) -> list[str]:
    """Lines with Japanese that nobody in the city wrote; a name cut short ends in an ellipsis."""
    left = []
    for line in filter(JAPANESE.search, said.splitlines()):
        cut = [text for text in re.findall(r"\S+(?=…)", line) if any(whole.startswith(text) for whole in known())]
        rest = line
        for text in (*cut, *known()):
            rest = rest.replace(text, "")
        if JAPANESE.search(rest):
            left.append(line.strip())
    return left


@pytest.mark.parametrize("view", VIEWS)
def test_what_the_console_shows(view: str):
    assert japanese(api.show(view, sample(), "en")) == []


@pytest.mark.parametrize("ref", REFS)
def test_what_is_explained(ref: str):
    assert japanese(api.explain_ref(sample(), ref, "en")) == []


def test_the_rules():
    """A parameter may be a word that ledgers hold, and a hint shows one way of writing thousands of yen."""
    codes = (None, *sample().rulebook.rules)
    left = [line for code in codes for line in japanese(api.describe_rules(ROOT, code, "en"))]
    assert [line for line in left if not line.startswith("Parameter") and "1,674千円" not in line] == []


def test_the_papers():
    left = {}
    for name, content in api.papers(sample(), "en").items():
        if not name.endswith((".json", ".pdf")):
            left[name] = japanese(_plain(name, content))
    assert {name: lines[:5] for name, lines in left.items() if lines} == {}
    assert len(left) > 5


def _plain(name: str, content: bytes) -> str:
    """What a person reads in a paper."""
    if name.endswith((".xlsx", ".docx")):
        with zipfile.ZipFile(BytesIO(content)) as archive:
            parts = [archive.read(part).decode() for part in archive.namelist() if part.endswith(".xml")]
        return "\n".join(re.sub(r"<[^>]+>", "\n", part) for part in parts)
    said = content.decode("utf-8").replace("\r\n ", "")
    return re.sub(r"<[^>]+>", "\n", re.sub(r"(?s)<(style|script).*?</\1>", "", said))
