"""Scenarios of the sample city: the order of overlays means nothing, what is wrong is found at its place, and two
sides compared either way say the same."""

from __future__ import annotations

import json
import shutil
from collections import Counter
from itertools import permutations
from pathlib import Path

import pytest

from ictlife.compare.compare import compare
from ictlife.prepare import prepare
from ictlife.reports.json_out import render_json
from ictlife.versions import render_records
from ictlife.workspace.load import gather

ROOT = Path(__file__).parents[2]
OVERLAYS = {
    "late": "{set: group:SV-JOHO.planned_renewal_on, was: 令和8年2月, to: 令和8年8月}",
    "cloud": "{set: group:SV-GW.acquisition, to: cloud}",
    "strict": "{set: rule:PLN008.most_renewals, to: 10}",
    "clash": "{set: group:SV-GW.acquisition, to: lease}",
}


@pytest.fixture(scope="module")
def city(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("city")
    for name in ("config", "inventory"):
        shutil.copytree(ROOT / name, folder / name)
    for name, edit in OVERLAYS.items():
        overlay(folder, name, edit)
    return folder


def overlay(folder: Path, name: str, *edits: str) -> None:
    lines = "".join(f"  - {edit}\n" for edit in edits)
    (folder / f"config/scenarios/{name}.yaml").write_text(f"overlay: {name}\nedits:\n{lines}", "utf-8")


def scenario(folder: Path, overlays: tuple[str, ...]) -> None:
    text = f"scenario: all\noverlays: [{', '.join(overlays)}]\n"
    (folder / "config/scenarios/all.yaml").write_text(text, "utf-8")


@pytest.fixture(scope="module")
def sides(city):
    gathered = gather(city)
    papers = {}
    scenario(city, ("cloud", "late", "strict"))
    for name in (None, "all"):
        loaded = gathered.load(name)
        papers[name] = prepare(loaded, loaded.estate.city.as_of)
    return papers[None].assessment, papers["all"].assessment


def test_every_permutation_of_overlays_gives_the_same_records_findings_and_bytes(city):
    gathered, seen = gather(city), set()
    for order in list(permutations(OVERLAYS))[::7]:
        scenario(city, order)
        loaded = gathered.load("all")
        paper = prepare(loaded, loaded.estate.city.as_of)
        said = "\n".join(f"{each.code} {each.subject} {each.spans}" for each in paper.findings)
        seen.add((render_records(paper), said, render_json(paper)))
        assert "OVL001" in {each.code for each in loaded.findings}
    assert len(seen) == 1


def test_compared_the_other_way_round_is_the_mirror(sides):
    there, back = compare(*sides), compare(*reversed(sides))
    assert not there.is_empty
    assert [(m.renewal, m.before, m.after, m.causes) for m in there.moves] == [
        (m.renewal, m.after, m.before, m.causes) for m in back.moves
    ]
    assert [(c.ref, c.before, c.after) for c in there.inputs] == [(c.ref, c.after, c.before) for c in back.inputs]
    assert Counter((f.code, f.subject, f.causes) for f in there.findings) == Counter(
        (f.code, f.subject, f.causes) for f in back.findings
    )
    assert [(r.service, r.hazard, r.from_on, r.until_on) for r in there.recoveries] == [
        (r.service, r.hazard, r.from_on, r.until_on) for r in back.recoveries
    ]
    assert {line_key(s): s.line.change for s in there.spending} == {
        line_key(s): -s.line.change for s in back.spending
    }


def line_key(spending):
    line = spending.line
    return line.subject, line.contract, line.kind, line.heading, line.funding


def test_sums_of_differences_are_differences_of_sums_in_whole_yen(sides):
    one, other = sides
    found = compare(one, other)
    by_line: Counter[object] = Counter()
    for spending in found.spending:
        for year in spending.line.years:
            by_line[year.fy] += year.change
    for fy in {*one.budget.by_year, *other.budget.by_year}:
        change = other.budget.by_year.get(fy, 0) - one.budget.by_year.get(fy, 0)
        assert isinstance(by_line[fy], int)
        assert by_line[fy] == change


def test_every_difference_has_a_cause_and_only_edits_are_causes(sides):
    found = compare(*sides)
    edited = {change.ref for change in found.inputs}
    parts = (*found.moves, *found.spending, *found.commitments, *found.findings, *found.recoveries)
    assert len(parts) > 20
    assert all(set(part.causes) <= edited for part in parts)
    untraced = [part for part in parts if not part.causes]
    assert len(untraced) * 20 <= len(parts), [type(part).__name__ for part in untraced]


WRONG = [
    ("{set: group:NO-SUCH.note, to: x}", "OVL003", 1),
    ("{set: group:SV-JOHO.colour, to: x}", "OVL004", 1),
    ("{set: group:SV-JOHO.planned_renewal_on, was: 令和9年9月, to: 令和9年10月}", "OVL005", 2),
    ("{set: group:SV-JOHO.planned_renewal_on, to: いつか}", "INP022", 1),
]


@pytest.mark.parametrize(("edit", "code", "places"), WRONG, ids=[code for _, code, _ in WRONG])
def test_a_wrong_edit_is_a_finding_with_its_place(city, edit, code, places):
    overlay(city, "wrong", edit)
    found = [each for each in gather(city).load("wrong").findings if "config/scenarios/wrong.yaml" in str(each.spans)]
    assert {each.code for each in found if each.code.startswith("OVL")} <= {code}
    assert found
    assert len(found[0].spans) == places
    assert all(span.row for span in found[0].spans)


def test_a_scenario_that_names_a_missing_overlay_is_a_finding_and_the_rest_is_laid_over(city):
    scenario(city, ("late", "no-such"))
    loaded = gather(city).load("all")
    missing = [each for each in loaded.findings if each.code == "OVL008"]
    assert [each.params["name"] for each in missing] == ["no-such"]
    assert missing[0].spans
    assert str(loaded.estate.groups["SV-JOHO"].planned_renewal_on) == "2026-08"


def test_what_the_program_changed_is_kept_apart_from_what_the_data_changed(city, tmp_path):
    from click.testing import CliRunner

    from ictlife.cli.main import ictlife

    for name in ("config", "inventory"):
        shutil.copytree(city / name, tmp_path / name)
    run = CliRunner().invoke
    frozen = run(ictlife, ["freeze", "当初", str(tmp_path), "--quiet", "--approved-by", "情報管理課長", "--approved-on",
                           "令和6年10月1日", "--document", "情管第12号"])  # fmt: skip
    assert frozen.exit_code == 0, frozen.output
    document = tmp_path / "baselines/当初/assessment.json"
    then = json.loads(document.read_text("utf-8"))
    then["renewals"] = then["renewals"][1:]  # an older version, which did not know one of the renewals
    document.write_text(json.dumps(then, ensure_ascii=False), "utf-8")
    said = run(ictlife, ["compare", "当初", "today", str(tmp_path), "--quiet"])
    assert said.exit_code == 0, said.output
    assert "情報管理課長" in said.output
    assert "情管第12号" in said.output
    found = json.loads((tmp_path / "reports/compare.json").read_text("utf-8"))
    assert found["tool"]["renewals"] == 1
    assert found["moves"] == []
    assert found["before"]["findings"] == ["BSL001"]
    assert run(ictlife, ["freeze", "当初", str(tmp_path), "--quiet"]).exit_code == 2
