"""Edits on records: guards, clashes, places."""

import pytest

from ictlife.sources.overlay import overlaid
from ictlife.sources.record import Reading, Record, Whole
from ictlife.sources.scenario import Scenarios
from ictlife.sources.yamlfile import read_yaml
from tests.unit.sources.tabled import WORDS

BASE = [
    Record(
        "cap", "2027", {"id": "2027", "fiscal_year": "令和9年度", "amount": "1億2,000万円"}, Whole("config/budget.yaml")
    ),
    Record("cap", "2028", {"id": "2028", "fiscal_year": "令和10年度", "amount": "100"}, Whole("config/budget.yaml")),
]


def edited(*overlays):
    """The caps after the overlays, and the findings."""
    reading, found = Reading(), Scenarios()
    for number, edits in enumerate(overlays):
        text = f"overlay: o{number}\nedits:\n" + "".join(f"  - {edit}\n" for edit in edits)
        file = f"config/scenarios/o{number}.yaml"
        found.read(read_yaml(text.encode(), file, reading), file, reading)
    assert not reading.findings, reading.findings
    edits = [edit for name in sorted(found.overlays) for edit in found.overlays[name]]
    records = overlaid(BASE, edits, WORDS, reading)
    said = [" ".join([finding.code, *map(str, finding.spans)]) for finding in reading.findings]
    return {record.id: record for record in records}, said


def test_set_changes_one_field_and_its_place():
    records, said = edited(["{set: cap:2027.amount, was: 120000000, to: 108000000}"])
    assert said == []
    assert records["2027"].values["amount"] == "108000000"
    assert str(records["2027"].span(("amount",))) == "config/scenarios/o0.yaml:3:48"
    assert str(records["2027"].span(("fiscal_year",))) == "config/budget.yaml"
    assert records["2028"] == BASE[1]


def test_guard_compares_values_not_spellings_and_speaks_where_the_base_moved():
    assert edited(["{set: cap:2027.amount, was: '120,000千円', to: 1}"])[1] == []
    records, said = edited(["{set: cap:2027.amount, was: 110000000, to: 1}"])
    assert said == ["OVL005 config/scenarios/o0.yaml:3:5 config/budget.yaml"]
    assert records["2027"].values["amount"] == "1"


def test_set_without_a_value_takes_the_field_away():
    assert "amount" not in edited(["{set: cap:2027.amount, to: }"])[0]["2027"].values


def test_records_are_removed_and_added():
    records, said = edited(["{remove: cap:2028}", "{add: cap:2029, to: {fiscal_year: 令和11年度, amount: 5}}"])
    assert sorted(records) == ["2027", "2029"]
    assert records["2029"].values["amount"] == "5"
    assert said == []


@pytest.mark.parametrize(
    ("edit", "said"),
    [
        ("{set: cap:2030.amount, to: 1}", "OVL003"),
        ("{set: cap:2027.amuont, to: 1}", "OVL004"),
        ("{set: cap:2027.id, to: 1}", "OVL004"),
        ("{set: crown:2027.amount, to: 1}", "OVL003"),
        ("{remove: cap:2030}", "OVL003"),
        ("{add: cap:2027, to: {amount: 1}}", "OVL002"),
        ("{add: crown:1, to: {amount: 1}}", "OVL003"),
    ],
)
def test_edit_of_what_is_not_there_changes_nothing(edit, said):
    records, found = edited([edit])
    assert found == [f"{said} config/scenarios/o0.yaml:3:5"]
    assert list(records.values()) == BASE


@pytest.mark.parametrize(
    "edits",
    [
        ("{set: cap:2027.amount, to: 1}", "{set: cap:2027.amount, to: 1}"),
        ("{set: cap:2027.amount, to: 1}", "{remove: cap:2027}"),
        ("{remove: cap:2027}", "{remove: cap:2027}"),
        ("{add: cap:2030, to: {amount: 1}}", "{add: cap:2030, to: {amount: 2}}"),
    ],
)
def test_edits_that_meet_are_a_finding_with_both_places_and_none_is_made(edits):
    records, said = edited([edits[0]], [edits[1]])
    assert said == ["OVL001 config/scenarios/o0.yaml:3:5 config/scenarios/o1.yaml:3:5"]
    assert list(records.values()) == BASE


@pytest.mark.parametrize(
    "text",
    ["- a", "overlay: x\nscenario: y\n", "title: x\n", "overlay: x\nedits: [{set: cap:1}]\n", "overlay: x\nedits: [x]\n",
     "overlay: x\nedits: [{set: cap:1.amount, remove: cap:2}]\n", "overlay: x\nedits: [{add: cap:1}]\n",
     "overlay: x\nedits: [{set: amount, to: 1}]\n"],
)  # fmt: skip
def test_what_is_no_overlay_is_a_finding(text):
    reading, found = Reading(), Scenarios()
    found.read(read_yaml(text.encode(), "o.yaml", reading), "o.yaml", reading)
    assert [finding.code for finding in reading.findings] == ["OVL006"]
