"""Views are plain, add up, and say what a section chief asks."""

from __future__ import annotations

import json

from ictlife.reports.views.budget import view_budget, view_commitments
from ictlife.reports.views.continuity import view_continuity
from ictlife.reports.views.findings import view_counts, view_waivers
from ictlife.reports.views.milestones import view_back_schedule
from ictlife.reports.views.plans import view_periods, view_plans
from ictlife.reports.views.renewals import view_matrix, view_renewals
from ictlife.reports.views.summary import season_of, view_summary
from ictlife.reports.views.support import view_support
from tests.unit.reports.demo import AS_OF, paper

PAPER = paper()


def test_every_view_is_json_able_and_repeats() -> None:
    views = (view_renewals, view_matrix, view_budget, view_commitments, view_back_schedule, view_plans, view_periods, view_support, view_continuity, view_counts, view_waivers, view_summary)
    for view in views:
        assert json.dumps(view(PAPER)) == json.dumps(view(paper())), view.__name__


def test_matrix_and_budget_agree_with_the_rows() -> None:
    matrix, budget = view_matrix(PAPER), view_budget(PAPER)
    rows = [row for row in PAPER.assessment.budget.rows if row.fy in PAPER.years]
    assert matrix["totals_yen"] == budget["total_yen"]
    assert sum(budget["total_yen"]) == sum(row.amount for row in rows)
    for lines in ("by_kind", "by_heading", "by_funding", "by_basis"):
        assert [sum(column) for column in zip(*(line["amounts_yen"] for line in budget[lines]), strict=True)] == budget["total_yen"]
    assert budget["outside_yen"] == sum(row.amount for row in PAPER.assessment.budget.rows) - sum(budget["total_yen"])


def test_a_cap_is_exceeded_by_what_is_above_it() -> None:
    budget = view_budget(PAPER)
    for total, cap, over in zip(budget["total_yen"], budget["cap_yen"], budget["over_yen"], strict=True):
        assert over == (None if cap is None else max(0, total - cap))
    assert any(budget["over_yen"][:10])
    assert budget["over_yen"][-1] is None


def test_the_server_group_stands_in_the_third_year_of_its_plan() -> None:
    first = next(row for row in view_renewals(PAPER) if row["subject"] == "group:G-0001")
    assert (first["in_service"], first["fiscal_year"], first["plan"], first["plan_year"]) == ("2026-02", 2025, "plan:ict5", 3)
    later = [row for row in view_renewals(PAPER) if row["subject"] == "group:G-0001"][1]
    assert (later["in_service"], later["plan"]) == ("2031-02", None)


def test_the_periods_show_the_third_year_for_ever() -> None:
    periods = view_periods(PAPER)
    ours = next(each for each in periods["candidates"] if each["plan"] == "plan:ict5")
    assert (ours["first_year"], ours["length"]) == (2023, 5)
    assert ours["main"][0]["plan_years"] == [3, 3, 3]


def test_unknown_support_is_never_fine() -> None:
    states = {row["name"]: row["state"] for row in view_support(PAPER)}
    assert states["業務端末（事務用）"] == "unknown"
    assert states["統合ファイアウォール"] == "ended"
    assert "ok" not in {row["state"] for row in view_support(PAPER) for end in row["ends"] if end["day"] is None}


def test_counts_leave_waived_findings_out() -> None:
    counts = view_counts(PAPER)
    assert counts["waived"] == 1
    assert sum(counts["by_severity"].values()) == len(PAPER.findings) - 1


def test_the_summary_counts_each_late_renewal_once() -> None:
    found = view_summary(PAPER)
    late = {str(step.renewal) for step in PAPER.assessment.milestones if step.late_days}
    assert {row["renewal"] for row in found["late"]} == late
    assert found["late"][0]["late"] == max(step.late_days for step in PAPER.assessment.milestones)
    assert all(row["step"] == "budget_request" for row in found["requests"]["rows"])


def test_this_autumn_is_the_next_one_from_january_on() -> None:
    assert season_of(AS_OF).start_year == 2026
    assert season_of(AS_OF.replace(year=2027, month=1)).start_year == 2027


def test_a_service_is_as_good_as_its_worst_hazard() -> None:
    services = {row["ref"]: row["worst"] for row in view_continuity(PAPER)["services"]}
    assert services["service:library"] == "missed"
    first, last = view_continuity(PAPER)["days"]
    assert last["met"] > first["met"]
    assert first["met"] + first["missed"] + first["unknown"] == 16
