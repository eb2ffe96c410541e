"""What the sample city must show: the facts of the origin document, read off `assessment.json`."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

import pytest

from tests.e2e.conftest import City, run

SERVERS = "group:SV-JOHO"


@pytest.fixture(scope="module")
def found(city: City) -> dict[str, Any]:
    return city.assessment


def renewal(found: dict[str, Any], cycle: int) -> dict[str, Any]:
    return next(each for each in found["renewals"] if each["subject"] == SERVERS and each["cycle"] == cycle)


def findings(found: dict[str, Any], code: str) -> list[dict[str, Any]]:
    return [each for each in found["findings"] if each["code"] == code]


def test_server_group_is_renewed_in_the_third_year_of_the_fifth_plan(found):
    servers = renewal(found, 1)
    assert servers["in_service"] == "2026-02"
    assert servers["fiscal_year"] == 2025
    assert servers["fiscal_year_label"] == "令和7年度"
    assert servers["plan"] == "plan:PLAN-5"
    assert servers["fiscal_year"] - 2023 + 1 == 3


def test_its_successor_is_outside_every_known_plan_which_is_a_finding(found):
    successor = renewal(found, 2)
    assert (successor["in_service"], successor["fiscal_year"]) == ("2031-02", 2030)
    assert successor["fiscal_year_label"] == "令和12年度"
    assert successor["plan"] is None
    assert any(each["subject"] == "renewal:SV-JOHO#2" for each in findings(found, "PLN001"))


def test_its_lease_covers_six_fiscal_years_by_months(found):
    rows = [
        (row["fiscal_year"], row["months"], row["amount_yen"])
        for row in found["budget"]
        if row["contract"] == "renewal:SV-JOHO#1" and row["kind"] == "equipment"
    ]
    monthly = 96_000_000 // 60
    expected = zip(range(2025, 2031), (2, 12, 12, 12, 12, 10), strict=True)
    assert rows == [(fy, months, months * monthly) for fy, months in expected]


def test_the_plan_it_names_as_superior_has_ended_inside_the_period(found):
    assert [each["subject"] for each in findings(found, "PLN004")] == ["plan:PLAN-5.parents"]


def test_nothing_was_unreadable(found):
    grave = [each for each in found["findings"] if each["code"][:3] in ("INP", "EST", "DAT") and each["severity"] == "error"]
    assert grave == []


def test_deliberate_flaws_are_found_and_nothing_else_is_wrong_with_the_ledgers(found):
    subjects = {each["subject"] for each in found["findings"] if each["code"][:3] in ("INP", "EST", "DAT", "OVL")}
    assert subjects == {
        "contract:H28-L901.ends_on",
        "asset:SV-TEST-001.end_of_maintenance_on",
        "group:SV-TEST.planned_renewal_on",
    }


def test_every_finding_about_an_input_has_its_place(found):
    for each in found["findings"]:
        if each["code"][:3] in ("INP", "EST", "DAT"):
            assert each["spans"], each
            assert each["spans"][0]["file"].startswith(("inventory/", "config/")), each


def test_it_is_a_real_workspace_not_a_toy(found):
    subjects = {each["subject"] for each in found["renewals"]}
    assert 60 <= len(subjects) <= 80
    assert len(found["manifest"]["inputs"]) >= 10


def test_money_reconciles_to_the_yen(found):
    """Totals per fiscal year equal the sum of their rows, whatever way they are added up."""
    by_year, by_kind = Counter(), Counter()
    for row in found["budget"]:
        assert isinstance(row["amount_yen"], int)
        by_year[row["fiscal_year"]] += row["amount_yen"]
        by_kind[row["kind"]] += row["amount_yen"]
    assert sum(by_year.values()) == sum(by_kind.values())


def test_as_of_today_a_past_renewal_still_planned_is_a_finding(city):
    ran = run("schedule", ".", "--as-of", "2026-11-23", "--json", cwd=city.folder)
    payload = json.loads(ran.out)
    servers = next(each for each in payload["renewals"] if each["subject"] == SERVERS and each["cycle"] == 1)
    assert servers["in_service"] == "2026-02", "a past renewal must not be shifted in silence"


def test_every_finding_has_a_fingerprint_and_a_subject_of_its_own(found):
    """A waiver of one accepts no other."""
    prints = Counter(each["fingerprint"] for each in found["findings"])
    assert [each for each, count in prints.items() if count > 1] == []


def test_the_subject_of_a_miss_can_be_explained(city):
    said = run("explain", "recovery:SVC-KOSEKI/main-building-lost", cwd=city.folder).out
    assert "recovery:SVC-KOSEKI/main-building-lost/2024-10-01  未達" in said
    assert "BCP003" in said
