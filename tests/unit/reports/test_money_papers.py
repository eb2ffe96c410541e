"""The budget papers, opened again: formulas that give what they carry, the same figures on page and workbook."""

from __future__ import annotations

import html
import re
from dataclasses import replace
from datetime import date
from io import BytesIO

import openpyxl
import pytest
from openpyxl.utils import range_boundaries

from ictlife.budget.build import build
from ictlife.lifecycle.project import project
from ictlife.reports.page.money import render_money_html
from ictlife.reports.paper import Paper
from ictlife.reports.tables.money import cell_ref, money_sheets
from ictlife.reports.workbooks.budget_papers import render_money_excel
from ictlife.schedule.place import place
from tests.unit.budget.test_sheets import RECORDS
from tests.unit.estates import estate
from tests.unit.reports.demo import paper as demo

AS_OF = date(2025, 10, 1)


@pytest.fixture(scope="module")
def paper() -> Paper:
    town = estate(**RECORDS)
    projection = project(town, AS_OF)
    schedule = place(projection)
    made = demo(1)
    assessment = replace(
        made.assessment,
        as_of=AS_OF,
        estate=town,
        projection=projection,
        schedule=schedule,
        budget=build(town, schedule, AS_OF),
    )
    return replace(made, assessment=assessment, manifest=replace(made.manifest, as_of=AS_OF))


def test_every_row_of_a_commitment_has_the_ref_of_its_contract(paper):
    sheet = next(each for each in money_sheets(paper) if each.key == "commitments")
    assert sheet.rows
    assert all(str(cell_ref(row)).startswith(("contract:", "renewal:")) for row in sheet.rows)


@pytest.fixture(scope="module")
def book(paper: Paper) -> tuple[openpyxl.Workbook, openpyxl.Workbook]:
    data = render_money_excel(paper, money_sheets(paper))
    return openpyxl.load_workbook(BytesIO(data)), openpyxl.load_workbook(BytesIO(data), data_only=True)


def test_every_formula_gives_the_value_it_carries(book):
    formulas, values = book
    checked = 0
    for sheet in formulas:
        shown = values[sheet.title]
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell.value, str) and cell.value.startswith("=SUM("):
                    total = 0
                    for span in cell.value[5:-1].split(","):
                        left, top, right, bottom = range_boundaries(span)
                        total += sum(
                            shown.cell(down, across).value or 0
                            for down in range(top, bottom + 1)
                            for across in range(left, right + 1)
                        )
                    assert total == shown[cell.coordinate].value, (sheet.title, cell.coordinate)
                    checked += 1
    assert checked > 100


def test_there_is_a_sheet_for_each_paper(book):
    assert book[0].sheetnames == [
        "令和8年度", "令和7年度", "実施計画", "事業別 情報システム管理事業", "事業別 端末整備事業", "事業別", "債務負担行為等",
        "中長期見通し", "計画と実績",
    ]  # fmt: skip


def test_figures_of_the_page_are_those_of_the_workbook(paper, book):
    page = html.unescape(render_money_html(paper, money_sheets(paper)).decode("utf-8"))
    figures = re.findall(r'<td class="n">([^<]*)</td>', page)
    numbers = [int(each.replace(",", "").replace("△", "-")) for each in figures if each]
    cells = []
    for sheet in book[1]:
        for row in sheet.iter_rows(min_row=5):
            cells += [cell.value // 1000 for cell in row if isinstance(cell.value, int) and "," in cell.number_format]
    assert sorted(numbers) == sorted(cells)
    assert len(numbers) > 300


def test_running_twice_gives_the_same_bytes(paper):
    assert money_sheets(paper) == money_sheets(paper)
    sheets = money_sheets(paper)
    assert render_money_excel(paper, sheets) == render_money_excel(paper, sheets)
    assert render_money_html(paper, sheets, "en") == render_money_html(paper, sheets, "en")


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_every_label_has_its_words(paper, lang):
    page = render_money_html(paper, money_sheets(paper), lang).decode("utf-8")
    for key in ("year sheet", "rolling_plan", "funding national", "previous amount", "is estimate"):
        assert key not in page.lower()
    if lang == "en":
        heads = re.findall(r"<th[^>]*>([^<]*)</th>", page)
        assert not [each for each in heads if re.search(r"[぀-ヿ㐀-鿿]", each) and each != "デジタル活用推進事業債"]


def test_names_cannot_become_markup_or_formulas():
    hostile = demo(12, hostile=True)
    sheets = money_sheets(hostile)
    page = render_money_html(hostile, sheets).decode("utf-8")
    assert "<script" not in page
    book = openpyxl.load_workbook(BytesIO(render_money_excel(hostile, sheets)))
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type != "f" or cell.value.startswith("=SUM(")


def test_a_long_table_keeps_its_sums_on_the_page():
    town = demo(300)
    page = html.unescape(render_money_html(town, money_sheets(town)).decode("utf-8"))
    assert "明細は予算書のブックにあります" in page
    assert page.count("<tr") < 3000
