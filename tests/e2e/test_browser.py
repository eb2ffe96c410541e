"""The HTML report in a real browser: no error, no request, Japanese drawn, nothing cut off on A4."""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Iterator
from typing import Any

import pytest
from pypdf import PdfReader

from tests.e2e.conftest import City

PRINTED_WIDTH = 1047
"""Pixels of A4 landscape between its margins: 277 mm at 96 an inch."""

pytestmark = pytest.mark.browser


class Opened:
    """The report, open in chromium, with what went wrong and what was asked for."""

    def __init__(self, page: Any, address: str) -> None:
        self.page = page
        self.said: list[str] = []
        self.asked: list[str] = []
        page.on("console", lambda message: self.said.append(f"{message.type}: {message.text}"))
        page.on("pageerror", lambda error: self.said.append(f"error: {error}"))
        page.on("request", lambda request: self.asked.append(request.url))
        page.goto(address, wait_until="load")
        self.address = address


@pytest.fixture(scope="module")
def opened(city: City, browser: Any) -> Iterator[Opened]:
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="ja-JP")
    yield Opened(context.new_page(), (city.reports / "index.html").as_uri())
    context.close()


def test_no_console_error(opened: Opened):
    assert [line for line in opened.said if line.startswith(("error", "warning"))] == []


def test_no_request_but_the_file_itself(opened: Opened):
    assert [url for url in opened.asked if url != opened.address and not url.startswith("data:")] == []


def test_japanese_is_drawn(opened: Opened):
    """Ink of two different characters differs: boxes of a missing font would not."""
    is_drawn = opened.page.evaluate(
        """() => {
          const ink = character => {
            const canvas = document.createElement('canvas');
            canvas.width = canvas.height = 48;
            const pen = canvas.getContext('2d');
            pen.font = '40px ' + getComputedStyle(document.body).fontFamily;
            pen.fillText(character, 2, 40);
            return Array.from(pen.getImageData(0, 0, 48, 48).data).join();
          };
          return new Set(['更', '新', '令', '和'].map(ink)).size === 4;
        }"""
    )
    assert is_drawn


def test_nothing_is_wider_than_the_screen(opened: Opened):
    for width in (1280, 900):
        opened.page.set_viewport_size({"width": width, "height": 900})
        wide = opened.page.evaluate("() => document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, f"at {width} px the page is {wide} px too wide"


def test_on_paper_nothing_is_cut_off(opened: Opened):
    opened.page.emulate_media(media="print")
    opened.page.set_viewport_size({"width": PRINTED_WIDTH, "height": 720})
    cut = opened.page.evaluate(
        """() => Array.from(document.querySelectorAll('body *')).filter(each => {
          const box = each.getBoundingClientRect();
          return box.width > 0 && box.height > 0 && box.right > document.documentElement.clientWidth + 4;  // well inside the margin
        }).slice(0, 5).map(each => each.tagName + '.' + each.className + ' ' + Math.round(each.getBoundingClientRect().right))"""
    )
    opened.page.emulate_media(media="null")
    assert cut == []


def test_the_printed_pdf_holds_first_and_last_of_the_schedule(opened: Opened):
    reader = PdfReader(io.BytesIO(opened.page.pdf(format="A4", prefer_css_page_size=True)))
    assert len(reader.pages) >= 4
    raw = "".join(page.extract_text() for page in reader.pages)
    text = "".join(unicodedata.normalize("NFKC", raw).split())
    for word in ("情報系サーバ", "令和7年度", "令和12年度", "防災行政無線"):
        assert word in text, word
