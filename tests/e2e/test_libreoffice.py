"""The workbooks open in LibreOffice; computed anew there, every total is that of `assessment.json`."""

from __future__ import annotations

import json
import re
from collections import Counter
from datetime import date
from types import SimpleNamespace

import pytest

from ictlife import api
from ictlife.prepare import prepare
from ictlife.reports.differences import render_differences_excel
from ictlife.workspace.back import read_workbooks_back
from ictlife.workspace.load import load
from tests.e2e.conftest import copy_city
from tests.e2e.office import OFFICE, edited, opened, resaved, without_values

pytestmark = pytest.mark.skipif(OFFICE is None, reason="LibreOffice (soffice) is not installed: NOTHING was recalculated")
BOOKS = ("更新計画", "予算書", "業務継続")
AS_OF = date(2026, 11, 23)
NEXT = "令和9年度"
"""A fiscal year with a cap that is not exceeded."""


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """The workbooks of the sample city in whole yen: as made, and as LibreOffice computes them from scratch."""
    folder = tmp_path_factory.mktemp("office")
    copy_city(folder / "city")
    about = folder / "city" / "config" / "ictlife.yaml"
    about.write_text(about.read_text(encoding="utf-8").replace("report_unit_yen: 1000", "report_unit_yen: 1"), encoding="utf-8")
    paper = prepare(load(folder / "city"), AS_OF)
    papers = api.papers(paper, "ja")
    books = {name: papers[f"{name}.xlsx"] for name in BOOKS}
    books["compare"] = compared(folder / "city")
    less = opened(books["更新計画"], values=False)
    line = next(row for row in less["予算明細"].iter_rows(min_row=5) if isinstance(row[heads(less["予算明細"]).index(NEXT)].value, int))
    spent = line[heads(less["予算明細"]).index(NEXT)]
    cap = next(row for row in less["見直し（上限）"].iter_rows(min_row=5) if row[1].value == NEXT)[3]
    books["edited"] = edited(books["更新計画"], {("予算明細", spent.coordinate): spent.value + 1_000_000, ("見直し（上限）", cap.coordinate): 1})
    again = resaved({name: without_values(book) for name, book in books.items()}, folder)
    (folder / "edited.xlsx").write_bytes(again["edited"])
    return SimpleNamespace(
        city=folder / "city",
        returned=folder / "edited.xlsx",
        spent=spent,
        found=json.loads(papers["assessment.json"]),
        live={name: opened(book, values=False) for name, book in books.items()},
        stated={name: opened(book, values=True) for name, book in books.items()},
        again={name: opened(book, values=True) for name, book in again.items()},
    )


def compared(folder):
    """The comparison of the sample city with one of its scenarios, as a workbook."""
    (found,) = api.compare_versions(folder, ["today", "servers-late"], lambda day: day or AS_OF)
    return render_differences_excel(found, "ja")


def heads(sheet):
    return [cell.value for cell in sheet[4]]


def years(sheet):
    """Column → fiscal year, for the columns that are one."""
    found = {place: re.fullmatch(r"令和(\d+|元)年度", str(head)) for place, head in enumerate(heads(sheet))}
    return {place: 2018 + int(match[1].replace("元", "1")) for place, match in found.items() if match}


def totals(sheet, label="合計"):
    return [row for row in sheet.iter_rows(min_row=5) if label in [cell.value for cell in row[:8]]]


def by_year(found):
    spent = Counter()
    for row in found["budget"]:
        spent[row["fiscal_year"]] += row["amount_yen"]
    return spent


def test_every_formula_computes_to_the_value_that_stands_beside_it(made):
    counts = Counter()
    for name in (*BOOKS, "compare"):
        for sheet in made.live[name]:
            for cell in (cell for row in sheet for cell in row if cell.data_type == "f"):
                again = made.again[name][sheet.title][cell.coordinate].value
                assert again == made.stated[name][sheet.title][cell.coordinate].value, (name, sheet.title, cell.coordinate)
                assert isinstance(again, int)
                counts[name] += 1
    assert counts["更新計画"] > 200
    assert counts["予算書"] > 200
    assert counts["compare"] > 5


def test_no_cell_is_an_error(made):
    for name, book in made.again.items():
        for sheet in book:
            assert not [cell.coordinate for row in sheet for cell in row if cell.data_type == "e"], (name, sheet.title)


@pytest.mark.parametrize("tab", ["更新マトリクス", "年度別予算", "予算明細"])
def test_the_years_of_the_plan_add_up_to_the_assessment(made, tab):
    sheet, spent = made.again["更新計画"][tab], by_year(made.found)
    (total,) = totals(sheet)
    assert len(years(sheet)) > 5
    assert {year: total[place].value for place, year in years(sheet).items()} == {year: spent[year] for year in years(sheet).values()}


def test_renewals_and_commitments_add_up_to_the_assessment(made):
    book = made.again["更新計画"]
    (total,) = totals(book["更新一覧"])
    assert total[heads(book["更新一覧"]).index("金額（円）")].value == sum(row["amount_yen"] or 0 for row in made.found["renewals"])
    sheet = book["債務負担行為"]
    (total,) = totals(sheet)
    assert total[heads(sheet).index("限度額（円）")].value == sum(row["limit_yen"] for row in made.found["commitments"])
    for place, year in years(sheet).items():
        assert (total[place].value or 0) == sum(row["by_year"].get(str(year), 0) for row in made.found["commitments"])


def test_the_years_of_the_budget_papers_add_up_to_the_assessment(made):
    spent, seen = by_year(made.found), 0
    for sheet in made.again["予算書"]:
        if sheet.title in ("債務負担行為等", "調達方法の比較", "計画と実績"):
            continue
        for total in totals(sheet):
            for place, year in years(sheet).items():
                assert total[place].value == spent[year], (sheet.title, year)
                seen += 1
            if not years(sheet):
                year = 2018 + int(re.fullmatch(r"令和(\d+)年度", sheet.title)[1])
                assert total[heads(sheet).index("金額")].value == spent[year]
                seen += 1
    assert seen > 15


def test_the_commitments_of_the_budget_papers_are_those_of_the_assessment(made):
    known = Counter((row["name"], row["limit_yen"]) for row in made.found["commitments"])
    sheet, seen = made.again["予算書"]["債務負担行為等"], 0
    for row in sheet.iter_rows(min_row=5):
        cells = dict(zip(heads(sheet), (cell.value for cell in row), strict=True))
        if cells["年度"] == "総額・限度額":
            assert known[cells["事項"], cells["金額"]]
            seen += 1
    assert seen > 5


def test_a_changed_amount_and_a_changed_cap_change_what_rests_on_them(made):
    before, after = (made.again[name]["年度別予算"] for name in ("更新計画", "edited"))
    place = heads(before).index(NEXT)
    assert totals(after)[0][place].value == totals(before)[0][place].value + 1_000_000
    assert totals(before, "上限超過")[0][place].value == 0
    assert totals(after, "上限超過")[0][place].value == totals(after)[0][place].value - 1


def test_what_libreoffice_saved_comes_back_as_exactly_the_edits(made):
    loaded = load(made.city)
    back = read_workbooks_back(loaded, lambda day, _: prepare(loaded, day), (made.returned,))
    assert [(each.ref.kind, each.ref.field, each.to) for each in back.changes] == [("cap", "amount", "1")]
    assert [(each.code, each.spans[0].sheet, each.spans[0].row) for each in back.findings] == [("BCK002", "予算明細", made.spent.row)]
