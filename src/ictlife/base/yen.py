"""Integer money（円）: rounding with the total kept, tax in and out."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from fractions import Fraction
from itertools import accumulate
from math import lcm

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
    return _whole(amount.numerator, amount.denominator * unit, rounding) * unit


def _whole(number: int, denominator: int, rounding: Rounding) -> int:
    """`number / denominator` as a whole number. Plain integers: this runs for every row of every budget."""
    size, rest = divmod(abs(number), denominator)
    if rest and (rounding is Rounding.UP or (rounding is Rounding.HALF_UP and 2 * rest >= denominator)):
        size += 1
    return size if number >= 0 else -size


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
    denominator = lcm(*(part.denominator for part in parts))
    numbers = [part.numerator * (denominator // part.denominator) for part in parts]
    return share_out_ratio(numbers, denominator, rounding, remainder, unit)


def share_out_ratio(
    numbers: Sequence[int],
    denominator: int,
    rounding: Rounding = Rounding.DOWN,
    remainder: Remainder = Remainder.LAST,
    unit: int = 1,
) -> tuple[Yen, ...]:
    """The same for parts `number / denominator`."""
    scale = denominator * unit
    if scale == 1:
        return tuple(numbers)
    if remainder is Remainder.RUNNING:
        marks = [_whole(mark, scale, rounding) for mark in accumulate(numbers)]
        return tuple((mark - before) * unit for mark, before in zip(marks, [0, *marks], strict=False))
    rounded = [_whole(number, scale, rounding) for number in numbers]
    rest = _whole(sum(numbers), scale, rounding) - sum(rounded)
    bearing = [place for place, number in enumerate(numbers) if number]
    for taker in bearing if remainder is Remainder.FIRST else reversed(bearing):
        # What the parts have too much is taken from one after the other: none is made to go below nothing.
        given = rest if rest >= 0 or numbers[taker] < 0 else max(rest, -rounded[taker])
        rounded[taker] += given
        rest -= given
    return tuple(each * unit for each in rounded)


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
