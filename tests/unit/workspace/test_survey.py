"""Questionnaires out and back: what is unchanged stays, nonsense is found at its cell."""

from __future__ import annotations

import io
from datetime import date

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from ictlife.assess import assess
from ictlife.base.textkey import file_name
from ictlife.fiscal.month import FiscalYear, Month
from ictlife.fiscal.wareki import read_when
from ictlife.fiscal.when import When
from ictlife.reports.words import Words
from ictlife.reports.workbooks.survey import present_text
from ictlife.workspace.load import load
from ictlife.workspace.survey import overlays, questionnaires, read_back, survey_files

AS_OF = date(2024, 10, 1)
GROUPS = """
city: {name: 試験市}
groups:
  SV: {name: サーバ, category: server, owner: 情報課, in_service_on: R3.2, planned_renewal_on: R8.2, renewal_cost: 96000千円, is_priority: 有}
  PC: {name: 端末, category: pc, owner: 総務課, in_service_on: R4.9}
  NW: {name: 回線, category: network_core, owner: 情報課}
  OLD: {name: 旧機器, category: server, owner: 情報課, renewal_status: 廃止}
"""


@pytest.fixture
def town(tmp_path):
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "all.yaml").write_text(GROUPS, encoding="utf-8")
    return tmp_path


def sheets(town, lang="ja"):
    loaded = load(town)
    return survey_files(assess(loaded.estate, loaded.rulebook, AS_OF), lang)


def filled(town, name="調査票_情報課.xlsx", lang="ja", free=(), **answers):
    """The questionnaire with answers: `SV__renewal_cost="…"` or a cell (`SV__id`)."""
    book = openpyxl.load_workbook(io.BytesIO(sheets(town, lang)[name]))
    page = book.worksheets[0]
    keys = {cell.value: cell.column for cell in page[5]}
    rows = {page.cell(row, 1).value: row for row in range(7, page.max_row + 1)}
    for place, text in answers.items():
        group, _, field = place.partition("__")
        page.cell(rows[group], keys.get(f"answer.{field}") or keys[field]).value = text
    for row, text in free:
        book.worksheets[1].cell(row, 3).value = text
    return book


def back(town, *books):
    folder = town / "returned"
    folder.mkdir(exist_ok=True)
    for place, book in enumerate(books):
        book.save(folder / f"回答{place}.xlsx")
    return read_back(load(town), questionnaires([folder]))


def told(result):
    return [(each.code, str(each.subject), [str(span) for span in each.spans]) for each in result.findings]


def test_one_sheet_for_each_department_with_its_groups_in_use(town):
    assert sorted(sheets(town)) == ["調査票_情報課.xlsx", "調査票_総務課.xlsx"]
    page = openpyxl.load_workbook(io.BytesIO(sheets(town)["調査票_情報課.xlsx"])).worksheets[0]
    shown = {page.cell(row, 1).value: [cell.value for cell in page[row]][1:8] for row in range(7, page.max_row + 1)}
    assert set(shown) == {"SV", "NW"}
    assert shown["SV"] == ["サーバ", "サーバ", "令和3年2月", "3年8か月", "不明", "不明", "令和8年2月"]
    assert shown["NW"][2] == "不明"


def test_same_inputs_give_the_same_bytes(town):
    assert sheets(town) == sheets(town)


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_an_unfilled_sheet_comes_back_without_a_change(town, lang):
    names = sheets(town, lang)
    result = back(town, *(openpyxl.load_workbook(io.BytesIO(data)) for data in names.values()))
    assert (result.files, result.edits, result.findings) == (2, [], ())
    assert overlays(result, lang) == {}


def test_repeating_what_the_ledger_says_is_no_change(town):
    result = back(town, filled(town, SV__planned_renewal_on="2026/2", SV__renewal_cost="9,600万円", SV__is_priority="○"))
    assert (result.edits, result.findings) == ([], ())


def test_answers_become_an_overlay(town):
    result = back(town, filled(town, SV__planned_renewal_on="令和8年3月", SV__renewal_status="延長", free=[(7, "紙が減った")]))
    files = overlays(result, "ja")
    assert list(files) == ["survey-情報課.yaml", "survey.yaml"]
    overlay = YAML(typ="safe").load(files["survey-情報課.yaml"].decode())
    assert overlay["overlay"] == "survey-情報課"
    assert [{**each, "why": ""} for each in overlay["edits"]] == [
        {"add": "answer:情報課/Q1", "to": {"question": "Q1", "department": "情報課", "text": "紙が減った"}, "why": ""},
        {"set": "group:SV.planned_renewal_on", "to": "令和8年3月", "why": ""},
        {"set": "group:SV.renewal_status", "to": "延長", "why": ""},
    ]
    assert overlay["edits"][1]["why"].endswith("回答0.xlsx[調査票]:7:J")


