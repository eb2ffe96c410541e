"""What one charge costs in each fiscal year（年度別配分）: the arithmetic that every total rests on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from ictlife.base.yen import round_to, share_out
from ictlife.fiscal.month import Month
from ictlife.model.contract import Per
from ictlife.money.charge import Charge, PartialMonth, YearShare
from ictlife.money.tax import TaxRates, tax_factor


def spread(charge: Charge, rates: TaxRates) -> tuple[YearShare, ...]:
    """The charge by fiscal year, tax included; a month counts by its days where it is partial（年度別配分）.

    Monthly amounts are rounded to the yen each month, as they are invoiced. Yearly and total amounts are
    rounded once: the years sum to the rounded total.
    """
    pieces = list(_pieces(charge, rates))
    if charge.per is Per.MONTH:
        exact: list[int | Fraction] = [_monthly(charge, piece) for piece in pieces]
    else:
        whole = _weight(pieces) if charge.per is Per.TOTAL else Fraction(12)
        exact = [charge.amount * piece.factor * piece.weight / whole for piece in pieces]
    return _by_year(charge, pieces, exact)


@dataclass(frozen=True, slots=True)
class _Piece:
    """Months of one fiscal year under one tax rate: whole months, and the parts of partial ones."""

    start_year: int
    months: int
    whole: int
    parts: tuple[Fraction, ...]
    factor: Fraction

    @property
    def weight(self) -> Fraction:
        return self.whole + sum(self.parts, Fraction(0))


def _weight(pieces: list[_Piece]) -> Fraction:
    return sum((piece.weight for piece in pieces), Fraction(0)) or Fraction(1)


def _monthly(charge: Charge, piece: _Piece) -> int:
    month = _rounded(charge, charge.amount * piece.factor)
    return month * piece.whole + sum(_rounded(charge, month * part) for part in piece.parts)


def _rounded(charge: Charge, amount: Fraction) -> int:
    return amount.numerator if amount.denominator == 1 else round_to(amount, 1, charge.rounding)


def _by_year(charge: Charge, pieces: list[_Piece], exact: list[int | Fraction]) -> tuple[YearShare, ...]:
    """Pieces of one year joined, then shared out so that the total is kept."""
    months: dict[int, int] = {}
    sums: dict[int, int | Fraction] = {}
    for piece, amount in zip(pieces, exact, strict=True):
        months[piece.start_year] = months.get(piece.start_year, 0) + piece.months
        sums[piece.start_year] = sums.get(piece.start_year, 0) + amount
    parts = share_out(list(sums.values()), charge.rounding, charge.remainder)
    return tuple(YearShare(year, months[year], part) for year, part in zip(sums, parts, strict=True))


def _pieces(charge: Charge, rates: TaxRates) -> Iterator[_Piece]:
    """The term cut at every 1 April and at every month in which the tax rate changes."""
    first, until = Month.of(charge.first).number, Month.of(charge.until).number
    odd = _odd_months(charge, first, until)
    for begin, end in _cuts(charge, rates, first, until):
        day = max(charge.first, Month.at(begin).first)
        factor = tax_factor(rates, charge.basis, charge.stated_on, day, charge.fixed_rate)
        while begin <= end:
            start_year = (begin - 3) // 12
            last = min(end, start_year * 12 + 14)
            parts = tuple(part for month, part in odd.items() if begin <= month <= last) if odd else ()
            months = last - begin + 1
            yield _Piece(start_year, months, months - len(parts), parts, factor)
            begin = last + 1


def _cuts(charge: Charge, rates: TaxRates, first: int, until: int) -> list[tuple[int, int]]:
    """The spans of one tax rate. A rate that changes inside a month holds from the next."""
    if charge.fixed_rate is not None or not rates.steps:
        return [(first, until)]
    changes = [
        Month.of(day).number + (day.day > 1)
        for day in rates.days()
        if charge.first < day <= charge.until
    ]
    begins = [first, *(month for month in changes if first < month <= until)]
    return list(zip(begins, [*(month - 1 for month in begins[1:]), until], strict=True))


def _odd_months(charge: Charge, first: int, until: int) -> dict[int, Fraction]:
    """Months of which only some days count, with the part that counts（日割り）."""
    if charge.partial is PartialMonth.WHOLE_MONTH:
        return {}
    if charge.first.day == 1 and charge.until == Month.at(until).last:
        return {}
    odd: dict[int, Fraction] = {}
    for number in dict.fromkeys((first, until)):
        month = Month.at(number)
        begin, end = max(charge.first, month.first), min(charge.until, month.last)
        part = _part(begin, end, month, charge.partial)
        if part != 1:
            odd[number] = part
    return odd


def _part(begin: date, end: date, month: Month, partial: PartialMonth) -> Fraction:
    days = (end - begin).days + 1
    if days == month.last.day:
        return Fraction(1)
    if partial is PartialMonth.THIRTY_DAYS:
        return Fraction(min(days, 30), 30)
    return Fraction(days, month.last.day)
