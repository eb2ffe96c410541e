"""What a plan promised when its baseline was frozen is what it is verified against."""

from __future__ import annotations

import json
from datetime import date

import pytest

from ictlife import api
from ictlife.fiscal.month import Month
from ictlife.planning.verification import Standing
from ictlife.workspace.baseline import Approval
from ictlife.workspace.load import load

TOWN = """
city: {name: 試験市}
plans:
  P5: {name: 第五次, first_year: R5年度, last_year: R9年度, baseline: 策定時}
groups:
  SV: {name: サーバ, category: server, in_service_on: R3.2, planned_renewal_on: R8.2, renewal_cost: 96000千円, build_cost: 1000千円}
  NW: {name: 回線, category: network_core, in_service_on: R2.4, planned_renewal_on: R7.4}
"""


@pytest.fixture
def town(tmp_path):
    (tmp_path / "config").mkdir()
    write(tmp_path, TOWN.replace(", baseline: 策定時", ""))
    opened = api.open_workspace(tmp_path)
    api.freeze_workspace(tmp_path, "策定時", api.prepare(opened, date(2023, 4, 1)), Approval())
    return tmp_path


def write(town, text):
    (town / "config" / "all.yaml").write_text(text, encoding="utf-8")


def codes(loaded):
    return [(each.code, str(each.subject)) for each in loaded.findings if each.code.startswith("PLN")]


def verified(town, as_of):
    found = api.prepare(api.open_workspace(town), as_of).assessment.planning.verified
    return {each.subject.id: each for each in found}


def test_renewal_that_slipped_is_late_against_the_frozen_plan(town):
    write(town, TOWN.replace("R8.2", "R8.8, renewal_status: 完了"))
    row = verified(town, date(2026, 10, 1))["SV"]
    assert (row.planned_in, row.done_in, row.standing) == (Month(2026, 2), Month(2026, 8), Standing.DONE_LATE)
    assert row.planned is not None


def test_own_outcome_wins_over_the_baseline_field_by_field(town):
    own = "outcomes:\n  O1: {group: SV, plan: P5, done_on: R8.5, deviation: 納期の遅れ}\n"
    write(town, TOWN + own)
    row = verified(town, date(2026, 10, 1))["SV"]
    assert (row.planned_in, row.done_in, row.deviation) == (Month(2026, 2), Month(2026, 5), "納期の遅れ")


def test_group_that_left_the_ledger_is_named(town):
    write(town, TOWN[: TOWN.index("  NW:")])
    assert codes(load(town)) == [("PLN021", "plan:P5.baseline")]


def test_baseline_that_is_not_there_is_a_finding(town):
    write(town, TOWN.replace("baseline: 策定時", "baseline: なし"))
    assert codes(load(town)) == [("PLN020", "plan:P5.baseline")]


def test_plan_without_a_baseline_promises_nothing(town):
    write(town, TOWN.replace(", baseline: 策定時", ""))
    loaded = load(town)
    assert (dict(loaded.estate.outcomes), codes(loaded)) == ({}, [])


RENEWAL = {"subject": "group:SV", "cycle": 1, "plan": "plan:P5", "in_service": "2026-02"}


@pytest.mark.parametrize(
    "renewals",
    [
        [{**RENEWAL, "cycle": 1e400}], [{key: value for key, value in RENEWAL.items() if key != "in_service"}],
        ["SV"], [[RENEWAL]], 5, {"group:SV": RENEWAL}, [{**RENEWAL, "cycle": None}],
    ],
)  # fmt: skip
def test_a_baseline_of_another_form_is_a_finding(town, renewals):
    write(town, TOWN)
    (town / "baselines/策定時/assessment.json").write_text(json.dumps({"renewals": renewals}), "utf-8")
    assert codes(load(town)) == [("PLN020", "plan:P5.baseline")]
