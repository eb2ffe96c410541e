"""Which command meets which damage（試験の作り方）: one Hypothesis strategy for every driver."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import PurePosixPath

from hypothesis import strategies as st

from tests.fuzz import towns
from tests.fuzz.mutations import AWKWARD_TEXT, Draw, damaged
from tests.fuzz.running import GIVEN, TOWN, Case

Words = tuple[str, ...]
_REFS = ("group:SV-01", "group:SV-JOHO", "renewal:SV-01#1", "city:default.name", "service:S01", "contract:K001", "x:y", "budget:2026")
_SCENARIOS = ("servers-late", "cap-minus-10", "extend-server-1")
_SIDES = ("today", "first", "R8.4.1", *_SCENARIOS)
_WHAT_IFS: tuple[Words, ...] = (
    ("extend", "server", "2"), ("extend", "pc", "-3"), ("cut-caps", "10"), ("move-plan", "P5", "1"), ("pin", "SV-01", "R9.4"),
    ("unpin", "SV-01"), ("cloud", "SV-01"), ("delay-support", "windows-server-2019", "12"), ("close-site", "SITE-MAIN"),
    ("pin", "SV-JOHO", "令和9年10月"), ("cloud", "SV-JOHO"), ("extend", "server", "99999"), ("delay-support", "rhel-8", "-999999"),
)  # fmt: skip
_LEDGER_TYPES = (".csv", ".tsv", ".xlsx", ".json", ".txt", ".xls", ".pdf")


@st.composite
def cases(draw: Draw, verb: str | None = None, only: Words | None = None) -> Case:
    """A case of `verb`, or of any, in one of the towns `only`, or in any."""
    verb = verb or draw(st.sampled_from(VERBS))
    name = draw(st.sampled_from(only) if only else _towns(verb))
    files = dict(towns.town(name))
    words, given = _ASKED[verb](draw, files)
    is_edited = verb in _SHARED - {"compare"} and "--scenario" not in words and draw(st.integers(0, 2)) == 0
    if is_edited:
        files[f"{TOWN}/config/scenarios/any.yaml"] = _overlay(draw, name)
        words = (*words, "--scenario", "any")
    for each in draw(st.lists(st.sampled_from(_targets(verb, files, given)), min_size=int(not is_edited), max_size=3)):
        files[each] = damaged(draw, each, files[each])
    if draw(st.integers(0, 9)) == 0:
        kind = draw(st.sampled_from((".csv", ".xlsx", ".yaml", ".xls")))
        files[f"{TOWN}/inventory/any{kind}"] = draw(st.binary(max_size=200))
    words = (verb, *words, *(draw(_OPTIONS) if verb in _SHARED else ()))
    fails_at = draw(st.integers(1, 12)) if verb in _WRITING and draw(st.integers(0, 4)) == 0 else 0
    return Case(words, files, fails_at)


def _overlay(draw: Draw, name: str) -> bytes:
    """Awkward values for some of all the fields of a town: each is read as what it should be."""
    refs = draw(st.lists(st.sampled_from(towns.fields(name)), min_size=1, max_size=4, unique=True))
    edits = [{"set": ref, "to": draw(AWKWARD_TEXT)} for ref in refs]
    return json.dumps({"overlay": "any", "edits": edits}, ensure_ascii=False).encode()


def _towns(verb: str) -> st.SearchStrategy[str]:
    """The small town mostly; one that is broken already only where reading is the point."""
    sound = [towns.SMALL] * 12 + [towns.MIDDLE] * 4 + [towns.CITY]
    broken = [name for name in towns.names() if name not in sound]
    return st.one_of(st.sampled_from(sound), st.sampled_from(broken)) if verb in ("check", "export") else st.sampled_from(sound)


def _targets(verb: str, files: dict[str, bytes], given: Words) -> list[str]:
    """What is damaged: what the command is given, else any file of the town; baselines where they are compared."""
    own = [name for name in files if name.startswith((f"{TOWN}/config/", f"{TOWN}/inventory/"))]
    if verb == "compare":
        own += [name for name in files if name.startswith(f"{TOWN}/baselines/")]
    if verb == "rule":
        own = [f"{TOWN}/config/rules.yaml"]
    often = 4 if verb in ("import", "back", "survey") else 1
    return [*given * (often * len(own) // max(1, len(given))), *own]


def _scenario(draw: Draw, files: dict[str, bytes]) -> tuple[Words, Words]:
    """Half of the time an overlay or a scenario is laid over the town."""
    known = [name for name in files if "/config/scenarios/" in name]
    if not known or draw(st.booleans()):
        return (TOWN,), ()
    one = draw(st.sampled_from(known))
    return (TOWN, "--scenario", PurePosixPath(one).stem), (one,)


def _report(draw: Draw, files: dict[str, bytes]) -> tuple[Words, Words]:
    words, given = _scenario(draw, files)
    if draw(st.integers(0, 3)) == 0:
        files[f"{TOWN}/config/brief.docx"] = (
            towns.ROOT / "src" / "ictlife" / "data" / "brief" / "brief.ja.docx"
        ).read_bytes()
        given = (*given, f"{TOWN}/config/brief.docx")
    forms = tuple(name for name in files if "/forms" in name)
    return (*words, draw(st.sampled_from(("--due-date", "--due-date", "--optimise")))), (*given, *forms)


def _import(draw: Draw, files: dict[str, bytes]) -> tuple[Words, Words]:
    known = towns.ledgers()
    given = []
    for name in draw(st.lists(st.sampled_from([*known]), min_size=1, max_size=2, unique=True)):
        own = PurePosixPath(name)
        place = f"{GIVEN}/from-{own.stem}{draw(st.sampled_from((own.suffix,) * 30 + _LEDGER_TYPES))}"
        files[place] = known[name]
        given.append(place)
    words = [*given, TOWN, *draw(st.sampled_from(((), ("--apply",), ("--apply",), ("--rejects",)))), *draw(_INTAKE)]
    if draw(st.integers(0, 3)) == 0:
        files.setdefault(OWN_COLUMNS, COLUMNS.encode())
        given.append(OWN_COLUMNS)
    if draw(st.integers(0, 3)) == 0:
        standing = [name for name in known if name.endswith(("照合.xlsx", "rejected.csv"))]
        files |= {name.replace(GIVEN, f"{TOWN}/reports/import"): known[name] for name in standing}
        given += [name.replace(GIVEN, f"{TOWN}/reports/import") for name in standing]
    return tuple(words), tuple(given)


_INTAKE = st.sampled_from(
    [("--json",)] * 12 + [()] * 6 + [("--lang=en",)] * 3
    + [(f"--kind={kind}",) for kind in ("asset", "group", "contract", "product", "x")]
    + [("--fill-down=更新単位",), ("--fill-down=group", "--apply")]
    + [(f"--encoding={name}", "--json") for name in ("cp932", "utf-8", "utf-16-le", "x")]
)  # fmt: skip
OWN_COLUMNS = f"{TOWN}/config/columns.yaml"
COLUMNS = """\
columns:
  asset: {name: [物品名, 品名], serial: [S/N]}
