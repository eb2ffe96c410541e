"""The papers, opened again: what is in them, that text breaks nothing, that the same input gives the same bytes."""

from __future__ import annotations

import html
import json
import re
import zlib
from base64 import b64decode
from html.parser import HTMLParser
from io import BytesIO
from typing import Any
from urllib.parse import quote

import pytest
from icalendar import Calendar
from openpyxl import load_workbook

from ictlife.base.text import Lang
from ictlife.reports.console.aligned import aligned
from ictlife.reports.console.views import render_console, render_summary
from ictlife.reports.ics import render_ics
from ictlife.reports.json_out import render_json
from ictlife.reports.page.report import render_html
from ictlife.reports.views.budget import view_budget
from ictlife.reports.workbooks.renewal_plan import render_excel
from tests.unit.reports.demo import HOSTILE, paper

PAPER = paper()
HOSTILE_PAPER = paper(hostile=True)


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_the_same_input_gives_the_same_bytes(lang: Lang) -> None:
    again = paper()
    assert render_html(PAPER, lang) == render_html(again, lang)
    assert render_excel(PAPER, lang) == render_excel(again, lang)
    assert render_ics(PAPER, lang) == render_ics(again, lang)
    assert render_json(PAPER) == render_json(again)


class _Tags(HTMLParser):
    """Counts elements and gathers attributes that would run or fetch."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: dict[str, int] = {}
        self.fetched: list[str] = []
        self.ids: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags[tag] = self.tags.get(tag, 0) + 1
        for name, value in attrs:
            assert not name.startswith("on"), (tag, name)
            if name == "id" and value:
                self.ids.append(value)
            if name in ("src", "href") and value and not value.startswith(("#", "data:")):
                self.fetched.append(value)


def _tags(page: bytes) -> _Tags:
    parser = _Tags()
    parser.feed(page.decode())
    return parser


def test_the_page_fetches_nothing_and_repeats_no_id() -> None:
    found = _tags(render_html(PAPER))
    assert not found.fetched
    assert len(found.ids) == len(set(found.ids))
    assert "://" not in render_html(PAPER).decode()


def test_text_of_inputs_never_becomes_markup() -> None:
    mild, hostile = _tags(render_html(PAPER)), _tags(render_html(HOSTILE_PAPER))
    assert hostile.tags["script"] == mild.tags["script"]
    page = render_html(HOSTILE_PAPER).decode()
    assert "<script>alert" not in page
    assert "\u2028" not in re.search(r'id="labels">(.*?)</script>', page)[1]  # type: ignore[index]


def unpacked(page: str) -> dict[str, Any]:
    """What the page unfolds, with its addresses whole."""
    packed = re.search(r'id="payload">([^<]*)<', page)
    assert packed
    document: dict[str, Any] = json.loads(zlib.decompress(b64decode(packed[1])))
    why, step = {}, 0
    for head, of, rest in document["why"]:
        for place in range(0, len(rest), 3):
            end, said, near = rest[place : place + 3]
            step += near
            why[head + end] = of, said, step
    return document | {"why": why}


def test_the_payload_holds_the_reason_of_every_renewal() -> None:
    page = render_html(PAPER).decode()
    document = unpacked(page)
    assert {str(renewal.ref) for renewal in PAPER.assessment.schedule.renewals} <= set(document["why"])
    group, said, node = document["why"]["renewal:G-0001#1"]
    assert document["groups"][group]["name"] == "情報系サーバ群"
    assert "令和8年2月" in said
    assert document["nodes"][node][2], "a renewal rests on further steps"


def test_no_link_of_the_page_leads_nowhere() -> None:
    page = render_html(PAPER).decode()
    document = unpacked(page)
    known = set(document["why"]) | {group["ref"] for group in document["groups"]} | set(_tags(page.encode()).ids)
    known |= {f"money:{ref}@{year}" for ref, (_, _, paid) in document["money"].items() for year in [*paid, ""]}
    for _, lines, paid in document["money"].values():
        known |= {f"bound:{lines[place][1]}@{year}" for paid_in, parts in paid.items() for place, _ in parts for year in (paid_in, "")}
    years = [*document["years"], "", "elsewhere"]  # "" is all years shown together, "elsewhere" all others
    known |= {f"year:{year}" for year in years}
    known |= {f"sum:{family}/{quote(key)}@{year}" for family, lines in document["lines"].items() for key, _ in lines for year in years}
    known |= {f"service:{ref.partition(':')[2].partition('/')[0]}" for ref in document["why"] if ref.startswith("recovery:")}
    assert {html.unescape(link) for link in re.findall(r'href="#([^"]*)"', page)} <= known


def test_a_large_town_is_paged_and_small_enough() -> None:
    page = render_html(paper(800))
    assert len(page) < 2_000_000
    assert page.count(b"<tr data-i=") < 800


def test_english_edition_has_no_japanese_labels() -> None:
    page = render_html(PAPER, "en").decode()
    text = re.sub(r"<style>.*?</style>|<script.*?</script>", "", page, flags=re.DOTALL)
    for word in ("更新スケジュール", "年度別予算", "指摘", "令和"):
        assert word not in text


def test_the_workbook_has_numbers_dates_and_live_totals() -> None:
    data = render_excel(PAPER)
    live, cached = load_workbook(BytesIO(data)), load_workbook(BytesIO(data), data_only=True)
    assert live.sheetnames == ["概要", "更新一覧", "更新マトリクス", "年度別予算", "予算明細", "債務負担行為", "工程", "廃棄・返却予定", "業務継続", "計画期間", "次期計画期間", "見直し（更新）", "見直し（上限）", "指摘"]
    sheet = live["更新一覧"]
    assert [cell.value for cell in sheet[4]][:2] == ["参照", "更新単位"]
    assert sheet["A5"].value.startswith("renewal:")
    assert sheet["F5"].is_date
    assert "ggge" in sheet["F5"].number_format
    assert sheet.freeze_panes == "C5"
    assert sheet.print_title_rows == "$4:$4"
    total = next(row for row in live["年度別予算"].iter_rows(min_row=5) if row[0].value == "合計")
    assert total[1].value.startswith("=SUM(")
    said = [cell.value for cell in cached["年度別予算"][total[0].row]][1:13]
    assert said == view_budget(PAPER)["total_yen"]


def test_cells_never_become_formulas_or_links() -> None:
    book = load_workbook(BytesIO(render_excel(HOSTILE_PAPER)))
    texts = [cell for sheet in book for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)]
    assert any("cmd|" in cell.value for cell in texts)
    for cell in texts:
        assert cell.data_type != "f" or re.match(r"=((SUM|SUMIFS|MAX)\(|'見直し（上限）'!\$D\$\d+$)", cell.value)
        assert cell.hyperlink is None


def test_the_calendar_has_every_open_step_once() -> None:
    calendar = Calendar.from_ical(render_ics(PAPER))
    events = list(calendar.walk("VEVENT"))
    open_steps = [step for step in PAPER.assessment.milestones if step.done_on is None]
    assert len({str(event["uid"]) for event in events}) == len(events) == len(open_steps)
    assert {event["dtstamp"].dt.isoformat() for event in events} == {"2026-10-01T00:00:00+00:00"}
    assert Calendar.from_ical(render_ics(HOSTILE_PAPER))


def test_assessment_json_keeps_the_contract() -> None:
    document = json.loads(render_json(PAPER))
    assert list(document) == ["schema", "manifest", "renewals", "schedule", "milestones", "budget", "commitments", "continuity", "rules", "findings"]
    assert document["schema"] == "ictlife.assessment/1"
    needed = {
        "renewals": "subject name cycle in_service fiscal_year fiscal_year_label earliest latest driver plan amount_yen reason",
        "milestones": "subject cycle step due fiscal_year late",
        "budget": "fiscal_year subject contract kind heading funding amount_yen",
        "commitments": "subject decided_in first_year last_year limit_yen by_year",
        "continuity": "service scenario as_of rto_target_h rto_achievable_h rpo_target_h rpo_achievable_h status path",
        "rules": "code status examined missing findings",
        "findings": "code severity subject params message hint citations spans fingerprint waiver",
    }
    for key, columns in needed.items():
        assert set(columns.split()) <= set(document[key][0]), key
    assert document["renewals"][0]["fiscal_year_label"] == "令和7年度"
    assert json.loads(render_json(HOSTILE_PAPER))["renewals"][0]["name"] == HOSTILE


def test_console_columns_align_for_full_width() -> None:
    assert aligned(["名", "n"], [["情報系", "1"], ["ab", "12"]], right=(1,)) == ["名       n", "──────────", "情報系   1", "ab      12"]
    for view in ("findings", "schedule", "budget", "continuity"):
        for lang in ("ja", "en"):
            assert render_console(view, PAPER, lang).endswith("\n")  # type: ignore[arg-type]
    assert "inventory/assets.xlsx[サーバ]:14:取得日: 重大 INP021" in render_console("findings", PAPER, "ja")
    assert "この秋に予算要求" in render_summary(PAPER, "ja")
