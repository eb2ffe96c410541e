"""The master programme over renewal paths（主問題）.

One convexity row per block (its right-hand side is how often the block occurs), the coupling rows, and a
slack for every limit that can bend. The Lagrangian bound needs only row prices and exact least
costs, so it holds whatever the solver answered.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from ictlife.optimiser.arrays import Floats, Longs, Model
from ictlife.optimiser.joint import Joint, JointPath, block_values
from ictlife.optimiser.pricing import DUTY, Priced, Prices
from ictlife.optimiser.problem import Choice, Path
from ictlife.optimiser.rows import Aim, Coefficients, Rows
from ictlife.optimiser.solve import INFINITY, Columns, Lp

_TINY = 1e-9
BUDGETS = ("order", "cap", "staff")
"""Overruns whose total a later stage may not exceed."""


@dataclass(frozen=True, slots=True)
class Round:
    """One solution of the master's relaxation（緩和解）."""

    objective: float
    convexity: Floats
    price: Floats
    overrun: float
    """Total slack of order, caps and staff in the relaxation."""


@dataclass(frozen=True, slots=True)
class Look:
    """Every block priced at some row prices（全単位の価格付け）."""

    price: Floats
    priced: Priced
    joint: Joint
    value: Floats
    """Least cost of every block, scaled, duties missed at best taken out."""
    bound: float


