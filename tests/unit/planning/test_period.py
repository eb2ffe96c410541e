"""The table of plan periods, and the conclusion of the origin document read off it."""

from __future__ import annotations

from datetime import date

from hypothesis import given as drawn
from hypothesis import settings
from hypothesis import strategies as st

from ictlife.fiscal.month import FiscalSpan, FiscalYear, Month
from ictlife.planning.period import CRITERIA, PlanPeriodAnalysis
from tests.rules.cases import assessed, estate_of

GIVEN = {
    "groups": [
        {"id": "SV", "name": "情報系サーバ", "in_service_on": "令和3年2月", "planned_renewal_on": "令和8年2月",
         "cycle_months": 60, "initiative": "I1"},
        {"id": "NW", "name": "庁内ネットワーク", "in_service_on": "令和2年10月", "cycle_months": 72},
    ],
    "plans": [
        {"id": "P4", "name": "第四次", "first_year": "平成30年度", "last_year": "令和4年度"},
        {"id": "P5", "name": "第五次", "first_year": "令和5年度", "last_year": "令和9年度"},
    ],
}  # fmt: skip


def analysis(as_of=date(2025, 11, 1), given=GIVEN):
    found = assessed(estate_of(given), as_of)
    return found.estate, found.plan_periods


def span(first, until):
    return FiscalSpan(FiscalYear(first), FiscalYear(until))


def test_the_fifth_plan_has_the_servers_in_its_third_year_and_keeps_them_there():
    estate, periods = analysis()
    fifth = periods.of(estate.plans["P5"])
    main = fifth.main[0]
    assert (main.subject.id, main.month, main.plan_years, main.drift) == ("SV", Month(2026, 2), (3, 3, 3), 0)
    assert fifth.main_at_edge == 0


def test_the_same_holds_after_the_renewal():
    given = {**GIVEN, "groups": [{**GIVEN["groups"][0], "renewal_status": "done"}]}
    estate, periods = analysis(date(2026, 11, 23), given)
    assert periods.of(estate.plans["P5"]).main[0].plan_years == (3, 3, 3)


def test_other_lengths_let_the_servers_drift():
    _, periods = analysis()
    by_years = {each.years: each for each in periods.candidates}
    assert by_years[span(2023, 2026)].main[0].plan_years == (3, 4, 1)
    assert by_years[span(2023, 2026)].main_drifting == 1
    assert all(each.main_drifting == (len(each.years) != 5) for each in periods.candidates)


def test_the_best_candidates_are_five_years_long_with_the_servers_off_the_edges():
    _, periods = analysis()
    best = periods.ranked[0]
    assert len(best.years) == 5
    assert best.main[0].plan_years[0] in (2, 3, 4)
    assert span(2023, 2027) in [each.years for each in periods.ranked[:6]]


def test_counts_are_of_all_groups():
    estate, periods = analysis()
    fifth = periods.of(estate.plans["P5"])
    assert (fifth.by_year, fifth.in_first_year, fifth.in_last_year, fifth.drifting) == ((0, 0, 1, 1, 0), 0, 0, 1)


def test_a_town_without_a_plan_has_no_table():
    assert analysis(given={"groups": GIVEN["groups"]})[1] == PlanPeriodAnalysis()


def test_the_origins_choice_comes_out_on_top_for_the_origins_facts():
    """令和5～9年度: straight after the fourth plan, servers in its third year and designed under it, no drift."""
    given = {"groups": GIVEN["groups"][:1], "plans": GIVEN["plans"]}
    _, periods = analysis(date(2022, 10, 1), given)
    best = periods.ranked[0]
    assert best.years == span(2023, 2027)
    assert dict(zip(CRITERIA, best.scores, strict=True)) == dict.fromkeys(CRITERIA, 0)
    by_years = {each.years: each for each in periods.candidates}
    assert by_years[span(2024, 2028)].seam_years == 1
    assert by_years[span(2023, 2026)].main_drifting == 1
    assert by_years[span(2025, 2029)].main_undesigned == 1


def test_superior_plans_that_end_inside_count_against_a_candidate_and_a_mayors_term_is_marked():
    superior = {"id": "S", "name": "基本計画", "level": "superior", "first_year": "R6年度", "last_year": "R9年度", "is_of_mayoral_term": "yes"}
    _, periods = analysis(given={**GIVEN, "plans": [*GIVEN["plans"], superior]})
    by_years = {each.years: each for each in periods.candidates}
    assert by_years[span(2023, 2027)].parents_off == 0
    assert by_years[span(2023, 2028)].parents_off == 1
    assert [each.years for each in periods.candidates if each.is_mayoral] == [span(2024, 2027), span(2028, 2031)]


def test_candidates_for_the_next_plan_begin_when_the_latest_ends():
    _, periods = analysis()
    assert {each.years.first for each in periods.next_ranked} == {FiscalYear(2028)}
    assert len(periods.next_ranked[0].years) == 5


@settings(max_examples=40, deadline=None)
@drawn(st.integers(3, 6), st.integers(1, 2), st.integers(0, 40))
def test_a_renewal_in_time_never_drifts_in_plans_whose_length_its_cycle_holds(length, times, offset):
    start = Month(2019, 4) + offset
    group = {"id": "SV", "name": "機器", "in_service_on": str(start), "cycle_months": 12 * length * times}
    _, periods = analysis(start.first, {"groups": [group], "plans": GIVEN["plans"]})
    assert {each.main_drifting for each in periods.candidates if len(each.years) == length} == {0}


def test_a_renewal_that_comes_too_late_drifts_in_plans_as_long_as_its_cycle():
    group = {"id": "SV", "name": "機器", "in_service_on": "2021-04", "cycle_months": 36}
    _, periods = analysis(date(2025, 11, 1), {"groups": [group], "plans": GIVEN["plans"]})
    by_years = {each.years: each for each in periods.candidates}
    assert by_years[span(2021, 2023)].main[0].plan_years == (1, 2, 2)


@settings(max_examples=40, deadline=None)
@drawn(st.integers(24, 96), st.integers(0, 40))
def test_a_candidate_counts_every_renewal_in_its_years(cycle, offset):
    start = Month(2019, 4) + offset
    group = {"id": "SV", "name": "機器", "in_service_on": str(start), "cycle_months": cycle}
    _, periods = analysis(start.first, {"groups": [group], "plans": GIVEN["plans"]})
    renewed = [(start + cycle * times).fy for times in range(12)]
    for each in periods.candidates:
        assert each.by_year == tuple(renewed.count(year) for year in each.years)
