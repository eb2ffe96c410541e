"""Consumption tax by date（消費税率）: what an amount costs with tax on a given day."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from functools import lru_cache

from ictlife.base.dated import Dated
from ictlife.model.contract import TaxBasis
from ictlife.model.estate import Estate

TaxRates = Dated[Fraction]
"""The rates in per cent and the days from which they hold."""


def tax_rates(estate: Estate) -> TaxRates:
    """The consumption tax rates of the estate: shipped, and what the town added（消費税率表）."""
    return Dated.of((rate.from_on, Fraction(rate.percent)) for rate in estate.tax_rates.values())


def tax_factor(
    rates: TaxRates, basis: TaxBasis, stated_on: date, day: date, fixed: Fraction | None
) -> Fraction:
    """By what an amount is multiplied to give what is paid on `day`, tax included（税込換算率）.

    A net amount takes the rate of the day. A gross amount holds the rate of `stated_on`: it changes only
    where the rate has changed since. A `fixed` rate（経過措置）holds for the whole term. Before the first
    known rate there is no tax.
    """
    if fixed is not None:
        return _gross_of(fixed) if basis is TaxBasis.NET else Fraction(1)
    now = rates.at(day) or Fraction(0)
    if basis is TaxBasis.NET:
        return _gross_of(now)
    then = rates.at(stated_on) or Fraction(0)
    return Fraction(1) if now is then or now == then else _gross_of(now) / _gross_of(then)


@lru_cache(maxsize=64)
def _gross_of(percent: Fraction) -> Fraction:
    return (100 + percent) / Fraction(100)
