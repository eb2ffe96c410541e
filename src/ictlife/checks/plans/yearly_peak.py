"""Fiscal years with more renewals than the town can carry（更新の集中）."""

from __future__ import annotations

from collections.abc import Iterator

from ictlife.assessment import Assessment
from ictlife.base.ref import Ref
from ictlife.checks.look import Looked, check
from ictlife.fiscal.month import FiscalYear, Month
from ictlife.money.renewal_cost import price_known
from ictlife.schedule.renewal import Renewal


@check(
    reads=("group", "policy", "estimate"),
    params=("most_renewals", "most_times_average_percent", "fewest_for_average"),
    says=("fiscal_year", "renewals", "cost_yen", "staff_days", "most_renewals", "percent_of_average"),
)
def yearly_peak(
    found: Assessment, *, most_renewals: int, most_times_average_percent: int, fewest_for_average: int
) -> Iterator[Looked]:
    """Look at every fiscal year of the horizon: count, cost and own staff's days of its renewals.

    Speaks where the count is over the limit, or cost or staff days are over so many per cent of the
    horizon's average. Years with only a few renewals are never a peak.
    """
    by_year: dict[FiscalYear, list[Renewal]] = {}
    for renewal in found.schedule.renewals:
        if renewal.in_service >= Month.of(found.as_of):
            by_year.setdefault(renewal.fy, []).append(renewal)
    count = len(found.projection.horizon) // 12 or 1
    loads = {fy: (len(each), _cost(found, each), _days(found, each)) for fy, each in by_year.items()}
    sums = [sum(load[place] for load in loads.values()) for place in (1, 2)]
    for fy in sorted(loads):
        renewals, cost, days = loads[fy]
        shares = zip((cost, days), sums, strict=True)
        percent = max((100 * part * count // whole for part, whole in shares if whole), default=0)
        is_uneven = percent > most_times_average_percent and renewals >= fewest_for_average
        said = {
            "fiscal_year": fy,
            "renewals": renewals,
            "cost_yen": cost,
            "staff_days": days,
            "most_renewals": most_renewals,
            "percent_of_average": percent,
        }
        is_peak = renewals > most_renewals or is_uneven
        related = tuple(each.ref for each in by_year[fy])
        yield Looked(Ref("fiscal_year", str(fy)), said if is_peak else None, related if is_peak else ())


def _cost(found: Assessment, renewals: list[Renewal]) -> int:
    groups = (found.estate.groups[each.need.subject.id] for each in renewals)
    return sum(price_known(found.estate, group) or 0 for group in groups)


def _days(found: Assessment, renewals: list[Renewal]) -> int:
    total = 0
    for each in renewals:
        group = found.estate.groups[each.need.subject.id]
        policy = found.estate.policy_of(group)
        total += group.staff_days if group.staff_days is not None else policy.staff_days if policy else 0
    return total
