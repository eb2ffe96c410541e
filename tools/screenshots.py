"""Pictures of every view of a page, to be looked at（画面の写し）: on a screen, dark, without colour, narrow, printed.

    python tools/screenshots.py reports/index.html              every view, every manner
    python tools/screenshots.py reports/index.html --only grey  one manner
    python tools/screenshots.py reports/壁掛け予定表.html         a page without views

Needs Debian's chromium. Pictures are written to `screenshots/`, which git ignores.
"""

from __future__ import annotations

import argparse
import shutil
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

MANNERS: dict[str, dict[str, Any]] = {
    "light": {"viewport": {"width": 1440, "height": 900}},
    "dark": {"viewport": {"width": 1440, "height": 900}, "color_scheme": "dark"},
    "grey": {"viewport": {"width": 1440, "height": 900}},
    "projector": {"viewport": {"width": 1024, "height": 768}},
    "narrow": {"viewport": {"width": 360, "height": 740}},
}
"""Name → how the browser is opened; `print` writes a PDF instead."""
LONGEST = 2400
"""Pixels of a picture from the top; what follows below repeats it."""


def pictures(opened: Any, page: Path, manner: str, into: Path) -> None:
    """Write the views of `page` in one manner."""
    if manner == "print":
        tab = opened.new_page()
        tab.goto(page.resolve().as_uri())
        tab.wait_for_timeout(1500)
        tab.pdf(path=into / "print.pdf", prefer_css_page_size=True)
        tab.close()
        return
    tab = opened.new_context(**MANNERS[manner]).new_page()
    tab.goto(page.resolve().as_uri())
    tab.wait_for_timeout(1500)
    if manner == "grey":
        tab.add_style_tag(content="html{filter:grayscale(1)}")
    names = tab.evaluate("[...document.querySelectorAll('[data-section]')].map(each => each.dataset.section)")
    for name in names or [""]:
        tab.evaluate(f"location.hash = '{name}'")
        tab.wait_for_timeout(150)
        size = tab.viewport_size
        high = min(tab.evaluate("document.documentElement.scrollHeight"), LONGEST)
        clip = {"x": 0, "y": 0, "width": size["width"], "height": max(high, size["height"])}
        tab.screenshot(path=into / f"{manner}-{name or 'page'}.png", full_page=True, clip=clip)
    tab.context.close()


def main() -> None:
    """Read the arguments and write the pictures."""
    parser = argparse.ArgumentParser(description="Pictures of every view of a page.")
    parser.add_argument("page", type=Path, nargs="+")
    parser.add_argument("--into", type=Path, default=Path("screenshots"))
    parser.add_argument("--only", choices=[*MANNERS, "print"], action="append", help="may be repeated")
    options = parser.parse_args()
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    with sync_playwright() as driver:
        opened = driver.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        for page in options.page:
            into = options.into / page.resolve().parent.name / page.stem
            into.mkdir(parents=True, exist_ok=True)
            for manner in options.only or [*MANNERS, "print"]:
                pictures(opened, page, manner, into)
        opened.close()


if __name__ == "__main__":
    main()
