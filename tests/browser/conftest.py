"""Pages of the sample city, of a city of 3,000 groups and of made-up towns, and a tab that notices whatever goes wrong."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from benchmarks.city import SIZES, make

from ictlife.api import open_workspace
from ictlife.model.estate import Estate
from ictlife.prepare import prepare
from ictlife.reports.json_out import render_json
from ictlife.reports.page.report import render_html
from ictlife.reports.paper import Paper

ROOT = Path(__file__).parents[2]
READY = "html[data-ready=yes]"
"""Waited for by selector: the page forbids evaluating text as code, and so waiting for a function."""


@dataclass(frozen=True)
class Shown:
    """A city, its page, and its assessment as the file beside the page says it."""

    estate: Estate
    paper: Paper
    page: Path
    assessment: Mapping[str, Any]

    def has(self, key: str, value: str) -> set[str]:
        """Refs of the groups whose ledger says so."""
        return {str(group.ref()) for group in self.estate.groups.values() if getattr(group, key) == value}


def _shown(workspace: Path, into: Path) -> Shown:
    opened = open_workspace(workspace)
    assert opened.estate.city.as_of
    paper = prepare(opened, opened.estate.city.as_of)
    page = into / f"{into.name}.html"
    page.write_bytes(render_html(paper))
    return Shown(opened.estate, paper, page, json.loads(render_json(paper)))


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Shown:
    """The sample city at the root of this repository."""
    return _shown(ROOT, tmp_path_factory.mktemp("sample"))


@pytest.fixture(scope="session")
def large(tmp_path_factory: pytest.TempPathFactory) -> Shown:
    """The city of 3,000 groups that the benchmarks are measured on."""
    folder = tmp_path_factory.mktemp("large")
    make(folder / "workspace", *SIZES["large"])
    return _shown(folder / "workspace", folder)


@pytest.fixture
def open_page(browser: Any) -> Iterator[Callable[..., Any]]:
    """Opens a page in a tab; at the end nothing must have been said on the console, and nothing asked for but the page."""
    opened: list[tuple[Any, Path, list[str], list[str]]] = []

    def visit(path: Path, address: str = "", **how: Any) -> Any:
        page = browser.new_page(**{"viewport": {"width": 1440, "height": 900}, **how})
        said: list[str] = []
        asked: list[str] = []
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.on("dialog", lambda box: said.append(f"a script of the inputs ran: {box.message}"))
        page.on("request", lambda request: asked.append(request.url))
        page.goto(f"{path.as_uri()}{address}")
        if "data-section" in path.read_text("utf-8"):
            page.wait_for_selector(READY, state="attached")
        opened.append((page, path, said, asked))
        return page

    yield visit
    for page, path, said, asked in opened:
        page.close()
        assert said == []
        assert {url.partition("#")[0] for url in asked} == {path.as_uri()}
