"""Made-up cities of any size for the optimiser's benchmark（ベンチマークの問題生成）.

Everything is drawn from a seed: eight classes of equipment, leases and purchases, chained cycles over ten
years, blackout months, co-termination, precedence, staff by month, and yearly caps twelve per
cent above what renewing when due costs on average. All figures are illustrative.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from random import Random

from ictlife.optimiser.evaluate import evaluate
from ictlife.optimiser.greedy import greedy_choice
from ictlife.optimiser.problem import (
    Cap,
    Capacity,
    CoTermination,
    Goals,
    Group,
    Holding,
    Precedence,
    Problem,
    Profile,
)

YEN = 1_000


@dataclass(frozen=True)
class Class:
    """One class of equipment（機器の区分）."""

    name: str
    share: int
    price: tuple[int, int]
    nominal: int
    lease: bool
    blackout: tuple[int, ...]
    effort: tuple[int, ...]


CLASSES = (
    Class("pc", 22, (4_000, 30_000), 60, True, (0, 11), (2, 4, 6, 4)),
    Class("server", 16, (6_000, 40_000), 60, True, (), (3, 5, 8, 10, 6)),
    Class("storage", 8, (5_000, 25_000), 72, False, (), (2, 4, 6, 4)),
    Class("switch", 20, (1_000, 15_000), 84, False, (), (1, 2, 4)),
    Class("firewall", 10, (2_000, 12_000), 60, False, (), (2, 4, 5)),
    Class("printer", 12, (1_000, 8_000), 60, True, (0, 11), (1, 2)),
    Class("ups", 6, (500, 3_000), 72, False, (), (1, 1)),
    Class("resident", 6, (10_000, 60_000), 60, True, (0, 1, 10, 11), (4, 6, 10, 14, 8)),
)
FUNDS = ("general", "special")


def _group(random: Random, name: str, months: int, kind: Class, price: int, due: int) -> Group:
    """One group of a class; prices in yen."""
    monthly = price * 105 // (100 * kind.nominal)
    build = price // 12
    if kind.lease:
        payments = Profile(0, (monthly + build, *[monthly] * (kind.nominal - 1)))
        shortest, early, rate = kind.nominal, 0, monthly * 7 // 10
    else:
        payments = Profile(0, (price + build,))
        shortest, early, rate = kind.nominal - 18, 15, price // 110
    lead = len(kind.effort)
    support = due + random.choice((9, 12, 15, 18))
    return Group(
        id=name,
        due=max(lead, due),
        earliest=max(lead, due - early),
        latest=max(lead, due) + 24,
        shortest=shortest,
        longest=kind.nominal + 24,
        nominal=kind.nominal,
        payments=payments,
        residual=build if kind.lease else price,
        current=Holding(due, rate, support, price // 40, support + 12),
        later=Holding(kind.nominal, rate, kind.nominal + 12, price // 40, kind.nominal + 30),
        effort=Profile(1 - lead, kind.effort),
        fund=FUNDS[random.random() < 0.25],
        allowed=tuple(t % 12 not in kind.blackout for t in range(months)),
    )


def _groups(random: Random, count: int, months: int, types: int | None) -> list[Group]:
    kinds = random.choices(CLASSES, [c.share for c in CLASSES], k=types or count)
    made = [
        _group(
            random, f"g{i:05d}", months, kind,
            random.randrange(*kind.price) * YEN, random.randrange(0, kind.nominal),
        )
        for i, kind in enumerate(kinds)
    ]  # fmt: skip
    if types is None:
        return made
    copies = [random.randrange(types) for _ in range(count - types)]
    return made + [replace(made[t], id=f"h{i:05d}") for i, t in enumerate(copies)]


def _sets(random: Random, groups: list[Group]) -> list[CoTermination]:
    """About one group in eight shares a procurement with others that are due nearby."""
    order = sorted(groups, key=lambda g: (g.shortest, g.due, g.id))
    sets, at = [], 0
    while at + 3 < len(order):
        size = random.choice((2, 2, 3))
        if random.random() < 0.14:
            members = order[at : at + size]
            value = sum(sum(g.payments.amounts) for g in members)
            names = tuple(g.id for g in members)
            sets.append(CoTermination(f"set:{len(sets)}", names, value * 4 // 100, members[0].fund))
        at += size
    return sets


def _orders(random: Random, groups: list[Group]) -> list[Precedence]:
    """About one group in twelve waits for another: core before servers."""
    orders: list[Precedence] = []
    by_due = sorted(groups, key=lambda g: (g.due, g.id))
    for a, b in zip(by_due, by_due[2:], strict=False):
        if random.random() < 0.08:
            orders.append(Precedence(f"order:{len(orders)}", a.id, b.id, random.choice((0, 1, 3))))
    return orders


def city(count: int, seed: int = 1, years: int = 10, types: int | None = None) -> Problem:
    """A made-up city of `count` groups（架空の市）; `types` makes many of them identical."""
    random = Random(seed)
    months = 12 * years
    groups = _groups(random, count, months, types)
    plain = groups if types is None else groups[: types // 10]
    free = Problem(
        months=months,
        groups=tuple(groups),
        sets=tuple(_sets(random, plain)),
        precedences=tuple(_orders(random, plain)),
        base=_running(groups, years),
        goals=Goals(peak_permille=200),
    )
    return _limited(free)


def _running(groups: list[Group], years: int) -> tuple[int, ...]:
    """Payments of the leases in service until they end: known before any planning."""
    base = [0] * years
    for group in groups:
        if len(group.payments.amounts) > 1:
            for month in range(min(group.earliest, 12 * years)):
                base[month // 12] += group.payments.amounts[1]
    return tuple(base)


def _limited(free: Problem) -> Problem:
    due = evaluate(free, greedy_choice(free))
    yearly = sum(due.years) / free.years
    monthly = sum(map(sum, due.effort.values())) / free.months
    largest = max(max(g.effort.amounts) for g in free.groups)
    caps = [
        Cap(f"cap:{y}", y, int(yearly * 1.12), free.committed(y)) for y in range(free.years)
    ]
    special = sum(due.spend.get(FUNDS[1], (0,))) / free.years
    caps += [Cap(f"cap:{y}:special", y, int(special * 1.5), 0, FUNDS[1]) for y in range(free.years)]
    staff = [
        Capacity(f"staff:{t}", t, int(monthly * 1.25) + largest) for t in range(free.months)
    ]
    return replace(free, caps=tuple(caps), capacities=tuple(staff))
