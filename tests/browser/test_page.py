"""The page in a real browser: opens, filters, explains, prints, asks nothing of any network."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pypdf
import pytest

from ictlife.reports.page.report import SECTIONS, render_html
from tests.unit.reports.demo import paper

pytestmark = pytest.mark.browser

A4_WIDTH = 1047
"""What is printed of A4 landscape within the margins, in CSS pixels."""


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The page of a small town, a hostile one, and one long enough to be turned page by page."""
    folder = tmp_path_factory.mktemp("pages")
    made = {"town": paper(40), "hostile": paper(12, hostile=True), "long": paper(700)}
    for name, each in made.items():
        (folder / f"{name}.html").write_bytes(render_html(each))
    return {name: folder / f"{name}.html" for name in made}


@pytest.fixture
def visit(open_page: Callable[..., Any], pages: dict[str, Path]) -> Callable[..., Any]:
    """Opens the page of one of the towns."""
    return lambda name, address="", **how: open_page(pages[name], address, **how)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_view_opens_with_the_keyboard_alone(visit: Callable[..., Any], scheme: str) -> None:
    page = visit("town", color_scheme=scheme)
    for name in SECTIONS:
        page.focus(f".side a[data-section={name}]")
        page.keyboard.press("Enter")
        page.wait_for_selector(f"section[data-view={name}]:not([hidden])")
        assert page.locator("section[data-view]:visible").count() == 1
        assert page.locator(".side a[aria-current]").inner_text().strip()


def test_the_filter_agrees_with_the_estate(visit: Callable[..., Any]) -> None:
    page = visit("town", "#matrix")
    groups = paper(40).assessment.estate.groups.values()
    for owner in sorted({group.owner for group in groups if group.owner}):
        page.select_option("select[name=owner]", owner)
        rows = page.locator("#t-matrix tbody tr")
        assert rows.count() == sum(group.owner == owner for group in groups)
    page.select_option("select[name=zone]", "lgwan")
    assert page.locator("#t-matrix tbody tr").count() == sum(g.owner == owner and g.zone == "lgwan" for g in groups)
    shown = page.locator("#t-matrix tbody tr td.sum").all_inner_texts()
    total = page.locator("#t-matrix tfoot td").last.inner_text()
    assert abs(sum(int(text.replace(",", "")) for text in shown) - int(total.replace(",", ""))) <= len(shown)
    page.click("button[type=reset]")
    page.wait_for_selector("#t-matrix tbody tr:nth-child(40)")


def test_a_long_table_is_turned_and_searched(visit: Callable[..., Any]) -> None:
    page = visit("long", "#schedule")
    assert page.locator("#t-gantt tbody tr").count() == 100
    first = page.locator("#t-gantt tbody tr th").first.inner_text()
    page.locator("[data-tools=gantt] .pager button").last.click()
    assert page.locator("#t-gantt tbody tr th").first.inner_text() != first
    page.fill("input[name=text]", "G-0699")
    page.wait_for_selector("#t-gantt tbody tr:only-child")
    assert "G-0699" in page.locator("#t-gantt tbody tr th a").get_attribute("href")


def test_any_figure_opens_its_reason_and_escape_closes_it(visit: Callable[..., Any]) -> None:
    page = visit("town", "#schedule")
    page.locator("#t-gantt a.fig").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("dialog[open] .tree li li")
    assert "inventory/groups.csv:5" in page.inner_text("dialog")
    page.keyboard.press("Escape")
    page.wait_for_selector("dialog", state="hidden")
    assert page.locator("section[data-view=schedule]").is_visible()


@pytest.mark.parametrize("ref", ["renewal:G-0002%231", "group:G-0003", "year:2027", "money:group:G-0002@2027", "recovery:tax/flood"])
def test_an_address_opens_what_it_names(visit: Callable[..., Any], ref: str) -> None:
    page = visit("town", f"#{ref}")
    page.wait_for_selector("dialog[open]")
    assert page.locator("dialog .tree li, dialog table tr").count() > 0


def test_an_unknown_address_says_so(visit: Callable[..., Any]) -> None:
    page = visit("town", "#group:NOBODY")
    page.wait_for_selector("dialog[open]")
    assert "該当する項目がありません" in page.inner_text("dialog")


def test_hostile_names_stay_text(visit: Callable[..., Any]) -> None:
    page = visit("hostile", "#matrix")
    assert "<script>alert" in page.locator("#t-matrix tbody tr").first.inner_text()
    page.evaluate("location.hash = 'group:G-0001'")
    page.wait_for_selector("dialog[open]")
    assert "<script>" in page.inner_text("#why-title")
    assert page.locator("body script").count() == 3


def test_everything_is_labelled(visit: Callable[..., Any]) -> None:
    page = visit("town")
    assert page.evaluate("[...document.querySelectorAll('select,input')].filter(e => !e.closest('label')).length") == 0
    assert page.evaluate("[...document.querySelectorAll('table')].filter(e => e.id && !e.caption).length") == 0
    assert page.evaluate("[...document.querySelectorAll('svg[role=img]')].filter(e => !e.getAttribute('aria-label')).length") == 0
    assert page.evaluate("[...document.querySelectorAll('th')].filter(e => !e.scope).length") == 0
    assert page.evaluate("document.documentElement.lang") == "ja"


@pytest.mark.parametrize("name", ["town", "long"])
def test_print_cuts_nothing_off(visit: Callable[..., Any], name: str) -> None:
    page = visit(name)
    page.set_viewport_size({"width": A4_WIDTH, "height": 700})
    page.emulate_media(media="print")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    wide = page.evaluate("[...document.querySelectorAll('table,svg')].filter(e => e.getBoundingClientRect().right > innerWidth + 1).map(e => e.id || e.className.baseVal || e.caption?.textContent)")
    assert wide == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth + 1")


def test_the_pdf_holds_every_group_in_japanese(visit: Callable[..., Any]) -> None:
    page = visit("town")
    data = page.pdf(prefer_css_page_size=True)
    read = pypdf.PdfReader(BytesIO(data))
    box = read.pages[0].mediabox
    assert (round(box.width), round(box.height)) == (842, 595)
    text = _bare("".join(sheet.extract_text() for sheet in read.pages))
    for group in paper(40).assessment.estate.groups.values():
        assert _bare(group.name) in text
    assert "令和8年10月1日現在" in text


def _bare(text: str) -> str:
    """Without spaces, and with the radicals that fonts of PDFs stand for read as the characters they are."""
    return "".join(unicodedata.normalize("NFKC", text).split())
