"""The views as data frames keep yen whole and sums true."""

from __future__ import annotations

from datetime import date

from ictlife.assess import assess
from ictlife.reports.frames import to_frames
from ictlife.reports.paper import Manifest, Paper
from ictlife.workspace.rulebook import load_rulebook
from tests.unit.estates import estate

GROUPS = [
    {"id": "SV", "name": "サーバ", "category": "server", "planned_renewal_on": "R8.2", "renewal_cost": "60,000千円"},
    {"id": "NW", "name": "無線", "category": "server", "planned_renewal_on": "R9.4"},
]


def test_frames_hold_what_the_budget_holds_in_whole_yen():
    rules, _ = load_rulebook(None)
    as_of = date(2024, 10, 1)
    found = assess(estate(group=GROUPS, policy=[{"id": "server", "cycle_months": 60}]), rules, as_of)
    frames = to_frames(Paper(found, found.findings, Manifest("0", as_of)))
    budget = frames["budget"]
    assert str(budget["amount_yen"].dtype) == "Int64"
    assert budget.groupby("fiscal_year")["amount_yen"].sum().to_dict() == {
        fy.start_year: amount for fy, amount in found.budget.by_year.items()
    }
    assert frames["renewals"].set_index("ref")["amount_yen"].isna().to_dict()["renewal:NW#1"]
    assert len(frames["findings"]) == len(found.findings)
