"""The as-of date moved across a day on which law or guideline changes: exactly the rules it touches change.

One small town is looked at on the day before and on the day. Frozen is what each rule says (status and
subjects), not how many days are left.
"""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from ictlife.assess import assess
from ictlife.workspace.rulebook import load_rulebook
from tests.rules.cases import estate_of

BOOK = load_rulebook(None)[0]
TOWN = {
    "cities": [{"id": "default", "name": "例示市", "network_model": "alpha"}],
    "groups": [
        {"id": "SV", "name": "庁内サーバ", "category": "server", "zone": "lgwan", "confidentiality": "3C", "integrity": "2",
         "availability": "1", "owner": "情報管理課", "in_service_on": "2022-10", "planned_renewal_on": "2027-10",
         "cycle_months": 60, "business": "general", "renewal_cost": 9_000_000, "estimated_on": "2026-12"},
        {"id": "MN", "name": "住民記録端末", "category": "pc", "zone": "my_number", "confidentiality": "3B", "integrity": "2",
         "availability": "1", "owner": "市民課", "holds_resident_data": True, "in_service_on": "2023-01",
         "planned_renewal_on": "2028-01", "cycle_months": 60},
        {"id": "MF", "name": "複合機", "category": "mfp", "zone": "lgwan", "confidentiality": "2", "integrity": "1",
         "availability": "1", "owner": "総務課", "in_service_on": "2022-06", "planned_renewal_on": "2027-06",
         "renewal_status": "in_progress", "cycle_months": 60, "renewal_cost": 3_000_000,
         "estimated_on": "2026-12"},
    ],
    "contracts": [
        {"id": "SMALL", "name": "会議用機器", "kind": "purchase", "award_method": "small_negotiated", "amount": 1_200_000,
         "per": "total", "tax_basis": "gross", "starts_on": "2028-05-01", "ends_on": "2028-05-31"},
    ],
    "thresholds": [
        {"id": "T1", "kind": "negotiated_purchase", "from_on": "1982-04-01", "amount": 800_000},
        {"id": "T2", "kind": "negotiated_purchase", "from_on": "2025-04-01", "amount": 1_500_000},
    ],
    "disposals": [{"id": "D1", "group": "MN", "medium": "hdd", "method": "purge"}],
    "plans": [{"id": "P5", "name": "第五次", "first_year": "令和5年度", "last_year": "令和9年度", "review_on": "2027-12-01"}],
    "attestations": [{"id": "A1", "topic": "security_policy", "by": "市長", "on": "2024-04-01"}],
}  # fmt: skip


def said(day):
    found = assess(estate_of(TOWN), BOOK, day)
    return {each.code: (each.status.value, sorted(str(one.subject) for one in each.findings)) for each in found.results}


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (
            date(2025, 4, 1),
            {
                # 施行令 別表第五: the limit of a small purchase rises from 0.8 to 1.5 million yen
                "PRC007": (("fail", ["contract:SMALL.award_method"]), ("pass", [])),
                # a new fiscal year begins: its drill is still to be set
                "BCP015": (("fail", ["fiscal_year:2024"]), ("fail", ["fiscal_year:2025"])),
            },
        ),
        (
            date(2026, 3, 27),
            {
                # 図表41: residents' data on disks may be purged instead of destroyed
                "DSP002": (("fail", ["disposal:D1.method"]), ("pass", [])),
            },
        ),
        (
            date(2026, 4, 1),
            {
                # 地方自治法 第244条の6 comes into force; the policy has until 2027-03-27 to follow the guideline
                "SEC013": (("not_applicable", []), ("manual", [])),
                "BCP015": (("fail", ["fiscal_year:2025"]), ("fail", ["fiscal_year:2026"])),
            },
        ),
        (
            date(2027, 7, 1),
            {
                # 施行規則 第16条の3 comes into force: what was asked as far as possible before is over
                "SEC009": (("fail", ["renewal:MF#1"]), ("not_applicable", [])),
                # no law: the renewal of June is past, its lease (as the budget assumes one) no longer a planned one
                "PLN003": (("fail", ["renewal:MF#1", "renewal:MN#1", "renewal:SV#1"]), ("fail", ["renewal:MN#1", "renewal:SV#1"])),
            },
        ),
    ],
)
def test_a_day_of_law_changes_exactly_the_rules_it_touches(day, expected):
    before, after = said(day - timedelta(days=1)), said(day)
    changed = {code: (before[code], after[code]) for code in after if before[code] != after[code]}
    assert changed == expected


def test_the_regime_of_2027_is_decided_by_the_day_of_going_into_service():
    """附則2: the same town, its servers in service in June or in July 2027."""

    def codes(month):
        town = {**TOWN, "groups": [{**TOWN["groups"][0], "planned_renewal_on": month}]}
        found = assess(estate_of(town), BOOK, date(2026, 11, 23))
        return {each.code for each in found.results if each.findings} & {"SEC008", "SEC009"}

    assert (codes("2027-06"), codes("2027-07")) == ({"SEC009"}, {"SEC008"})


def test_the_duty_of_2027_stands_where_its_day_comes_and_nothing_is_on_record():
    """A system that went into service on the day: before, a coming renewal; after, one in service."""
    town = {**TOWN, "groups": [{**TOWN["groups"][0], "in_service_on": "2027-07", "planned_renewal_on": "2032-07"}]}

    def status(day):
        found = assess(estate_of(town), BOOK, day)
        return {each.code: each.status.value for each in found.results if each.code in ("SEC008", "SEC009")}

    assert status(date(2027, 6, 30)) == {"SEC008": "not_applicable", "SEC009": "not_applicable"}
    assert status(date(2027, 7, 1)) == {"SEC008": "fail", "SEC009": "not_applicable"}
