"""What is damaged（壊す前のもの）: workspaces with everything a command may meet in one, and ledgers from elsewhere."""

from __future__ import annotations

import csv
import io
import json
import shutil
import tempfile
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import xlsxwriter

from ictlife.workspace.load import load
from tests.fuzz.running import GIVEN, TOWN, Case, lay_out, run
from tests.inputs.test_inputs import CASES as BROKEN
from tests.inputs.test_inputs import workspace_of
from tests.unit.importing.test_awful import CASES as AWFUL

ROOT = Path(__file__).parents[2]
SMALL, MIDDLE, CITY = "small", "middle", "city"
HEAVY = frozenset({"xlsx_of_200_megabytes", "xlsx_zip_bomb", "yaml_alias_bomb", "xlsx_far_cell"})
"""Broken inputs that take seconds to make."""
_LARGEST = 300_000
_LINES = 14
"""Rows of each ledger that the middle town keeps."""
CONTACT = "default"
PLAN_BOOK, SURVEY_BOOK = "更新計画.xlsx", "調査票.xlsx"

Files = Mapping[str, bytes]


def names() -> tuple[str, ...]:
    """Every town: three sound ones and those of `tests/inputs`."""
    return (SMALL, MIDDLE, CITY, *(case for case in BROKEN if case not in HEAVY))


@cache
def town(name: str) -> Files:
    """The files of a town and what its commands made of them, below `town/` and `given/`."""
    with tempfile.TemporaryDirectory() as path:
        folder = Path(path) / TOWN
        if name == SMALL:
            shutil.copytree(ROOT / "src" / "ictlife" / "data" / "init", folder)
        elif name in (MIDDLE, CITY):
            for part in ("config", "inventory"):
                shutil.copytree(ROOT / part, folder / part)
            if name == MIDDLE:
                _shorten(folder / "inventory")
        else:
            folder.mkdir()
            return _files(workspace_of(name, folder), TOWN)
        return _with_papers(_files(folder, TOWN))


def _shorten(folder: Path) -> None:
    for path in folder.glob("*.csv"):
        path.write_bytes(b"".join(path.read_bytes().splitlines(keepends=True)[:_LINES]))


def _files(folder: Path, top: str) -> dict[str, bytes]:
    return {
        f"{top}/{path.relative_to(folder).as_posix()}": path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.stat().st_size < _LARGEST and "__pycache__" not in path.parts
    }


def _with_papers(files: dict[str, bytes]) -> Files:
    """A baseline, a what-if, and under `given/` the workbooks that come back to `back` and `survey`."""
    for words in (
        ("freeze", "first", TOWN),
        ("whatif", "extend", "server", "1", "--workspace", TOWN),
        ("report", TOWN, "--due-date"),
        ("survey", TOWN),
    ):
        with tempfile.TemporaryDirectory() as path:
            ran = run(Case(words, files), Path(path))
            assert not ran.problems, ran.problems
            files |= {
                name: content
                for name, content in _files(Path(path) / TOWN, TOWN).items()
                if words[0] in ("freeze", "whatif") or Path(name).suffix == ".xlsx"
            }
    made = {name: files.pop(name) for name in [*files] if name.startswith(f"{TOWN}/reports/")}
    survey = next(content for name, content in made.items() if "/survey/" in name)
    return {**files, f"{GIVEN}/{PLAN_BOOK}": made[f"{TOWN}/reports/{PLAN_BOOK}"], f"{GIVEN}/{SURVEY_BOOK}": survey}


@cache
def fields(name: str) -> tuple[str, ...]:
    """The address of every field of every record of a town that is its own."""
    with tempfile.TemporaryDirectory() as path:
        lay_out(Case((), town(name)), Path(path))
        loaded = load(Path(path) / TOWN)
    own = (each for each in loaded.estate if (span := loaded.origins.span(each.ref())) and not span.file.startswith("ictlife/"))
    return tuple(str(each.ref(field)) for each in own for field in type(each).model_fields if field != "id")


@cache
def ledgers() -> Files:
    """Files for `import`, below `given/`: awful ledgers, exports of other programs, support dates."""
    files = {f"awful-{at}.csv": _csv(about[0]) for at, about in enumerate(AWFUL.values())}
    files |= {f"awful-{at}.xlsx": _book(about[0]) for at, about in enumerate(AWFUL.values()) if at % 3 == 0}
    files |= {path.name: path.read_bytes() for path in sorted((ROOT / "tests" / "data" / "exports").glob("*.csv"))}
    tree = json.loads((ROOT / "tests" / "data" / "endoflife" / "products.json").read_text("utf-8"))
    tree["result"] = [{**each, "releases": each["releases"][:3]} for each in tree["result"][:3]]
    core = {"end_of_life": "2029-01-09T00:00:00Z", "end_of_security_support": "tba", "end_of_sales": "2024-03-31"}
    statement = {"core": core, "product_name": "Example Box", "product_version": "7.4", "supplier_name": "Example"}
    files["endoflife.json"] = json.dumps(tree).encode()
    files["openeox.json"] = json.dumps({"statements": [statement, {**statement, **core}]}).encode()
    for path in sorted((ROOT / "inventory").iterdir()):
        files[path.name] = path.read_bytes()
    return {f"{GIVEN}/{name}": content for name, content in (files | _sent_back()).items()}


@cache
def _sent_back() -> Files:
    """What an import gives a person to correct and to confirm: rejected rows, and products read from words."""
    rows = [["管理番号", "更新単位", "機器名", "OS", "取得日"], ["A1", "G", "x", "RHEL 8.6", "R4.13.1"], ["A2", "G", "x", "Win11", "R5.4.1"], ["A3", "G", "x", "", "R6.4.1"]]
    files = {**town(SMALL), f"{GIVEN}/os.csv": _csv(rows)}
    with tempfile.TemporaryDirectory() as path:
        run(Case(("import", f"{GIVEN}/os.csv", TOWN, "--apply"), files), Path(path))
        made = _files(Path(path) / TOWN / "reports" / "import", "")
    return {name.removeprefix("/"): content for name, content in made.items()}


def _csv(rows: list[list[str]]) -> bytes:
    page = io.StringIO(newline="")
    csv.writer(page).writerows(rows)
    return page.getvalue().encode("cp932")


def _book(rows: list[list[str]]) -> bytes:
    page = io.BytesIO()
    with xlsxwriter.Workbook(page, {"in_memory": True}) as book:
        sheet = book.add_worksheet("機器台帳")
        for down, row in enumerate(rows):
            sheet.write_row(down, 0, row)
        sheet.merge_range(len(rows) + 1, 0, len(rows) + 2, 1, "注")
        sheet.write_formula(len(rows) + 3, 0, "=1+1")
    return page.getvalue()
