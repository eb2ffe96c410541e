"""The lead time of a group's way of procurement（調達期間）."""

from __future__ import annotations

from ictlife.model.asset import Group
from ictlife.model.estate import Estate
from ictlife.model.policy import LeadTime


def lead_time(estate: Estate, group: Group) -> LeadTime | None:
    """The lead time of the group's procurement method; a category may have its own steps for a method."""
    policy = estate.policy_of(group)
    method = group.method or (policy.method if policy else None)
    if method is None:
        return None
    for lead in estate.lead_times.values():
        if lead.replaces == method and group.category in lead.categories:
            return lead
    return estate.lead_times.get(method)
