"""The papers about the plans: every table said in both languages, in the page and in the workbook."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pytest
from icalendar import Calendar
from openpyxl import load_workbook

from ictlife.planning.review import GATHERERS
from ictlife.planning.verification import Standing
from ictlife.reports.ics import render_ics
from ictlife.reports.page.report import render_html
from ictlife.reports.paper import Manifest, Paper
from ictlife.reports.tables.plans import goal_names, said_tables
from ictlife.reports.words import Words, shipped
from ictlife.reports.workbooks.renewal_plan import render_excel
from tests.rules.cases import assessed, estate_of

AS_OF = date(2027, 7, 1)
GIVEN = {
    "policies": [{"id": "server", "cycle_months": 60, "method": "bid"}],
    "groups": [
        {"id": "SV", "name": "情報系サーバ", "planned_renewal_on": "R8.2", "renewal_status": "done", "renewal_cost": "1億円"},
        {"id": "NW", "name": "庁内網", "planned_renewal_on": "R10.2", "acquisition": "purchase", "renewal_cost": "5000万円"},
    ],
    "plans": [
        {"id": "P5", "name": "第五次情報化計画", "first_year": "R5年度", "last_year": "R9年度", "parents": ["S"]},
        {"id": "S", "name": "総合計画", "level": "superior", "first_year": "H28年度", "last_year": "R9年度"},
    ],
    "initiatives": [
        {"id": "I", "name": "サーバの更新<b>", "plan": "P5", "groups": ["SV", "NW"], "sdgs": [9], "years": {"R7年度": "carry_out"}}
    ],
    "viewpoints": [{"id": "V", "name": "総合計画との整合をとる", "plan": "P5", "evidence": ["parents", "initiatives"]}],
    "reviews": [{"id": "R", "viewpoint": "V", "judgement": "keep", "reason": "整合している"}],
    "lead_times": [
        {"id": "plan_making", "steps": [{"id": "plan_draft", "months": 3, "title": {"ja": "素案", "en": "Draft"}}]},
        {"id": "bid", "steps": [{"id": "build", "months": 3}]},
    ],
    "external_cycles": [{"id": "X", "name": "県クラウド", "changes_in": "R8年度"}],
}  # fmt: skip
KEYS = ["chart", "initiatives", "goals", "scores", "next_scores", "making", "verification", "review", "together", "initiative_sheet"]


@pytest.fixture(scope="module")
def paper():
    found = assessed(estate_of(GIVEN), AS_OF)
    return Paper(found, (), Manifest("0", AS_OF))


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_every_table_is_said_without_a_missing_word(paper, lang):
    words = Words(lang, paper.names)
    tables = said_tables(paper, words)
    assert [each.key for each in tables] == KEYS
    for table in tables:
        assert all("{" not in cell.text for row in table.rows for cell in row), table.key
        assert all(len(row) == len(table.heads) for row in table.rows)


def test_keys_of_tables_columns_evidence_and_standings_have_words(paper):
    words = shipped()
    for key in KEYS:
        assert f"planning.title.{key}" in words
        assert f"planning.sheet.{key}" in words
    for standing in Standing:
        assert f"standing.{standing.value}" in words
    assert len(GATHERERS) == 7
    assert sorted(goal_names()) == list(range(1, 18))


def test_money_on_an_initiative_sheet_is_in_the_unit_that_the_paper_states(paper):
    """It was in yen below a heading that says thousands."""
    sheet = next(each for each in said_tables(paper, Words("ja", paper.names)) if each.key == "initiative_sheet")
    total = next(row[-1] for row in sheet.rows if row[0].text == "計画期間中の予算額")
    assert (total.is_money, total.text) == (True, Words("ja", paper.names).thousand(int(total.number)))
    assert sheet.has_money
    assert ("年度別の取組", "令和7年度", "実施") in [tuple(cell.text for cell in row) for row in sheet.rows]
    assert next(row[-1].is_money for row in sheet.rows if row[0].text == "更新件数") is False


def test_what_the_tables_say(paper):
    tables = {each.key: each for each in said_tables(paper, Words("ja", paper.names))}
    assert [cell.text for cell in tables["goals"].rows[0]][:3] == ["9", "産業と技術革新の基盤をつくろう", "サーバの更新<b>"]
    assert [cell.text for cell in tables["making"].rows[0]][1:4] == ["素案", "令和10年1月4日", "令和10年3月31日"]
    verified = {row[0].text: [cell.text for cell in row] for row in tables["verification"].rows}
    assert verified["情報系サーバ"][3:5] == ["令和8年2月", "完了"]
    assert verified["サーバの更新<b>"][4] == "実績の記録なし"
    review = [[cell.text for cell in row] for row in tables["review"].rows]
    assert review[0][1] == "上位計画「総合計画」（平成28年度〜令和9年度）は計画期間を通じて有効"
    assert review[0][3:5] == ["維持", "整合している"]
    together = [[cell.text for cell in row][1:3] for row in tables["together"].rows]
    assert together == [["庁内網", "構築"], ["第五次情報化計画", "素案"]]


def test_cells_to_fill_in_are_marked(paper):
    tables = {each.key: each for each in said_tables(paper, Words("ja", paper.names))}
    by_hand = {head for row in tables["verification"].rows for head, cell in zip(tables["verification"].heads, row, strict=True) if cell.is_by_hand}
    assert by_hand == {"実績値", "計画との差異の理由"}


def test_page_holds_the_tables_escaped(paper):
    page = render_html(paper).decode()
    assert "サーバの更新&lt;b&gt;" in page
    assert "サーバの更新<b>" not in page
    assert "次期計画の策定工程" in page


def test_workbook_holds_the_tables_with_numbers(paper):
    book = load_workbook(BytesIO(render_excel(paper)))
    assert {"計画体系", "施策", "SDGs別", "計画策定", "計画の検証", "見直しシート", "施策シート"} <= set(book.sheetnames)
    goals = list(book["SDGs別"].iter_rows(values_only=True))
    assert goals[4][0] == 9
    assert isinstance(goals[4][3], int)


def test_calendar_holds_the_steps_of_making_the_plan(paper):
    events = {str(each["uid"]): each for each in Calendar.from_ical(render_ics(paper)).walk("VEVENT")}
    draft = events["plan_milestone:P5/plan_draft@ictlife"]
    assert draft["dtstart"].dt == date(2028, 3, 31)
    assert "素案" in str(draft["summary"])
    assert "第五次情報化計画" in str(draft["summary"])


def test_long_tables_are_cut_on_the_page_and_say_so(paper):
    words = Words("ja", paper.names)
    whole = {each.key: each for each in said_tables(paper, words)}
    cut = {each.key: each for each in said_tables(paper, words, 1)}
    assert (len(cut["verification"].rows), cut["verification"].more) == (1, len(whole["verification"].rows) - 1)
    assert cut["verification"].on_page.more == cut["verification"].more
    assert "ref" not in cut["making"].on_page.keys
