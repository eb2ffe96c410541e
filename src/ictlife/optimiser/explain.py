"""Why here, and why not: reasons read from the final prices（配置の理由）."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np

from ictlife.optimiser.evaluate import Evaluation, account, sharers_of
from ictlife.optimiser.master import Look, Master
from ictlife.optimiser.pricing import DUTY
from ictlife.optimiser.problem import Choice, Problem
from ictlife.optimiser.solution import Binding, Increase, OtherYear, Relief, Why

_WORTH = 1e-6


def row_keys(master: Master) -> tuple[str, ...]:
    """The key of every coupling row, in their order（制約の名前）."""
    rows = master.rows
    named = [*(c.key for c in rows.caps), *(c.key for c in rows.capacities)]
    named += [f"peak:{y}" for y in range(rows.peaks)]
    named += [f"swing:{i}" for i in range(rows.swings)]
    pairs = rows.orders.pairs
    named += [o.key for o in pairs]
    return (*named, *(f"{pairs[pair].key}@{t}" for pair, t in rows.orders.months))


def limit_prices(master: Master, look: Look) -> dict[str, float]:
    """Price of one unit of every limit that has one: yen, person-day, month（上限の価格）."""
    rows, scale, price = master.rows, master.rows.scale, look.price
    found = {c.key: float(p) for c, p in zip(rows.caps, price[rows.cap], strict=True)}
    days = zip(rows.capacities, price[rows.capacity] * scale, strict=True)
    found.update({c.key: float(p) for c, p in days})
    by_order = price[rows.order] * scale
    for pair, order in enumerate(rows.orders.pairs):
        found[order.key] = float(by_order[rows.orders.rows_of(pair)].sum())
    return {key: one for key, one in found.items() if one > _WORTH}


def binding(master: Master, look: Look, problem: Problem, choice: Choice) -> tuple[Binding, ...]:
    """Limits with a price, the dearest first（効いている上限）."""
    accounts = {g.id: account(problem, g, choice[g.id]) for g in problem.groups}
    found = [
        Binding(key, round(price, 6), sharers_of(problem, accounts, key))
        for key, price in limit_prices(master, look).items()
    ]
    return tuple(sorted(found, key=lambda b: (-b.price, b.key)))


def conflict(master: Master, look: Look) -> tuple[str, ...]:
    """Limits with a price when overruns alone are minimised（両立しない上限）."""
    return tuple(sorted(limit_prices(master, look)))


def whys(master: Master, look: Look, choice: Choice) -> tuple[Why, ...]:
    """For every group what each other year would cost more at the final prices（年度ごとの差）."""
    model, start = master.model, look.priced.start
    year = np.append(np.arange(model.months) // 12, model.years)
    by_year = np.stack([start[year == y].min(axis=0) for y in range(model.years + 1)])
    found = []
    for group in sorted(choice):
        one = model.type_of[group]
        month = choice[group][0] if choice[group] else model.months
        own = float(start[month, one])
        others = [
            _other(y, float(by_year[y, one]) - own)
            for y in range(model.years + 1)
            if np.isfinite(by_year[y, one]) and y != year[month]
        ]
        found.append(Why(group, month, tuple(others)))
    return tuple(found)


def _other(year: int, extra: float) -> OtherYear:
    duties = round(extra / DUTY)
    return OtherYear(year, round(extra - duties * DUTY), duties)


def increases(evaluation: Evaluation, caps: Iterable[str], reasons: Iterable[Why]) -> tuple[Increase, ...]:
    """The least increases of the caps, and who could be moved instead at what price（最小の増額）."""
    by_group = {why.group: why for why in reasons}
    named = set(caps)
    return tuple(
        Increase(one.key, one.amount, tuple(_relief(g, n, by_group) for g, n in one.sharers))
        for one in evaluation.overruns
        if one.key in named
    )


def _relief(group: str, amount: int, by_group: Mapping[str, Why]) -> Relief:
    others = by_group[group].others if group in by_group else ()
    if not others:
        return Relief(group, amount, None, 0, 0)
    best = min(others, key=lambda o: (o.duties, o.extra, o.year))
    return Relief(group, amount, best.year, best.extra, best.duties)
