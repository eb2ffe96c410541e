"""Column generation: prices out, paths in, until the bound is met（列生成）.

Dual smoothing as in A. Pessoa, R. Sadykov, E. Uchoa, F. Vanderbeck, "Automation and combination of
linear-programming based stabilization techniques in column generation", INFORMS J. Computing 30 (2018).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ictlife.optimiser.master import Look, Master, Round, useful

_SMOOTH = 0.5


@dataclass(frozen=True, slots=True)
class Relaxed:
    """Where column generation ended（列生成の結果）."""

    best: Look
    """The look with the highest bound."""
    last: Round
    rounds: int
    converged: bool


def generate(
    master: Master,
    rounds: int,
    tolerance: float,
    pause: Callable[[float, float], bool],
    warm: Look | None = None,
) -> Relaxed:
    """Add columns until value and bound agree to `tolerance`（列を生成する）.

    `pause(value, bound)` is told each round where we are; True stops here.
    """
    best = warm
    smooth = _SMOOTH
    current = master.solve()
    for done in range(1, rounds + 1):
        price = current.price
        if best is not None and smooth:
            price = smooth * best.price + (1.0 - smooth) * price
        look = master.look(price)
        if best is None or look.bound > best.bound:
            best = look
        gap = current.objective - best.bound
        if gap <= tolerance * max(1.0, abs(current.objective)):
            return Relaxed(best, current, done, converged=True)
        added = master.add(useful(look, current, master))
        if pause(current.objective, best.bound):
            return Relaxed(best, current, done, converged=False)
        if added:
            smooth = _SMOOTH
            current = master.solve()
        elif smooth:
            smooth = 0.0  # the smoothed prices mislead: once at the true ones
        else:
            return Relaxed(best, current, done, converged=True)
    if best is None:
        best = master.look(current.price)
    return Relaxed(best, current, rounds, converged=False)
