"""The cheapest renewal path of every type at given prices（経路の価格付け）.

A shortest path over months, backwards, for all types at once (a Dantzig-Wolfe subproblem, G. B. Dantzig
and P. Wolfe, 1960). `to_go[t]` is the least cost after a renewal in `t`, `node[t]` that of
the renewal itself, `first[t]` that of waiting for it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import numpy as np

from ictlife.optimiser.arrays import Floats, Kept, Longs, Model
from ictlife.optimiser.problem import Path

DUTY = 1e12
"""Price of a month of duty missed: above everything else, so that duties come first."""

_CHUNK = 192


@dataclass(frozen=True, slots=True)
class Prices:
    """What a yen, a person-day and a month cost（価格）."""

    cost: float
    """Weight of the choice's own cost."""
    money: Floats
    """fund × month: price of a yen spent, its own cost included."""
    effort: Floats
    """team × month: price of a person-day."""
    first: Mapping[int, Floats] = field(default_factory=dict)
    """By type, what the first renewal costs by month, and last what none costs."""


class Priced:
    """Every type's months priced and solved backwards（価格付けの結果）."""

    def __init__(self, model: Model, prices: Prices) -> None:
        """Price all months and find every type's least cost."""
        self.model, self.prices = model, prices
        months = model.months
        ledger = np.zeros((len(model.funds), months + 1))
        ledger[:, 1:] = np.cumsum(prices.money, axis=1)
        self._paid = ledger[model.fund_of].T
        self.node = self._nodes()
        self.first = self._firsts()
        self.tail = self._tails()
        self.to_go = np.full((months, model.size), np.inf)
        for chunk in _chunks(model):
            self._backwards(chunk)
        self.start = self.first.copy()
        self.start[:months] += self.node + self.to_go
        self.best = self.start.min(axis=0)

    def _nodes(self) -> Floats:
        m, p = self.model, self.prices
        node = np.zeros((m.months, m.size))
        for fund in range(len(m.funds)):
            own = m.fund_of == fund
            node[:, own] += m.toeplitz(p.money[fund], m.pay_start, len(m.pay)) @ m.pay[:, own]
        for team in range(len(m.teams)):
            if p.effort[team].any():
                own = m.team_of == team
                shift = m.toeplitz(p.effort[team], m.effort_start, len(m.effort))
                node[:, own] += shift @ m.effort[:, own]
        node[~m.allowed] = np.inf
        return node

    def held(self, kept: Kept, types: Longs, at: Longs, end: Longs) -> Floats:
        """Cost of keeping something that entered at `at` until `end`（延命の費用）."""
        start = np.clip(at + kept.extend_from[types], 0, end)
        paid = self._paid[end, types] - self._paid[start, types]
        late = np.maximum(0, end - np.maximum(0, at + kept.unsupported_from[types]))
        missed = np.maximum(0, end - np.maximum(0, at + kept.duty_from[types]))
        total: Floats = (
            paid * kept.extension[types] + late * (kept.risk[types] * self.prices.cost) + missed * DUTY
        )
        return total

    def _firsts(self) -> Floats:
        m, p = self.model, self.prices
        month = np.arange(m.months + 1)[:, None]
        types = np.arange(m.size)[None, :]
        first = self.held(m.current, types, np.zeros_like(month), month)
        moved = np.where(m.baseline >= 0, np.abs(month - m.baseline), 0)
        first += p.cost * m.problem.goals.move_price * moved
        for one, price in p.first.items():
            first[:, one] += price
        first[: m.months][~m.first_ok] = np.inf
        first[m.months][~m.skip_ok] = np.inf
        return first

    def _tails(self) -> Floats:
        m = self.model
        month, types = np.arange(m.months)[:, None], np.arange(m.size)[None, :]
        tail = self.held(m.later, types, month, np.full_like(month, m.months))
        left = np.maximum(0, m.nominal - (m.months - month))
        tail -= self.prices.cost * (m.residual * left // m.nominal)
        tail[month + m.longest < m.months] = np.inf
        return tail

    def _backwards(self, chunk: Longs) -> None:
        m, p = self.model, self.prices
        low, high = int(m.shortest[chunk].min()), int(m.longest[chunk].max())
        lag = np.arange(low, high + 1)[:, None]
        kept = m.later
        fixed = np.maximum(0, lag - kept.unsupported_from[chunk]) * (kept.risk[chunk] * p.cost)
        fixed = fixed + np.maximum(0, lag - kept.duty_from[chunk]) * DUTY
        fixed[(lag < m.shortest[chunk]) | (lag > m.longest[chunk])] = np.inf
        extends = np.where(lag > kept.extend_from[chunk], kept.extension[chunk], 0.0)
        paid = self._paid[:, chunk]
        since = np.clip(np.arange(m.months)[:, None] + kept.extend_from[chunk], 0, m.months)
        since_paid = np.take_along_axis(paid, since, axis=0)
        node, best = self.node[:, chunk], self.tail[:, chunk].copy()
        for at in range(m.months - 1 - low, -1, -1):
            end = min(at + high, m.months - 1)
            n = end - at - low + 1
            ahead = slice(at + low, end + 1)
            choice = extends[:n] * (paid[ahead] - since_paid[at])
            choice += fixed[:n]
            choice += node[ahead]
            choice += best[ahead]
            np.minimum(best[at], choice.min(axis=0), out=best[at])
        self.to_go[:, chunk] = best

    def onward(self, types: Longs, at: Longs) -> tuple[Longs, Floats]:
        """For renewals at `at` the months that may follow and the least cost by each（次の候補）."""
        m = self.model
        span = int((m.longest[types] - m.shortest[types]).max()) + 1
        following = (at + m.shortest[types])[None, :] + np.arange(span)[:, None]
        ok = (following <= at + m.longest[types]) & (following < m.months)
        month = np.where(ok, following, m.months - 1)
        wide = np.broadcast_to(types, month.shape)
        value = self.held(m.later, wide, np.broadcast_to(at, month.shape), month)
        value += self.node[month, wide] + self.to_go[month, wide]
        value[~ok] = np.inf
        return month, value

    def paths(self, types: Longs) -> list[Path]:
        """The cheapest path of each of these types（最安の経路）."""
        m = self.model
        at = self.start[:, types].argmin(axis=0)
        found: list[list[int]] = [[int(t)] if t < m.months else [] for t in at]
        self._follow(types, at, found)
        return [tuple(path) for path in found]

    def _follow(self, types: Longs, at: Longs, found: list[list[int]]) -> None:
        m = self.model
        open_ = np.flatnonzero(at < m.months)
        while len(open_):
            now, own = at[open_], types[open_]
            stay = self.tail[now, own] <= self.to_go[now, own]
            open_, now, own = open_[~stay], now[~stay], own[~stay]
            if not len(open_):
                break
            month, value = self.onward(own, now)
            chosen = value.argmin(axis=0)
            at[open_] = month[chosen, np.arange(len(open_))]
            for i in open_:
                found[i].append(int(at[i]))

    def after(self, one: int, month: int) -> Path:
        """The cheapest path of a type after a renewal in `month`, that month included（後続の経路）."""
        found = [[month]]
        self._follow(np.array([one]), np.array([month]), found)
        return tuple(found[0])


def _chunks(model: Model) -> Iterator[Longs]:
    """Types with like cycles together, so that little is computed in vain（似た周期のまとめ）."""
    order = np.lexsort((np.arange(model.size), model.longest, model.shortest))
    for at in range(0, model.size, _CHUNK):
        yield order[at : at + _CHUNK]
