"""When each group must be renewed, cycle after cycle（更新需要の見通し）. Places nothing, spends nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from ictlife.base.reason import Reason
from ictlife.base.ref import Ref
from ictlife.fiscal.month import FiscalSpan, FiscalYear, Month, MonthSpan
from ictlife.fiscal.when import Precision, When
from ictlife.lifecycle.limits import (
    Limit,
    lease_limit,
    life_limit,
    maintenance_limit,
    support_limit,
)
from ictlife.lifecycle.need import Driver, Need, Projection
from ictlife.model.asset import Group, RenewalStatus
from ictlife.model.city import City
from ictlife.model.estate import Estate
from ictlife.model.policy import Policy

_EARLY_MONTHS = 12
"""How far a renewal may be brought forward where the policy says nothing."""


def horizon(city: City, as_of: date) -> MonthSpan:
    """The months shown: whole fiscal years from the first（計画対象期間）."""
    first = city.horizon_from or FiscalYear.of(as_of)
    years = FiscalSpan(first, first + (city.horizon_years - 1))
    return MonthSpan(years.first.first_month, years.until.last_month)


def project(estate: Estate, as_of: date) -> Projection:
    """All renewals that fall due within the horizon, each group's cycles in order.

    A group without a cycle, or without any date to count from, is listed as unknown.
    """
    span = horizon(estate.city, as_of)
    needs: list[Need] = []
    unknown: list[Ref] = []
    for group in estate.groups.values():
        if group.renewal_status is RenewalStatus.ABOLISHED:
            continue
        chain = list(_chain(estate, group, as_of, span.until))
        needs += chain
        if not chain and _first(estate, group, as_of) is None:
            unknown.append(group.ref())
    return Projection(tuple(needs), span, tuple(unknown))


def _chain(estate: Estate, group: Group, as_of: date, until: Month) -> Iterator[Need]:
    need = _first(estate, group, as_of)
    while need is not None and need.due <= until:
        yield need
        need = successor(estate, group, need.cycle + 1, max(need.due, need.window.first))


@dataclass(frozen=True, slots=True)
class _Start:
    """From when the present generation counts."""

    month: Month
    reason: Reason


@dataclass(frozen=True, slots=True)
class _Due:
    month: Month
    driver: Driver
    reason: Reason
    is_fixed: bool = False


def in_service(estate: Estate, group: Group) -> _Start | None:
    """When the present generation went into service（稼働開始）: as stated, else from its lease, else its oldest
    equipment."""
    if group.renewal_status is RenewalStatus.DONE and group.planned_renewal_on:
        return _start(group.planned_renewal_on, group.ref("planned_renewal_on"), group.ref("renewal_status"))
    if group.in_service_on:
        return _start(group.in_service_on, group.ref("in_service_on"))
    leases = [
        (contract.starts_on, contract.ref("starts_on"))
        for contract in estate.contracts_of.get(group.id, ())
        if contract.starts_on and contract.kind == "lease"
    ]
    if leases:
        return _start(*max(leases))
    acquired = [
        (asset.acquired_on, asset.ref("acquired_on"))
        for asset in estate.assets_of.get(group.id, ())
        if asset.acquired_on
    ]
    return _start(*min(acquired)) if acquired else None


def _start(when: When, *refs: Ref) -> _Start:
    return _Start(when.first_month, Reason("in_service_since", {"when": when}, refs))


def _cycle(group: Group, policy: Policy | None) -> tuple[int, Ref] | None:
    if group.cycle_months:
        return group.cycle_months, group.ref("cycle_months")
    return (policy.cycle_months, policy.ref("cycle_months")) if policy else None


def _first(estate: Estate, group: Group, as_of: date) -> Need | None:
    """The next renewal: pinned, stated, or due by what comes first of cycle, lease, support and parts."""
    policy = estate.policy_of(group)
    cycle = _cycle(group, policy)
    if cycle is None:
        return None
    start = in_service(estate, group)
    limits = [each for each in _limits(estate, group, policy, start) if each]
    due = _pinned(group) or _stated(group, start, cycle) or _computed(start, cycle, limits)
    if due is None:
        return None
    window = _window(group, policy, start, due, limits, as_of)
    because = (due.reason, *(limit.reason for limit in limits if limit.reason is not due.reason))
    if not due.is_fixed and due.month < window.first:
        because = (Reason("overdue", {"due": due.month}), *because)
    return Need(
        subject=group.ref(),
        cycle=1,
        due=due.month,
        window=window,
        driver=due.driver,
        reason=Reason("renewal_due", {"due": due.month, "driver": due.driver}, because=because),
        limits={limit.driver: limit.month for limit in limits},
        cycle_months=cycle[0],
    )


def _limits(estate: Estate, group: Group, policy: Policy | None, start: _Start | None) -> Iterator[Limit | None]:
    yield lease_limit(estate, group)
    yield support_limit(estate, group)
    yield maintenance_limit(estate, group)
    yield life_limit(group, policy, start.month) if start else None


def _pinned(group: Group) -> _Due | None:
    if group.pin_month is None:
        return None
    refs = (group.ref("pin_month"), *((group.ref("pin_reason"),) if group.pin_reason else ()))
    reason = Reason("pinned", {"month": group.pin_month, "why": group.pin_reason or ""}, refs)
    return _Due(group.pin_month, Driver.PIN, reason, is_fixed=True)


def _stated(group: Group, start: _Start | None, cycle: tuple[int, Ref]) -> _Due | None:
    """The renewal as the municipality states it; a stated year takes the month that the cycle gives inside it."""
    when = group.planned_renewal_on
    if when is None or group.renewal_status is RenewalStatus.DONE:
        return None
    reason = Reason("stated", {"when": when}, (group.ref("planned_renewal_on"),))
    if when.precision in (Precision.DAY, Precision.MONTH):
        return _Due(when.first_month, Driver.PLAN, reason, is_fixed=True)
    month = when.last_month
    if start:
        by_cycle = start.month + cycle[0]
        month = min(max(by_cycle, when.first_month), when.last_month)
        reason = Reason(reason.code, reason.params, reason.rests_on, (start.reason,))
    return _Due(month, Driver.PLAN, reason)


def _computed(start: _Start | None, cycle: tuple[int, Ref], limits: list[Limit]) -> _Due | None:
    """Due at the lease's end, else a cycle after going into service; earlier where support or parts end first."""
    by_driver = {limit.driver: limit for limit in limits}
    due: _Due | None = None
    if lease := by_driver.get(Driver.LEASE_END):
        due = _Due(lease.month, Driver.LEASE_END, lease.reason)
    elif start:
        months, ref = cycle
        reason = Reason("cycle_ends", {"from": start.month, "months": months}, (ref,), (start.reason,))
        due = _Due(start.month + months, Driver.POLICY_LIFE, reason)
    for driver in (Driver.END_OF_SECURITY_SUPPORT, Driver.END_OF_MAINTENANCE):
        limit = by_driver.get(driver)
        if limit and (due is None or limit.month < due.month):
            due = _Due(limit.month, driver, limit.reason)
    return due


