"""Methods of erasure that the guideline of the day does not allow（認められない抹消方法）."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from ictlife.assessment import Assessment
from ictlife.base.dated import Dated
from ictlife.base.text import Named, named
from ictlife.checks.look import Looked, check
from ictlife.model.asset import Confidentiality, Group, Zone
from ictlife.model.disposal import Disposal

Allowed = Mapping[str, Mapping[str, list[str]]]
"""Tier → medium → methods."""


@check(
    reads=("group", "disposal"),
    dated=("allowed",),
    says=("name", "medium", "method", "tier", "day", "allowed"),
)
def method_not_allowed(found: Assessment, *, allowed: Dated[Allowed]) -> Iterator[Looked]:
    """Look at every disposal: does the table in force on its day allow the method for this medium and class?

    The day is when it was or will be done, so that the version of the guideline of that day counts.
    Tiers: resident (residents' data in the My Number zone), high (機密性2 and above), low.
    """
    for disposal in found.estate.disposals.values():
        group = found.estate.groups.get(disposal.group)
        day = disposal.done_on or disposal.planned_on or found.as_of
        tier = _tier(disposal, group)
        if disposal.method is None or disposal.medium is None or tier is None:
            yield Looked(disposal.ref("method"), is_unknown=True)
            continue
        methods = (allowed.at(day) or {}).get(tier, {}).get(disposal.medium.value)
        yield Looked(disposal.ref("method"), _said(disposal, group, tier, day, methods))


def _said(
    disposal: Disposal, group: Group | None, tier: str, day: date, methods: list[str] | None
) -> dict[str, object] | None:
    if methods is None or disposal.method is None or disposal.method.value in methods:
        return None
    return {
        "name": group.name if group else disposal.group,
        "medium": disposal.medium,
        "method": disposal.method,
        "tier": Named(tier, "tier"),
        "day": day,
        "allowed": named(methods, "method"),
    }


def _tier(disposal: Disposal, group: Group | None) -> str | None:
    """How strictly the medium is treated; None where its class is not known."""
    zone = disposal.zone or (group.zone if group else None)
    holds = disposal.holds_resident_data
    if holds is None and group:
        holds = group.holds_resident_data
    level = disposal.confidentiality or (group.confidentiality if group else None)
    if holds and zone is Zone.MY_NUMBER:
        return "resident"
    if level is None:
        return None
    return "low" if level is Confidentiality.C1 else "high"
