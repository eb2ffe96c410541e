"""The optimiser on cases worked out by hand, and when things go wrong."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ictlife.optimiser import optimise as module
from ictlife.optimiser import solve
from ictlife.optimiser.close import Effort
from ictlife.optimiser.optimise import Options, Progress, optimise
from ictlife.optimiser.problem import (
    Cap,
    Capacity,
    CoTermination,
    Goals,
    Group,
    Holding,
    Pin,
    Precedence,
    Problem,
    Profile,
)

EXACT = Options(Effort(gap=0.0))


def group(name: str, due: int, price: int = 1_000_000, **more: object) -> Group:
    """A purchase that may slip a year at a price."""
    made = Group(
        id=name, due=due, earliest=max(0, due - 12), latest=due + 12, shortest=48, longest=72,
        nominal=60, payments=Profile(0, (price,)), residual=price,
        current=Holding(due, 5_000, due + 6, 10_000), later=Holding(60, 5_000, 66, 10_000),
        effort=Profile(-1, (2, 3)),
    )  # fmt: skip
    return replace(made, **more)


def crowded() -> Problem:
    """Three groups due in one year that has room for two."""
    groups = tuple(group(f"g{i}", 14 + i) for i in range(3))
    return Problem(60, groups, caps=tuple(Cap(f"cap:{y}", y, 2_000_000) for y in range(5)))


def test_a_year_that_is_full_pushes_one_group_out():
    found = optimise(crowded(), EXACT)
    assert (found.method, found.status) == ("optimised", "proven")
    assert found.overruns == ()
    assert max(found.evaluation.years) <= 2_000_000
    assert found.gap == 0


def test_a_cap_that_cannot_be_kept_names_the_least_increase_and_who_shares_it():
    tight = replace(crowded(), caps=tuple(Cap(f"cap:{y}", y, 900_000) for y in range(5)))
    found = optimise(tight, EXACT)
    assert [stage.goal for stage in found.stages] == ["order", "cap", "staff", "objective"]
    # one in each of three years, 100 over each; the last, due in 16, is kept eight months longer
    assert found.goals.cap == 3 * 100_000 + 8 * 5_000
    assert sum(one.amount for one in found.increases) == found.goals.cap
    assert all(one.reliefs for one in found.increases)
    assert found.conflict
    raised = {one.key: one.amount for one in found.increases}
    wider = replace(
        tight, caps=tuple(replace(c, limit=c.limit + raised.get(c.key, 0)) for c in tight.caps)
    )
    assert optimise(wider, EXACT).overruns == ()


def test_every_other_year_has_a_price():
    found = optimise(crowded(), EXACT)
    assert [why.group for why in found.whys] == ["g0", "g1", "g2"]
    why = found.whys[0]
    assert why.month == found.choice["g0"][0]
    assert {other.year for other in why.others} == {0, 1, 2} - {why.month // 12}


def test_a_binding_cap_has_a_price_and_sharers():
    tight = replace(crowded(), groups=tuple(replace(g, earliest=12) for g in crowded().groups))
    (full,) = optimise(tight, EXACT).binding
    assert full.price > 0
    assert sum(amount for _group, amount in full.sharers) == 2_000_000


def test_members_of_a_set_meet_when_the_discount_is_worth_it():
    groups = (group("a", 14), group("b", 20))
    apart = optimise(Problem(60, groups), EXACT)
    together = optimise(
        Problem(60, groups, sets=(CoTermination("set", ("a", "b"), 200_000),)), EXACT
    )
    assert apart.choice["a"][0] != apart.choice["b"][0]
    assert together.choice["a"][0] == together.choice["b"][0]


def test_order_and_pins_are_kept():
    groups = (group("core", 20), group("server", 20))
    problem = Problem(
        60, groups, pins=(Pin("pin", "server", 22),), precedences=(Precedence("o", "core", "server", 3),)
    )
    choice = optimise(problem, EXACT).choice
    assert choice["server"][0] == 22
    assert choice["core"][0] <= 19


def test_staff_is_kept_by_month():
    groups = tuple(group(f"g{i}", 20) for i in range(3))
    problem = Problem(
        60, groups, capacities=tuple(Capacity(f"s:{t}", t, 5) for t in range(60))
    )
    found = optimise(problem, EXACT)
    assert found.goals.staff == 0
    assert max(found.evaluation.effort[""]) <= 5


def test_duties_come_before_money():
    late = group("a", 14, current=Holding(14, 0, None, 0, 16))
    dear = Problem(60, (late,), caps=tuple(Cap(f"cap:{y}", y, 0) for y in (0, 1)))
    found = optimise(dear, EXACT)
    assert found.goals.duties == 0
    assert found.goals.cap == 1_000_000


def test_levelling_lowers_the_peak():
    groups = tuple(group(f"g{i}", 20) for i in range(4))
    flat = optimise(Problem(60, groups, goals=Goals(peak_permille=900)), EXACT)
    plain = optimise(Problem(60, groups), EXACT)
    assert flat.goals.peak < plain.goals.peak


def test_identical_groups_are_one_type_and_all_are_placed():
    groups = tuple(group(f"g{i:02d}", 20, 400_000) for i in range(10))
    caps = tuple(Cap(f"cap:{y}", y, 2_000_000) for y in range(5))
    found = optimise(Problem(60, groups, caps=caps), EXACT)
    assert set(found.choice) == {g.id for g in groups}
    assert found.overruns == ()


def test_nothing_to_renew_is_answered():
    found = optimise(Problem(60, ()))
    assert found.status == "proven"
    assert found.choice == {}


def test_without_a_solver_the_due_date_plan_is_marked(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(solve, "highspy", None)
    found = optimise(crowded())
    assert (found.method, found.status) == ("greedy", "no-solver")
    assert found.goals == found.greedy
    assert found.gap is None


def test_a_failing_solver_falls_back_to_the_due_date_choice(monkeypatch: pytest.MonkeyPatch):
    def fail(self: object) -> None:
        raise solve.SolverFault("kUnknown")

    monkeypatch.setattr(solve.Lp, "solve", fail)
    found = optimise(crowded())
    assert (found.method, found.status) == ("greedy", "solver-fault")


def test_ctrl_c_returns_the_best_plan_so_far(monkeypatch: pytest.MonkeyPatch):
    def interrupt(*_args: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(module, "generate", interrupt)
    found = optimise(crowded())
    assert found.status == "interrupted"
    assert set(found.choice) == {"g0", "g1", "g2"}


def test_should_stop_and_progress_are_asked_and_told():
    told: list[Progress] = []
    found = optimise(crowded(), should_stop=lambda: len(told) >= 1, progress=told.append)
    assert told
    assert found.status in ("interrupted", "proven")
    assert set(found.choice) == {"g0", "g1", "g2"}


def test_a_time_limit_that_cuts_in_is_said():
    ticks = iter(range(0, 10_000, 100))
    found = optimise(crowded(), Options(seconds=50), clock=lambda: float(next(ticks)))
    assert found.status == "seconds"
    assert set(found.choice) == {"g0", "g1", "g2"}


def test_a_warm_start_gives_the_same_choice():
    first = optimise(crowded(), EXACT)
    again = optimise(crowded(), EXACT, warm=first.warm)
    assert again.goals.rank == first.goals.rank


def test_contradictions_are_named_and_the_rest_is_answered():
    bad = replace(
        crowded(),
        groups=(*crowded().groups, group("never", 20, allowed=(False,) * 60)),
        pins=(Pin("pin:far", "g0", 50), Pin("pin:a", "g1", 14), Pin("pin:b", "g1", 15)),
        precedences=(Precedence("o1", "g0", "g1"), Precedence("o2", "g1", "g0")),
    )
    found = optimise(bad, EXACT)
    kinds = ["no-month", "order-cycle", "pin-refused", "pins-against-order", "pins-differ"]
    assert [c.kind for c in found.contradictions] == kinds
    assert set(found.choice) == {"g0", "g1", "g2"}
    assert found.status == "proven"


def test_a_set_may_hold_both_ends_of_a_precedence():
    groups = (group("a", 14), group("b", 20))
    problem = Problem(
        60, groups, sets=(CoTermination("set", ("a", "b"), 1),), precedences=(Precedence("o", "a", "b", 4),)
    )
    choice = optimise(problem, EXACT).choice
    assert choice["b"][0] >= choice["a"][0] + 4
