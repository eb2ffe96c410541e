"""The optimiser against brute force and against what must hold for any choice."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import product

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from ictlife.optimiser.arrays import Model
from ictlife.optimiser.close import Closer, Effort, Work
from ictlife.optimiser.colgen import generate
from ictlife.optimiser.contradictions import contradictions
from ictlife.optimiser.evaluate import GoalValues, evaluate, spend_of
from ictlife.optimiser.greedy import greedy_choice
from ictlife.optimiser.master import Master
from ictlife.optimiser.optimise import Options, optimise
from ictlife.optimiser.problem import (
    Cap,
    Capacity,
    Choice,
    CoTermination,
    Goals,
    Group,
    Holding,
    Ledger,
    Path,
    Pin,
    Precedence,
    Problem,
    Profile,
    first_months,
    may_skip,
    path_is_allowed,
)
from ictlife.optimiser.rows import Aim
from ictlife.optimiser.solution import Solution
from ictlife.optimiser.solve import INFINITY

MONTHS = 36
EXACT = Options(Effort(gap=0.0, nodes=100_000, checks=100_000))
RELAXED = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much]
)


def paths(problem: Problem, group: Group) -> Iterator[Path]:
    """Every path of a group, by definition."""
    if may_skip(problem, group):
        yield ()

    def onward(path: Path) -> Iterator[Path]:
        if path[-1] + group.longest >= problem.months:
            yield path
        for gap in range(group.shortest, group.longest + 1):
            if path[-1] + gap < problem.months:
                yield from onward((*path, path[-1] + gap))

    for first in range(problem.months):
        yield from (p for p in onward((first,)) if path_is_allowed(problem, group, p))


def all_choices(problem: Problem, most: int) -> Iterator[Choice] | None:
    """Every choice there is, None when there are too many."""
    choices = [list(dict.fromkeys(paths(problem, g))) for g in problem.groups]
    number = 1
    for choice in choices:
        number *= len(choice)
    if number > most:
        return None
    names = [g.id for g in problem.groups]
    return (dict(zip(names, combo, strict=True)) for combo in product(*choices))


def best_by_force(problem: Problem, most: int = 1500) -> GoalValues | None:
    """The best goals over all choices, None when there are too many choices."""
    choices = all_choices(problem, most)
    if choices is None:
        return None
    return min((evaluate(problem, choice).goals for choice in choices), key=lambda g: g.rank)


def exact(problem: Problem) -> Solution:
    """The optimum, proven: an unproven choice says nothing about another problem's."""
    found = optimise(problem, EXACT)
    assert found.status == "proven"
    return found


