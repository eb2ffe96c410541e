"""The same problem as one arc programme, for comparison（弧モデルとの比較）.

One binary flow for each step of every group from renewal to renewal, all limits at once. This is what a
solver is usually given, so HiGHS has it with its own settings; the benchmark shows how far it comes in the same
seconds.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import highspy
import numpy as np

from ictlife.optimiser.evaluate import account
from ictlife.optimiser.problem import (
    Group,
    Holding,
    Problem,
    Profile,
    first_months,
    may_skip,
    open_months,
)
from ictlife.optimiser.solve import Columns, _quiet

SCALE = 1e6
OVER = 1e3


@dataclass
class _Builder:
    """Columns and rows while they are collected."""

    cost: list[float] = field(default_factory=list)
    upper: list[float] = field(default_factory=list)
    whole: list[bool] = field(default_factory=list)
    entries: list[dict[int, float]] = field(default_factory=list)
    lower_row: list[float] = field(default_factory=list)
    upper_row: list[float] = field(default_factory=list)

    def row(self, lower: float, upper: float) -> int:
        self.lower_row.append(lower)
        self.upper_row.append(upper)
        return len(self.lower_row) - 1

    def column(self, cost: float, entries: dict[int, float], *, whole: bool) -> int:
        self.cost.append(cost)
        self.upper.append(1.0 if whole else np.inf)
        self.whole.append(whole)
        self.entries.append(entries)
        return len(self.cost) - 1


def _arcs(problem: Problem, group: Group) -> Iterator[tuple[int, int]]:
    """Steps of a group: (-1, t) first, (s, t) later, (s, months) to the horizon."""
    reach = open_months(problem, group)
    if may_skip(problem, group):
        yield -1, problem.months
    yield from ((-1, t) for t in first_months(problem, group))
    for s in range(problem.months):
        if reach[s]:
            last = s + group.longest
            if last >= problem.months:
                yield s, problem.months
            yield from ((s, t) for t in range(s + group.shortest, min(last + 1, problem.months)) if reach[t])


def _step(problem: Problem, group: Group, s: int, t: int):
    """What one step costs: the holding before `t` and the renewal in `t`."""
    from dataclasses import replace

    end = t == problem.months
    if s < 0:
        return account(problem, group, () if end else (t,)) if end else _renewal(problem, group, t, group.current, 0)
    alone = replace(group, payments=Profile(), effort=Profile(), current=Holding(), baseline=None)
    if end:
        return account(problem, alone, (s,))
    return _renewal(problem, group, t, group.later, s)


def _renewal(problem: Problem, group: Group, t: int, kept: Holding, since: int):
    from dataclasses import replace

    def moved(at: int | None) -> int | None:
        return None if at is None else at + since

    current = replace(
        kept, extend_from=moved(kept.extend_from), unsupported_from=moved(kept.unsupported_from),
        duty_from=moved(kept.duty_from),
    )  # fmt: skip
    bare = replace(group, residual=0, later=Holding(), current=current)
    if since:
        bare = replace(bare, baseline=None)
    return account(problem, bare, (t,))


@dataclass(frozen=True)
class ArcAnswer:
    """What HiGHS says of the arc programme（弧モデルの解）; no `gap` where it found no choice."""

    arcs: int
    gap: float | None


def arc_milp(problem: Problem, gap: float, seconds: float) -> ArcAnswer:
    """Solve the arc programme within seconds; sets are counted without their discount（弧モデルを解く）."""
    made = _Builder()
    inf = np.inf
    caps = [(c, made.row(-inf, (c.limit - c.base) / SCALE)) for c in problem.caps]
    staff = {c.month: made.row(-inf, float(c.limit - c.base)) for c in problem.capacities}
    peak = [made.row(-inf, -problem.committed(y) / SCALE) for y in range(problem.years)]
    orders = [(o, made.row(-inf, float(-o.lag))) for o in problem.precedences]
    for _cap, row in caps:
        made.column(OVER, {row: -1.0}, whole=False)
    for row in [*staff.values(), *(row for _o, row in orders)]:
        made.column(OVER, {row: -1.0}, whole=False)
    made.column(problem.goals.peak_permille / 1000, dict.fromkeys(peak, -1.0), whole=False)
    for group in problem.groups:
        _add_group(problem, group, made, caps, staff, peak, orders)
    start = np.concatenate([[0], np.cumsum([len(e) for e in made.entries])]).astype(np.int32)
    columns = Columns(
        np.array(made.cost), np.array(made.upper), start,
        np.array([r for e in made.entries for r in e], dtype=np.int32),
        np.array([v for e in made.entries for v in e.values()]),
    )  # fmt: skip
    rows = (np.array(made.lower_row), np.array(made.upper_row))
    return ArcAnswer(columns.count, _highs_gap(columns, np.array(made.whole), rows, gap, seconds))


def _highs_gap(columns: Columns, whole, rows, gap: float, seconds: float) -> float | None:
    highs = _quiet()
    highs.setOptionValue("mip_rel_gap", gap)
    highs.setOptionValue("time_limit", seconds)
    model = highspy.HighsLp()
    model.num_col_, model.num_row_ = columns.count, len(rows[0])
    model.col_cost_, model.col_lower_, model.col_upper_ = columns.cost, np.zeros(columns.count), columns.upper
    model.row_lower_, model.row_upper_ = rows
    model.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    model.a_matrix_.start_, model.a_matrix_.index_, model.a_matrix_.value_ = columns.start, columns.index, columns.value
    kinds = highspy.HighsVarType
    model.integrality_ = [kinds.kInteger if one else kinds.kContinuous for one in whole]
    highs.passModel(model)
    highs.run()
    info = highs.getInfo()
    if info.primal_solution_status != 2:
        return None
    return (info.objective_function_value - info.mip_dual_bound) / abs(info.objective_function_value)


def _add_group(problem, group, made, caps, staff, peak, orders):
    source = made.row(1.0, 1.0)
    nodes = {t: made.row(0.0, 0.0) for t, ok in enumerate(open_months(problem, group)) if ok}
    for s, t in _arcs(problem, group):
        share = _step(problem, group, s, t)
        entries = {source if s < 0 else nodes[s]: 1.0}
        if t < problem.months:
            entries[nodes[t]] = -1.0
        entries.update(_limits(group, share, caps, staff, peak))
        for order, row in orders if s < 0 else ():
            if order.before == group.id:
                entries[row] = float(t)
            if order.after == group.id:
                entries[row] = -float(t + (order.lag if t == problem.months else 0))
        cost = sum(share.spend.values()) + share.risk - share.credit
        made.column(cost / SCALE + OVER * share.duties, entries, whole=True)


def _limits(group, share, caps, staff, peak) -> dict[int, float]:
    """Entries of one step in the rows of money and staff."""
    entries = {
        row: share.spend[cap.year] / SCALE
        for cap, row in caps
        if cap.fund in (None, group.fund) and share.spend.get(cap.year)
    }
    entries.update({staff[m]: float(days) for m, days in share.effort.items() if m in staff})
    entries.update({peak[year]: amount / SCALE for year, amount in share.spend.items()})
    return entries
