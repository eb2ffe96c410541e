"""Generations of plans, what carries a renewal, and the chart."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from ictlife.fiscal.month import FiscalSpan, FiscalYear
from ictlife.lifecycle.project import project
from ictlife.model.plan import Plan
from ictlife.planning.hierarchy import SeamKind, carrier, plan_chart, seams, successor
from ictlife.schedule.place import place
from tests.unit.estates import estate


def plan(id_, first, last, **more):
    return {"id": id_, "name": id_, "first_year": first, "last_year": last, **more}


def span(first, until):
    return FiscalSpan(FiscalYear(first), FiscalYear(until))


def seam_of(earlier, later):
    found = seams([Plan.model_validate(plan("A", *earlier)), Plan.model_validate(plan("B", *later, predecessor="A"))])
    return [(each.kind, each.years) for each in found]


def test_gap_and_overlap_name_their_years():
    assert seam_of((2018, 2022), (2025, 2029)) == [(SeamKind.GAP, span(2023, 2024))]
    assert seam_of((2018, 2022), (2021, 2025)) == [(SeamKind.OVERLAP, span(2021, 2022))]
    assert seam_of((2018, 2022), (2023, 2027)) == []


@given(st.integers(2010, 2030), st.integers(1, 6), st.integers(2010, 2040), st.integers(1, 6))
def test_seam_years_are_in_neither_plan_or_in_both(first, length, later_first, later_length):
    earlier, later = span(first, first + length - 1), span(later_first, later_first + later_length - 1)
    for kind, years in seam_of((first, first + length - 1), (later_first, later_first + later_length - 1)):
        assert len(years) > 0
        for fy in years:
            inside = (fy in earlier, fy in later)
            assert inside == ((False, False) if kind is SeamKind.GAP else (inside[0], True))


def test_carrier_is_the_information_plan_before_dx_and_the_later_of_two():
    found = estate(
        plan=[plan("DX", 2020, 2030, level="dx"), plan("P4", 2018, 2023), plan("P5", 2023, 2027), plan("S", 2016, 2040, level="superior")]
    )
    assert carrier(found, FiscalYear(2023)).id == "P5"
    assert carrier(found, FiscalYear(2029)).id == "DX"
    assert carrier(found, FiscalYear(2035)) is None


def test_successor_is_found_by_its_predecessor():
    found = estate(plan=[plan("A", 2020, 2023), plan("B", 2024, 2027, predecessor="A")])
    assert successor(found, found.plans["A"]).id == "B"
    assert successor(found, found.plans["B"]) is None


def test_chart_shows_plans_outside_changes_and_renewals_with_their_plan():
    found = estate(
        group=[{"id": "SV", "name": "サーバ", "category": "server", "planned_renewal_on": "R8.2"}],
        policy=[{"id": "server", "cycle_months": 60}],
        plan=[plan("P5", 2023, 2027, parents="S"), plan("S", 2016, 2027, level="superior")],
        external_cycle=[{"id": "X", "name": "県クラウド", "changes_in": "令和8年度", "every_years": "5"}],
    )
    projection = project(found, date(2024, 10, 1))
    chart = plan_chart(found, projection, place(projection))
    assert [str(bar.plan) for bar in chart.bars] == ["plan:S", "plan:P5"]
    assert [str(ref) for ref in chart.bars[1].parents] == ["plan:S"]
    assert [(str(mark.month), mark.plan and mark.plan.id) for mark in chart.renewals] == [
        ("2026-02", "P5"),
        ("2031-02", None),
        ("2036-02", None),
    ]
    assert [mark.fy.start_year for mark in chart.outside] == [2026, 2031]
    assert (chart.years.first.start_year, chart.years.until.start_year) == (2016, 2035)
