"""A walk through the page of the sample city and of a city of 3,000 groups: what it shows agrees with `assessment.json`.

Every count here is made from the JSON and the ledgers alone, not from the views that the page is made of.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any

import pytest

from ictlife.base.ref import Ref
from ictlife.reports.page.report import SECTIONS
from tests.browser.conftest import Shown

pytestmark = pytest.mark.browser

FACETS = ("owner", "zone", "site", "category")


@pytest.fixture(scope="module", params=["sample", "large"])
def city(request: pytest.FixtureRequest) -> Shown:
    return request.getfixturevalue(request.param)


def count_of(page: Any, table: str) -> int:
    """How many rows the pager says the filter keeps."""
    return int(page.inner_text(f"[data-tools={table}] .pager span").partition("／")[0].replace(",", ""))


def figure(text: str) -> int:
    """A figure of a table: thousands separated, △ before less than nothing, a dash for nothing."""
    digits = text.strip().replace(",", "").replace("△", "-")
    return 0 if digits in ("–", "") else int(digits)


def thousands(amount: int) -> int:
    """Thousands of yen, halves away from zero."""
    return (abs(amount) + 500) // 1000 * (-1 if amount < 0 else 1)


def of_group(ref: str) -> str:
    """The group that a renewal or milestone belongs to."""
    kind, _, identity = ref.partition(":")
    return f"group:{identity.partition('#')[0]}" if kind in ("renewal", "milestone") else ref


def by_year(city: Shown, groups: Iterable[str] | None, **wanted: Any) -> list[int]:
    """Thousands of yen by fiscal year shown, of the rows of the JSON of these groups with these values."""
    years = [year.start_year for year in city.paper.years]
    sums: Counter[int] = Counter()
    kept = None if groups is None else set(groups)
    for row in city.assessment["budget"]:
        if (kept is None or row["subject"] in kept) and all(row[key] == value for key, value in wanted.items()):
            sums[row["fiscal_year"]] += row["amount_yen"]
    return [thousands(sums[year]) for year in years]


def test_every_view_opens_by_its_address(open_page: Callable[..., Any], city: Shown) -> None:
    page = open_page(city.page)
    for name in SECTIONS:
        page.evaluate(f"location.hash = '{name}'")
        page.wait_for_selector(f"#view-{name}:not([hidden])")
        assert page.locator("section[data-view]:visible").count() == 1
        assert page.locator(f"#view-{name} h2").inner_text()


def test_the_filter_agrees_with_the_assessment(open_page: Callable[..., Any], city: Shown) -> None:
    """The dearest value of every facet: groups, renewals ahead and money by year."""
    page = open_page(city.page, "#matrix")
    for facet in FACETS:
        values = Counter(getattr(group, facet) for group in city.estate.groups.values())
        value = max(filter(None, values), key=lambda each: (values[each], each))
        said = city.paper.names(Ref("site", str(value))) if facet == "site" else str(value)
        page.select_option(f"select[name={facet}]", said)
        groups = city.has(facet, value)
        assert count_of(page, "gantt") == len(groups), facet
        ahead = {row["renewal"] for row in city.assessment["milestones"] if row["subject"] in groups}
        assert count_of(page, "milestones") <= len(ahead)
        foot = [figure(text) for text in page.locator("#t-matrix tfoot td").all_text_contents()]
        assert foot[:-1] == by_year(city, groups), facet
        page.select_option(f"select[name={facet}]", "")


def test_filters_meet(open_page: Callable[..., Any], city: Shown) -> None:
    group = next(group for group in city.estate.groups.values() if group.owner and group.zone)
    page = open_page(city.page, "#schedule")
    page.select_option("select[name=owner]", str(group.owner))
    page.select_option("select[name=zone]", str(group.zone))
    assert count_of(page, "gantt") == len(city.has("owner", group.owner or "") & city.has("zone", group.zone or ""))
    page.fill("input[name=text]", group.id)
    assert f"#{group.ref()}" in page.locator("#t-gantt tbody th a").evaluate_all("all => all.map(a => a.getAttribute('href'))")
    page.click("button[type=reset]")
    page.wait_for_timeout(50)
    assert count_of(page, "gantt") == len(city.estate.groups)


def test_money_agrees_filtered_and_whole(open_page: Callable[..., Any], city: Shown) -> None:
    page = open_page(city.page, "#budget")

    def said(family: str, line: str) -> list[int]:
        row = page.locator(f"table[data-family={family}] {line}")
        return [figure(text) for text in row.locator("td").all_text_contents()][:-1]

    owner = Counter(group.owner for group in city.estate.groups.values() if group.owner).most_common(1)[0][0]
    kinds = _kinds(page)
    for groups in (None, city.has("owner", owner), None):
        page.select_option("select[name=owner]", owner if groups else "")
        assert said("cost_kind", "tfoot tr:first-child") == by_year(city, groups)
        for place, kind in enumerate(kinds):
            assert said("cost_kind", f"tr[data-line='{place}']") == by_year(city, groups, kind=kind), kind
        assert said("funding", "tr[data-line='0']") == by_year(city, groups, funding=None)
        assert said("basis", "tr[data-line='0']") == by_year(city, groups, is_estimate=False)
        assert page.locator("#view-budget .filtered").is_visible() == bool(groups)
        drawn = page.locator("[data-bars=cost_kind] .total").all_text_contents()
        for text, thousand in zip(drawn, by_year(city, groups), strict=True):
            assert abs(float(text.replace(",", "")) - thousand / 1000) <= 0.051


def _kinds(page: Any) -> list[str]:
    """The keys of the lines by kind of cost, from the addresses of their figures."""
    links = page.locator("table[data-family=cost_kind] tr[data-line] td.sum a").evaluate_all("all => all.map(a => a.hash)")
    return [link.partition("/")[2].partition("@")[0] for link in links]


def test_findings_by_severity_and_area(open_page: Callable[..., Any], city: Shown) -> None:
    page = open_page(city.page, "#findings")
    severity, area = page.locator("[data-tools=findings] select").all()
    kinds = Counter("waived" if each["waiver"] else each["severity"] for each in city.assessment["findings"])
    for name in ("error", "warning", "info", "waived"):
        severity.select_option(name)
        assert count_of(page, "findings") == kinds[name]
    severity.select_option("error")
    graves = Counter(
        each["code"][:3] for each in city.assessment["findings"] if each["severity"] == "error" and not each["waiver"]
    )
    for name in sorted({each["code"][:3] for each in city.assessment["findings"]}):
        area.select_option(name)
        assert count_of(page, "findings") == graves[name]


def test_findings_of_a_section_are_those_of_its_groups(open_page: Callable[..., Any], sample: Shown) -> None:
    page = open_page(sample.page, "#findings")
    for owner in sorted({group.owner for group in sample.estate.groups.values() if group.owner}):
        page.select_option("select[name=owner]", owner)
        groups = sample.has("owner", owner)
        sure = [each for each in sample.assessment["findings"] if of_group(each["subject"].partition(".")[0]) in groups]
        assert count_of(page, "findings") >= len(sure)
    page.click("button[type=reset]")
    page.fill("input[name=text]", "BCP002")
    assert count_of(page, "findings") == sum(each["code"] == "BCP002" for each in sample.assessment["findings"])


def test_the_summary_counts_what_the_assessment_holds(open_page: Callable[..., Any], city: Shown) -> None:
    page = open_page(city.page)
    tiles = [text.partition("\n")[0] for text in page.locator(".tile b").all_text_contents()]
    late = {row["renewal"] for row in city.assessment["milestones"] if row["late"] and row["is_open"]}
    assert figure(tiles[1].rstrip("件")) == len(late)
    caps = {cap.fiscal_year.start_year: cap.amount for cap in city.estate.caps.values() if not cap.fund}
    spent: Counter[int] = Counter()
    for row in city.assessment["budget"]:
        spent[row["fiscal_year"]] += row["amount_yen"]
    shown = {year.start_year for year in city.paper.years}
    assert figure(tiles[4].rstrip("年度")) == sum(spent[year] > cap for year, cap in caps.items() if year in shown)


def test_deep_links_open_by_ref(open_page: Callable[..., Any], city: Shown) -> None:
    """The last of every kind: in *large* these are on none of the pages that stand in the document."""
    found = city.assessment
    refs = [
        found["renewals"][-1]["ref"],
        found["milestones"][-1]["ref"],
        list(city.estate.groups.values())[-1].ref(),
        *[each["ref"] for each in found["continuity"][-1:]],
        f"money:{found['renewals'][-1]['subject']}@{city.paper.years.until.start_year}",
    ]
    page = open_page(city.page)
    for ref in refs:
        page.evaluate("ref => { location.hash = encodeURIComponent(ref) }", str(ref))
        page.wait_for_selector("dialog[open]")
        assert page.locator("#why-body").inner_text().strip(), ref
        assert "ictlife explain" not in page.inner_text("#why-body"), ref
        page.keyboard.press("Escape")
        page.wait_for_selector("dialog", state="hidden")


def test_a_commitment_opens_to_the_lines_of_its_contract(open_page: Callable[..., Any], city: Shown) -> None:
    rows = [row for row in city.assessment["budget"] if row["contract"].startswith("renewal:")]
    contract, year = rows[-1]["contract"], city.paper.years.until.start_year
    own = [row for row in rows if row["contract"] == contract]
    year = max(row["fiscal_year"] for row in own if row["fiscal_year"] <= year)
    page = open_page(city.page, f"#bound:{contract.replace('#', '%23')}@{year}")
    page.wait_for_selector("#why-body .tree li")
    parts = [figure(text.replace("円", "")) for text in page.locator("#why-body td.num").all_text_contents()]
    assert sum(parts) == sum(row["amount_yen"] for row in own if row["fiscal_year"] == year)


def test_a_sum_opens_to_parts_that_add_up(open_page: Callable[..., Any], city: Shown) -> None:
    year = city.paper.years.first.start_year + 2
    page = open_page(city.page, f"#year:{year}")
    page.wait_for_selector("dialog[open]")
    parts = [figure(text.replace("円", "")) for text in page.locator("#why-body td.num").all_text_contents()]
    rows = [row for row in city.assessment["budget"] if row["fiscal_year"] == year]
    assert sum(parts) == sum(row["amount_yen"] for row in rows)
    cap = next((cap for cap in city.estate.caps.values() if cap.fiscal_year.start_year == year and not cap.fund), None)
    assert cap is None or f"{cap.amount:,}円" in page.inner_text("#why-body")
    page.locator("#why-body th a").first.click()
    page.wait_for_selector("#why-body .tree li")
    assert sum(figure(text.replace("円", "")) for text in page.locator("#why-body td.num").all_text_contents()) == parts[0]


def test_the_keyboard_alone_reaches_everything(open_page: Callable[..., Any], sample: Shown) -> None:
    """Tab from the top: skip link, buttons, every view, the filter, the table; what has the focus shows it."""
    page = open_page(sample.page, "#matrix")
    reached = []
    for _ in range(40):
        page.keyboard.press("Tab")
        reached.append(
            page.evaluate(
                """() => { const at = document.activeElement, look = getComputedStyle(at);
                return [at.tagName, at.dataset.section || at.name || at.dataset.print || at.className,
                look.outlineStyle !== 'none' && parseFloat(look.outlineWidth) >= 2, at.getBoundingClientRect().width > 0]; }"""
            )
        )
    names = [name for _, name, _, _ in reached]
    for wanted in ("skip", "view", "all", *SECTIONS, *FACETS, "text", "scroll", "m", "fig"):
        assert wanted in names, wanted
    assert [each for each in reached if not each[2] or not each[3]] == []


def test_a_dialog_holds_the_focus_and_gives_it_back(open_page: Callable[..., Any], sample: Shown) -> None:
    page = open_page(sample.page, "#matrix")
    figures = page.locator("#t-matrix a.fig")
    address = figures.nth(3).get_attribute("href")
    figures.nth(3).focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("dialog[open]")
    for _ in range(12):
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement === document.body || !!document.activeElement.closest('dialog')")
    page.keyboard.press("Escape")
    page.wait_for_selector("dialog", state="hidden")
    assert page.evaluate("document.activeElement.getAttribute('href')") == address
    assert page.locator("#view-matrix").is_visible()


def test_a_screen_reader_hears_what_things_are(open_page: Callable[..., Any], sample: Shown) -> None:
    page = open_page(sample.page, "#schedule")
    heard = page.locator("main").aria_snapshot()
    assert 'heading "更新スケジュール"' in heard
    assert 'combobox "所管課"' in heard
    assert 'table "' in heard
    assert 'rowheader "検証環境サーバ' in heard
    assert page.get_by_role("link", name="令和11年10月更新").count() >= 1
    page.evaluate("location.hash = 'budget'")
    assert page.locator("svg").and_(page.get_by_role("group", name="年度別予算（財源別）と上限")).count() == 1
    page.locator("table[data-family=cost_kind] a.fig").first.click()
    assert page.get_by_role("dialog").get_by_role("button", name="閉じる").count() == 1


@pytest.mark.parametrize("typed", ["サーバ", "ｻｰﾊﾞ", "さーば", "　サーバ　"])
def test_the_search_minds_neither_width_nor_kana(open_page: Callable[..., Any], sample: Shown, typed: str) -> None:
    page = open_page(sample.page, "#matrix")
    page.fill("input[name=text]", "サーバ")
    wanted = count_of(page, "matrix")
    page.fill("input[name=text]", typed)
    assert count_of(page, "matrix") == wanted > 0
    page.fill("input[name=text]", "ＬＧＷＡＮ")
    lgwan = count_of(page, "matrix")
    page.fill("input[name=text]", "lgwan")
    assert count_of(page, "matrix") == lgwan > 0


def test_a_finding_opens_what_it_rests_on(open_page: Callable[..., Any], city: Shown) -> None:
    """By its name, which other papers print; the last one stands on none of the first pages."""
    for each in (city.assessment["findings"][0], city.assessment["findings"][-1]):
        page = open_page(city.page, f"#finding:{each['fingerprint']}")
        page.wait_for_selector("dialog[open]")
        said = page.inner_text("dialog")
        assert each["code"] in page.inner_text("#why-title")
        assert all(span["file"] in said for span in each["spans"])
        assert page.locator("#why-body .tree .from").count() > 0


def test_a_count_of_findings_shows_just_those(open_page: Callable[..., Any], city: Shown) -> None:
    """Whatever the filters said before."""
    page = open_page(city.page, "#findings")
    page.locator("[data-tools=findings] select").first.select_option("info")
    page.fill("input[name=text]", "nothing is called so")
    counts = Counter((each["code"][:3], each["severity"]) for each in city.assessment["findings"] if not each["waiver"])
    for (area, severity), count in sorted(counts.items())[:4]:
        page.evaluate("location.hash = 'summary'")
        page.wait_for_selector("#view-summary:not([hidden])")
        link = page.locator(f"a[data-set='{area} {severity}']")
        assert figure(link.inner_text()) == count
        link.click()
        page.wait_for_selector("#view-findings:not([hidden])")
        page.wait_for_timeout(50)
        assert count_of(page, "findings") == count


def test_a_bar_opens_the_parts_of_its_layer(open_page: Callable[..., Any], city: Shown) -> None:
    page = open_page(city.page, "#budget")
    year = city.paper.years.first.start_year + 2
    layer = page.locator(f"[data-bars=cost_kind] g[data-year='{year}'] a[tabindex]").first
    kind = str(layer.get_attribute("href")).partition("/")[2].partition("@")[0]
    layer.click()
    page.wait_for_selector("#why-body td.num")
    parts = [figure(text.replace("円", "")) for text in page.locator("#why-body td.num").all_text_contents()]
    rows = [row for row in city.assessment["budget"] if (row["fiscal_year"], row["kind"]) == (year, kind)]
    assert sum(parts) == sum(row["amount_yen"] for row in rows)


def test_what_falls_outside_the_years_opens_too(open_page: Callable[..., Any], city: Shown) -> None:
    page = open_page(city.page, "#year:elsewhere")
    page.wait_for_selector("#why-body td.num")
    parts = [figure(text.replace("円", "")) for text in page.locator("#why-body td.num").all_text_contents()]
    shown = {year.start_year for year in city.paper.years}
    assert sum(parts) == sum(row["amount_yen"] for row in city.assessment["budget"] if row["fiscal_year"] not in shown)


def test_a_drawing_opens_what_its_row_is_about(open_page: Callable[..., Any], sample: Shown) -> None:
    page = open_page(sample.page, "#support")
    page.locator("#t-support td.chart").first.click(position={"x": 5, "y": 5})
    page.wait_for_selector("dialog[open]")
    assert page.inner_text("#why-title") == page.locator("#t-support tbody th").first.inner_text()


@pytest.mark.parametrize(
    ("view", "kind"),
    [("support", "product"), ("continuity", "restart"), ("continuity", "measure"), ("plans", "period")],
)
def test_figures_read_or_compared_open_their_reasons_too(
    open_page: Callable[..., Any], sample: Shown, view: str, kind: str
) -> None:
    page = open_page(sample.page, f"#{view}")
    page.evaluate("for (const each of document.querySelectorAll('details')) each.open = true")
    page.locator(f"#view-{view} a[href^='#{kind}:']").first.click()
    page.wait_for_selector("dialog[open] .tree li")
    from_place = page.locator("dialog .tree .from")
    assert from_place.count() >= 1
    assert any("[" in text for text in from_place.all_inner_texts())
