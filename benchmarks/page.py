"""How soon the page is seen（画面の表示時間）: first paint as the browser itself notes it, and when every view can be used.

    python benchmarks/page.py            the made-up cities of 300 and 3,000 groups
    python benchmarks/page.py FILE ...   pages that are there already

Needs Debian's chromium. Each page is opened in a fresh profile; the middle of five runs counts.
"""

from __future__ import annotations

import shutil
import statistics
import sys
from collections.abc import Iterator
from pathlib import Path

from city import HERE, SIZES, make, run
from playwright.sync_api import sync_playwright

FIRST_PAINT, MEGABYTES = 1.0, 5.0
"""Seconds and size that the page may take, whatever the city."""
RUNS = 5
PAINT = """() => new Promise(done => {
  new PerformanceObserver(list => done(list.getEntriesByName('first-contentful-paint')[0].startTime / 1000))
    .observe({type: 'paint', buffered: true});
})"""


def pages() -> Iterator[tuple[str, Path]]:
    """The pages to open, made where none are named."""
    for name in sys.argv[1:]:
        yield name, Path(name).resolve()
    for size in () if sys.argv[1:] else ("city", "large"):
        folder = HERE / "out" / size
        make(folder, *SIZES[size])
        run(["report", str(folder), "--quiet"])
        yield size, folder / "reports" / "index.html"


def main() -> None:
    """Open every page, print the table, end with 1 where a limit is exceeded."""
    chromium, kept = shutil.which("chromium") or shutil.which("chromium-browser"), True
    print(f"{'page':<12}{'MB':>7}{'limit':>7}{'first paint s':>15}{'limit':>7}{'usable s':>10}")
    with sync_playwright() as driver:
        for name, path in pages():
            painted, usable = [], []
            for _ in range(RUNS):
                opened = driver.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
                tab = opened.new_page(viewport={"width": 1440, "height": 900})
                tab.goto(path.as_uri())
                painted.append(tab.evaluate(PAINT))
                tab.wait_for_selector("html[data-ready=yes]", state="attached")
                usable.append(tab.evaluate("performance.now() / 1000"))
                opened.close()
            size, first = path.stat().st_size / 1e6, statistics.median(painted)
            kept &= size <= MEGABYTES and first <= FIRST_PAINT
            print(f"{name[-12:]:<12}{size:>7.2f}{MEGABYTES:>7}{first:>15.2f}{FIRST_PAINT:>7}{statistics.median(usable):>10.2f}")
    sys.exit(0 if kept else 1)


if __name__ == "__main__":
    main()
