"""What differs between two assessments, and why."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from ictlife.assess import assess
from ictlife.assessment import Assessment
from ictlife.base.ref import Ref
from ictlife.compare.compare import compare
from ictlife.fiscal.month import Month
from ictlife.workspace.rulebook import load_rulebook
from tests.unit.estates import estate

RULES, _ = load_rulebook(None)
SERVERS = {
    "id": "SV", "name": "情報系サーバ", "category": "server", "planned_renewal_on": "R8.2", "renewal_cost": "60,000千円",
    "acquisition": "lease",
}  # fmt: skip
POLICY = {"id": "server", "cycle_months": 60}


def found(as_of: date = date(2024, 10, 1), **changes: object) -> Assessment:
    return assess(estate(group=[SERVERS | changes], policy=[POLICY]), RULES, as_of)


def test_nothing_differs_from_itself():
    assert compare(found(), found()).is_empty


def test_a_moved_date_names_the_move_and_its_cause():
    moved = compare(found(), found(planned_renewal_on="R8.8"))
    first = moved.moves[0]
    assert (first.renewal, first.before, first.after) == (Ref("renewal", "SV#1"), Month(2026, 2), Month(2026, 8))
    assert first.causes == (Ref("group", "SV", "planned_renewal_on"),)
    assert [change.ref for change in moved.inputs] == [Ref("group", "SV", "planned_renewal_on")]


def test_money_that_only_moves_between_years_keeps_its_total():
    moved = compare(found(), found(planned_renewal_on="R8.8"))
    first_cycle = [line for line in moved.money.lines if line.contract == Ref("renewal", "SV#1")]
    assert first_cycle
    assert sum(line.change for line in first_cycle) == 0


def test_the_other_way_round_is_the_mirror():
    one, other = found(), found(planned_renewal_on="R8.8", renewal_cost="72,000千円")
    there, back = compare(one, other), compare(other, one)
    assert [(m.renewal, m.before, m.after) for m in there.moves] == [(m.renewal, m.after, m.before) for m in back.moves]
    assert [(y.fy, y.change) for y in there.money.years] == [(y.fy, -y.change) for y in back.money.years]
    assert {(f.code, f.subject) for f in there.findings} == {(f.code, f.subject) for f in back.findings}


def test_sums_of_differences_are_differences_of_sums():
    one, other = found(), found(planned_renewal_on="R8.8", renewal_cost="72,000千円")
    by_line: dict[object, int] = {}
    for line in compare(one, other).money.lines:
        for year in line.years:
            by_line[year.fy] = by_line.get(year.fy, 0) + year.change
    for fy in {*one.budget.by_year, *other.budget.by_year}:
        assert by_line.get(fy, 0) == other.budget.by_year.get(fy, 0) - one.budget.by_year.get(fy, 0)


def test_a_group_that_is_gone_takes_its_renewals_with_it():
    one = found()
    other = assess(replace(one.estate, groups={}), RULES, one.as_of)
    gone = compare(one, other)
    assert [move.after for move in gone.moves] == [None] * len(one.schedule.renewals)
    assert gone.moves[0].causes == (Ref("group", "SV"),)


def test_a_later_day_changes_what_is_late():
    assert compare(found(), found(as_of=date(2026, 11, 23))).findings
