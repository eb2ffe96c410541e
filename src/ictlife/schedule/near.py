"""All paths whose cost is within a margin of the least, at given prices（近接経路の列挙）.

A path whose reduced cost exceeds the gap can be in no better plan (reduced-cost fixing). So the paths within
the gap are all that is needed to close it, and a smaller margin still proves something: a plan that
uses any other path costs at least the bound plus that margin.
"""

from __future__ import annotations

import numpy as np

from ictlife.schedule.arrays import Floats, Longs
from ictlife.schedule.joint import JointPath
from ictlife.schedule.master import Look, Master
from ictlife.schedule.pricing import Priced
from ictlife.schedule.problem import Path

_SLACK = 1e-6
_PRODUCT = 40


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


def near_paths(
    priced: Priced, types: Longs, margin: Floats, limit: int
) -> list[tuple[int, Path, float]] | None:
    """Paths of every entry of `types` within its margin: entry, path, cost（単独の列挙）."""
    months = priced.model.months
    top = priced.best[types] + margin + _SLACK * (1.0 + np.abs(priced.best[types]))
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
    """Joint paths of the k-th set within the margin, merged member by member."""
    model, joint = master.model, look.joint
    block = joint.sets[k]
    types = np.array(block.types, dtype=np.int64)
    gain = block.discount * look.priced.prices.money[block.fund]
    most = float(max(0.0, gain.max())) * (1 + model.months // int(model.shortest[types].min()))
    top = float(joint.best[k]) + margin
    spare = top - float(joint.alone[k]) + most
    if spare < 0:
        return []
    singles = near_paths(look.priced, types, np.full(len(types), spare), limit)
    if singles is None:
        return None
    least = look.priced.best[types]
    partial: list[tuple[JointPath, float]] = [((), 0.0)]
    for i in range(len(types)):
        own = [(path, cost - least[i]) for entry, path, cost in singles if entry == i]
        if len(partial) * len(own) > _PRODUCT * max(1, limit):
            return None
        partial = [((*a, p), e + f) for a, e in partial for p, f in own if e + f <= spare]
    alone = float(joint.alone[k])
    return [paths for paths, extra in partial if alone + extra - _met(paths, gain) <= top]


def _met(paths: JointPath, gain: Floats) -> float:
    shared = set(paths[0]).intersection(*paths[1:])
    return float(sum(gain[t] for t in shared))
