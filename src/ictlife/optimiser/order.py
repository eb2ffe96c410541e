"""Precedence between first renewals as rows of the master（先行関係の制約）.

For every pair one row counts the months short, and for every month `t` in which both windows
leave a choice, one more says: renewed by `t + lag` only if the other is renewed by `t`. The latter follow
from the former for whole choices; in the relaxation they are what makes the bound tight.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from ictlife.optimiser.arrays import Floats, Longs, Model

_Triplets = tuple[list[int], list[int], list[float]]


class Orders:
    """The order rows of a model; row numbers begin at zero（先行関係の行）."""

    def __init__(self, model: Model) -> None:
        """One counting row for every pair, then the rows by month."""
        self._model = model
        self.pairs = model.problem.precedences
        before = [model.type_of[o.before] for o in self.pairs]
        after = [model.type_of[o.after] for o in self.pairs]
        self.months: list[tuple[int, int]] = []
        """Pair and month of every row by month."""
        self._effect: dict[int, list[tuple[int, Floats]]] = {}
        for pair, order in enumerate(self.pairs):
            self._count(pair, before[pair], after[pair], order.lag)
        for pair, order in enumerate(self.pairs):
            self._by_month(pair, before[pair], after[pair], order.lag)
        self.count = len(self.pairs) + len(self.months)

    def _count(self, pair: int, before: int, after: int, lag: int) -> None:
        until = np.arange(self._model.months + 1, dtype=float)
        self._effect.setdefault(before, []).append((pair, until))
        late = -until
        late[-1] -= lag  # never renewed is never too early
        self._effect.setdefault(after, []).append((pair, late))

    def _by_month(self, pair: int, before: int, after: int, lag: int) -> None:
        m = self._model
        a, b = m.types[before], m.types[after]
        start = max(b.earliest - lag, a.earliest - 1)
        month = np.arange(m.months + 1)
        for t in range(start, min(a.latest - 1, b.latest - lag, m.months - 1 - lag) + 1):
            row = len(self.pairs) + len(self.months)
            self.months.append((pair, t))
            self._effect.setdefault(before, []).append((row, np.where(month <= t, -1.0, 0.0)))
            self._effect.setdefault(after, []).append((row, np.where(month <= t + lag, 1.0, 0.0)))

    @property
    def limit(self) -> Floats:
        """Right-hand sides（右辺）."""
        return np.array([-float(o.lag) for o in self.pairs] + [0.0] * len(self.months))

    def rows_of(self, pair: int) -> list[int]:
        """Every row that a pair's slack relaxes（余裕変数の行）."""
        own = [len(self.pairs) + i for i, (p, _t) in enumerate(self.months) if p == pair]
        return [pair, *own]

    def entries(self, own: Longs, types: Longs, first: Longs) -> _Triplets:
        """Column, row and value of what first renewals in these months do（列の係数）."""
        columns: list[int] = []
        rows: list[int] = []
        values: list[float] = []
        for i, one in enumerate(types.tolist()):
            for row, effect in self._effect.get(one, ()):
                value = float(effect[first[i]])
                if value:
                    columns.append(int(own[i]))
                    rows.append(row)
                    values.append(value)
        return columns, rows, values

    def prices(self, price: Floats) -> Mapping[int, Floats]:
        """What each month of first renewal of the named types costs（月別の価格）."""
        found: dict[int, Floats] = {}
        for one, effects in self._effect.items():
            rows = np.array([row for row, _ in effects])
            found[one] = price[rows] @ np.stack([effect for _, effect in effects])
        return found
