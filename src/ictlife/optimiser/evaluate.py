"""What a choice costs and which limits it breaks, by plain arithmetic（更新案の評価）.

Knows no solver and shares no code with it: the solver's word is never taken, every choice is
recomputed here in integers.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ictlife.optimiser.problem import Cap, Choice, Group, Holding, Path, Precedence, Problem, Profile

Years = tuple[int, ...]
"""Yen for every fiscal year of the horizon（年度額）."""


@dataclass(frozen=True, slots=True)
class Overrun:
    """A limit that a choice exceeds（上限の超過）."""

    key: str
    amount: int
    sharers: tuple[tuple[str, int], ...]
    """Groups that use the limit and how much, the largest first."""


@dataclass(frozen=True, slots=True)
class GoalValues:
    """Every goal's value, in the order they are pursued（目標値）."""

    duties: int
    order: int
    cap: int
    staff: int
    objective: int
    cost: int
    risk: int
    peak: int
    swing: int
    moves: int

    @property
    def rank(self) -> tuple[int, int, int, int, int]:
        """What is compared, first things first（比較順）."""
        return (self.duties, self.order, self.cap, self.staff, self.objective)


@dataclass(frozen=True, slots=True)
class Evaluation:
    """All that follows from a choice（評価値）."""

    goals: GoalValues
    spend: Mapping[str, tuple[int, ...]]
    """Spend by fiscal year for every fund."""
    years: tuple[int, ...]
    """Spend by fiscal year over all funds, with what was committed before."""
    effort: Mapping[str, tuple[int, ...]]
    """Effort by month for every team."""
    overruns: tuple[Overrun, ...]


@dataclass(frozen=True, slots=True)
class Account:
    """One group's share in everything（更新単位ごとの勘定）."""

    spend: Mapping[int, int]
    funds: Mapping[str, Mapping[int, int]]
    """The same yen by the fund that pays them."""
    effort: Mapping[int, int]
    risk: int
    credit: int
    duties: int
    moves: int


def months_between(start: int | None, end: int, floor: int = 0) -> range:
    """Months from `start` (None: never) up to before `end`, not before `floor`（対象月）."""
    return range(0) if start is None else range(max(start, floor), end)


def _spread(profile: Profile, at: int, months: int) -> Iterator[tuple[int, int]]:
    for offset, amount in enumerate(profile.amounts, profile.start):
        if amount and 0 <= at + offset < months:
            yield at + offset, amount


def _stays(group: Group, path: Path, months: int) -> Iterator[tuple[Holding, int, int]]:
    """Each holding with the month its ages count from and the month it ends."""
    yield group.current, 0, path[0] if path else months
    for at, end in zip(path, (*path[1:], months), strict=False):
        yield group.later, at, end


def _shifted(age: int | None, at: int) -> int | None:
    return None if age is None else age + at


