"""Prices that are too old to be requested with（古い見積）."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ictlife.assessment import Assessment
from ictlife.base.ref import Ref
from ictlife.checks.look import Looked, check
from ictlife.checks.lookup import renewals_within
from ictlife.fiscal.month import Month
from ictlife.fiscal.when import When
from ictlife.model.asset import Group
from ictlife.model.estate import Estate


@check(reads=("group", "estimate"), says=("name", "estimated_on", "age_months", "valid_months"))
def estimate_old(found: Assessment) -> Iterator[Looked]:
    """Look at every price of a renewal within the rolling plan: how old is it on the as-of date?"""
    valid = found.estate.city.estimate_valid_months
    for group in _groups(found):
        for subject, estimated_on, valid_until in _dates(found.estate, group):
            if estimated_on is None:
                yield Looked(subject, is_unknown=True)
                continue
            age = Month.of(found.as_of) - estimated_on.last_month
            is_old = age > valid if valid_until is None else valid_until < found.as_of
            said = None
            if is_old:
                said = {
                    "name": group.name,
                    "estimated_on": estimated_on,
                    "age_months": age,
                    "valid_months": valid,
                }
            yield Looked(subject, said)


def _groups(found: Assessment) -> Iterator[Group]:
    """Groups with a renewal within the rolling plan, each once."""
    within = renewals_within(found, found.estate.city.rolling_plan_years)
    for identifier in dict.fromkeys(renewal.need.subject.id for renewal in within):
        yield found.estate.groups[identifier]


def _dates(estate: Estate, group: Group) -> Iterator[tuple[Ref, When | None, date | None]]:
    for estimate in estate.estimates_of.get(group.id, ()):
        yield estimate.ref("estimated_on"), estimate.estimated_on, estimate.valid_until
    if any(each is not None for each in (group.renewal_cost, group.build_cost, group.maintenance_per_year)):
        yield group.ref("estimated_on"), group.estimated_on, None
