"""The coupling rows of the master programme: limits, peak, swing, order（結合制約）.

Every row reads `Σ coefficient × column − slack ≤ limit` and has a price ≥ 0. Money is divided by a
scale, so that the solver's tolerance is far below one yen and its numbers near one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ictlife.optimiser.arrays import Floats, Longs, Model, Sums
from ictlife.optimiser.joint import JointPath
from ictlife.optimiser.order import Orders
from ictlife.optimiser.pricing import Prices


@dataclass(frozen=True, slots=True)
class Aim:
    """What one stage minimises, per scaled unit（段階ごとの重み）."""

    cost: float
    order: float
    cap: float
    staff: float
    peak: float = 0.0
    swing: float = 0.0


@dataclass(frozen=True, slots=True)
class Coefficients:
    """Block columns in the master's terms（列の係数）."""

    cost: Floats
    duties: Longs
    column: Longs
    row: Longs
    value: Floats


class Rows:
    """The coupling rows of a model（結合制約の集まり）."""

    def __init__(self, model: Model) -> None:
        """Lay out the rows: caps, capacities, peak, swing, order."""
        problem = model.problem
        self.model, self.sums = model, Sums(model)
        self.caps, self.capacities = problem.caps, problem.capacities
        self.orders = Orders(model)
        goals = problem.goals
        self.peaks = model.years if goals.peak_permille else 0
        self.swings = 2 * (model.years - 1) if goals.swing_permille else 0
        sizes = (len(self.caps), len(self.capacities), self.peaks, self.swings, self.orders.count)
        ends = np.cumsum(sizes)
        parts = [slice(int(e - s), int(e)) for s, e in zip(sizes, ends, strict=True)]
        self.cap, self.capacity, self.peak, self.swing, self.order = parts
        self.count = int(ends[-1])
        self.scale = self._scale()
        self._indices()
        self.limit = self._limits()

    def _scale(self) -> float:
        amounts = [sum(g.payments.amounts) for g in self.model.types]
        typical = max(1.0, float(np.mean(amounts)) if amounts else 1.0)
        return float(10 ** max(0, round(np.log10(typical)) - 1))

    def _indices(self) -> None:
        m = self.model

        def at(names: Sequence[str | None], name: str | None) -> int:
            if name is None:
                return len(names)
            return names.index(name) if name in names else len(names) + 1

        self._cap_fund = np.array([at(m.funds, c.fund) for c in self.caps], dtype=np.int64)
        self._cap_year = np.array([c.year for c in self.caps], dtype=np.int64)
        self._team = np.array([at(m.teams, c.team) for c in self.capacities], dtype=np.int64)
        self._month = np.array([c.month for c in self.capacities], dtype=np.int64)

    def _limits(self) -> Floats:
        problem, scale = self.model.problem, self.scale
        base = np.array([problem.committed(y) for y in range(problem.years)], dtype=float)
        change = np.diff(base)
        swing = np.concatenate([-change, change]) if self.swings else np.zeros(0)
        return np.concatenate([
            [(c.limit - c.base) / scale for c in self.caps],
            [float(c.limit - c.base) for c in self.capacities],
            -base[: self.peaks] / scale,
            swing / scale,
            self.orders.limit,
        ])  # fmt: skip

    def coefficients(self, blocks: Sequence[int], paths: Sequence[JointPath]) -> Coefficients:
        """Cost and row entries of block columns（列を作る）."""
        m, n = self.model, len(blocks)
        own = np.array([i for i, b in enumerate(blocks) for _ in m.blocks[b].types], dtype=np.int64)
        types = np.array([t for b in blocks for t in m.blocks[b].types], dtype=np.int64)
        batch = self.sums.batch(types, [p for joint in paths for p in joint])
        cost, duties = np.zeros(n), np.zeros(n, dtype=np.int64)
        np.add.at(cost, own, batch.cost)
        np.add.at(duties, own, batch.duties)
        spend = np.zeros((n, len(m.funds) + 2, m.years))
        np.add.at(spend, (own, m.fund_of[types]), batch.spend)
        for fund, table in self.sums.paid.items():
            paid = table[batch.first, types]
            np.add.at(spend[:, fund], own, paid)
            np.subtract.at(spend, (own, m.fund_of[types]), paid)
        effort = np.zeros((n, len(m.teams) + 2, m.months))
        np.add.at(effort, (own, m.team_of[types]), batch.effort)
        self._discounts(blocks, paths, cost, spend)
        spend[:, -2] = spend[:, :-2].sum(axis=1)
        effort[:, -2] = effort[:, :-2].sum(axis=1)
        column, row, value = self.orders.entries(own, types, batch.first)
        wide = self._entries(spend, effort)
        across, down = np.nonzero(wide)
        return Coefficients(
            cost / self.scale,
            duties,
            np.concatenate([across, np.array(column, dtype=np.int64)]),
            np.concatenate([down, np.array(row, dtype=np.int64) + self.order.start]),
            np.concatenate([wide[across, down], np.array(value, dtype=float)]),
        )

    def _entries(self, spend: Floats, effort: Floats) -> Floats:
        rows = np.zeros((len(spend), self.order.start))
        rows[:, self.cap] = spend[:, self._cap_fund, self._cap_year] / self.scale
        rows[:, self.capacity] = effort[:, self._team, self._month]
        total = spend[:, -2] / self.scale
        if self.peaks:
            rows[:, self.peak] = total
        if self.swings:
            change = np.diff(total, axis=1)
            rows[:, self.swing] = np.concatenate([change, -change], axis=1)
        return rows

    def _discounts(
        self, blocks: Sequence[int], paths: Sequence[JointPath], cost: Floats, spend: Floats
    ) -> None:
        for i, (b, joint) in enumerate(zip(blocks, paths, strict=True)):
            block = self.model.blocks[b]
            if block.discount:
                for month in set(joint[0]).intersection(*joint[1:]):
                    cost[i] -= block.discount
                    if self.model.funds[block.fund] is not None:
                        spend[i, block.fund, month // 12] -= block.discount

    def prices(self, aim: Aim, price: Floats) -> Prices:
        """Row prices as prices of a yen, a person-day and a month（双対価格の換算）."""
        m = self.model
        money = np.full((len(m.funds) + 2, m.years), aim.cost)
        by_cap = np.zeros_like(money)
        np.add.at(by_cap, (self._cap_fund, self._cap_year), price[self.cap])
        money += by_cap + by_cap[-2]
        money += price[self.peak] if self.peaks else 0.0
        if self.swings:
            up, down = np.split(price[self.swing], 2)
            net = up - down
            money[:, 1:] += net
            money[:, :-1] -= net
        money[m.funds.index(None)] = aim.cost
        effort = np.zeros((len(m.teams) + 2, m.months))
        np.add.at(effort, (self._team, self._month), price[self.capacity] * self.scale)
        effort += effort[-2].copy()
        first = self.orders.prices(price[self.order] * self.scale)
        if self.sums.first is not None:
            beyond = np.einsum("tgy,gy->gt", self.sums.first, money[m.fund_of])
            for fund, table in self.sums.paid.items():
                beyond += np.einsum("tgy,gy->gt", table, money[fund] - money[m.fund_of])
            first = {one: beyond[one] + first.get(one, 0.0) for one in range(m.size)}
        return Prices(aim.cost, money[:-2, m.year_of], effort[:-2], first)