@st.composite
def groups(draw: st.DrawFn, name: str) -> Group:
    """A group with few months to choose from, of every kind of cost."""
    early = draw(st.integers(0, 18))
    late = early + draw(st.integers(0, 20))
    open_ = draw(st.sets(st.integers(0, 11), min_size=1, max_size=3))
    shortest = draw(st.integers(10, 20))
    nominal = shortest + draw(st.integers(0, 6))
    price = draw(st.integers(100, 999)) * 1000 + draw(st.integers(0, 999))
    lease = draw(st.booleans())
    amounts = (price // nominal,) * nominal if lease else (price,)

    def holding(at: int) -> Holding:
        return Holding(
            at, draw(st.integers(0, 9999)), at + draw(st.integers(0, 6)), draw(st.integers(0, 9999)),
            draw(st.one_of(st.none(), st.integers(at, at + 12))),
        )  # fmt: skip

    return Group(
        id=name, due=draw(st.integers(early, late)), earliest=early, latest=late,
        shortest=shortest, longest=nominal + draw(st.integers(2, 12)), nominal=nominal,
        payments=Profile(draw(st.integers(-2, 0)), amounts), residual=0 if lease else price,
        current=holding(draw(st.integers(-3, 20))), later=holding(nominal),
        effort=Profile(-1, (draw(st.integers(0, 3)), draw(st.integers(0, 5)))),
        fund=draw(st.sampled_from("ab")), team=draw(st.sampled_from("xy")),
        allowed=tuple(t % 12 in open_ for t in range(MONTHS)),
        baseline=draw(st.one_of(st.none(), st.integers(early, late))),
    )  # fmt: skip


def with_payer(group: Group, fund: str, percent: int) -> Group:
    """The same group with a ledger, of whose first renewal another fund pays a share."""
    bare = Problem(MONTHS, (group,))

    def spend(path: Path) -> tuple[int, ...]:
        years = spend_of(bare, group, path)
        return tuple(years.get(year, 0) for year in range(bare.years))

    alone = tuple(spend(path) for path in (*((at,) for at in range(MONTHS)), ()))
    paid = tuple(tuple(amount * percent // 100 for amount in row) for row in alone)
    return replace(group, ledger=Ledger(alone, spend, ((fund, paid),)))


@st.composite
def problems(draw: st.DrawFn, most: int = 3, least: int = 1, *, with_payers: bool = False) -> Problem:
    """A small problem with every kind of limit; with payers, another fund may pay a share of one of the groups."""
    made = [draw(groups(f"g{i}")) for i in range(draw(st.integers(least, most)))]
    if with_payers and draw(st.booleans()):
        payer = "b" if made[0].fund == "a" else "a"
        made[0] = with_payer(made[0], payer, draw(st.sampled_from((33, 100))))
    if draw(st.booleans()):
        made.append(replace(made[0], id="twin"))
    free = Problem(MONTHS, tuple(made))
    due = evaluate(free, greedy_choice(free)) if not contradictions(free) else None
    assume(due is not None)
    assert due is not None
    share = draw(st.integers(20, 140))
    caps = [Cap(f"cap:{y}", y, max(due.years) * share // 100, draw(st.integers(0, 9))) for y in range(3)]
    caps += [Cap("cap:a", draw(st.integers(0, 2)), draw(st.integers(0, 1_500_000)), 0, "a")]
    staff = [Capacity(f"staff:{t}", t, draw(st.integers(2, 9))) for t in range(0, MONTHS, 5)]
    staff += [Capacity("staff:x", draw(st.integers(0, 35)), 3, 1, "x")]
    ids = [g.id for g in made]
    sets = [CoTermination("set", tuple(ids[:2]), draw(st.integers(0, 200_000)), "b")] if len(ids) > 1 else []
    orders = [Precedence("order", ids[-1], ids[0], draw(st.integers(0, 6)))] if len(ids) > 2 else []
    goals = Goals(draw(st.sampled_from((0, 300))), draw(st.sampled_from((0, 150))), draw(st.integers(0, 500)))
    return replace(
        free, caps=tuple(caps[: draw(st.integers(0, 4))]), capacities=tuple(staff[: draw(st.integers(0, 9))]),
        sets=tuple(sets[: draw(st.integers(0, 1))]), precedences=tuple(orders), base=(5, 0, 7), goals=goals,
    )  # fmt: skip


@RELAXED
@given(problems(most=4, with_payers=True))
def test_the_optimum_is_that_of_brute_force(problem: Problem) -> None:
    assume(not contradictions(problem))
    _is_that_of_brute_force(problem, most=1500)


@settings(RELAXED, max_examples=15)
@given(problems(most=5, least=4))
def test_the_optimum_of_five_groups_is_that_of_brute_force(problem: Problem) -> None:
    assume(not contradictions(problem))
    _is_that_of_brute_force(problem, most=4000)


def _is_that_of_brute_force(problem: Problem, most: int) -> None:
    best = best_by_force(problem, most)
    assume(best is not None)
    assert best is not None
    found = optimise(problem, EXACT)
    assert found.status == "proven"
    assert found.goals.rank == best.rank
    assert found.bound is not None
    assert found.bound <= best.objective
    assert all(path_is_allowed(problem, g, found.choice[g.id]) for g in problem.groups)


class YearsOnly(Closer):
    """Proves by the years of first renewals alone: a choice found beforehand would hide a bound that is too high."""

    def _improve(self, *_state: object, **_limits: object) -> bool:
        return False


def _least(problem: Problem, aim: Aim, scale: float) -> float:
    """The least of what a stage minimises, over every choice that misses no duty in vain."""
    choices = all_choices(problem, most=1500)
    assume(choices is not None)
    assert choices is not None
    goals = [evaluate(problem, choice).goals for choice in choices]
    duties = min(each.duties for each in goals)
    return min(
        (each.objective + aim.cap * each.cap) / scale + aim.order * each.order + aim.staff * each.staff
        for each in goals
        if each.duties == duties
    )


@settings(RELAXED, max_examples=25)
@given(problems(most=4, with_payers=True))
def test_settling_years_proves_no_more_than_brute_force_finds(problem: Problem) -> None:
    assume(not contradictions(problem))
    aim = Aim(1.0, 5.0, 3.0, 2.0, problem.goals.peak_permille / 1000, problem.goals.swing_permille / 1000)
    master = Master(Model(problem), Aim(0.0, 0.0, 0.0, 0.0))
    master.set_aim(aim, {})
    start = master.repaired(greedy_choice(problem))
    relaxed = generate(master, EXACT.effort.rounds, 1e-9, lambda _value, _bound: False)
    closer = YearsOnly(
        master, relaxed, EXACT.effort, lambda: False, lambda: INFINITY, lambda _value, _bound: False, Work(10_000)
    )
    closed = closer.close(start)
    assume(closed.bound > relaxed.best.bound + 1e-6)  # the years have proven something
    least = _least(problem, aim, master.rows.scale)
    rounding = 2 / master.rows.scale
    assert closed.bound <= least + rounding
    assert closed.value >= least - rounding


@RELAXED
@given(problems())
def test_the_due_date_plan_is_never_better(problem: Problem) -> None:
    assume(not contradictions(problem))
    found = optimise(problem)
    assert found.method == "optimised"
    assert found.goals.rank <= evaluate(problem, greedy_choice(problem)).goals.rank


@RELAXED
@given(problems(), st.integers(0, 10**6))
def test_relaxing_a_cap_never_worsens(problem: Problem, more: int) -> None:
    assume(problem.caps and not contradictions(problem))
    wider = replace(problem, caps=tuple(replace(c, limit=c.limit + more) for c in problem.caps))
    assert exact(wider).goals.rank <= exact(problem).goals.rank


@RELAXED
@given(problems(), st.data())
def test_a_pin_never_improves(problem: Problem, data: st.DataObject) -> None:
    assume(not contradictions(problem))
    group = data.draw(st.sampled_from(problem.groups))
    months = first_months(problem, group)
    assume(months)
    pinned = replace(problem, pins=(Pin("pin", group.id, data.draw(st.sampled_from(months))),))
    assume(not contradictions(pinned))
    found = exact(pinned)
    assert found.choice[group.id][0] == pinned.pins[0].month
    assert found.goals.rank >= exact(problem).goals.rank


def _later(problem: Problem) -> Problem:
    """The same twelve months later, behind an empty year."""

    def holding(one: Holding) -> Holding:
        moved = [None if v is None else max(v, 0) + 12 for v in (one.extend_from, one.unsupported_from, one.duty_from)]
        return replace(one, extend_from=moved[0], unsupported_from=moved[1], duty_from=moved[2])

    moved = tuple(
        replace(
            g, due=g.due + 12, earliest=g.earliest + 12, latest=g.latest + 12, current=holding(g.current),
            allowed=None if g.allowed is None else (False,) * 12 + g.allowed,
            baseline=None if g.baseline is None else g.baseline + 12,
        )
        for g in problem.groups
    )  # fmt: skip
    return replace(
        problem, months=problem.months + 12, groups=moved,
        caps=tuple(replace(c, year=c.year + 1) for c in problem.caps),
        capacities=tuple(replace(c, month=c.month + 12) for c in problem.capacities),
        base=(problem.base[0], *problem.base),
    )  # fmt: skip


@RELAXED
@given(problems())
def test_shifting_all_data_by_a_year_shifts_the_choice(problem: Problem) -> None:
    goals = replace(problem.goals, swing_permille=0)
    whole = replace(
        problem, goals=goals,
        groups=tuple(replace(g, payments=replace(g.payments, start=0)) for g in problem.groups),
    )  # fmt: skip
    whole = replace(
        whole, groups=tuple(replace(g, effort=replace(g.effort, start=0)) for g in whole.groups)
    )
    assume(not contradictions(whole) and not contradictions(_later(whole)))
    choice = exact(whole).choice
    moved = exact(_later(whole))
    again = {name: tuple(t + 12 for t in path) for name, path in choice.items()}
    here = moved.goals
    shifted = evaluate(_later(whole), again).goals
    assert here.rank == shifted.rank


@RELAXED
@given(problems())
def test_same_input_same_choice(problem: Problem) -> None:
    one, two = optimise(problem), optimise(replace(problem, groups=tuple(reversed(problem.groups))))
    assert one.choice == two.choice
    assert one.stages == two.stages


@RELAXED
@given(problems(), st.integers(0, 99))
def test_the_least_increase_fits_and_nothing_less_does(problem: Problem, which: int) -> None:
    assume(not contradictions(problem))
    goals = replace(problem.goals, peak_permille=0)
    problem = replace(problem, goals=goals, caps=problem.caps[:3], capacities=(), precedences=())
    found = exact(problem)
    assume(found.increases)
    more = {one.key: one.amount for one in found.increases}

    def with_caps(raised: dict[str, int]) -> Problem:
        caps = tuple(replace(c, limit=c.limit + raised.get(c.key, 0)) for c in problem.caps)
        return replace(problem, caps=caps)

    assert exact(with_caps(more)).goals.cap == 0
    less = sorted(more)[which % len(more)]
    assert exact(with_caps({**more, less: more[less] - 1})).goals.cap > 0
