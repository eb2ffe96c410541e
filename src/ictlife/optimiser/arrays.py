"""A Problem as arrays, identical groups counted once（配列化と集約）.

Time is always the first axis and the type of group the last one, so that a slice of months is one
piece of memory for all groups. A *type* is a set of identical groups; a *block* is what a column
of the master programme chooses paths for: one type, or the joint paths of a co-termination set.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from ictlife.optimiser.problem import Group, Path, Problem, Profile

Floats = npt.NDArray[np.float64]
Longs = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]

NEVER = 10**6
"""A month or an age that is never reached."""


@dataclass(frozen=True, slots=True)
class Block:
    """Types whose paths are chosen together, `count` times（選択の単位）."""

    types: tuple[int, ...]
    count: int = 1
    discount: int = 0
    fund: int = 0


@dataclass(frozen=True, slots=True)
class Kept:
    """One kind of Holding for every type（延命の配列）."""

    extend_from: Longs
    extension: Floats
    unsupported_from: Longs
    risk: Floats
    duty_from: Longs


def _aggregate(problem: Problem) -> tuple[list[Group], list[list[str]]]:
    """Identical groups share a type, unless something names them（同一の更新単位の集約）."""
    named = {m for one in problem.sets for m in one.members}
    named |= {g for p in problem.precedences for g in (p.before, p.after)}
    types: dict[tuple[Group, int | None, str], int] = {}
    groups: list[Group] = []
    members: list[list[str]] = []
    for group in sorted(problem.groups, key=lambda g: g.id):
        label = group.id if group.id in named else ""
        key = (replace(group, id=""), problem.pinned.get(group.id), label)
        at = types.setdefault(key, len(groups))
        if at == len(groups):
            groups.append(group)
            members.append([])
        members[at].append(group.id)
    return groups, members


def _kept(groups: Sequence[Group], kind: str) -> Kept:
    holdings = [getattr(g, kind) for g in groups]

    def limit(values: list[int | None]) -> Longs:
        return np.array([NEVER if v is None else v for v in values], dtype=np.int64)

    return Kept(
        limit([h.extend_from for h in holdings]),
        np.array([h.extension for h in holdings], dtype=float),
        limit([h.unsupported_from for h in holdings]),
        np.array([h.risk for h in holdings], dtype=float),
        limit([h.duty_from for h in holdings]),
    )


def _profiles(profiles: Sequence[Profile]) -> tuple[int, Floats]:
    """Profiles as one matrix offset × type, and the offset of its first row."""
    start = min((p.start for p in profiles if p.amounts), default=0)
    end = max((p.start + len(p.amounts) for p in profiles if p.amounts), default=start)
    table = np.zeros((end - start, len(profiles)))
    for g, profile in enumerate(profiles):
        at = profile.start - start
        table[at : at + len(profile.amounts), g] = profile.amounts
    return start, table


class Model:
    """Everything pricing needs, once per problem（配列化した問題）."""

    def __init__(self, problem: Problem) -> None:
        """Aggregate and lay out the arrays."""
        self.problem = problem
        self.months, self.years = problem.months, problem.years
        self.types, self.members = _aggregate(problem)
        self.size = len(self.types)
        self.type_of = {m: t for t, names in enumerate(self.members) for m in names}
        self._names()
        self._life()
        self._windows()
        self.blocks = self._blocks()
        self.pay_start, self.pay = _profiles([g.payments for g in self.types])
        self.effort_start, self.effort = _profiles([g.effort for g in self.types])
        self.year_of = np.arange(self.months) // 12

    def _names(self) -> None:
        problem = self.problem
        funds = {g.fund for g in problem.groups} | {s.fund for s in problem.sets if s.fund is not None}
        funds |= {fund for g in problem.groups if g.ledger for fund, _ in g.ledger.paid}
        self.funds: list[str | None] = [*(sorted(funds) or [""]), None]
        """Funds by name; None, the last, for what is saved in no fund."""
        self.teams = sorted({g.team for g in problem.groups}) or [""]
        self.fund_of = np.array([self.funds.index(g.fund) for g in self.types], dtype=np.int64)
        self.team_of = np.array([self.teams.index(g.team) for g in self.types], dtype=np.int64)

    def _life(self) -> None:
        types = self.types
        self.shortest = np.array([g.shortest for g in types], dtype=np.int64)
        self.longest = np.array([g.longest for g in types], dtype=np.int64)
        self.nominal = np.array([g.nominal for g in types], dtype=np.int64)
        self.residual = np.array([g.residual for g in types], dtype=np.int64)
        self.current = _kept(types, "current")
        self.later = _kept(types, "later")
        baseline = [-1 if g.baseline is None else g.baseline for g in types]
        self.baseline = np.array(baseline, dtype=np.int64)

    def _windows(self) -> None:
        month = np.arange(self.months)[:, None]
        always = (True,) * self.months
        allowed = [always if g.allowed is None else g.allowed for g in self.types]
        self.allowed: Bools = np.array(allowed, dtype=bool).reshape(-1, self.months).T.copy()
        early = np.array([g.earliest for g in self.types], dtype=np.int64)
        late = np.array([g.latest for g in self.types], dtype=np.int64)
        pin = np.array([self.problem.pinned.get(g.id, -1) for g in self.types], dtype=np.int64)
        self.first_ok = self.allowed & (month >= early) & (month <= late)
        self.first_ok &= (pin < 0) | (month == pin)
        self.skip_ok = (late >= self.months) & (pin < 0)

    def _blocks(self) -> list[Block]:
        joint = {m for one in self.problem.sets for m in one.members}
        single = [
            Block((t,), len(names)) for t, names in enumerate(self.members) if names[0] not in joint
        ]
        self.singles = len(single)
        return single + [
            Block(
                tuple(self.type_of[m] for m in one.members), 1, one.discount, self.funds.index(one.fund)
            )
            for one in sorted(self.problem.sets, key=lambda s: s.key)
        ]

    def toeplitz(self, row: Floats, start: int, length: int) -> Floats:
        """For every month of renewal the price of every offset of a profile（ずらした価格表）."""
        at = np.arange(self.months)[:, None] + np.arange(start, start + length)[None, :]
        inside = (at >= 0) & (at < self.months)
        table: Floats = np.where(inside, row[np.clip(at, 0, self.months - 1)], 0.0)
        return table


@dataclass(frozen=True, slots=True)
class Batch:
    """Many paths of types with all that follows from them（経路の一括計算）."""

    cost: Floats
    spend: Floats
    """path × year"""
    effort: Floats
    """path × month"""
    duties: Longs
    first: Longs
    """Month of the first renewal, `months` when there is none."""


class Sums:
    """Exact cost, spend and effort of paths, many at once（経路の費用と負荷）."""

    def __init__(self, model: Model) -> None:
        """Prepare spend by year and effort by month of every possible renewal."""
        self._model = model
        year = np.eye(model.years)[model.year_of]
        self._year_until = np.concatenate([np.zeros((1, model.years)), np.cumsum(year, axis=0)])
        self._spend = np.zeros((model.months, model.size, model.years))
        for y in range(model.years):
            shift = model.toeplitz(year[:, y].copy(), model.pay_start, len(model.pay))
            self._spend[:, :, y] = shift @ model.pay
        self.first: Floats | None = None
        """Month of the first renewal (last: none) × type × year: what ledgers say beyond the rates."""
        if any(group.ledger for group in model.types):
            self.first = self._beyond_rates()
        self.paid = self._paid_by_others()
        """Fund → month of the first renewal (last: none) × type × year: what it pays instead of the type's own."""

    def _beyond_rates(self) -> Floats:
        m = self._model
        paths: list[Path] = [*((at,) for at in range(m.months)), ()]
        beyond = np.zeros((m.months + 1, m.size, m.years))
        for one, group in enumerate(m.types):
            if group.ledger is not None:
                rates = self.batch(np.full(m.months + 1, one), paths).spend
                beyond[:, one] = np.array(group.ledger.alone, dtype=float) - rates
        return beyond

    def _paid_by_others(self) -> Mapping[int, Floats]:
        m = self._model
        paid: dict[int, Floats] = {}
        for one, group in enumerate(m.types):
            for name, table in group.ledger.paid if group.ledger else ():
                fund = m.funds.index(name)
                paid.setdefault(fund, np.zeros((m.months + 1, m.size, m.years)))[:, one] = np.array(table, dtype=float)
        return paid

    def batch(self, types: Longs, paths: Sequence[Path]) -> Batch:
        """Add up paths, one per entry of `types`（経路ごとに合計する）."""
        m, n = self._model, len(paths)
        cost, spend = np.zeros(n), np.zeros((n, m.years))
        first = np.array([p[0] if p else m.months for p in paths], dtype=np.int64)
        own = np.array([i for i, p in enumerate(paths) for _ in p], dtype=np.int64)
        at = np.array([t for p in paths for t in p], dtype=np.int64)
        end = np.array([t for p in paths if p for t in (*p[1:], m.months)], dtype=np.int64)
        np.add.at(spend, own, self._spend[at, types[own]])
        duties = np.zeros(n, dtype=np.int64)
        into = (cost, spend, duties)
        self._hold(m.later, types[own], at, end, own, into)
        self._hold(m.current, types, np.zeros(n, dtype=np.int64), first, np.arange(n), into)
        if self.first is not None:
            spend += self.first[first, types]
        cost += spend.sum(axis=1)
        cost -= self._credit(types, paths)
        moved = np.where(m.baseline[types] >= 0, np.abs(first - m.baseline[types]), 0)
        cost += m.problem.goals.move_price * moved
        return Batch(cost, spend, self._efforts(types, own, at, n), duties, first)

    def _hold(
        self,
        kept: Kept,
        types: Longs,
        at: Longs,
        end: Longs,
        own: Longs,
        into: tuple[Floats, Floats, Longs],
    ) -> None:
        cost, spend, duties = into
        start = np.clip(at + kept.extend_from[types], 0, end)
        months = self._year_until[end] - self._year_until[start]
        np.add.at(spend, own, months * kept.extension[types][:, None])
        late = np.maximum(0, end - np.maximum(0, at + kept.unsupported_from[types]))
        np.add.at(cost, own, late * kept.risk[types])
        missed = np.maximum(0, end - np.maximum(0, at + kept.duty_from[types]))
        np.add.at(duties, own, missed)

    def _credit(self, types: Longs, paths: Sequence[Path]) -> Floats:
        m = self._model
        last = np.array([p[-1] if p else -NEVER for p in paths], dtype=np.int64)
        left = np.maximum(0, m.nominal[types] - (m.months - last))
        return np.asarray(m.residual[types] * left // m.nominal[types], dtype=float)

    def _efforts(self, types: Longs, own: Longs, at: Longs, n: int) -> Floats:
        m = self._model
        effort = np.zeros((n, m.months))
        for row in range(len(m.effort)):
            month = at + m.effort_start + row
            inside = (month >= 0) & (month < m.months)
            np.add.at(
                effort, (own[inside], month[inside]), m.effort[row, types[own[inside]]]
            )
        return effort
