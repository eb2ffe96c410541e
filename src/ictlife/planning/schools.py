"""The figures of a 端末整備・更新計画（学習者用端末の整備計画）: ceilings, rates, and what becomes of the old.

The form is the one every municipality publishes for the prefectures' funds（公立学校情報機器整備基金）: the
ceiling is the pupils and the spares allowed for them, rounded down. Practice reads the spare rate in two
ways, and both are given: of the spares allowed, and of the pupils.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from ictlife.base.ref import Ref
from ictlife.fiscal.month import FiscalYear
from ictlife.model.estate import Estate
from ictlife.model.school import SchoolDisposal, SchoolPlan, SchoolYear


@dataclass(frozen=True, slots=True)
class DeviceYear:
    """One column of the form（年度の欄）; None where what it rests on is not stated."""

    fy: FiscalYear
    pupils: int | None
    spares_allowed: int | None
    ceiling: int | None
    devices: int | None
    fund_devices: int | None
    cumulative_rate: Fraction | None
    """Devices so far for each pupil, at most 1（累積更新率）."""
    spares: int | None
    fund_spares: int | None
    spare_rate_of_allowed: Fraction | None
    """Spares so far of those allowed, at most 1（予備機整備率：上限に対して）."""
    spare_rate_of_pupils: Fraction | None
    """Spares so far for each pupil（予備機整備率：児童生徒数に対して）."""
    supplied: int | None
    """Devices and spares so far（整備台数と予備機の累計）."""
    over_ceiling: int
    """What of these is above the ceiling in a year in which something is bought（上限の超過）."""


@dataclass(frozen=True, slots=True)
class DevicePlan:
    """A school device plan with its figures（端末整備・更新計画）."""

    ref: Ref
    name: str
    years: tuple[DeviceYear, ...]
    replaced: int | None
    disposals: tuple[SchoolDisposal, ...]

    @property
    def unassigned(self) -> int | None:
        """Replaced devices that no way is stated for; less than nothing where too many are stated."""
        return None if self.replaced is None else self.replaced - sum(each.count for each in self.disposals)


def device_plans(estate: Estate) -> tuple[DevicePlan, ...]:
    """Every school plan of the estate, by id."""
    plans = sorted(estate.school_plans.values(), key=lambda each: each.id)
    return tuple(
        DevicePlan(each.ref(), each.name, tuple(_years(each)), each.replaced, each.disposals) for each in plans
    )


def spares_allowed(pupils: int, percent: Fraction) -> int:
    """Spares for so many pupils, rounded down（予備機の上限）.

    >>> spares_allowed(162, Fraction(15)), spares_allowed(153, Fraction(15))
    (24, 22)
    """
    return int(pupils * percent / 100)


def _years(plan: SchoolPlan) -> Iterator[DeviceYear]:
    devices: int | None = 0
    spares: int | None = 0
    for year in sorted(plan.years, key=lambda each: each.fiscal_year):
        devices, spares = _sum(devices, year.devices), _sum(spares, year.spares)
        yield _year(year, plan.spare_percent, devices, spares)


def _sum(so_far: int | None, more: int | None) -> int | None:
    """A sum with an unknown part is unknown."""
    return None if so_far is None or more is None else so_far + more


def _year(year: SchoolYear, percent: Fraction, devices: int | None, spares: int | None) -> DeviceYear:
    pupils = year.pupils
    allowed = None if pupils is None else spares_allowed(pupils, percent)
    ceiling = _sum(pupils, allowed)
    supplied, is_buying = _sum(devices, spares), bool(year.devices or year.spares)
    rate, of_allowed = _rate(devices, pupils), _rate(spares, allowed)
    return DeviceYear(
        fy=year.fiscal_year,
        pupils=pupils,
        spares_allowed=allowed,
        ceiling=ceiling,
        devices=year.devices,
        fund_devices=year.fund_devices,
        cumulative_rate=None if rate is None else min(rate, Fraction(1)),
        spares=year.spares,
        fund_spares=year.fund_spares,
        spare_rate_of_allowed=None if of_allowed is None else min(of_allowed, Fraction(1)),
        spare_rate_of_pupils=_rate(spares, pupils),
        supplied=supplied,
        over_ceiling=max(0, supplied - ceiling) if supplied is not None and ceiling is not None and is_buying else 0,
    )


def _rate(part: int | None, whole: int | None) -> Fraction | None:
    return Fraction(part, whole) if part is not None and whole else None
