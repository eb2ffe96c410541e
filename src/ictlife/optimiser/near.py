"""All paths whose cost is within a margin of the least, at given prices（近接経路の列挙）.

A path whose reduced cost exceeds the gap can be in no better choice (reduced-cost fixing). So the paths within
the gap are all that is needed to close it, and a smaller margin still proves something: a choice that
uses any other path costs at least the bound plus that margin.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

import numpy as np

from ictlife.optimiser.arrays import Floats, Longs
from ictlife.optimiser.joint import JointPath
from ictlife.optimiser.master import Look, Master
from ictlife.optimiser.pricing import DUTY, Priced
from ictlife.optimiser.problem import Path

_SLACK = 1e-6
_SINGLES = 60_000


def near_columns(
    master: Master, look: Look, margin: float, limit: int
) -> list[tuple[int, JointPath]] | None:
    """Every block's columns within `margin` (scaled) of its least; None if over `limit`（列挙）."""
    model, yen = master.model, margin * master.rows.scale
    types = np.array([b.types[0] for b in model.blocks[: model.singles]], dtype=np.int64)
    singles = near_paths(look.priced, types, np.full(len(types), yen), limit)
    if singles is None:
        return None
    found: list[tuple[int, JointPath]] = [(b, (path,)) for b, path, _cost in singles]
    for k in range(len(look.joint.sets)):
        joint = _near_joint(master, look, k, yen, limit - len(found))
        if joint is None:
            return None
        found += [(model.singles + k, paths) for paths in joint]
    return found


def _slack(least: Floats) -> Floats:
    """What rounding may hide, by the yen of a cost: the price of duties missed is no yen."""
    return np.asarray(_SLACK * (1.0 + np.abs(least) % DUTY))


def near_paths(
    priced: Priced, types: Longs, margin: Floats, limit: int
) -> list[tuple[int, Path, float]] | None:
    """Paths of every entry of `types` within its margin: entry, path, cost（単独の列挙）."""
    months = priced.model.months
    top = priced.best[types] + margin + _slack(priced.best[types])
    month, own = np.nonzero(priced.start[:, types] <= top)
    if len(own) > limit:
        return None
    found: list[tuple[int, Path, float]] = [
        (int(o), (), float(priced.first[months, types[o]])) for o in own[month == months]
    ]  # fmt: skip
    own, month = own[month < months], month[month < months]
    spent = priced.first[month, types[own]] + priced.node[month, types[own]]
    trail = month[:, None]
    while len(own):
        here = types[own]
        whole = spent + priced.tail[month, here]
        done = np.flatnonzero(whole <= top[own])
        found += [(int(own[i]), tuple(trail[i].tolist()), float(whole[i])) for i in done]
        following, value = priced.onward(here, month)
        step, at = np.nonzero(spent + value <= top[own])
        if len(found) + len(at) > limit:
            return None
        onward = following[step, at]
        spent = spent[at] + value[step, at] - priced.to_go[onward, here[at]]
        trail = np.concatenate([trail[at], onward[:, None]], axis=1)
        own, month = own[at], onward
    return found


def _near_joint(
    master: Master, look: Look, k: int, margin: float, limit: int
) -> list[JointPath] | None:
    """Joint paths of the k-th set within the margin: shared months first, then the members' ways."""
    joint = look.joint
    types = np.array(joint.sets[k].types, dtype=np.int64)
    top = float(joint.best[k]) + margin + float(_slack(joint.best[k]))
    patterns = list(islice(joint.patterns(k, top), limit + 1))
    if len(patterns) > limit:
        return None
    members = range(len(types))
    least = [[joint.member_cost(k, i, shared) for i in members] for shared, _ in patterns]
    spare = [
        max((c[i] + top - value for c, (_, value) in zip(least, patterns, strict=True)), default=0.0)
        - float(look.priced.best[types[i]])
        for i in members
    ]
    singles = near_paths(look.priced, types, np.array(spare), _SINGLES)
    if singles is None:
        return None
    own = [[(p, cost) for entry, p, cost in singles if entry == i] for i in members]
    found: dict[JointPath, None] = {}
    for cost, (shared, value) in zip(least, patterns, strict=True):
        ways = [_through(own[i], shared, cost[i] + top - value, cost[i]) for i in members]
        for joint_path in _products(ways, top - value):
            found[joint_path] = None
            if len(found) > limit:
                return None
    return list(found)


def _through(
    paths: list[tuple[Path, float]], shared: tuple[int, ...], top: float, least: float
) -> list[tuple[Path, float]]:
    """Paths that renew in all shared months, with what they cost above the least, cheapest first."""
    wanted = set(shared)
    return sorted(
        ((p, c - least) for p, c in paths if c <= top and wanted.issubset(p)), key=lambda w: (w[1], w[0])
    )


def _products(ways: list[list[tuple[Path, float]]], spare: float) -> Iterator[JointPath]:
    """One way for every member, together within what may be spared."""
    if not ways:
        yield ()
        return
    for path, extra in ways[0]:
        if extra > spare:
            break
        for rest in _products(ways[1:], spare - extra):
            yield (path, *rest)
