"""No view of any page has a serious violation of accessibility, as axe-core sees it（WCAG 2.1 A・AA、JIS X 8341-3:2016）."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ictlife.base.text import Lang
from ictlife.reports.page.report import SECTIONS, render_html
from ictlife.reports.page.sheet import render_schools
from ictlife.reports.page.wall import render_wall
from tests.browser.conftest import Shown

axe_of = pytest.importorskip("axe_playwright_python.sync_playwright")
pytestmark = pytest.mark.browser

GRAVE = ("serious", "critical")


ALONE = """view => {
  const main = document.querySelector('main'), views = main.views ??= [...main.querySelectorAll('[data-view]')];
  for (const each of views) { if (each.hidden && each.dataset.view !== view) each.remove(); else main.append(each); }
}"""
"""Takes the views that are not shown off the page, and puts this one back: axe-core looks at none of them, but slowly."""


def grave(page: Any, only: list[str] | None = None) -> list[str]:
    """What axe-core calls serious or critical on what is shown now: rule, how often, and the first place."""
    options = {"resultTypes": ["violations"], "preload": False} | ({"runOnly": only} if only else {})
    found = axe_of.Axe().run(page, options=options).response["violations"]
    return [
        f"{each['id']} x{len(each['nodes'])}: {each['nodes'][0]['html'][:200]} {each['nodes'][0].get('failureSummary')}"
        for each in found
        if each["impact"] in GRAVE
    ]


@pytest.fixture(scope="module")
def english(sample: Shown, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The English edition of the sample city's page."""
    path = tmp_path_factory.mktemp("english") / "index.html"
    path.write_bytes(render_html(sample.paper, "en"))
    return path


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("lang", ["ja", "en"])
def test_no_view_of_the_sample_city(
    open_page: Callable[..., Any], sample: Shown, english: Path, lang: Lang, scheme: str
) -> None:
    page = open_page(sample.page if lang == "ja" else english, color_scheme=scheme)
    found = {}
    for name in SECTIONS:
        page.evaluate(ALONE, name)
        page.evaluate(f"location.hash = '{name}'")
        page.wait_for_selector(f"#view-{name}:not([hidden])")
        page.evaluate(ALONE, name)
        page.evaluate("for (const each of document.querySelectorAll('details')) each.open = true")
        # Of a language all rules look once; of the other colours only the rule that looks at colours.
        if violations := grave(page, ["color-contrast"] if scheme == "dark" else None):
            found[name] = violations
    assert found == {}


@pytest.mark.parametrize("kind", ["group", "renewal", "recovery", "year", "sum", "nothing"])
def test_no_dialog(open_page: Callable[..., Any], sample: Shown, kind: str) -> None:
    first = {
        "group": next(iter(sample.estate.groups.values())).ref(),
        "renewal": sample.assessment["renewals"][0]["ref"].replace("#", "%23"),
        "recovery": sample.assessment["continuity"][0]["ref"],
        "year": "year:2027",
        "sum": "sum:funding/general@2027",
        "nothing": "group:NOBODY",
    }
    page = open_page(sample.page, f"#{first[kind]}")
    page.wait_for_selector("dialog[open]")
    assert grave(page) == []


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_no_page_for_the_wall_or_the_schools(
    open_page: Callable[..., Any], sample: Shown, tmp_path: Path, lang: Lang
) -> None:
    for name, data in (("wall", render_wall(sample.paper, lang)), ("schools", render_schools(sample.paper, lang))):
        assert data
        (tmp_path / f"{name}.html").write_bytes(data)
        assert grave(open_page(tmp_path / f"{name}.html")) == []
