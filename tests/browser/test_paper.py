"""What comes out of the printer: whole tables, nothing clipped, and on every sheet whose, as of when and from what."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pypdf
import pytest

from ictlife.reports.page.report import SECTIONS
from ictlife.reports.page.wall import render_wall
from tests.browser.conftest import Shown
from tests.unit.reports.test_all_papers import HOSTILE_NAMES, town

pytestmark = pytest.mark.browser

A4_WIDTH = 1047
"""What is printed of A4 landscape within the margins, in CSS pixels."""


def sheets(page: Any, view: str = "") -> list[str]:
    """The text of each printed sheet, without spaces; of one view alone, or of everything."""
    page.evaluate(f"document.documentElement.dataset.print = '{'view' if view else 'all'}'")
    read = pypdf.PdfReader(BytesIO(page.pdf(prefer_css_page_size=True)))
    # Fonts of a PDF may stand radicals for the characters they look like.
    return ["".join(unicodedata.normalize("NFKC", sheet.extract_text()).split()) for sheet in read.pages]


def stamp(shown: Shown) -> tuple[str, ...]:
    manifest = shown.paper.manifest
    return (f"入力の照合値{manifest.digest[:12]}", f"ictlife{manifest.version}で作成", "現在")


def test_every_sheet_says_as_of_when_from_what_and_by_which_version(open_page: Callable[..., Any], sample: Shown) -> None:
    printed = sheets(open_page(sample.page))
    assert len(printed) > 20
    for number, text in enumerate(printed):
        for said in (*stamp(sample), f"{number + 1}/{len(printed)}"):
            assert said in text, f"sheet {number + 1} does not say {said}"


@pytest.mark.parametrize("view", ["matrix", "milestones"])
def test_a_view_can_be_printed_alone(open_page: Callable[..., Any], sample: Shown, view: str) -> None:
    page = open_page(sample.page, f"#{view}")
    heading = page.inner_text(f"#view-{view} h2")
    printed = sheets(page, view)
    assert heading in printed[0]
    assert all(said in text for text in printed for said in stamp(sample))
    assert "この秋に予算要求" not in "".join(printed)


def test_a_filtered_view_prints_every_row_that_is_left_and_says_so(open_page: Callable[..., Any], large: Shown) -> None:
    """The smallest category of *large*, of whose rows the screen shows a hundred."""
    categories = Counter(group.category for group in large.estate.groups.values())
    category = min((each for each in categories if categories[each] > 100), key=lambda each: categories[each])
    page = open_page(large.page, "#matrix")
    page.select_option("select[name=category]", str(category))
    printed = "".join(sheets(page, "matrix"))
    kept = [group for group in large.estate.groups.values() if group.category == category]
    assert len(kept) > 100
    missing = [group.name for group in kept if f"{group.name}" not in printed]
    assert missing == []
    assert f"絞り込み:機器区分:{large.paper.category_name('ja', category)}" in printed
    assert "件を印刷しています" not in printed


def test_what_is_left_out_of_a_whole_print_is_counted(open_page: Callable[..., Any], large: Shown) -> None:
    page = open_page(large.page, "#schedule")
    page.emulate_media(media="print")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    said = f"全{len(large.estate.groups):,}件のうち100件を印刷しています"
    assert page.locator("[data-cut=gantt]").is_visible()
    assert page.inner_text("[data-cut=gantt]").startswith(said)
    assert page.locator("#t-gantt tbody tr").count() == 100
    page.evaluate("document.documentElement.dataset.print = 'view'; window.dispatchEvent(new Event('beforeprint'))")
    assert page.locator("#t-gantt tbody tr").count() == len(large.estate.groups)
    assert not page.locator("[data-cut=gantt]").is_visible()


@pytest.mark.parametrize("name", ["sample", "large"])
def test_no_table_is_clipped(request: pytest.FixtureRequest, open_page: Callable[..., Any], name: str) -> None:
    page = open_page(request.getfixturevalue(name).page, viewport={"width": A4_WIDTH, "height": 700})
    page.evaluate("document.documentElement.dataset.print = 'view'")
    page.emulate_media(media="print")
    for view in SECTIONS:
        page.evaluate(f"location.hash = '{view}'")
        page.wait_for_selector(f"#view-{view}:not([hidden])")
        wide = page.evaluate(
            """() => [...document.querySelectorAll('section:not([hidden]) :is(table,td,th,svg,text)')]
            .filter(each => each.getBoundingClientRect().right > innerWidth + 1)
            .map(each => each.outerHTML.slice(0, 90)).slice(0, 5)"""
        )
        assert wide == [], view


@pytest.mark.parametrize("name", ["sample", "large"])
def test_the_wall_calendar_is_one_sheet_of_a3(
    request: pytest.FixtureRequest, open_page: Callable[..., Any], tmp_path: Path, name: str
) -> None:
    shown = request.getfixturevalue(name)
    (tmp_path / "wall.html").write_bytes(render_wall(shown.paper))
    page = open_page(tmp_path / "wall.html")
    read = pypdf.PdfReader(BytesIO(page.pdf(prefer_css_page_size=True)))
    assert [(round(each.mediabox.width), round(each.mediabox.height)) for each in read.pages] == [(1191, 842)]
    text = "".join(unicodedata.normalize("NFKC", read.pages[0].extract_text()).split())
    assert all(said in text for said in stamp(shown))
    assert page.evaluate("[...document.querySelectorAll('.month')].filter(each => each.scrollWidth > each.clientWidth).length") == 0


def test_long_and_hostile_names_leave_the_wall_one_sheet(open_page: Callable[..., Any], tmp_path: Path) -> None:
    made = town(tmp_path, HOSTILE_NAMES)
    (tmp_path / "wall.html").write_bytes(render_wall(made))
    page = open_page(tmp_path / "wall.html")
    assert page.locator(".wall script, .wall img, .wall blink").count() == 0
    assert len(pypdf.PdfReader(BytesIO(page.pdf(prefer_css_page_size=True))).pages) == 1
