"""The papers of the ICT-BCP: figures and forms say what was computed, in both languages, nothing as markup."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ictlife.base.ref import Ref
from ictlife.base.text import LANGS
from ictlife.continuity.figures import Arrow, Bar, Box, Layout, layout, restart_order
from ictlife.continuity.recovery import Verdict
from ictlife.prepare import prepare
from ictlife.reports.console.explain import render_explanation
from ictlife.reports.console.views import render_console
from ictlife.reports.explain import explain
from ictlife.reports.grounds.grounds import grounds_of
from ictlife.reports.page.continuity import continuity_page
from ictlife.reports.page.dependency import MOST, dependency_figure, limited
from ictlife.reports.page.known import Known
from ictlife.reports.page.recovery_strip import TICKS, HourAxis
from ictlife.reports.page.strip import WIDTH, Axis
from ictlife.reports.paper import Paper
from ictlife.reports.tables.continuity import continuity_tables, matrix_table, restart_table
from ictlife.reports.views.continuity import view_continuity
from ictlife.reports.words import Words
from ictlife.reports.workbooks.continuity import render_continuity_excel
from ictlife.workspace.load import load

ROOT = Path(__file__).parents[3]


@cache
def sample() -> Paper:
    loaded = load(ROOT)
    assert loaded.estate.city.as_of is not None
    return prepare(loaded, loaded.estate.city.as_of, is_optimised=False)


def words(lang: str = "ja") -> Words:
    return Words(lang, sample().named(lang))  # type: ignore[arg-type]


def page(lang: str = "ja") -> dict[str, object]:
    paper = sample()
    grounds = grounds_of(paper, words(lang))
    return continuity_page(paper, words(lang), Axis(paper.years, paper.assessment.as_of), Known(paper, grounds))


@pytest.mark.parametrize("lang", LANGS)
def test_every_heading_and_title_has_a_word(lang):
    say = words(lang)
    for table in (*continuity_tables(sample(), say), matrix_table(sample(), say), restart_table(sample(), say)):
        assert say.has(f"bcp.title.{table.key}")
        assert say.has(f"bcp.sheet.{table.key}")
        for key in table.keys:
            assert ":" in str(key) or say.has(f"bcp.column.{key}"), key


def test_the_forms_of_the_guideline_are_there():
    keys = [table.key for table in continuity_tables(sample(), words())]
    assert [key for key in keys if key.startswith("form_")] == [f"form_{n}" for n in (1, 2, 5, 6, 7, 12, 15, 16, 17)]
    assert {"single_points", "remedies", "updates", "checklist"} <= set(keys)


def test_what_is_not_known_says_so():
    (form,) = [each for each in continuity_tables(sample(), words()) if each.key == "form_5"]
    said = {row[0].text: row[form.keys.index("has_fuel_contract")] for row in form.rows}
    unknown = [site for site in sample().assessment.estate.sites.values() if site.has_fuel_contract is None]
    assert unknown
    assert all(said[str(site.ref())].text == "不明" for site in unknown)


def test_the_restart_order_on_the_page_is_the_engines():
    paper, shown = sample(), page()["restarts"]
    for restart, hazard in zip(
        shown, [h for h in paper.assessment.estate.hazards.values() if not h.is_off], strict=True
    ):
        bars = [bar for bar in restart_order(paper.course, hazard, paper.assessment.as_of) if bar.ends_h != 0]
        assert restart["total"] == len(bars)
        assert [row["ref"] for row in restart["rows"]] == [str(bar.node) for bar in bars[:60]]


def test_each_change_is_told_with_its_cause_and_what_restores_it():
    told = {(row["ref"], row["hazard"]): row["text"] for row in page()["courses"]}
    text = told["service:SVC-KOSEKI", "機器1台の故障"]
    assert text.startswith("令和7年10月31日まで達成（原因: 戸籍サーバの保守部品の供給終了）")
    assert text.endswith("令和9年11月1日から達成（戸籍情報システムの更新で回復）")


def test_every_box_stands_apart_inside_the_figure():
    paper = sample()
    drawn = dependency_figure(paper, words(), layout(paper.course))
    width, height = map(float, re.search(r'viewBox="0 0 (\S+) (\S+)"', drawn).groups())
    boxes = [
        tuple(map(float, each))
        for each in re.findall(r'class="box[^"]*" x="(\S+)" y="(\S+)" width="(\S+)" height="(\S+)"', drawn)
    ]
    assert len(boxes) == len(layout(paper.course).boxes)
    for place, (x, y, w, h) in enumerate(boxes):
        assert min(x, y, width - x - w, height - y - h) >= 0
        assert all(x + w <= a or a + c <= x or y + h <= b or b + d <= y for a, b, c, d in boxes[place + 1 :])


def test_a_large_estate_shows_what_the_first_services_need():
    boxes = [Box(Ref("service", f"S{n}"), "service", None, None, 1, False) for n in range(200)]
    boxes += [Box(Ref("group", f"G{n}"), "group", None, None, 0, False) for n in range(200)]
    arrows = [Arrow(Ref("service", f"S{n}"), Ref("group", f"G{n}"), "all") for n in range(200)]
    shown = limited(Layout(tuple(boxes), tuple(arrows)), [Ref("service", f"S{n}") for n in range(200)])
    assert len(shown.boxes) == MOST
    assert {box.node.id for box in shown.boxes} == {f"{kind}{n}" for n in range(MOST // 2) for kind in "SG"}


@given(st.lists(st.floats(0, 5000), min_size=2, max_size=2))
def test_later_lies_further_right(hours):
    first, later = sorted(hours)
    assert 0 <= HourAxis.x(first) <= HourAxis.x(later) <= WIDTH
    assert [HourAxis.x(tick) for tick in TICKS] == [WIDTH * n / len(TICKS) for n in range(1, len(TICKS) + 1)]


def test_never_and_unknown_look_different():
    axis, bar = HourAxis(words()), Bar(Ref("group", "G"), 1, None, None, None, None)
    assert 'class="open-end"' in axis.strip(bar, None)
    assert 'class="gone"' in axis.strip(replace(bar, is_never=True), None)


@pytest.mark.parametrize("lang", LANGS)
def test_the_workbook_opens_with_a_sheet_for_each_table(lang):
    book = openpyxl.load_workbook(BytesIO(render_continuity_excel(sample(), lang)))
    say = words(lang)
    assert say("bcp.sheet.matrix") in book.sheetnames
    form = book[say("bcp.sheet.form_16")]
    head = [cell.value for cell in form[4]]
    rows = [[cell.value for cell in row] for row in form.iter_rows(min_row=5)]
    rto = {row[0]: row[head.index(say("bcp.column.rto_h"))] for row in rows}
    assert rto == {str(each.ref()): each.rto_h for each in sample().assessment.estate.services.values()}


def test_the_matrix_counts_as_the_engine():
    paper = sample()
    table = matrix_table(paper, words())
    texts = [cell.css for row in table.rows for cell in row[2:]]
    assert {css.removeprefix("cell ") for css in texts} == {each.value for each in Verdict}


def test_same_input_same_bytes():
    assert render_continuity_excel(sample()) == render_continuity_excel(sample())


def test_the_console_shows_the_matrix_the_misses_and_the_facts_to_find_out():
    text = render_console("continuity", sample(), "ja")
    found = sample().assessment.continuity.on(sample().assessment.as_of)
    assert "給与の支給の目標復旧時点" in text
    assert "service:SVC-HR.rpo_h" in text
    matrix, _, rest = text.partition(words()("bcp.missed_now"))
    rows = [line for line in matrix.splitlines() if "SVC-" in line]
    assert len(rows) == len({each.service for each in found})
    worst = {(each.service, each.scenario) for each in found if each.verdict is Verdict.MISSED}
    assert sum(line.count("×") for line in rows) == len(worst)
    assert "戸籍情報システムの更新で回復" in rest


def test_an_explanation_names_the_fact_by_record_and_field():
    found = explain(sample(), Ref("service", "SVC-HR"))
    assert found is not None
    text = render_explanation(sample(), found, "ja")
    assert "給与の支給の目標復旧時点が分かれば決まる" in text
    assert "-時間分" not in text


def test_page_and_workbook_agree_on_every_verdict():
    paper = sample()
    table = matrix_table(paper, words())
    shown = {
        row["ref"]: [cell and cell["status"] for cell in row["cells"]] for row in view_continuity(paper)["services"]
    }
    assert {row[0].text: [cell.css.removeprefix("cell ") or None for cell in row[2:]] for row in table.rows} == shown
