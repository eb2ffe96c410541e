"""Which steps the purchase of a group takes（調達工程の選択）."""

from __future__ import annotations

from ictlife.model.asset import Group
from ictlife.model.estate import Estate
from ictlife.model.policy import LeadTime, Policy, Step


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


def steps_for(lead: LeadTime, group: Group, policy: Policy | None) -> tuple[Step, ...]:
    """The steps that apply to this group: some are only for one way of acquisition, or over a price."""
    acquisition = group.acquisition or (policy.acquisition if policy else None)
    cost = (group.renewal_cost or 0) + (group.build_cost or 0)
    return tuple(
        step
        for step in lead.steps
        if (not step.only_for or (acquisition is not None and acquisition.value in step.only_for))
        and (step.only_over is None or cost >= step.only_over)
    )
