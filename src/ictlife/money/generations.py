"""What a group's generations cost one after the other（世代ごとの費用）, as they are placed in months.

The one computation behind the budget's rows of renewals and the optimiser's yen: both add up these charges.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from ictlife.base.yen import round_to
from ictlife.fiscal.month import Month
from ictlife.model.asset import Acquisition, Group
from ictlife.model.contract import CostKind, Per
from ictlife.model.estate import Estate
from ictlife.money.bridge import Bridge, OldLease, bridge
from ictlife.money.charge import Charge, Stage
from ictlife.money.renewal_cost import renewal_cost, successor_acquisition, successor_months


@dataclass(frozen=True, slots=True)
class Generation:
    """A renewal with its costs（一世代の費用）: the lease it replaces, what carries that on, and its own charges."""

    old: OldLease | None
    before: Bridge
    charges: tuple[Charge, ...]


def generations(
    estate: Estate, group: Group, months: Sequence[Month], old: OldLease | None, as_of: date, horizon: Month
) -> Iterator[Generation]:
    """The generations that go into service in `months`; each serves until the next, the last through the horizon.

    Args:
        estate: whose prices.
        group: what is renewed.
        months: when, ascending.
        old: the lease that the first of them replaces.
        as_of: nothing is carried on before this day's month.
        horizon: the last month looked at. What still serves then and is past its term is carried on until then.
    """
    not_before = Month.of(as_of).first
    for place, month in enumerate(months):
        is_last = place + 1 == len(months)
        until = _through(estate, group, month, horizon) if is_last else months[place + 1] + -1
        charges = renewal_cost(estate, group, month, until)
        own = _as_old(estate, group, charges)
        if is_last and own:
            charges += _re_leased(bridge(estate, group, own, horizon + 1, not_before))
        yield Generation(old, bridge(estate, group, old, month, not_before) if old else Bridge(), charges)
        old = own


def _through(estate: Estate, group: Group, month: Month, horizon: Month) -> Month | None:
    """None where the term reaches past the horizon: what is owed then is shown too（残債務）."""
    return None if month + (successor_months(estate, group) - 1) >= horizon else horizon


def _re_leased(found: Bridge) -> tuple[Charge, ...]:
    return tuple(each for each in found.charges if each.stage is Stage.RE_LEASE)


def _as_old(estate: Estate, group: Group, charges: tuple[Charge, ...]) -> OldLease | None:
    """The successor's lease as what the next renewal replaces."""
    if successor_acquisition(estate, group) is not Acquisition.LEASE:
        return None
    for charge in charges:
        if charge.kind is CostKind.EQUIPMENT:
            months = Month.of(charge.until + timedelta(days=1)) - Month.of(charge.first)
            parts = {Per.MONTH: 1, Per.YEAR: 12, Per.TOTAL: max(1, months)}
            monthly = round_to(Fraction(charge.amount, parts[charge.per]), 1, charge.rounding)
            return OldLease(charge.source, charge.until, monthly)
    return None
