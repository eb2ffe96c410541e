"""On a telephone, a projector and at twice the size nothing runs out of the page, whatever things are called."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ictlife.reports.page.report import SECTIONS, render_html
from tests.browser.conftest import Shown
from tests.unit.reports.test_all_papers import HOSTILE_NAMES, town

pytestmark = pytest.mark.browser

OUT = """() => [...document.querySelectorAll('body *')].filter(each => each.checkVisibility()
  && !each.closest('.scroll, .vh, .skip, svg') && each.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
  .map(each => each.outerHTML.slice(0, 90)).slice(0, 3)"""
"""What stands further right than the page; a table in its own frame may be moved within it."""


def out_of(page: Any) -> dict[str, list[str]]:
    found = {}
    for view in SECTIONS:
        page.evaluate(f"location.hash = '{view}'")
        page.wait_for_selector(f"#view-{view}:not([hidden])")
        if out := page.evaluate(OUT):
            found[view] = out
    return found


@pytest.mark.parametrize("size", [(360, 740), (720, 450), (800, 600), (1024, 768)], ids=str)
def test_no_view_of_the_sample_city(open_page: Callable[..., Any], sample: Shown, size: tuple[int, int]) -> None:
    """720 × 450 is what a screen of 1440 × 900 holds at 200 %（WCAG 1.4.10 Reflow）."""
    page = open_page(sample.page, viewport=dict(zip(("width", "height"), size, strict=True)))
    assert out_of(page) == {}


@pytest.mark.parametrize("width", [360, 1280])
def test_no_view_of_a_town_with_impossible_names(open_page: Callable[..., Any], tmp_path: Path, width: int) -> None:
    """Three hundred characters, right-to-left marks, characters beyond 16 bits, markup and formulas."""
    made = town(tmp_path, HOSTILE_NAMES)
    (tmp_path / "index.html").write_bytes(render_html(made))
    page = open_page(tmp_path / "index.html", viewport={"width": width, "height": 800})
    assert out_of(page) == {}
    assert page.locator("main :is(script, img, blink)").count() == 0
    text = page.locator("#t-matrix").text_content()
    for name in ("長" * 300, "𠮷野家", "{{ 7*7 }}", "=HYPERLINK(", "<blink>&amp;</blink>"):
        assert name in text
    for number in range(len(HOSTILE_NAMES)):
        page.evaluate(f"location.hash = 'group:G-{number}'")
        page.wait_for_selector("dialog[open]")
        assert page.evaluate("document.querySelector('dialog').scrollWidth <= document.querySelector('dialog').clientWidth + 1")
    page.keyboard.press("Escape")
