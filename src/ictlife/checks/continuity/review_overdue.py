"""An ICT-BCP that has not been reviewed（ICT-BCPの見直し）."""

from __future__ import annotations

from collections.abc import Iterator

from ictlife.assessment import Assessment
from ictlife.base.ref import Ref
from ictlife.checks.look import Looked, check
from ictlife.checks.lookup import active_groups, attested, plans_of, started
from ictlife.fiscal.month import Month, add_months
from ictlife.model.asset import Group, Level


@check(
    reads=("plan", "attestation", "group"),
    params=("topic", "most_months"),
    says=("reviewed_on", "most_months", "renewed_groups"),
    is_manual=True,
)
def review_overdue(found: Assessment, *, topic: str, most_months: int) -> Iterator[Looked]:
    """Look for the last review: is it within so many months, and after every renewal of what the BCP lists?"""
    statement = attested(found, topic)
    days = [statement.on] if statement else []
    for plan in plans_of(found.estate, ("bcp",)):
        days += [day for day in (plan.adopted_on, plan.reviewed_on) if day and day <= found.as_of]
    last = max(days, default=None)
    since = tuple(each for each in _listed(found) if last and _renewed(found, each) > Month.of(last))
    is_kept = last is not None and last >= add_months(found.as_of, -most_months) and not since
    said = {"reviewed_on": last, "most_months": most_months, "renewed_groups": len(since)}
    subject = statement.ref("on") if statement else Ref("attestation", topic)
    yield Looked(subject, None if is_kept else said, tuple(each.ref("in_service_on") for each in since))


def _listed(found: Assessment) -> tuple[Group, ...]:
    return tuple(each for each in active_groups(found.estate) if each.is_priority or each.availability is Level.HIGH)


def _renewed(found: Assessment, group: Group) -> Month:
    """Month of the group's last going into service, as far as it is over; long ago where unknown."""
    start = started(found, group)
    return start if start and start.first <= found.as_of else Month(1, 1)
