"""School device plans against their own form（端末整備・更新計画）: the ceiling of each year, the ways of disposal."""

from __future__ import annotations

from collections.abc import Iterator

from ictlife.assessment import Assessment
from ictlife.checks.look import Looked, check
from ictlife.planning.schools import device_plans


@check(reads=("school_plan",), says=("name", "fiscal_year", "devices", "ceiling", "over"))
def above_school_ceiling(found: Assessment) -> Iterator[Looked]:
    """Look at every year of every school plan in which something is bought.

    Speaks where devices and spares so far are above the pupils and the spares allowed for them.
    """
    for plan in device_plans(found.estate):
        for year in plan.years:
            if year.devices == 0 and year.spares == 0:
                continue
            subject = plan.ref.at("years")
            if year.ceiling is None or year.supplied is None:
                yield Looked(subject, is_unknown=True)
                continue
            said = {
                "name": plan.name,
                "fiscal_year": year.fy,
                "devices": year.supplied,
                "ceiling": year.ceiling,
                "over": year.over_ceiling,
            }
            yield Looked(subject, said if year.over_ceiling else None)


@check(reads=("school_plan",), says=("name", "replaced", "stated", "left"))
def school_disposal_open(found: Assessment) -> Iterator[Looked]:
    """Look at every school plan that replaces devices: is a way stated for each of them, and for no more?"""
    for plan in device_plans(found.estate):
        if plan.replaced is None or plan.unassigned is None:
            yield Looked(plan.ref.at("replaced"), is_unknown=True)
            continue
        said = {
            "name": plan.name,
            "replaced": plan.replaced,
            "stated": plan.replaced - plan.unassigned,
            "left": abs(plan.unassigned),
        }
        yield Looked(plan.ref.at("disposals"), said if plan.unassigned else None)
