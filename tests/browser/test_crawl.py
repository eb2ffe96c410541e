"""Any figure opens its reason tree: every view, every table and chart of the page, with mouse and keyboard（理由の総当たり）.

Nothing is sampled. A figure is any text with a digit, and any verdict, once the names that towns give to things are
taken out of it. What is left out of the crawl is listed in `NO_FIGURE`, with why.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest

from ictlife.base.text import LANGS
from ictlife.reports.page.report import SECTIONS, render_html
from tests.browser.conftest import Shown

pytestmark = pytest.mark.browser

NO_FIGURE = (
    "thead, caption, option",  # names of columns and tables: the years of an axis among them
    ".tick, .year, .bars .day",  # the axes of charts
    ".tools, .pager, .quiet",  # how many rows of the table beside them are shown
    ".lead, .legend",  # how to read what follows
    "summary",  # the title of a table, and how many rows of which kind it has
    ".cited, .digest",  # editions of documents, and digests of files
    "tbody th:not(:has(a))",  # what a row is called
    "td.code, td.place",  # the numbers of rules, and places in files, which are where a tree ends
)
"""What holds digits and is no figure."""

FIGURES = """([view, left]) => {
  const found = [], walker = document.createTreeWalker(document.getElementById(`view-${view}`), NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const at = walker.currentNode.parentElement, text = walker.currentNode.textContent.trim();
    if (!text || at.closest('title') || at.closest(left.join()) || !at.checkVisibility()) continue;
    const link = at.closest('a[href^="#"]'), cell = at.closest('td'), row = at.closest('tr');
    const told = !link && cell && (cell.matches('.text') ? row : cell.matches('.chart') ? row.querySelector('th') : null);
    found.push([text, Boolean(link || told && told.querySelector('a[href^="#"]')), Boolean(at.closest('.state, .status, .sev, .cell')),
      link ? link.getAttribute('href') : '']);
  }
  return found;
}"""
"""Every visible text of a view: whether it stands in a link; a sentence may leave that to its row, a drawing to its name."""

LINKS = """view => [...document.getElementById(`view-${view}`).querySelectorAll('a[href^="#"]')]
  .map(each => [decodeURIComponent(each.getAttribute('href').slice(1)), each.tabIndex >= 0])"""

OPENED = """addresses => addresses.map(address => {
  history.replaceState(null, '', '#' + encodeURIComponent(address));
  window.dispatchEvent(new HashChangeEvent('hashchange'));
  const body = document.getElementById('why-body'), missing = !document.querySelector('dialog').open || body.querySelector(':scope > p:only-child');
  const places = [...body.querySelectorAll('.from, .place, dd')].some(each => /\\.(csv|yaml|xlsx)\\b/.test(each.textContent));
  return [address, Boolean(missing), places, [...body.querySelectorAll('a[href^="#"]')].map(each => decodeURIComponent(each.getAttribute('href').slice(1))), body.textContent.slice(0, 400)];
})"""
"""Opens one address after another: whether there is anything, whether it names a place in a file, where it leads on to."""

NOTHING_THERE = re.compile("不明|未確認|記録がありません|記録なし|指摘は0件|規則0件")
"""What has no place in any file says so: what is not known or not recorded, and a rule that found nothing."""


@pytest.fixture(scope="module", params=["ja", "en"])
def page_of(request: pytest.FixtureRequest, sample: Shown, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of the sample city in a language."""
    path = tmp_path_factory.mktemp(request.param) / "index.html"
    path.write_bytes(render_html(sample.paper, request.param))
    return path


def names_of(shown: Shown) -> re.Pattern[str]:
    """What things are called: names hold digits too, and are no figures."""
    named = {shown.paper.named(lang)(each.ref()) for each in shown.estate for lang in LANGS}
    dull = sorted((each for each in named if any(map(str.isdigit, each))), key=len, reverse=True)
    return re.compile("|".join(map(re.escape, dull)))


def unfolded(page: Any) -> Any:
    """The page with every table whole, as for the printer, and every fold open."""
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    page.evaluate("for (const each of document.querySelectorAll('details')) each.open = true")
    return page


def show(page: Any, view: str) -> None:
    page.evaluate(f"location.hash = '{view}'")
    page.wait_for_selector(f"#view-{view}:not([hidden])")


def test_every_figure_of_every_view_stands_in_a_link(open_page: Callable[..., Any], sample: Shown, page_of: Path) -> None:
    page, names = unfolded(open_page(page_of)), names_of(sample)
    found: dict[str, list[str]] = {}
    opening = 0
    for view in SECTIONS:
        show(page, view)
        for text, is_open, is_judged, _ in page.evaluate(FIGURES, [view, list(NO_FIGURE)]):
            bare = names.sub("", text)
            opening += is_open
            if not is_open and (is_judged or any(map(str.isdigit, bare))):
                found.setdefault(view, []).append(text[:80])
    assert found == {}
    assert opening > 5000  # else the crawl has seen nothing


def test_what_the_mouse_opens_the_keyboard_reaches_too(open_page: Callable[..., Any], page_of: Path) -> None:
    page = unfolded(open_page(page_of))
    reached = {href for view in SECTIONS for href, is_stop in page.evaluate(LINKS, view) if is_stop}
    every = {href for view in SECTIONS for href, _ in page.evaluate(LINKS, view)}
    assert every - reached == set()


def test_every_link_opens_a_tree_that_ends_in_a_file(open_page: Callable[..., Any], sample: Shown) -> None:
    """From every link of every view, on through the links of what it opens, until a file, a sheet or a row is named."""
    page = unfolded(open_page(sample.page))
    first = {href for view in SECTIONS for href, _ in page.evaluate(LINKS, view)} - {*SECTIONS, "main"}
    leads: dict[str, list[str]] = {}
    ends, nothing, told = set(), [], {}
    for ahead in _waves(first, leads):
        for address, is_missing, has_place, further, text in page.evaluate(OPENED, sorted(ahead)):
            leads[address], told[address] = further, text
            if is_missing:
                nothing.append(address)
            if has_place or "https:" in text or NOTHING_THERE.search(text):
                ends.add(address)
    assert nothing == []
    assert len(leads) > 4000
    while more := {each for each, further in leads.items() if each not in ends and ends.intersection(further)}:
        ends |= more
    assert {each: told[each] for each in leads if each not in ends} == {}


def _waves(first: set[str], leads: dict[str, list[str]]) -> Iterable[set[str]]:
    """The addresses to open, then those to which they led, and so on."""
    ahead = first
    while ahead:
        yield ahead
        ahead = {each for further in leads.values() for each in further} - leads.keys() - set(SECTIONS)