class Master:
    """Columns, rows and slacks of one model（列と制約）."""

    def __init__(self, model: Model, aim: Aim) -> None:
        """Start with the slacks; paths are added later."""
        self.model, self.rows = model, Rows(model)
        self.count = len(model.blocks)
        self.height = self.count + self.rows.count + len(BUDGETS)
        self.block: list[int] = []
        self.path: list[JointPath] = []
        self._known: dict[tuple[int, JointPath], int] = {}
        self._order_rows = [np.array(self.rows.orders.rows_of(p)) for p in range(len(self.rows.orders.pairs))]
        self.slack = self._slacks()
        orders, caps, staff = len(self.rows.orders.pairs), len(self.rows.caps), len(self.rows.capacities)
        self._over = orders + caps + staff
        self.budget = np.full(len(BUDGETS), INFINITY)
        self.duty = self._least_duties()
        self._cost = np.zeros(0)
        self._parts: list[Columns] = []
        self.aim = aim
        lower, upper = self.limits()
        self._lp = Lp(lower, upper)
        self._lp.add(self.slack)
        self._lp.set_costs(self.slack_costs())

    # rows -----------------------------------------------------------------------------------------

    def limits(self) -> tuple[Floats, Floats]:
        """Lower and upper limit of every row（制約の上下限）."""
        times = np.array([float(b.count) for b in self.model.blocks])
        free = np.full(self.rows.count + len(BUDGETS), -INFINITY)
        return (
            np.concatenate([times, free]),
            np.concatenate([times, self.rows.limit, self.budget]),
        )

    def _slacks(self) -> Columns:
        rows = self.rows
        last = self.count + rows.count
        entries: list[list[tuple[int, float]]] = []
        for pair in range(len(rows.orders.pairs)):
            own = [self.count + rows.order.start + r for r in self._order_rows[pair].tolist()]
            entries.append([*((r, -1.0) for r in own), (last, 1.0)])
        for part, budget in ((rows.cap, 1), (rows.capacity, 2)):
            entries += [
                [(self.count + r, -1.0), (last + budget, 1.0)] for r in range(part.start, part.stop)
            ]
        if rows.peaks:
            entries.append([(self.count + r, -1.0) for r in range(rows.peak.start, rows.peak.stop)])
        if rows.swings:
            entries.append([(self.count + r, -1.0) for r in range(rows.swing.start, rows.swing.stop)])
        start = np.concatenate([[0], np.cumsum([len(e) for e in entries])]).astype(np.int32)
        flat = [pair for e in entries for pair in e]
        return Columns(
            np.zeros(len(entries)),
            np.full(len(entries), INFINITY),
            start,
            np.array([r for r, _ in flat], dtype=np.int32),
            np.array([v for _, v in flat], dtype=float),
        )

    def slack_costs(self) -> Floats:
        """What slacks cost in the present stage（余裕変数の重み）."""
        rows, aim = self.rows, self.aim
        return np.concatenate([
            np.full(len(rows.orders.pairs), aim.order),
            np.full(rows.cap.stop - rows.cap.start, aim.cap),
            np.full(rows.capacity.stop - rows.capacity.start, aim.staff),
            np.full(1 if rows.peaks else 0, aim.peak),
            np.full(1 if rows.swings else 0, aim.swing),
        ])  # fmt: skip

    def set_aim(self, aim: Aim, budget: Mapping[str, float]) -> None:
        """Begin another stage: what to minimise, and how much overrun it may use（段階の切替え）."""
        self.aim = aim
        for i, name in enumerate(BUDGETS):
            if name in budget:
                self.budget[i] = budget[name]
                self._lp.set_row(self.height - len(BUDGETS) + i, -INFINITY, budget[name])
        self._lp.set_costs(np.concatenate([self.slack_costs(), self._cost * aim.cost]))

    def _least_duties(self) -> Floats:
        rows, none = self.rows, Aim(0.0, 0.0, 0.0, 0.0)
        free = Priced(self.model, rows.prices(none, np.zeros(rows.count)))
        return np.array([free.best[list(b.types)].sum() for b in self.model.blocks])

    # columns --------------------------------------------------------------------------------------

    def add(self, wanted: Iterable[tuple[int, JointPath]]) -> int:
        """Add the columns that are not there yet and miss no more duties than need be（列の追加）."""
        fresh = [key for key in dict.fromkeys(wanted) if key not in self._known]
        if not fresh:
            return 0
        made = self.rows.coefficients([b for b, _ in fresh], [p for _, p in fresh])
        block = np.array([b for b, _ in fresh])
        kept = np.flatnonzero(made.duties * DUTY <= self.duty[block] + 0.5 * DUTY)
        for i in kept.tolist():
            self._known[fresh[i]] = len(self.block)
            self.block.append(fresh[i][0])
            self.path.append(fresh[i][1])
        self._cost = np.concatenate([self._cost, made.cost[kept]])
        part = self._sparse(block, made, kept)
        self._parts.append(part)
        self._lp.add(part)
        return len(kept)

    def _sparse(self, block: Longs, made: Coefficients, kept: Longs) -> Columns:
        everyone = np.arange(len(block))
        column = np.concatenate([everyone, made.column])
        row = np.concatenate([block, made.row + self.count])
        value = np.concatenate([np.ones(len(block)), made.value])
        place = np.full(len(block), -1)
        place[kept] = np.arange(len(kept))
        inside = place[column] >= 0
        # two members of one set may stand in the same row: their entries are one
        spot, where = np.unique(place[column[inside]] * self.height + row[inside], return_inverse=True)
        total: Floats = np.zeros(len(spot))
        np.add.at(total, where, value[inside])
        per = np.bincount(spot // self.height, minlength=len(kept))
        return Columns(
            made.cost[kept] * self.aim.cost,
            np.full(len(kept), INFINITY),
            np.concatenate([[0], np.cumsum(per)]).astype(np.int32),
            (spot % self.height).astype(np.int32),
            total,
        )

    def index_of(self, block: int, path: JointPath) -> int | None:
        """Where a column stands, None if it is not there（列の位置）."""
        return self._known.get((block, path))

    def columns(self, chosen: Longs) -> Columns:
        """Slacks and the chosen path columns, costs of the present stage（部分問題の列）."""
        start = np.concatenate([p.start[:-1] + o for p, o in zip(self._parts, self._offsets(), strict=True)])
        index = np.concatenate([p.index for p in self._parts])
        value = np.concatenate([p.value for p in self._parts])
        end = np.append(start[1:], len(index))
        length = (end - start)[chosen]
        take = np.repeat(start[chosen] - np.concatenate([[0], np.cumsum(length)[:-1]]), length)
        take = take + np.arange(length.sum())
        at = np.concatenate([[0], np.cumsum(length)]) + self.slack.start[-1]
        upper = np.array([float(self.model.blocks[self.block[c]].count) for c in chosen])
        return Columns(
            np.concatenate([self.slack_costs(), self._cost[chosen] * self.aim.cost]),
            np.concatenate([self.slack.upper, upper]),
            np.concatenate([self.slack.start[:-1], at]).astype(np.int32),
            np.concatenate([self.slack.index, index[take]]).astype(np.int32),
            np.concatenate([self.slack.value, value[take]]),
        )

    def _offsets(self) -> Longs:
        sizes = [int(p.start[-1]) for p in self._parts]
        return np.concatenate([[0], np.cumsum(sizes)[:-1]]).astype(np.int64)

    def reduced(self, look: Look) -> Floats:
        """Scaled cost of every column at the look's prices above its block's least（被約費用）."""
        total = self._cost * self.aim.cost
        at = 0
        for part in self._parts:
            own = np.repeat(np.arange(part.count), np.diff(part.start))
            coupling = part.index >= self.count
            gain = part.value[coupling] * look.price[part.index[coupling] - self.count]
            total[at : at + part.count] += np.bincount(own[coupling], gain, minlength=part.count)
            at += part.count
        return np.asarray(total - look.value[self.block])

    # the relaxation -------------------------------------------------------------------------------

    def solve(self) -> Round:
        """Solve the relaxation over the columns there are（緩和問題を解く）."""
        answer = self._lp.solve()
        coupling = answer.duals[self.count : self.count + self.rows.count]
        return Round(
            answer.objective,
            answer.duals[: self.count],
            np.maximum(0.0, -coupling),
            float(answer.x[: self._over].sum()),
        )

    def look(self, price: Floats) -> Look:
        """Price every block exactly; the bound follows（価格付けと下界）."""
        price, extra = self._tame(price)
        priced = Priced(self.model, self.prices(price))
        joint = Joint(self.model, priced)
        value = (block_values(self.model, priced, joint) - self.duty) / self.rows.scale
        times = np.array([b.count for b in self.model.blocks])
        bound = float(value @ times) - float(price @ self.rows.limit) - extra
        return Look(price, priced, joint, value, bound)

    def prices(self, price: Floats) -> Prices:
        """Row prices as prices of yen, person-days and months（価格の換算）."""
        return self.rows.prices(self.aim, price)

    def _tame(self, price: Floats) -> tuple[Floats, float]:
        """Make prices dual feasible for the slacks; what budgets of overrun cost the bound."""
        rows, aim = self.rows, self.aim
        price = price.copy()
        extra = 0.0
        extra += self._tame_orders(price[rows.order])
        for i, (part, weight) in enumerate(((rows.cap, aim.cap), (rows.capacity, aim.staff)), 1):
            if self.budget[i] == INFINITY:
                np.minimum(price[part], weight, out=price[part])
            elif part.stop > part.start:
                extra += max(0.0, float((price[part] - weight).max())) * self.budget[i]
        for part, weight in ((rows.peak, aim.peak), (rows.swing, aim.swing)):
            total = price[part].sum()
            if total > weight:
                price[part] *= weight / total
        return price, extra

    def _tame_orders(self, price: Floats) -> float:
        """The prices of all rows of a pair together may not exceed what its slack costs."""
        worst = 0.0
        for pair in range(len(self.rows.orders.pairs)):
            own = self._order_rows[pair]
            total = float(price[own].sum())
            if self.budget[0] != INFINITY:
                worst = max(worst, total - self.aim.order)
            elif total > self.aim.order:
                price[own] *= self.aim.order / total
        return worst * float(self.budget[0]) if worst else 0.0

    # choices ----------------------------------------------------------------------------------------

    def choice(self, chosen: Longs, x: Floats) -> Choice:
        """Columns and how often each is used, as a choice（更新案に戻す）."""
        queue: dict[int, list[JointPath]] = {}
        for column, times in zip(chosen, np.rint(x).astype(int), strict=True):
            if times > 0:
                queue.setdefault(self.block[column], []).extend([self.path[column]] * times)
        choice: dict[str, Path] = {}
        for b, block in enumerate(self.model.blocks):
            for i, joint in enumerate(sorted(queue[b])):
                for one, path in zip(block.types, joint, strict=True):
                    choice[self.model.members[one][i]] = path
        return choice

    def keys(self, choice: Choice) -> list[tuple[int, JointPath]]:
        """The columns of a choice, one entry for each time a block occurs（更新案の列）."""
        return [
            (b, tuple(choice[self.model.members[one][i]] for one in block.types))
            for b, block in enumerate(self.model.blocks)
            for i in range(block.count)
        ]

    def repaired(self, choice: Choice) -> Choice:
        """The choice, with the cheapest paths where it misses more duties than need be（義務を守る案）."""
        keys = self.keys(choice)
        self.add(keys)
        wrong = {key[0] for key in keys if key not in self._known}
        if not wrong:
            return choice
        look = self.look(np.zeros(self.rows.count))
        fixed = dict(choice)
        for b in sorted(wrong):
            block = self.model.blocks[b]
            types = np.array(block.types, dtype=np.int64)
            for one, path in zip(block.types, look.priced.paths(types), strict=True):
                fixed.update({name: path for name in self.model.members[one]})
        self.add(self.keys(fixed))
        return fixed

    def value_of(self, chosen: Longs, x: Floats) -> tuple[float, Floats]:
        """Objective of path columns in the present stage and the slacks they need（目的値と余裕）."""
        columns = self.columns(chosen)
        n = self.slack.count
        own = np.repeat(np.arange(columns.count), np.diff(columns.start))
        paths = own >= n
        load = np.bincount(
            columns.index[paths], columns.value[paths] * x[own[paths] - n], minlength=self.height
        )[self.count : self.count + self.rows.count]
        over = np.maximum(0.0, load - self.rows.limit)
        over[over < _TINY] = 0.0
        rows = self.rows
        order = over[rows.order][: len(rows.orders.pairs)]
        slack = np.concatenate([order, over[rows.cap], over[rows.capacity]])
        if rows.peaks:
            slack = np.append(slack, over[rows.peak].max())
        if rows.swings:
            slack = np.append(slack, over[rows.swing].max())
        return float(columns.cost[n:] @ x + columns.cost[:n] @ slack), slack


def useful(look: Look, current: Round, master: Master) -> list[tuple[int, JointPath]]:
    """Cheapest columns of the blocks that promise a gain at the present duals（改善しうる列）."""
    gain = look.value < current.convexity - 1e-7 * (1.0 + np.abs(current.convexity))
    model = master.model
    singles = np.flatnonzero(gain[: model.singles])
    types = np.array([model.blocks[b].types[0] for b in singles], dtype=np.int64)
    found: list[tuple[int, JointPath]] = [
        (int(b), (path,)) for b, path in zip(singles, look.priced.paths(types), strict=True)
    ]
    sets = np.flatnonzero(gain[model.singles :])
    return found + [(model.singles + int(k), look.joint.path(int(k))) for k in sets]

