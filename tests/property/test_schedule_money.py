"""Any choice of months: what the optimiser's evaluator adds up is the budget made from it, to the yen."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ictlife.base.reason import Reason
from ictlife.budget.build import build
from ictlife.budget.caps import under_caps
from ictlife.fiscal.month import Month
from ictlife.lifecycle.need import Need, Projection
from ictlife.lifecycle.project import project, successor
from ictlife.model.estate import Estate
from ictlife.model.fund import Cap, Funding, TaxRate
from ictlife.optimiser.arrays import Model, Sums
from ictlife.optimiser.evaluate import evaluate
from ictlife.optimiser.problem import Choice, Group, Problem, first_months, may_renew, may_skip, open_months
from ictlife.schedule.fill import fill
from ictlife.schedule.place import place
from ictlife.schedule.renewal import Renewal, Schedule
from ictlife.workspace.load import load

ROOT = Path(__file__).parents[2]
FUNDS = ("general", "FD-DIGI", "FD-STD", "FD-GIGA", "WIDE")
YEARS = tuple(f"令和{year}年度" for year in range(6, 13))
WIDE = {"id": "WIDE", "name": "広域", "kind": "prefecture", "share_percent": "33", "limit": 60_000_000,
        "groups": ["SV-JOHO", "SV-GW", "NW-CORE", "AP-TAX", "AP-RESI"]}  # fmt: skip
"""A source with a limit that running contracts and renewals share, beside others that pay for the same."""
WORDLESS = Reason("placed_when_due", {})
TOWNS = ("as it is", "prices rise", "re-lease and tax", "caps on funds")
YEN_OF_ROUNDING = 12
"""By how much the rates that guide the search may differ from the ledger for a second renewal, where prices stand."""


@cache
def town(which: str) -> tuple[Estate, Projection, tuple[Need, ...], Problem]:
    estate = load(ROOT).estate
    city = estate.city
    if which == "prices rise":
        city = city.model_copy(update={"escalation_percent": "2.5"})
    elif which == "re-lease and tax":
        city = city.model_copy(update={"re_lease_percent": "10"})
        rate = TaxRate.model_validate({"id": "T12", "from_on": "2028-10-01", "percent": "12"})
        estate = replace(estate, tax_rates={**estate.tax_rates, "T12": rate})
    elif which == "caps on funds":
        caps = [{"id": f"{fund}{fy}", "fiscal_year": fy, "amount": 1, "fund": fund} for fund in FUNDS for fy in YEARS]
        limited = estate.fundings["FD-GIGA"].model_copy(update={"limit": 150_000_000})
        fundings = {**estate.fundings, "FD-GIGA": limited, "WIDE": Funding.model_validate(WIDE)}
        estate = replace(estate, caps={cap["id"]: Cap.model_validate(cap) for cap in caps}, fundings=fundings)
    estate = replace(estate, cities={city.id: city})
    projection = project(estate, city.as_of)
    movable = tuple(need for need in projection.needs if need.cycle == 1 and need.window.until >= Month.of(city.as_of))
    return estate, projection, movable, fill(estate, projection, movable, city.as_of)


@st.composite
def paths(draw: st.DrawFn, problem: Problem, group: Group) -> tuple[int, ...]:
    """Any path that the group may take."""
    reach = open_months(problem, group)
    months = first_months(problem, group)
    if not months or (may_skip(problem, group) and draw(st.booleans())):
        return ()
    path = [draw(st.sampled_from(months))]
    while True:
        ahead = range(path[-1] + group.shortest, min(path[-1] + group.longest, problem.months - 1) + 1)
        onward = [month for month in ahead if may_renew(problem, group, month) and reach[month]]
        can_end = path[-1] + group.longest >= problem.months
        if not onward or (can_end and draw(st.booleans())):
            return tuple(path)
        path.append(draw(st.sampled_from(onward)))


@st.composite
def choices(draw: st.DrawFn) -> tuple[str, Choice]:
    which = draw(st.sampled_from(TOWNS))
    problem = town(which)[3]
    return which, {group.id: draw(paths(problem, group)) for group in problem.groups}


def scheduled(estate: Estate, projection: Projection, movable: tuple[Need, ...], choice: Choice) -> Schedule:
    moved = {need.subject for need in movable}
    renewals = [each for each in place(projection).renewals if each.need.subject not in moved]
    for need in movable:
        each: Need | None = need
        for index in choice[need.subject.id]:
            assert each is not None
            month = projection.horizon.first + index
            renewals.append(Renewal(each, month, WORDLESS))
            each = successor(estate, estate.groups[need.subject.id], each.cycle + 1, month)
    return Schedule(tuple(sorted(renewals, key=lambda each: (each.need.subject.id, each.need.cycle))))


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(choices())
def test_any_choice_costs_in_the_evaluation_what_it_costs_in_the_budget(drawn: tuple[str, Choice]):
    which, choice = drawn
    estate, projection, movable, problem = town(which)
    budget = build(estate, scheduled(estate, projection, movable, choice), estate.city.as_of)
    found = evaluate(problem, choice)
    first = projection.horizon.first.fy
    assert list(found.years) == [budget.by_year.get(first + year, 0) for year in range(problem.years)]
    over = {each.key: each.amount for each in found.overruns}
    for under in under_caps(budget, estate, estate.caps.values()):
        assert over.get(str(under.cap.ref()), 0) == under.over


@pytest.mark.parametrize("which", TOWNS)
def test_the_rates_of_the_search_are_near_the_ledger(which: str):
    """Exact for one renewal whatever prices do; for more but for rounding and months about April, while prices stand."""
    problem = town(which)[3]
    model = Model(problem)
    sums = Sums(model)
    for group in problem.groups:
        first, *_, last = first_months(problem, group) * 2
        again = [month for month in (first + group.nominal, first + group.longest) if month < problem.months]
        for path in ((first,), (last,), *((first, month) for month in again)):
            rates = sums.batch(np.array([model.type_of[group.id]]), [path]).spend[0]
            exact = np.array(group.ledger.spend(path))
            if len(path) == 1:
                assert np.abs(rates - exact).max() < 1, (group.id, path)
            elif which == "as it is":
                assert abs(rates.sum() - exact.sum()) <= YEN_OF_ROUNDING, (group.id, path)


@pytest.mark.parametrize("which", TOWNS)
def test_what_services_of_several_groups_save_is_never_negative(which: str):
    problem = town(which)[3]
    earliest = {group.id: (group.earliest,) for group in problem.groups}
    latest = {group.id: (group.latest,) for group in problem.groups if group.latest < problem.months}
    assert all(amount <= 0 for amount in problem.shared(earliest))
    assert problem.shared(latest) == (0,) * problem.years
