"""Every check there is（検査の一覧）. A new way of looking is one file and one line here."""

from __future__ import annotations

from collections.abc import Mapping

from ictlife.checks.look import Check
from ictlife.checks.plans.beyond_plan_end import beyond_plan_end
from ictlife.checks.plans.cycle_drifts import cycle_drifts
from ictlife.checks.plans.external_cycle import external_cycle
from ictlife.checks.plans.near_plan_end import near_plan_end
from ictlife.checks.plans.outside_plan_period import outside_plan_period
from ictlife.checks.plans.review_missing import review_missing
from ictlife.checks.plans.stated_against_cycle import stated_against_cycle
from ictlife.checks.plans.stated_in_past import stated_in_past
from ictlife.checks.plans.superior_plan_ends import superior_plan_ends
from ictlife.checks.plans.yearly_peak import yearly_peak

CHECKS: Mapping[str, Check] = {
    each.name: each
    for each in (
        beyond_plan_end,
        cycle_drifts,
        external_cycle,
        near_plan_end,
        outside_plan_period,
        review_missing,
        stated_against_cycle,
        stated_in_past,
        superior_plan_ends,
        yearly_peak,
    )
}
