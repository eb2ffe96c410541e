"""Questions an officer is asked every year, as edits of the inputs（想定の変更）.

Each function answers "what would have to be written otherwise"; it changes nothing. The edits become an
overlay, which is then read, validated and compared like any other.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from ictlife.base.ref import Ref
from ictlife.base.refusal import Refusal
from ictlife.fiscal.month import Month, add_months
from ictlife.fiscal.when import Precision, When
from ictlife.model.asset import Acquisition, RenewalStatus
from ictlife.model.estate import Estate
from ictlife.model.field import Entity
from ictlife.model.product import Known

UNIT_YEN = 1000
"""Caps are written to the thousand yen."""


@dataclass(frozen=True, slots=True)
class Change:
    """One edit（編集）: the field, what it says now as a guard, and what it would say; None takes it away."""

    ref: Ref
    was: str | None
    to: str | None


def extend(estate: Estate, category: str, years: int) -> tuple[Change, ...]:
    """Keep a class of equipment `years` longer（更新の延伸）: its cycle, its longest life, and stated renewals.

    Raises:
        Refusal: no_ref where there is no such policy.
    """
    policy = _known(estate, Ref("policy", category))
    changes = [
        Change(policy.ref(field), str(months), str(months + 12 * years))
        for field in ("cycle_months", "longest_months")
        if (months := getattr(policy, field)) is not None
    ]
    for group in estate.groups.values():
        if group.category == category:
            changes += _later(group, ("planned_renewal_on",), 12 * years)
            changes += [
                Change(group.ref(field), str(months), str(months + 12 * years))
                for field in ("cycle_months", "longest_months")
                if (months := getattr(group, field)) is not None
            ]
    return tuple(changes)


def cut_caps(estate: Estate, percent: int) -> tuple[Change, ...]:
    """Cut every cap by `percent`（上限の削減）, down to the thousand yen."""
    return tuple(
        Change(cap.ref("amount"), str(cap.amount), str(cap.amount * (100 - percent) // 100 // UNIT_YEN * UNIT_YEN))
        for cap in estate.caps.values()
    )


def move_plan(estate: Estate, plan: str, years: int) -> tuple[Change, ...]:
    """Move the last year of a plan（計画終期の変更）, and the first of the plan that follows it."""
    moved = _known(estate, Ref("plan", plan))
    changes = [_year(moved, "last_year", years)]
    changes += [
        _year(each, field, years)
        for each in estate.plans.values()
        if each.predecessor == plan
        for field in ("first_year", "last_year")
    ]
    return tuple(changes)


def pin(estate: Estate, group: str, month: Month) -> tuple[Change, ...]:
    """Fix a renewal to a month（更新月の指定）."""
    pinned = _known(estate, Ref("group", group))
    before = getattr(pinned, "pin_month", None)
    return (Change(pinned.ref("pin_month"), None if before is None else str(before), str(month)),)


def unpin(estate: Estate, group: str) -> tuple[Change, ...]:
    """Let a fixed renewal move again（指定の解除）."""
    pinned = _known(estate, Ref("group", group))
    before = getattr(pinned, "pin_month", None)
    return (Change(pinned.ref("pin_month"), str(before), None),) if before is not None else ()


def to_cloud(estate: Estate, group: str) -> tuple[Change, ...]:
    """Take the successor from the cloud instead of a lease（クラウドへの移行）."""
    moved = _known(estate, Ref("group", group))
    before = getattr(moved, "acquisition", None)
    method = getattr(moved, "method", None)
    return (
        Change(moved.ref("acquisition"), before.value if before else None, Acquisition.CLOUD.value),
        Change(moved.ref("method"), method, "cloud"),
    )


def delay_support(estate: Estate, product: str, months: int) -> tuple[Change, ...]:
    """A vendor moves the end of security support（サポート終了の変更）; a date not known cannot be moved."""
    moved = _known(estate, Ref("product", product))
    end = getattr(moved, "end_of_security_support", None)
    if not isinstance(end, Known):
        raise Refusal("no_date", ref=str(moved.ref("end_of_security_support")))
    field = moved.ref("end_of_security_support")
    return (Change(field, end.day.isoformat(), add_months(end.day, months).isoformat()),)


def close_site(estate: Estate, site: str) -> tuple[Change, ...]:
    """Lose a site（拠点の廃止）: what stands there is not renewed again."""
    _known(estate, Ref("site", site))
    return tuple(
        Change(group.ref("renewal_status"), group.renewal_status.value, RenewalStatus.ABOLISHED.value)
        for group in estate.groups.values()
        if group.site == site and group.renewal_status is not RenewalStatus.ABOLISHED
    )


def _known(estate: Estate, ref: Ref) -> Entity:
    found = estate.find(ref)
    if found is None:
        known = sorted(estate.of_kind(ref.kind))
        raise Refusal("no_ref", ref=str(ref), near=", ".join(known[:12]) or None)
    return found


def _later(entity: Entity, fields: tuple[str, ...], months: int) -> Iterator[Change]:
    for field in fields:
        when = getattr(entity, field)
        if isinstance(when, When):
            yield Change(entity.ref(field), str(when), _moved(when, months))


def _moved(when: When, months: int) -> str:
    """The point in time `months` later, as precisely as before."""
    if when.precision is Precision.DAY:
        return add_months(when.first, months).isoformat()
    if when.precision is Precision.MONTH:
        return str(when.first_month + months)
    later: date = add_months(when.first, months)
    return str(When.fiscal_year(Month.of(later).fy)) if when.precision is Precision.FISCAL_YEAR else str(later.year)


def _year(entity: Entity, field: str, years: int) -> Change:
    fy = getattr(entity, field)
    return Change(entity.ref(field), str(fy), str(fy + years))
