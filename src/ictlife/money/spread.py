"""What one charge costs in each fiscal year（年度別配分）: the arithmetic that every total rests on.

All of it is integer arithmetic over a common denominator: it runs for every row of every budget.
"""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from math import lcm

from ictlife.base.yen import round_to, share_out_ratio
from ictlife.fiscal.month import Month
from ictlife.model.city import PartialMonth
from ictlife.model.contract import Per
from ictlife.money.charge import Charge, YearShare
from ictlife.money.tax import TaxRates, tax_factor


def spread(charge: Charge, rates: TaxRates) -> tuple[YearShare, ...]:
    """The charge by fiscal year, tax included; a month counts by its days where it is partial（年度別配分）.

    Monthly amounts are rounded to the yen each month, as they are invoiced. Yearly and total amounts are
    rounded once: the years sum to the rounded total.
    """
    first, until = _number(charge.first), _number(charge.until)
    odd = _odd_months(charge, first, until)
    cuts = _cuts(charge, rates, first, until)
    touched = _by_year(first, until)
    if charge.per is Per.MONTH:
        parts = _months_times_fee(charge, cuts, odd)
    else:
        numbers, denominator = _shares(charge, cuts, odd)
        parts = share_out_ratio(numbers, denominator, charge.rounding, charge.remainder)
    return tuple([(year, months, part) for (year, months), part in zip(touched, parts, strict=True)])


_Cut = tuple[int, int, Fraction]
"""First and last month number of one tax rate, and what its amounts are multiplied by."""
_Odd = dict[int, Fraction]
"""Number of a partial month → the part of it that counts."""


def _months_times_fee(charge: Charge, cuts: list[_Cut], odd: _Odd) -> tuple[int, ...]:
    """For each fiscal year the rounded fee of every month of it."""
    years: dict[int, int] = {}
    for begin, end, factor in cuts:
        fee = charge.amount if factor == 1 else round_to(charge.amount * factor, 1, charge.rounding)
        for year, months in _by_year(begin, end):
            years[year] = years.get(year, 0) + fee * months
        for number, part in odd.items():
            if begin <= number <= end:
                years[_year(number)] += round_to(fee * part, 1, charge.rounding) - fee
    return tuple(years.values())


def _shares(charge: Charge, cuts: list[_Cut], odd: _Odd) -> tuple[list[int], int]:
    """For each fiscal year its exact amount as a number over a common denominator."""
    of_month = lcm(*(part.denominator for part in odd.values()))
    of_factor = lcm(*(factor.denominator for _, _, factor in cuts))
    years: dict[int, int] = {}
    whole = 0
    for begin, end, factor in cuts:
        times = charge.amount * factor.numerator * (of_factor // factor.denominator)
        weights = {year: months * of_month for year, months in _by_year(begin, end)}
        for number, part in odd.items():
            if begin <= number <= end:
                weights[_year(number)] += (part.numerator - part.denominator) * of_month // part.denominator
        for year, weight in weights.items():
            whole += weight
            years[year] = years.get(year, 0) + times * weight
    divisor = whole if charge.per is Per.TOTAL else 12 * of_month
    return list(years.values()), of_factor * divisor


def _year(number: int) -> int:
    """The start year of the fiscal year of a month."""
    return (number - 3) // 12


def _by_year(begin: int, end: int) -> list[tuple[int, int]]:
    """The fiscal years of a span of months, and how many of its months each holds."""
    first, last = _year(begin), _year(end)
    if first == last:
        return [(first, end - begin + 1)]
    middle = [(year, 12) for year in range(first + 1, last)]
    return [(first, first * 12 + 15 - begin), *middle, (last, end - last * 12 - 2)]


def _number(day: date) -> int:
    return day.year * 12 + day.month - 1


def _cuts(charge: Charge, rates: TaxRates, first: int, until: int) -> list[_Cut]:
    """The spans of one tax rate. A rate that changes inside a month holds from the next."""
    begins = [first]
    if charge.fixed_rate is None and charge.first != charge.until:
        for day, _ in rates.steps:
            month = _number(day) + (day.day > 1)
            if charge.first < day and first < month <= until:
                begins.append(month)
    ends = [*(month - 1 for month in begins[1:]), until]
    return [
        (begin, end, _factor(charge, rates, begin if begin > first else None))
        for begin, end in zip(begins, ends, strict=True)
    ]


def _factor(charge: Charge, rates: TaxRates, month: int | None) -> Fraction:
    day = charge.first if month is None else Month.at(month).first
    return tax_factor(rates, charge.basis, charge.stated_on, day, charge.fixed_rate)


def has_partial_month(charge: Charge) -> bool:
    """Whether only some days of its first or last month are charged（日割りの有無）."""
    if charge.partial is PartialMonth.WHOLE_MONTH or charge.first == charge.until:
        return False
    return charge.first.day != 1 or (charge.until + timedelta(days=1)).day != 1


def _odd_months(charge: Charge, first: int, until: int) -> _Odd:
    """Months of which only some days count, with the part that counts（日割り）."""
    if not has_partial_month(charge):
        return {}
    odd: _Odd = {}
    for number in (first, until) if first != until else (first,):
        month = Month.at(number)
        part = _part(max(charge.first, month.first), min(charge.until, month.last), month, charge.partial)
        if part != 1:
            odd[number] = part
    return odd


def _part(begin: date, end: date, month: Month, partial: PartialMonth) -> Fraction:
    days, whole = (end - begin).days + 1, month.last.day
    if days == whole:
        return Fraction(1)
    if partial is PartialMonth.THIRTY_DAYS:
        return Fraction(min(days, 30), 30)
    return Fraction(days, whole)
