"""All papers at once: text of the inputs breaks none, the same inputs give the same bytes, in both languages."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from datetime import date

import openpyxl
import pypdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from icalendar import Calendar
from lxml import etree, html

from ictlife import api
from ictlife.base.text import LANGS
from ictlife.prepare import prepare
from ictlife.reports.documents.brief import brief
from ictlife.reports.documents.brief_docx import render_docx
from ictlife.reports.documents.brief_files import brief_files
from ictlife.reports.documents.brief_pdf import letters_of
from ictlife.reports.documents.fonts import Font, find_font
from ictlife.reports.ics import render_ics
from ictlife.reports.page.sheet import render_schools
from ictlife.reports.page.wall import render_wall
from ictlife.reports.views.wall import view_wall
from ictlife.workspace.load import load
from tests.unit.reports.demo import HOSTILE, paper

HOSTILE_NAMES = (
    HOSTILE,
    "{{ 7*7 }}{% for x in y %}",
    "長" * 300,
    "<blink>&amp;</blink>\"'><img src=x onerror=alert(1)>",
    "=HYPERLINK(\"http://example.invalid\",\"x\")",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "\u202eかな\u2066abc\u200f",
    "𠮷野家🗾\U0010fffd",
    "a\x0b\x1f\ufffeb",
    "BEGIN:VEVENT\r\nEND:VCALENDAR",
)
OFFICE = (".xlsx", ".docx")


def town(tmp_path, names):
    """A small town whose groups, plan of schools and services bear these names."""
    (tmp_path / "config").mkdir(exist_ok=True)
    said = {f"G-{place}": name for place, name in enumerate(names)}
    groups = "\n".join(
        f"  {id}: {{name: {_quoted(name)}, category: server, owner: {_quoted(name)}, in_service_on: 2021-0{1 + place % 9}, renewal_cost: 1000000}}"
        for place, (id, name) in enumerate(said.items())
    )
    school = f"school_plans:\n  S: {{name: {_quoted(names[0])}, years: [{{fiscal_year: 令和8年度, pupils: 100, devices: 100, spares: 20}}]}}"
    text = f"city: {{name: {_quoted(names[0])}}}\ngroups:\n{groups}\n{school}\n"
    (tmp_path / "config" / "ictlife.yaml").write_text(text, encoding="utf-8", errors="replace")
    return prepare(load(tmp_path), date(2026, 10, 1))


def _quoted(text):
    escaped = "".join(char if char.isalnum() or char in " _" else f"\\U{ord(char):08x}" for char in text)
    return f'"{escaped}"'


def opened(name, content):
    """The texts that a reader of the file sees; every format must open."""
    if name.endswith(OFFICE):
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            assert packed.testzip() is None
            for part in packed.namelist():
                if part.endswith((".xml", ".rels")):
                    etree.fromstring(packed.read(part))
    if name.endswith(".xlsx"):
        book = openpyxl.load_workbook(io.BytesIO(content))
        return [cell for sheet in book for row in sheet for cell in row]
    if name.endswith(".html"):
        return html.fromstring(content.decode("utf-8"))
    if name.endswith(".ics"):
        return Calendar.from_ical(content)
    if name.endswith(".pdf"):
        return pypdf.PdfReader(io.BytesIO(content))
    return content.decode("utf-8") if name.endswith(".json") else None


@pytest.mark.filterwarnings("ignore::UserWarning")
@pytest.mark.parametrize("lang", LANGS)
def test_hostile_names_break_no_paper(tmp_path, lang):
    made = api.papers(town(tmp_path, HOSTILE_NAMES), lang)
    assert len(made) >= 10
    for name, content in made.items():
        found = opened(name, content)
        if name.endswith(".xlsx"):
            formulas = {str(cell.value) for cell in found if cell.data_type == "f"}
            assert all(re.match(r"=(SUM|IF|INT|ROUND|[A-Z]+[0-9])", formula) for formula in formulas), formulas
            assert not any("HYPERLINK" in formula or "cmd" in formula for formula in formulas)
            assert not any(cell.hyperlink for cell in found)
        if name.endswith(".html"):
            assert found.xpath("//img|//blink") == []
            assert not any("alert(" in (script.text or "")[:20] for script in found.xpath("//script"))
        if name.endswith(".pdf"):
            assert len(found.pages) == 2


@settings(max_examples=4, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=60), min_size=3, max_size=3))
def test_any_text_opens_in_the_brief_the_wall_and_the_calendar(tmp_path_factory, names):
    made = town(tmp_path_factory.mktemp("town"), [name if name.strip() else "x" for name in names])
    files = {"w.html": render_wall(made), "c.ics": render_ics(made), "b.docx": render_docx(brief(made, "ja"), "ja")}
    files["s.html"] = render_schools(made) or b"<p></p>"
    for name, content in files.items():
        assert opened(name, content) is None or name != "b.docx"


def test_same_inputs_same_bytes(tmp_path):
    for lang in LANGS:
        first, second = (api.papers(town(tmp_path, HOSTILE_NAMES), lang) for _ in range(2))
        assert {name for name in first if first[name] != second.get(name)} == set()


def test_english_papers_have_english_words():
    made = brief(paper(), "en")
    said = " ".join((made.title, made.points_title, made.asks_title, *made.points, *made.asks))
    assert not re.search(r"[぀-ヿ一-鿿]", said)
    assert "coming 18 months" in render_wall(paper(), "en").decode()


def test_without_a_japanese_font_there_is_no_pdf_and_it_is_said(tmp_path):
    told = []
    files = brief_files(paper(), "ja", tell=told.append, find=lambda: find_font([tmp_path]))
    assert list(files) == ["委員会説明資料.docx"]
    assert "フォント" in told[0]


def test_characters_without_a_glyph_are_named():
    font = find_font()
    if font is None:
        pytest.skip("no Japanese font on this machine")
    told = []
    town = paper()
    poor = Font(font.path, font.face, font.name, font.characters - {ord("更")})
    files = brief_files(town, "ja", tell=told.append, find=lambda: poor)
    assert "更" in letters_of(brief(town, "ja"))
    assert re.search(r": 更（", told[0])
    text = "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(files["委員会説明資料.pdf"])).pages)
    assert "更" not in text
    assert "〓" in text


def test_a_broken_template_of_the_town_is_said_and_the_shipped_one_used():
    told = []
    files = brief_files(paper(), "ja", b"PK broken", told.append, lambda: None)
    assert "config/brief.docx" in told[0]
    assert files["委員会説明資料.docx"] == brief_files(paper(), "ja", find=lambda: None)["委員会説明資料.docx"]


def test_the_towns_own_template_is_used():
    own = io.BytesIO()
    shipped = render_docx(replace(brief(paper(), "ja"), title="{{ title }} 起案"), "ja")
    own.write(shipped)
    assert "起案" in _text(render_docx(brief(paper(), "ja"), "ja", own.getvalue()))


def _text(document):
    with zipfile.ZipFile(io.BytesIO(document)) as packed:
        return "".join(etree.fromstring(packed.read("word/document.xml")).itertext())


def test_the_brief_says_what_the_views_say():
    text = _text(render_docx(brief(paper(), "ja"), "ja"))
    content = brief(paper(), "ja")
    for table in content.tables:
        for row in table.rows:
            assert all(cell in text for cell in row)


@pytest.mark.parametrize("name", ["長" * 300, "W" * 300, "更新", "a b " * 80])
@pytest.mark.parametrize("count", [0, 3, 40])
def test_the_brief_has_two_pages_and_embeds_its_font_whatever_the_town(tmp_path, name, count):
    made = brief_files(town(tmp_path, [name] * max(count, 1)), "ja")
    pdf = next((content for path, content in made.items() if path.endswith(".pdf")), None)
    if pdf is None:
        pytest.skip("no Japanese font on this machine")
    pages = pypdf.PdfReader(io.BytesIO(pdf)).pages
    assert len(pages) == 2
    for page in pages:
        for font in page["/Resources"]["/Font"].values():
            about = font.get_object()["/DescendantFonts"][0].get_object()["/FontDescriptor"].get_object()
            assert "/FontFile2" in about or "/FontFile3" in about


def test_the_word_brief_begins_its_second_page_with_the_lists():
    document = render_docx(brief(paper(), "ja"), "ja")
    with zipfile.ZipFile(io.BytesIO(document)) as packed:
        tree = etree.fromstring(packed.read("word/document.xml"))
    space = {"w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main"}
    broken = tree.xpath("//w:p[w:pPr/w:pageBreakBefore[not(@w:val='0')]]", namespaces=space)
    assert ["".join(each.itertext()) for each in broken] == ["工程が遅れている更新"]


def test_every_event_reminds_an_office():
    events = Calendar.from_ical(render_ics(paper())).walk("VEVENT")
    assert events
    for event in events:
        alarms = event.walk("VALARM")
        assert alarms
        assert all(str(alarm["DESCRIPTION"]).startswith("【") and alarm["TRIGGER"].dt.days < 0 for alarm in alarms)


def test_the_wall_has_eighteen_months_and_every_cut_over_of_them():
    town = paper()
    months = view_wall(town)
    assert len(months) == 18
    shown = sorted(each["ref"] for month in months for each in month["cut_overs"])
    expected = sorted(str(each.ref) for each in town.assessment.schedule.renewals if months[0]["month"] <= str(each.in_service) <= months[-1]["month"])
    assert shown == expected


def test_the_wall_shows_a_gate_in_every_month_it_is_open(tmp_path):
    """A request due at the end of November must not stand in October alone."""
    (tmp_path / "config").mkdir()
    text = 'city: {name: 見本市}\ngates:\n  request: {once: [{from_on: 令和8年10月1日, until_on: 令和8年11月30日}]}\n'
    (tmp_path / "config" / "ictlife.yaml").write_text(text, encoding="utf-8")
    months = view_wall(prepare(load(tmp_path), date(2026, 9, 1)))
    shown = [month["month"] for month in months if any(gate["ref"] == "gate:request" for gate in month["gates"])]
    assert shown == ["2026-10", "2026-11"]
