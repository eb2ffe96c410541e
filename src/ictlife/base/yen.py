"""Integer money（円）: rounding with the total kept, tax in and out."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from fractions import Fraction
from itertools import accumulate

Yen = int
"""Money in whole yen（円）. Never a float."""


class Rounding(StrEnum):
    """What happens to a fraction of a unit（端数処理）."""

    DOWN = "down"
    HALF_UP = "half_up"
    UP = "up"


class Remainder(StrEnum):
    """Which part takes what rounding leaves over（端数の寄せ先）.

    running: each part is the difference of rounded running totals（累計差引）, so that no part and no partial
    sum is off by a whole unit. It is the one rule under which the published tables come out as printed.
    """

    FIRST = "first"
    LAST = "last"
    RUNNING = "running"


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


def share_out(
    parts: Sequence[int | Fraction],
    rounding: Rounding = Rounding.DOWN,
    remainder: Remainder = Remainder.LAST,
    unit: int = 1,
) -> tuple[Yen, ...]:
    """Exact `parts` as multiples of `unit` that sum to the rounded total（総額を保つ端数処理）.

    >>> share_out([1499, 1499, 1002], unit=1000), share_out([1499, 1499, 1002], Rounding.UP, unit=1000)
    ((1000, 1000, 2000), (2000, 2000, 0))
    >>> share_out([1499, 1499, 1002], remainder=Remainder.RUNNING, unit=1000)
    (1000, 1000, 2000)
    """
    if unit == 1 and all(type(part) is int for part in parts):
        return tuple(int(part) for part in parts)
    if remainder is Remainder.RUNNING:
        marks = [round_to(mark, unit, rounding) for mark in accumulate(parts)]
        return tuple(mark - before for mark, before in zip(marks, [0, *marks], strict=False))
    rounded = [round_to(part, unit, rounding) for part in parts]
    bearing = [place for place, part in enumerate(parts) if part]
    if bearing:
        taker = bearing[0] if remainder is Remainder.FIRST else bearing[-1]
        rounded[taker] += round_to(sum(parts), unit, rounding) - sum(rounded)
    return tuple(rounded)


def split(
    total: Yen,
    weights: Sequence[int | Fraction],
    rounding: Rounding = Rounding.DOWN,
    remainder: Remainder = Remainder.LAST,
    unit: int = 1,
) -> tuple[Yen, ...]:
    """`total` shared out by `weights`; the parts always sum to `total`（総額を保つ按分）.

    >>> split(8_370_000, [2, 12, 12, 12, 12, 10])
    (279000, 1674000, 1674000, 1674000, 1674000, 1395000)
    """
    whole = sum(weights)
    if not whole:
        return tuple(0 for _ in weights)
    shares = [Fraction(total) * Fraction(weight) / Fraction(whole) for weight in weights]
    parts = list(share_out(shares, rounding, remainder, unit))
    if rest := total - sum(parts):
        # Only where `total` itself is no multiple of `unit`: it is kept, and one part shows it.
        bearing = [place for place, weight in enumerate(weights) if weight]
        parts[bearing[0] if remainder is Remainder.FIRST else bearing[-1]] += rest
    return tuple(parts)


def with_tax(net: Yen | Fraction, percent: Fraction | int, rounding: Rounding = Rounding.DOWN) -> Yen:
    """Price with consumption tax（税込額）: bid plus tax, the fraction of a yen dropped unless told otherwise."""
    return round_to(Fraction(net) * (100 + Fraction(percent)) / 100, 1, rounding)


def tax_within(gross: Yen, percent: Fraction | int, rounding: Rounding = Rounding.DOWN) -> Yen:
    """Consumption tax inside a gross price（内税額）: 10/110 of it at ten per cent."""
    return round_to(Fraction(gross) * Fraction(percent) / (100 + Fraction(percent)), 1, rounding)
