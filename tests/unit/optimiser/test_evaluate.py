"""The evaluator against sums done by hand."""

from __future__ import annotations

from dataclasses import replace

from ictlife.optimiser.evaluate import evaluate
from ictlife.optimiser.problem import (
    Cap,
    Capacity,
    CoTermination,
    Goals,
    Group,
    Holding,
    Precedence,
    Problem,
    Profile,
)

LEASE = Group(
    "lease", 10, 6, 20, 24, 36, 24, Profile(0, (110, *[10] * 23)),
    current=Holding(10, 7, 12, 3, 13), later=Holding(24, 5, 25, 2, 30),
    effort=Profile(-2, (1, 2, 3)), fund="a", team="x", baseline=11,
)  # fmt: skip
BOUGHT = Group("bought", 5, 0, 30, 30, 40, 30, Profile(-1, (50, 600)), residual=600, fund="b", team="y")


def test_a_lease_is_spread_over_the_fiscal_years_with_its_extension():
    found = evaluate(Problem(36, (LEASE,)), {"lease": (14,)})
    # 4 months of re-lease (10..13): two in each of the first two years; then 110 + 9 × 10, then 12 × 10
    assert found.spend == {"a": (2 * 7, 2 * 7 + 110 + 90, 120)}
    assert found.goals.risk == 2 * 3
    assert found.goals.duties == 1
    assert found.goals.moves == 3
    assert found.goals.cost == 348
    assert [found.effort["x"][t] for t in (12, 13, 14)] == [1, 2, 3]


def test_what_is_bought_keeps_its_value_at_the_horizon():
    found = evaluate(Problem(36, (BOUGHT,)), {"bought": (12,)})
    assert found.spend == {"b": (50, 600, 0)}
    assert found.goals.cost == 650 - 600 * 6 // 30


def test_limits_name_the_overrun_and_who_shares_it():
    problem = Problem(
        36, (LEASE, BOUGHT),
        caps=(Cap("cap:1", 1, 700, 10), Cap("cap:1:b", 1, 700, 0, "b")),
        capacities=(Capacity("staff:14", 14, 2, 1, "x"),),
        precedences=(Precedence("order", "lease", "bought", 2),),
        base=(1, 2, 3), goals=Goals(500, 100, 9),
    )  # fmt: skip
    found = evaluate(problem, {"lease": (14,), "bought": (12,)})
    over = {one.key: (one.amount, one.sharers) for one in found.overruns}
    assert over == {
        "cap:1": (10 + 214 + 600 - 700, (("bought", 600), ("lease", 214))),
        "staff:14": (2, (("lease", 3),)),
        "order": (4, ()),
    }
    assert found.years == (1 + 14 + 50, 2 + 214 + 600, 3 + 120)
    assert (found.goals.peak, found.goals.swing) == (816, 751)
    goals = found.goals
    assert goals.objective == goals.cost + goals.risk + 9 * 3 + (500 * 816 + 100 * 751) // 1000


def test_a_set_saves_its_discount_each_time_it_meets():
    twin = replace(BOUGHT, id="twin")
    problem = Problem(36, (BOUGHT, twin), sets=(CoTermination("s", ("bought", "twin"), 40, "b"),))
    together = evaluate(problem, {"bought": (12,), "twin": (12,)}).goals.cost
    apart = evaluate(problem, {"bought": (12,), "twin": (13,)}).goals.cost
    assert together == 2 * (650 - 120) - 40
    assert apart == together + 40 - 20


def test_a_group_that_is_not_renewed_is_kept_to_the_horizon():
    found = evaluate(Problem(36, (replace(LEASE, latest=40),)), {"lease": ()})
    assert sum(found.spend["a"]) == 26 * 7
    assert found.goals.duties == 23