def test_a_number_typed_as_a_number_is_yen(town):
    (edit,) = back(town, filled(town, SV__renewal_cost=99000000)).edits
    assert (edit.to, edit.value) == ("99000000", 99000000)


def test_nonsense_is_found_at_its_cell_and_the_rest_is_taken(town):
    book = filled(town, SV__planned_renewal_on="いつか", SV__renewal_cost="高い", SV__renewal_status="たぶん", SV__owner="総務課")
    result = back(town, book)
    assert told(result) == [
        ("INP021", "group:SV.planned_renewal_on", ["回答0.xlsx[調査票]:7:J"]),
        ("INP031", "group:SV.renewal_cost", ["回答0.xlsx[調査票]:7:N"]),
        ("INP053", "group:SV.renewal_status", ["回答0.xlsx[調査票]:7:L"]),
    ]
    assert [str(edit.ref) for edit in result.edits] == ["group:SV.owner"]


def test_an_id_that_was_overwritten_is_found(town):
    book = filled(town, NW__owner="総務課")
    book.worksheets[0].cell(8, 1).value = "NX"
    assert told(back(town, book)) == [("SUR002", "group:NX", ["回答0.xlsx[調査票]:8:A"])]


def test_two_copies_that_disagree_are_both_named_and_neither_taken(town):
    result = back(town, filled(town, SV__renewal_cost="1億円", NW__owner="総務課"), filled(town, SV__renewal_cost="2億円", NW__owner="総務課"))
    assert told(result) == [
        ("SUR003", "group:SV.renewal_cost", ["回答0.xlsx[調査票]:7:N", "回答1.xlsx[調査票]:7:N"])
    ]
    assert result.conflicts == 1
    assert [str(edit.ref) for edit in result.edits] == ["group:NW.owner"]


def test_a_ledger_that_moved_since_is_not_overwritten(town):
    book = filled(town, SV__renewal_cost="1億円")
    config = town / "config" / "all.yaml"
    config.write_text(GROUPS.replace("96000千円", "97000千円"), encoding="utf-8")
    result = back(town, book)
    assert told(result) == [("SUR004", "group:SV.renewal_cost", ["回答0.xlsx[調査票]:7:N"])]
    assert result.edits == []


def test_a_file_that_is_no_questionnaire_is_found(town):
    assert told(back(town, openpyxl.Workbook())) == [("SUR001", "file:回答0.xlsx", ["回答0.xlsx"])]
    (town / "returned" / "回答0.xlsx").write_bytes(b"nonsense")
    assert [code for code, _, _ in told(read_back(load(town), questionnaires([town / "returned"])))] == ["INP007"]


def test_file_names_hold_no_path():
    assert file_name("survey-../a:b.yaml") == "survey-.._a_b.yaml"


@given(
    st.one_of(
        st.dates(date(1990, 1, 1), date(2060, 12, 31)).map(When.day),
        st.builds(Month, st.integers(1990, 2060), st.integers(1, 12)).map(When.month),
        st.builds(FiscalYear, st.integers(1990, 2060)).map(When.fiscal_year),
    )
)
def test_what_is_shown_of_a_date_reads_back_as_the_same(when):
    assert read_when(present_text(when, Words("ja"), "planned_renewal_on")) == when


def test_overlays_of_all_departments_can_be_tried_as_a_scenario(town):
    both = filled(town, SV__planned_renewal_on="令和8年3月", SV__is_priority="無", free=[(7, "紙が減った")])
    other = filled(town, "調査票_総務課.xlsx", PC__renewal_cost="50,000千円")
    folder = town / "config" / "scenarios"
    folder.mkdir()
    for name, data in overlays(back(town, both, other), "ja").items():
        (folder / name).write_bytes(data)
    loaded = load(town, "survey")
    assert loaded.overlays == ("survey-情報課", "survey-総務課")
    assert [each for each in loaded.findings if each.code.startswith(("OVL", "INP"))] == []
    estate = loaded.estate
    assert estate.groups["SV"].planned_renewal_on == read_when("令和8年3月")
    assert estate.groups["SV"].is_priority is False
    assert estate.groups["PC"].renewal_cost == 50_000_000
    assert estate.answers["情報課/Q1"].text == "紙が減った"
    assert load(town).estate.groups["SV"].planned_renewal_on == read_when("令和8年2月")
