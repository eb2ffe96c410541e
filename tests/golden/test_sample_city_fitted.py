"""The sample city's schedule fitted to caps that bite, and to one that cannot be kept（見本市の最適化）."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from itertools import pairwise
from pathlib import Path

from ictlife.assess import assess
from ictlife.assessment import Assessment
from ictlife.fiscal.month import FiscalYear
from ictlife.lifecycle.need import Driver, Projection
from ictlife.lifecycle.project import project
from ictlife.model.estate import Estate
from ictlife.schedule.fit import Watch, fit
from ictlife.schedule.renewal import Schedule
from ictlife.workspace.load import Loaded, load

ROOT = Path(__file__).parents[2]
TOO_LOW = 480_000_000


@cache
def sample() -> tuple[Loaded, Projection]:
    loaded = load(ROOT)
    return loaded, project(loaded.estate, loaded.estate.city.as_of)


@cache
def fitted() -> Assessment:
    loaded, _ = sample()
    return assess(loaded.estate, loaded.rulebook, loaded.estate.city.as_of, Watch())


def capped(amounts: dict[str, int]) -> Estate:
    """The sample city with other caps."""
    estate = sample()[0].estate
    caps = {id: cap.model_copy(update={"amount": amounts.get(id, cap.amount)}) for id, cap in estate.caps.items()}
    return replace(estate, caps=caps)


def schedule_with(amounts: dict[str, int]) -> Schedule:
    loaded, projection = sample()
    return fit(capped(amounts), projection, loaded.estate.city.as_of)


def test_every_cap_is_kept_that_renewing_when_due_breaks():
    schedule = fitted().schedule
    assert schedule.method == "column_generation"
    assert schedule.due_date_goals["cap"] > 0
    assert (schedule.goals["cap"], schedule.goals["order"]) == (0, 0)
    assert not [each for each in schedule.findings if each.code in ("SCH001", "SCH003")]
    assert schedule.goals["staff"] < schedule.due_date_goals["staff"]
    over = [each.params["days"] for each in schedule.findings if each.code == "SCH002"]
    assert sum(over) == schedule.goals["staff"], "support limits come before staff; what is over is named"
    assert schedule.increases == ()


def test_the_peak_is_lower_and_the_saving_is_real():
    schedule = fitted().schedule
    assert schedule.goals["peak"] < schedule.due_date_goals["peak"]
    assert schedule.objective < schedule.due_date_goals["objective"]
    assert schedule.bound <= schedule.objective
    assert schedule.gap_ppm < 5_000


def test_every_support_limit_is_kept_or_named():
    found = fitted()
    said = {str(ref) for each in found.findings for ref in (each.subject.record, *each.related)}
    late = [
        renewal
        for renewal in found.schedule.renewals
        if (limit := renewal.need.limits.get(Driver.END_OF_SECURITY_SUPPORT)) and renewal.in_service > limit
    ]
    assert found.schedule.goals["duties"] <= found.schedule.due_date_goals["duties"]
    for renewal in late:
        assert renewal.in_service == renewal.need.window.first, "a limit is missed only where nothing earlier is possible"
        assert {str(renewal.ref), str(renewal.need.subject)} & said


def test_every_renewal_says_why_here_and_why_not_another_year():
    moved = [each for each in fitted().schedule.renewals if each.reason.code == "optimised" and each.need.cycle == 1]
    assert moved
    for renewal in moved:
        codes = {reason.code for reason in renewal.reason.because}
        if renewal.need.window.first.fy != renewal.need.window.until.fy:
            assert codes & {"other_year", "other_year_even", "other_year_duties"}, renewal.ref


def test_a_cap_that_cannot_be_kept_names_the_cheapest_relaxation():
    tight = {"CAP-R8": TOO_LOW}
    schedule = schedule_with(tight)
    exceeded = [each for each in schedule.findings if each.code == "SCH001"]
    assert {each.subject: each.params["amount"] for each in exceeded} == {i.cap: i.amount for i in schedule.increases}
    assert all(each.params["groups"] and isinstance(each.params["fiscal_year"], FiscalYear) for each in exceeded)
    before = {cap.id: cap.amount for cap in capped(tight).caps.values()}
    raised = {each.cap.id: before[each.cap.id] + each.amount for each in schedule.increases}
    assert schedule_with(tight | raised).goals["cap"] == 0
    assert schedule_with(tight | {id: amount - 1 for id, amount in raised.items()}).goals["cap"] > 0


def test_what_the_optimiser_says_of_money_is_what_the_budget_says():
    """To the yen, year by year: caps kept, peak and swing are those of the budget that the papers show."""
    found = fitted()
    years = [found.budget.by_year.get(fy, 0) for fy in found.budget.horizon]
    assert found.schedule.goals["peak"] == max(years)
    assert found.schedule.goals["swing"] == max(abs(after - before) for before, after in pairwise(years))
    caps = {cap.fiscal_year: cap.amount for cap in found.estate.caps.values()}
    assert all(found.budget.by_year[fy] <= amount for fy, amount in caps.items())
