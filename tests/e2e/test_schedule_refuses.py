"""What no schedule can satisfy, and a solver that is missing or fails: said at its place, in every paper."""

from __future__ import annotations

import json
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from ictlife.optimiser import solve
from ictlife.optimiser.solve import Lp, SolverFault
from ictlife.prepare import prepare
from ictlife.reports.console.views import render_console
from ictlife.reports.json_out import render_json
from ictlife.reports.page.report import render_html
from ictlife.reports.paper import Paper
from ictlife.reports.workbooks.renewal_plan import render_excel
from ictlife.workspace.load import load

CITY = """\
city: {name: 試験市, as_of: 2025-04-01, horizon_from: 令和7年度, horizon_years: 6}
"""
POLICY = """\
policies:
  server: {cycle_months: 60, earliest_months: 36, longest_months: 84, acquisition: purchase, staff_days: 6}
"""
HEAD = "管理番号,名称,機器区分,稼働開始,更新見込額,更新月の指定,先行する更新単位,先行からの間隔\n"
SERVERS = ("A,サーバA,server,2022-04,10000000,,,\n", "B,サーバB,server,2022-04,9000000,,,\n")


def town(folder: Path, *groups: str, **config: str) -> Paper:
    """A small city whose groups stand in a ledger and whose settings stand in config/, fitted."""
    (folder / "config").mkdir()
    (folder / "inventory").mkdir()
    for name, text in {"ictlife": CITY, "policy": POLICY, **config}.items():
        (folder / "config" / f"{name}.yaml").write_text(text, encoding="utf-8")
    (folder / "inventory" / "更新単位台帳.csv").write_text(HEAD + "".join(groups), encoding="utf-8")
    loaded = load(folder)
    assert loaded.estate.city.as_of
    return prepare(loaded, loaded.estate.city.as_of, is_optimised=True)


def places(paper: Paper, code: str) -> set[str]:
    return {f"{span.file}:{span.row}" for each in paper.findings if each.code == code for span in each.spans}


@pytest.fixture
def without_solver(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(solve, "highspy", None)


@pytest.mark.usefixtures("without_solver")
class TestBeforeAnySolving:
    """There is no solver here: what is found was found before it."""

    def test_a_group_with_no_month_to_be_renewed_in(self, tmp_path: Path):
        never = "blackouts:\n  never: {yearly: [{from_md: 01-01, until_md: 12-31}]}\n"
        paper = town(tmp_path, *SERVERS, calendar=never)
        assert places(paper, "SCH010") == {"inventory/更新単位台帳.csv:2", "inventory/更新単位台帳.csv:3"}

    def test_months_fixed_against_the_order(self, tmp_path: Path):
        first = "A,サーバA,server,2022-04,10000000,2027-06,,\n"
        second = "B,サーバB,server,2022-04,9000000,2027-01,A,3\n"
        paper = town(tmp_path, first, second)
        assert places(paper, "SCH013") == {"inventory/更新単位台帳.csv:3", "inventory/更新単位台帳.csv:2"}
        (said,) = (each for each in paper.findings if each.code == "SCH013")
        assert said.params["months"] == 8

    def test_a_circle_of_precedences(self, tmp_path: Path):
        circle = ("A,サーバA,server,2022-04,10000000,,B,\n", "B,サーバB,server,2022-04,9000000,,A,\n")
        paper = town(tmp_path, *circle)
        assert places(paper, "EST002") == {"inventory/更新単位台帳.csv:2", "inventory/更新単位台帳.csv:3"}

    def test_a_cap_below_what_is_committed(self, tmp_path: Path):
        budget = (
            "caps:\n  C7: {fiscal_year: 令和7年度, amount: 1000000}\ncontracts:\n  K: {name: K, kind: maintenance, "
            "groups: [A], starts_on: 2025-04-01, ends_on: 2026-03-31, amount: 100000, tax_basis: gross}\n"
        )
        paper = town(tmp_path, *SERVERS, budget=budget)
        assert places(paper, "SCH015") == {"config/budget.yaml:2"}
        (said,) = (each for each in paper.findings if each.code == "SCH015")
        assert said.params["amount"] == 200_000


def texts(paper: Paper) -> dict[str, str]:
    """Every paper that shows the schedule, as text."""
    sheet = load_workbook(BytesIO(render_excel(paper)))["最適化の結果"]
    return {
        "console": render_console("schedule", paper, "ja"),
        "page": render_html(paper, "ja").decode("utf-8"),
        "workbook": "\n".join(str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value),
    }


@pytest.mark.usefixtures("without_solver")
def test_without_a_solver_every_paper_says_so(tmp_path: Path):
    paper = town(tmp_path, *SERVERS)
    for name, text in texts(paper).items():
        assert "最適化はできていません（計算部品のソルバーがない）" in text, name
    schedule = json.loads(render_json(paper))["schedule"]
    assert (schedule["method"], schedule["status"], schedule["bound"]) == ("greedy", "no-solver", None)
    assert "SCH020" in {each.code for each in paper.findings}


def test_a_solver_that_fails_leaves_the_due_date_schedule(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    def fail(_: Lp) -> None:
        raise SolverFault("kSolveError")

    monkeypatch.setattr(Lp, "solve", fail)
    paper = town(tmp_path, *SERVERS)
    for name, text in texts(paper).items():
        assert "最適化はできていません（ソルバーの異常）" in text, name
    schedule = json.loads(render_json(paper))["schedule"]
    assert (schedule["method"], schedule["status"]) == ("greedy", "solver-fault")
    assert {each["subject"] for each in json.loads(render_json(paper))["renewals"]} == {"group:A", "group:B"}