def spend_of(problem: Problem, group: Group, path: Path) -> Mapping[int, int]:
    """Yen by year of one group's path: by its ledger where it has one（一つの更新単位の年度額）."""
    if group.ledger is not None:
        return dict(enumerate(group.ledger.spend(path)))
    spend: defaultdict[int, int] = defaultdict(int)
    for at in path:
        for month, amount in _spread(group.payments, at, problem.months):
            spend[month // 12] += amount
    for holding, at, end in _stays(group, path, problem.months):
        for month in months_between(_shifted(holding.extend_from, at), end):
            spend[month // 12] += holding.extension
    return spend


def _funds_of(problem: Problem, group: Group, path: Path, spend: Mapping[int, int]) -> Mapping[str, Mapping[int, int]]:
    """Who pays it: the group's own fund, but for what its ledger says that others pay."""
    own = dict(spend)
    funds: dict[str, Mapping[int, int]] = {group.fund: own}
    for fund, table in group.ledger.paid if group.ledger else ():
        funds[fund] = paid = dict(enumerate(table[path[0] if path else problem.months]))
        for year, amount in paid.items():
            own[year] = own.get(year, 0) - amount
    return funds


def under(cap: Cap, account: Account) -> int:
    """What a group spends under a cap（上限に対する額）."""
    by_year = account.spend if cap.fund is None else account.funds.get(cap.fund, {})
    return by_year.get(cap.year, 0)


def account(problem: Problem, group: Group, path: Path) -> Account:
    """Add up one group's path（一つの更新単位の集計）."""
    effort: defaultdict[int, int] = defaultdict(int)
    risk = duties = credit = 0
    for at in path:
        for month, amount in _spread(group.effort, at, problem.months):
            effort[month] += amount
    for holding, at, end in _stays(group, path, problem.months):
        risk += holding.risk * len(months_between(_shifted(holding.unsupported_from, at), end))
        duties += len(months_between(_shifted(holding.duty_from, at), end))
    if path:
        left = max(0, group.nominal - (problem.months - path[-1]))
        credit = group.residual * left // group.nominal
    moved = abs((path[0] if path else problem.months) - group.baseline) if group.baseline is not None else 0
    spend = spend_of(problem, group, path)
    return Account(spend, _funds_of(problem, group, path, spend), effort, risk, credit, duties, moved)


def coincidences(problem: Problem, choice: Choice) -> Iterator[tuple[str, int, int, str | None]]:
    """Each month in which a whole set renews: key, month, discount, fund（同時更新の成立）."""
    for one in problem.sets:
        shared = set(choice[one.members[0]]).intersection(*(choice[m] for m in one.members[1:]))
        for month in sorted(shared):
            yield one.key, month, one.discount, one.fund


def months_short(problem: Problem, rule: Precedence, choice: Choice) -> int:
    """By how many months a precedence is broken（先行関係の不足月数）."""
    before, after = choice[rule.before], choice[rule.after]
    if not after:
        return 0
    return max(0, (before[0] if before else problem.months) + rule.lag - after[0])


def _spend_table(
    problem: Problem, accounts: Mapping[str, Account], choice: Choice
) -> dict[str, list[int]]:
    table: dict[str, list[int]] = {}
    for group in problem.groups:
        for payer, years in accounts[group.id].funds.items():
            row = table.setdefault(payer, [0] * problem.years)
            for year, amount in years.items():
                row[year] += amount
    for _key, month, discount, fund in coincidences(problem, choice):
        if fund is not None:
            table.setdefault(fund, [0] * problem.years)[month // 12] -= discount
    for payer, exact in (problem.paid(choice) if problem.paid else {}).items():
        row, own = (table.setdefault(each, [0] * problem.years) for each in (payer, problem.own))
        for year, amount in enumerate(exact):
            own[year] += row[year] - amount
            row[year] = amount
    return table


def _effort_table(problem: Problem, accounts: Mapping[str, Account]) -> dict[str, list[int]]:
    table: dict[str, list[int]] = {}
    for group in problem.groups:
        row = table.setdefault(group.team, [0] * problem.months)
        for month, amount in accounts[group.id].effort.items():
            row[month] += amount
    return table


def _sharers(shares: Iterator[tuple[str, int]]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted((s for s in shares if s[1]), key=lambda s: (-s[1], s[0])))


def sharers_of(
    problem: Problem, accounts: Mapping[str, Account], key: str
) -> tuple[tuple[str, int], ...]:
    """Who uses the limit with this key, and how much（上限を分け合う更新単位）."""
    for cap in problem.caps:
        if cap.key == key:
            return _sharers((g.id, under(cap, accounts[g.id])) for g in problem.groups)
    for capacity in problem.capacities:
        if capacity.key == key:
            return _sharers(
                (g.id, accounts[g.id].effort.get(capacity.month, 0))
                for g in problem.groups
                if capacity.team in (None, g.team)
            )
    return ()


def _column_sum(table: Mapping[str, list[int]], name: str | None, at: int) -> int:
    if name is None:
        return sum(row[at] for row in table.values())
    return table[name][at] if name in table else 0


def _cap_overruns(problem: Problem, spend: Mapping[str, list[int]], less: Years) -> dict[str, int]:
    over: dict[str, int] = {}
    for cap in problem.caps:
        saved = less[cap.year] if cap.fund in (None, problem.own) else 0
        over[cap.key] = _column_sum(spend, cap.fund, cap.year) + cap.base + saved - cap.limit
    return {key: amount for key, amount in over.items() if amount > 0}


def _staff_overruns(problem: Problem, effort: Mapping[str, list[int]]) -> dict[str, int]:
    over = {
        one.key: _column_sum(effort, one.team, one.month) + one.base - one.limit
        for one in problem.capacities
    }
    return {key: amount for key, amount in over.items() if amount > 0}


def evaluate(problem: Problem, choice: Choice) -> Evaluation:
    """Recompute a choice from nothing: spend, effort, every limit, every goal（再計算）."""
    accounts = {g.id: account(problem, g, choice[g.id]) for g in problem.groups}
    spend = _spend_table(problem, accounts, choice)
    effort = _effort_table(problem, accounts)
    short = {p.key: months_short(problem, p, choice) for p in problem.precedences}
    short = {key: months for key, months in short.items() if months}
    less = problem.shared(choice) if problem.shared else (0,) * problem.years
    caps, staff = _cap_overruns(problem, spend, less), _staff_overruns(problem, effort)
    counted = tuple(problem.committed(y) + sum(row[y] for row in spend.values()) for y in range(problem.years))
    years = tuple(map(sum, zip(counted, less, strict=True)))
    hoped = sum(discount for _, _, discount, fund in coincidences(problem, choice) if fund is None)
    paid = sum(map(sum, spend.values())) - hoped
    goals = _goals(problem, accounts, paid, (counted, years), (short, caps, staff))
    overruns = [Overrun(k, v, ()) for k, v in short.items()]
    overruns += [Overrun(k, v, sharers_of(problem, accounts, k)) for k, v in (caps | staff).items()]
    return Evaluation(
        goals,
        {fund: tuple(row) for fund, row in sorted(spend.items())},
        years,
        {team: tuple(row) for team, row in sorted(effort.items())},
        tuple(sorted(overruns, key=lambda o: o.key)),
    )


def _goals(
    problem: Problem,
    accounts: Mapping[str, Account],
    paid: int,
    years: tuple[Years, Years],
    broken: tuple[Mapping[str, int], Mapping[str, int], Mapping[str, int]],
) -> GoalValues:
    (short, caps, staff), (counted, spent) = broken, years
    cost = paid - sum(a.credit for a in accounts.values())
    risk = sum(a.risk for a in accounts.values())
    moves = sum(a.moves for a in accounts.values())
    weighed = problem.goals.peak_permille * max(0, *counted) + problem.goals.swing_permille * _swing(counted)
    return GoalValues(
        duties=sum(a.duties for a in accounts.values()),
        order=sum(short.values()),
        cap=sum(caps.values()),
        staff=sum(staff.values()),
        objective=cost + risk + problem.goals.move_price * moves + weighed // 1000,
        cost=cost,
        risk=risk,
        peak=max(0, *spent),
        swing=_swing(spent),
        moves=moves,
    )


def _swing(years: Years) -> int:
    return max((abs(b - a) for a, b in itertools.pairwise(years)), default=0)