choices: {acquisition: {purchase: [買取]}}
sources:
  from-awful-0.csv: {kind: asset, header_row: 1, header_rows: 1, columns: {管理番号: id, 更新単位: group, 機器名: name}, fill_down: [group], keep: [note]}
  inventory/機器.csv: {kind: asset, encoding: cp932, columns: {管理番号: id}}
  from-awful-3.xlsx: {ignore: true}
"""


def _back(draw: Draw, files: dict[str, bytes]) -> tuple[Words, Words]:
    return (f"{GIVEN}/{towns.PLAN_BOOK}", TOWN), (f"{GIVEN}/{towns.PLAN_BOOK}",)


def _survey(draw: Draw, files: dict[str, bytes]) -> tuple[Words, Words]:
    if draw(st.integers(0, 4)) == 0:
        return (TOWN,), ()
    return (TOWN, "--read", f"{GIVEN}/{towns.SURVEY_BOOK}"), (f"{GIVEN}/{towns.SURVEY_BOOK}",)


def _compare(draw: Draw, files: dict[str, bytes]) -> tuple[Words, Words]:
    frozen = tuple(name for name in files if "/baselines/" in name and name.count("/") == 3)
    scenarios = tuple(name for name in files if "/config/scenarios/" in name)
    sides = (draw(st.sampled_from(_SIDES)), draw(st.sampled_from(_SIDES)))
    return (*sides, TOWN), (*frozen, *scenarios)


def _export(draw: Draw, files: dict[str, bytes]) -> tuple[Words, Words]:
    form = draw(st.sampled_from(("xlsx", "csv", "yaml")))
    return (TOWN, "--format", form, "--encoding", draw(st.sampled_from(("utf-8-sig", "cp932"))),
            *(("--template",) if draw(st.booleans()) else ())), ()  # fmt: skip


def _what_if(draw: Draw, files: dict[str, bytes]) -> tuple[Words, Words]:
    question, *about = draw(st.sampled_from(_WHAT_IFS))
    if draw(st.integers(0, 3)) == 0:
        about[-1] = draw(AWKWARD_TEXT)
    return (question, "--workspace", TOWN, "--", *about), ()


def _explain(draw: Draw, files: dict[str, bytes]) -> tuple[Words, Words]:
    ref = draw(st.sampled_from(_REFS)) if draw(st.booleans()) else draw(AWKWARD_TEXT).lstrip("-")
    return (ref, TOWN), ()


def _freeze(draw: Draw, files: dict[str, bytes]) -> tuple[Words, Words]:
    name = draw(st.sampled_from(("next", "first"))) if draw(st.integers(0, 3)) else draw(AWKWARD_TEXT).lstrip("-")
    return (name, TOWN), ()


def _rule(draw: Draw, files: dict[str, bytes]) -> tuple[Words, Words]:
    files[f"{TOWN}/config/rules.yaml"] = (towns.ROOT / "config" / "rules.yaml").read_bytes()
    code = draw(st.sampled_from(((), ("PLN004",), ("INP-001",), ("LOC001",))))
    return (*code, "--workspace", TOWN), ()


_ASKED: dict[str, Callable[[Draw, dict[str, bytes]], tuple[Words, Words]]] = {
    "check": _scenario, "schedule": _scenario, "budget": _scenario, "continuity": _scenario, "report": _report,
    "import": _import, "back": _back, "survey": _survey, "compare": _compare, "export": _export, "whatif": _what_if,
    "explain": _explain, "freeze": _freeze, "rule": _rule,
}  # fmt: skip
VERBS = (
    *("check",) * 6, *("import",) * 6, *("back",) * 3, *("survey",) * 3, *("compare",) * 3, *("export",) * 2, "schedule",
    "budget", "continuity", "whatif", "explain", "freeze", "rule", "report",
)  # fmt: skip
"""Verbs as often as they are tried."""
_SHARED = frozenset(_ASKED) - {"import", "whatif", "rule"}
_WRITING = frozenset({"report", "import", "back", "survey", "compare", "export", "whatif", "freeze"})
_DAYS = st.one_of(
    st.sampled_from(("2026-10-01", "today", "R8.11", "2026年度", "0001-01-01", "9999-12-31", "H1", "2100-02-28")), AWKWARD_TEXT
)
_OPTIONS = st.tuples(
    st.sampled_from(("--json", "--lang=ja", "--lang=en", "--quiet")),
    st.integers(0, 11).flatmap(lambda at: _DAYS if at == 0 else st.just("2026-10-01")).map(lambda text: f"--as-of={text}"),
)
