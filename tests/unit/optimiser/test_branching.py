"""What a proof branches on: whether first renewals are done by the end of a fiscal year."""

from __future__ import annotations

import numpy as np

from ictlife.optimiser.arrays import Model
from ictlife.optimiser.branching import branched, settled, year_ends
from ictlife.optimiser.problem import CoTermination, Group, Holding, Problem, Profile
from ictlife.optimiser.solve import Columns, MipLimits, solve_mip


def group(name: str, price: int = 1) -> Group:
    return Group(
        id=name, due=12, earliest=0, latest=60, shortest=40, longest=60, nominal=60, payments=Profile(0, (price,)),
        residual=0, current=Holding(60, 0), later=Holding(60, 0), effort=Profile(0, ()),
    )  # fmt: skip


def model() -> Model:
    """Two copies of one type, and a set of two."""
    groups = (group("a"), group("b"), group("c", 2), group("d", 3))
    return Model(Problem(60, groups, sets=(CoTermination("cd", ("c", "d"), 1),)))


BLOCKS = [0, 0, 0, 1, 1]
PATHS = [((3,),), ((14,),), ((25,),), ((5,), (5,)), ((13,), (30,))]


def test_every_year_that_splits_the_columns_of_a_group_is_counted():
    ends = year_ends(model(), BLOCKS, PATHS)
    rows = [sorted(ends.column[ends.row == row].tolist()) for row in range(ends.count)]
    assert rows == [[0], [0, 1], [3], [3]]
    assert ends.copies.tolist() == [2, 2, 1, 1]


def test_how_many_copies_renew_by_then():
    ends = year_ends(model(), BLOCKS, PATHS)
    assert ends.reached(np.array([1.0, 1.0, 0.0, 0.0, 1.0])).tolist() == [1, 2, 0, 0]


def test_a_group_with_one_year_needs_no_branch():
    assert year_ends(model(), [0, 0], [((3,),), ((9,),)]).count == 0


def programme() -> tuple[Columns, tuple[np.ndarray, np.ndarray]]:
    """Pick two of block 0 and one of block 1, dear when early; a slack for more than 3 in all early ones."""
    cost = np.array([10.0, 5.0, 3.0, 1.0, 4.0, 4.0])
    entries = [[(2, -1.0)], [(0, 1.0), (2, 2.0)], [(0, 1.0), (2, 2.0)], [(0, 1.0)], [(1, 1.0)], [(1, 1.0), (2, 1.0)]]
    start = np.concatenate([[0], np.cumsum([len(each) for each in entries])]).astype(np.int32)
    flat = [pair for each in entries for pair in each]
    columns = Columns(
        cost,
        np.array([np.inf, 2, 2, 2, 1, 1]),
        start,
        np.array([row for row, _ in flat], dtype=np.int32),
        np.array([value for _, value in flat]),
    )
    return columns, (np.array([2.0, 1.0, -np.inf]), np.array([2.0, 1.0, 3.0]))


def test_branches_change_neither_the_optimum_nor_the_choice():
    columns, rows = programme()
    ends = year_ends(model(), BLOCKS, PATHS)
    plain = solve_mip(columns, np.arange(columns.count) >= 1, rows, MipLimits())
    wide, limits, is_end = branched(columns, rows, ends, 1)
    found = solve_mip(wide, np.arange(wide.count) >= 1, limits, MipLimits())
    assert found.objective == plain.objective == 6.0
    assert is_end.tolist() == [False] * columns.count + [True] * ends.count
    paths = found.x[1 : columns.count]
    assert found.x[columns.count :].tolist() == ends.reached(paths).tolist()


def test_settling_only_the_years_costs_no_more_than_the_best_choice():
    columns, rows = programme()
    ends = year_ends(model(), BLOCKS, PATHS)
    wide, limits, is_end = branched(columns, rows, ends, 1)
    by_year = solve_mip(wide, is_end, limits, MipLimits())
    assert by_year.bound <= 6.0


def test_what_is_settled_is_kept():
    columns, rows = programme()
    ends = year_ends(model(), BLOCKS, PATHS)
    reached = np.array([1.0, 2.0, 0.0, 0.0])
    tall, limits = settled(columns, rows, ends, reached, 1)
    found = solve_mip(tall, np.arange(tall.count) >= 1, limits, MipLimits())
    assert ends.reached(found.x[1:]).tolist() == reached.tolist()
    assert found.objective == 5 + 3 + 4 + 20  # two early ones of 2 and one of 1 are 2 too many
