"""Integer money（円）: rounding with the total kept, tax in and out."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from fractions import Fraction

Yen = int
"""Money in whole yen（円）. Never a float."""


class Rounding(StrEnum):
    """What happens to a fraction of a unit（端数処理）."""

    DOWN = "down"
    HALF_UP = "half_up"
    UP = "up"


class Remainder(StrEnum):
    """Which part takes what rounding leaves over（端数の寄せ先）."""

    FIRST = "first"
    LAST = "last"


def round_to(amount: Fraction | int, unit: int, rounding: Rounding) -> Yen:
    """`amount` as a multiple of `unit` yen; negative amounts mirror positive ones.

    >>> round_to(Fraction(13_292_000 * 7, 12), 1000, Rounding.HALF_UP)
    7754000
    """
    exact = Fraction(amount) / unit
    whole, rest = divmod(abs(exact), 1)
    more = (rounding is Rounding.UP and rest > 0) or (rounding is Rounding.HALF_UP and rest >= Fraction(1, 2))
    size = int(whole) + int(more)
    return (size if exact >= 0 else -size) * unit


def split(
    total: Yen,
    weights: Sequence[int | Fraction],
    rounding: Rounding = Rounding.DOWN,
    remainder: Remainder = Remainder.LAST,
    unit: int = 1,
) -> tuple[Yen, ...]:
    """`total` shared out by `weights`; the parts always sum to `total`（総額を保つ按分）.

    The part named by `remainder` (the first or last with weight) takes what rounding leaves over.

    >>> split(8_370_000, [2, 12, 12, 12, 12, 10])
    (279000, 1674000, 1674000, 1674000, 1674000, 1395000)
    """
    whole = sum(weights)
    if not whole:
        return tuple(0 for _ in weights)
    parts = [round_to(Fraction(total) * Fraction(weight) / Fraction(whole), unit, rounding) for weight in weights]
    bearing = [place for place, weight in enumerate(weights) if weight]
    taker = bearing[0] if remainder is Remainder.FIRST else bearing[-1]
    parts[taker] += total - sum(parts)
    return tuple(parts)


def with_tax(net: Yen | Fraction, percent: Fraction | int, rounding: Rounding = Rounding.DOWN) -> Yen:
    """Price with consumption tax（税込額）: bid plus tax, the fraction of a yen dropped unless told otherwise."""
    return round_to(Fraction(net) * (100 + Fraction(percent)) / 100, 1, rounding)


def tax_within(gross: Yen, percent: Fraction | int, rounding: Rounding = Rounding.DOWN) -> Yen:
    """Consumption tax inside a gross price（内税額）: 10/110 of it at ten per cent."""
    return round_to(Fraction(gross) * Fraction(percent) / (100 + Fraction(percent)), 1, rounding)
