"""The papers of `report`: there, reopened, the same each time, and written whole or not at all."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import openpyxl
from icalendar import Calendar

from tests.e2e.conftest import City, copy_city, hashes, run

PAPERS = {"index.html", "更新計画.xlsx", "milestones.ics", "assessment.json"}
BUDGET_PAPERS = {"予算書.xlsx", "予算書.html"}
CONTINUITY_PAPERS = {"業務継続.xlsx"}
OTHER_PAPERS = {"端末整備・更新計画.html", "壁掛け予定表.html", "委員会説明資料.docx", "計画資料.docx", "forms"}
NEEDS_A_FONT = {"委員会説明資料.pdf"}


def test_writes_its_papers_and_nothing_else(city: City):
    written = {path.name for path in city.reports.iterdir()}
    assert written - NEEDS_A_FONT == PAPERS | BUDGET_PAPERS | CONTINUITY_PAPERS | OTHER_PAPERS
    assert {path.name for path in (city.reports / "forms").iterdir()} == {"情報機器更新調書.xlsx"}


def test_findings_at_the_threshold_make_exit_code_1(city: City):
    assert city.ran.code == 1


def test_inputs_are_never_rewritten(city: City):
    now = {name: digest for name, digest in hashes(city.folder).items() if not name.startswith("reports")}
    assert now == city.inputs_before


def test_json_begins_with_its_schema(city: City):
    text = (city.reports / "assessment.json").read_text(encoding="utf-8")
    assert next(iter(json.loads(text))) == "schema"
    assert json.loads(text)["schema"] == "ictlife.assessment/1"


def test_html_is_self_contained(city: City):
    page = (city.reports / "index.html").read_text(encoding="utf-8")
    assert page.lstrip().lower().startswith("<!doctype html")
    assert "情報系サーバ" in page
    assert "令和7年度" in page
    assert not re.findall(r"<(?:link|iframe|object|embed|base)\b[^>]*https?:", page, re.I)
    assert not re.findall(r"(?:src|srcset|poster|data|action)\s*=\s*[\"']?(?:https?:)?//", page, re.I)
    assert not re.findall(r"@import|url\(\s*[\"']?(?:https?:)?//", page, re.I)


def test_workbook_reopens_with_numbers_as_numbers_and_formulas(city: City):
    book = openpyxl.load_workbook(city.reports / "更新計画.xlsx")
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert any(isinstance(cell.value, int) and cell.value > 1_000_000 for cell in cells)
    assert any(cell.data_type == "f" for cell in cells), "totals must be formulas"
    tables = [sheet for sheet in book if sheet.auto_filter.ref]
    assert len(tables) >= 4
    assert all(sheet.freeze_panes for sheet in tables), "the head of a table is frozen"


def test_calendar_reopens(city: City):
    calendar = Calendar.from_ical((city.reports / "milestones.ics").read_bytes())
    events = calendar.walk("VEVENT")
    assert events
    assert len({str(event["UID"]) for event in events}) == len(events)


def test_running_twice_gives_identical_bytes(city: City, tmp_path: Path):
    copy = copy_city(tmp_path / "other" / "place")
    run("report", ".", "--quiet", cwd=copy)
    assert hashes(copy / "reports") == hashes(city.reports)


def test_written_whole_or_not_at_all(city: City, tmp_path: Path):
    """Where one paper cannot take its place, none is replaced, and no scrap is left."""
    copy = copy_city(tmp_path / "city")
    shutil.copytree(city.reports, copy / "reports")
    (copy / "reports" / "更新計画.xlsx").unlink()
    (copy / "reports" / "更新計画.xlsx").mkdir()  # A folder stands where a paper should go.
    (copy / "reports" / "更新計画.xlsx" / "keep").write_text("x")
    before = hashes(copy / "reports")
    run("report", ".", "--as-of", "2025-01-01", "--quiet", cwd=copy, code=3)
    assert hashes(copy / "reports") == before


def test_text_of_the_inputs_becomes_neither_markup_nor_formula(tmp_path: Path):
    copy = copy_city(tmp_path)
    ledger = copy / "inventory" / "更新単位台帳.csv"
    text = ledger.read_text(encoding="utf-8-sig")
    text = text.replace("グループウェア", "<script>alert(1)</script>").replace("検証環境サーバ", "=cmd|'/c calc'!A1")
    ledger.write_text(text, encoding="utf-8-sig")
    run("report", ".", "--quiet", cwd=copy)
    page = (copy / "reports" / "index.html").read_text(encoding="utf-8")
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page
    book = openpyxl.load_workbook(copy / "reports" / "更新計画.xlsx")
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                assert not (cell.data_type == "f" and "cmd|" in str(cell.value)), cell.coordinate


def test_the_page_in_english(tmp_path: Path):
    copy = copy_city(tmp_path)
    run("report", ".", "--lang", "en", "--quiet", cwd=copy)
    page = (copy / "reports" / "index.html").read_text(encoding="utf-8")
    assert 'lang="en"' in page


def test_a_scenario_changes_what_its_overlay_says_and_is_named_in_the_manifest(tmp_path: Path):
    copy = copy_city(tmp_path)
    payload = json.loads(run("check", ".", "--scenario", "servers-late", "--json", cwd=copy).out)
    assert payload["manifest"]["scenario"] == "servers-late"
    months = [each["in_service"] for each in payload["renewals"] if each["subject"] == "group:SV-JOHO"]
    assert months[0] == "2026-05"
    assert not [each for each in payload["findings"] if each["code"].startswith("OVL")]
