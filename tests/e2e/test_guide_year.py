"""The page of the year is what an office can type from April to March, in its order, in a workspace of its own."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import click
import pytest

from ictlife.cli.main import ictlife
from tests.e2e.conftest import ROOT, run

GUIDE = ROOT / "docs" / "guide"
PAGE = (GUIDE / "year.md").read_text("utf-8")
CAPS = "caps:\n  CAP-R9: {fiscal_year: 令和9年度, amount: 60,000千円}\n"


def commands(page: str) -> list[list[str]]:
    """The commands of a page's consoles, without the remarks beside them."""
    lines = re.findall(r"^\$ ictlife (.*)$", page, re.MULTILINE)
    return [shlex.split(line.split("  #")[0].partition(" #")[0]) for line in lines]


def test_every_command_of_the_year_works_in_its_order(tmp_path: Path):
    run("init", ".", cwd=tmp_path, code=0)
    (tmp_path / "config" / "caps.yaml").write_text(CAPS, "utf-8")
    shutil.copyfile(ROOT / "inventory" / "契約台帳.xlsx", tmp_path / "台帳.xlsx")
    asked = commands(PAGE)
    assert len(asked) >= 12
    for arguments in asked:
        ran = run(*arguments, cwd=tmp_path)
        assert ran.code in (0, 1), (arguments, ran.err)


def test_the_table_of_the_year_names_real_verbs_and_real_papers():
    rows = [line for line in PAGE.splitlines() if re.match(r"\| \d", line)]
    cells = [row.split("|") for row in rows]
    verbs = {verb.split()[0] for row in cells for verb in re.findall(r"`([^`]+)`", row[3])}
    assert verbs <= set(ictlife.list_commands(click.Context(ictlife)))
    assert verbs == {arguments[0] for arguments in commands(PAGE)} | {"explain"}
    contract = (ROOT / "docs" / "reference" / "contract.md").read_text("utf-8")
    papers = {paper for row in cells for paper in re.findall(r"`([^`]+)`", row[4])}
    assert len(papers) >= 8
    assert [each for each in papers if each.removeprefix("reports/") not in contract] == []


@pytest.mark.parametrize("page", [ROOT / "README.ja.md", ROOT / "README.md", GUIDE / "README.md", GUIDE / "getting-started.md"])
def test_the_page_of_the_year_is_found(page: Path):
    links = re.findall(r"\]\(([^)#]+\.md)\)", page.read_text("utf-8"))
    assert GUIDE / "year.md" in [(page.parent / link).resolve() for link in links]


def test_every_link_of_the_guide_leads_somewhere():
    broken = [
        f"{page.name}: {link}"
        for page in (*GUIDE.glob("*.md"), ROOT / "README.md", ROOT / "README.ja.md")
        for link in re.findall(r"\]\((?!http)([^)#]+)\)", page.read_text("utf-8"))
        if not (page.parent / link).exists()
    ]
    assert broken == []


def test_getting_started_goes_from_nothing_to_an_answered_question(tmp_path: Path):
    """Every command of the page, in its order; `cd` is followed, and the ledgers shown as examples are taken out."""
    blocks = re.findall(r"^```sh\n(.*?)^```", (GUIDE / "getting-started.md").read_text("utf-8"), re.DOTALL | re.MULTILINE)
    folder, ran = tmp_path, []
    for line in (line.partition("#")[0] for block in blocks for line in block.splitlines()):
        verb, *arguments = shlex.split(line)
        if verb == "cd":
            folder = folder / arguments[0]
            (folder / "台帳.csv").write_text("No,機種名,台数,課,リース開始\n1,PC,30,総務課,R4.10.1\n", "utf-8")
            continue
        run(*(word.replace("台帳.xlsx", "台帳.csv") for word in arguments), cwd=folder)
        ran.append(arguments[0])
    assert ran == ["init", "report", "import", "import", "check", "report", "report", "explain", "whatif", "compare"]
    assert (folder / "inventory" / "更新単位_台帳.csv").exists()
    assert (folder / "reports" / "compare.xlsx").exists()
