"""The cheapest joint paths of co-termination sets（同時更新の価格付け）.

Between two months in which the whole set renews, its members go their own ways. So the least cost
from one renewal to another is found for every member (`between`), added over the set, and a
shortest path over the shared months gives the joint optimum, partial sharing included.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from itertools import pairwise

import numpy as np

from ictlife.optimiser.arrays import Floats, Longs, Model
from ictlife.optimiser.pricing import Priced
from ictlife.optimiser.problem import Path

JointPath = tuple[Path, ...]


class Joint:
    """The sets of a model priced（同時更新集合の価格付け）."""

    def __init__(self, model: Model, priced: Priced) -> None:
        """Price every set of more than one type."""
        self._model, self._priced = model, priced
        self.sets = model.blocks[model.singles :]
        self._types = np.array([t for b in self.sets for t in b.types], dtype=np.int64)
        sizes = [len(b.types) for b in self.sets]
        self._from = np.cumsum([0, *sizes[:-1]], dtype=np.int64)
        self.best = np.zeros(0)
        if self.sets:
            self._members()
            self._shared()

    def _members(self) -> None:
        m, p, types = self._model, self._priced, self._types
        self._arc = np.full((len(types), m.months, m.months), np.inf)
        low, high = int(m.shortest[types].min()), int(m.longest[types].max())
        for lag in range(low, min(high, m.months - 1) + 1):
            at = np.arange(m.months - lag)[:, None]
            value = p.held(m.later, types[None, :], at, at + lag) + p.node[lag:, types]
            value[:, (lag < m.shortest[types]) | (lag > m.longest[types])] = np.inf
            self._arc[:, at[:, 0], at[:, 0] + lag] = value.T
        between = self._arc.copy()
        for j in range(2 * low, m.months):
            via = slice(low, j - low + 1)
            start = slice(0, j - 2 * low + 1)
            detour = between[:, start, via] + self._arc[:, None, via, j]
            np.minimum(between[:, start, j], detour.min(axis=2), out=between[:, start, j])
        self._between = between
        self._enter = (p.first[: m.months, types] + p.node[:, types]).T
        reached = (self._enter[:, :, None] + between).min(axis=1)
        self._reach = np.minimum(self._enter, reached)

    def _shared(self) -> None:
        m, p = self._model, self._priced
        self._gain = np.array([b.discount * p.prices.money[b.fund] for b in self.sets])
        hop = np.add.reduceat(self._between, self._from, axis=0)
        leave = np.add.reduceat(p.to_go[:, self._types].T, self._from, axis=0)
        self._onward = leave
        self._next = np.full(leave.shape, -1, dtype=np.int64)
        for s in range(m.months - 1, -1, -1):
            value = hop[:, s, :] - self._gain + self._onward
            j = value.argmin(axis=1)
            least = value[np.arange(len(j)), j]
            better = least < self._onward[:, s]
            self._onward[better, s], self._next[better, s] = least[better], j[better]
        alone = np.add.reduceat(p.best[self._types], self._from)
        self._hop = hop
        self._leave = np.add.reduceat(p.to_go[:, self._types].T, self._from, axis=0)
        total = np.add.reduceat(self._reach, self._from, axis=0) - self._gain + self._onward
        self._total = total
        self._meet = total.argmin(axis=1)
        met = total[np.arange(len(alone)), self._meet]
        self._meet = np.where(met < alone, self._meet, -1)
        self.best = np.minimum(met, alone)
        self.alone = alone

    def patterns(self, k: int, top: float) -> Iterator[tuple[tuple[int, ...], float]]:
        """Shared months of the k-th set and the least cost with them, up to `top`（同時更新月の組）."""
        if self.alone[k] <= top:
            yield (), float(self.alone[k])
        open_: list[tuple[tuple[int, ...], float]] = [
            ((int(s),), float(self._total[k, s] - self._onward[k, s]))
            for s in np.flatnonzero(self._total[k] <= top)
        ]
        while open_:
            shared, spent = open_.pop()
            s = shared[-1]
            if spent + self._leave[k, s] <= top:
                yield shared, spent + float(self._leave[k, s])
            step = self._hop[k, s] - self._gain[k]
            for j in np.flatnonzero(spent + step + self._onward[k] <= top).tolist():
                open_.append(((*shared, j), spent + float(step[j])))

    def member_cost(self, k: int, member: int, shared: tuple[int, ...]) -> float:
        """Least cost of one member that renews in all shared months（構成員の最小費用）."""
        row = int(self._from[k]) + member
        one = int(self._types[row])
        if not shared:
            return float(self._priced.best[one])
        hops = sum(float(self._between[row, a, b]) for a, b in pairwise(shared))
        return float(self._reach[row, shared[0]]) + hops + float(self._priced.to_go[shared[-1], one])

    def path(self, k: int) -> JointPath:
        """The cheapest joint path of the k-th set（集合の最安経路）."""
        types = self.sets[k].types
        shared = []
        month = int(self._meet[k])
        while month >= 0:
            shared.append(month)
            month = int(self._next[k, month])
        if not shared:
            return tuple(self._priced.paths(np.array(types, dtype=np.int64)))
        return tuple(
            self._member(int(self._from[k]) + i, one, shared) for i, one in enumerate(types)
        )

    def _member(self, row: int, one: int, shared: list[int]) -> Path:
        head = self._before(row, shared[0])
        for a, b in itertools.pairwise(shared):
            head += self._chain(row, a, b)
        return (*head[:-1], *self._priced.after(one, shared[-1]))

    def _before(self, row: int, month: int) -> list[int]:
        """Months up to and including the first shared one."""
        via = self._enter[row] + self._between[row, :, month]
        first = int(via.argmin())
        if self._enter[row, month] <= via[first]:
            return [month]
        return [first, *self._chain(row, first, month)]

    def _chain(self, row: int, a: int, b: int) -> list[int]:
        """Months after `a` up to and including `b` on the cheapest way."""
        if self._arc[row, a, b] <= self._between[row, a, b]:
            return [b]
        via = self._between[row, a, :] + self._arc[row, :, b]
        middle = int(via.argmin())
        return [*self._chain(row, a, middle), b]


def block_values(model: Model, priced: Priced, joint: Joint) -> Floats:
    """The least cost of every block at these prices（選択単位ごとの最小費用）."""
    own: Longs = np.array([b.types[0] for b in model.blocks[: model.singles]], dtype=np.int64)
    return np.concatenate([priced.best[own], joint.best])