def _window(
    group: Group, policy: Policy | None, start: _Start | None, due: _Due, limits: list[Limit], as_of: date
) -> MonthSpan:
    """How far the renewal may move: not before its least life nor into the past, not past the first hard limit.

    A lease may be carried on by a re-lease as long as the policy allows.
    """
    if due.driver is Driver.PIN:
        return MonthSpan(due.month, due.month)
    grace = policy.re_lease_months if policy else 0
    latest = [limit.month + (grace if limit.driver is Driver.LEASE_END else 0) for limit in limits]
    until = max(due.month, min(latest, default=due.month))
    if policy and policy.earliest_months is not None and start:
        earliest = start.month + policy.earliest_months
    else:
        earliest = due.month + -_EARLY_MONTHS
    first = min(earliest, due.month)
    if due.is_fixed and due.month < Month.of(as_of):
        return MonthSpan(due.month, until)
    first = max(first, Month.of(as_of))
    return MonthSpan(first, max(first, until))


def successor(estate: Estate, group: Group, number: int, base: Month) -> Need | None:
    """Renewal no. `number`, a cycle after the one placed in `base`（次々期の更新需要）.

    What support the successor will have is not known yet; only its policy limits it.
    """
    policy = estate.policy_of(group)
    cycle = _cycle(group, policy)
    if cycle is None or cycle[0] <= 0:
        return None
    months, ref = cycle
    due = base + months
    limit = life_limit(group, policy, base)
    earlier = Ref("renewal", f"{group.id}#{number - 1}")
    before = Reason("after_renewal", {"cycle": number - 1, "month": base}, (earlier,))
    reason = Reason("cycle_ends", {"from": base, "months": months}, (ref,), (before,))
    early = policy.earliest_months if policy and policy.earliest_months is not None else months - _EARLY_MONTHS
    return Need(
        subject=group.ref(),
        cycle=number,
        due=due,
        window=MonthSpan(min(base + max(1, early), due), max(due, limit.month) if limit else due),
        driver=Driver.POLICY_LIFE,
        reason=Reason("renewal_due", {"due": due, "driver": Driver.POLICY_LIFE}, because=(reason,)),
        limits={limit.driver: limit.month} if limit else {},
        cycle_months=months,
    )
