"""Every check there is（検査の一覧）. A new way of looking is one file and one line here."""

from __future__ import annotations

from collections.abc import Mapping

from ictlife.checks.budget.cap_exceeded import cap_exceeded
from ictlife.checks.budget.estimate_missing import estimate_missing
from ictlife.checks.budget.estimate_old import estimate_old
from ictlife.checks.budget.source_outside_window import source_outside_window
from ictlife.checks.budget.tax_basis_mixed import tax_basis_mixed
from ictlife.checks.budget.tax_rate_changes import tax_rate_changes
from ictlife.checks.budget.totals_disagree import totals_disagree
from ictlife.checks.continuity.contact_unconfirmed import contact_unconfirmed
from ictlife.checks.continuity.copy_not_off_site import copy_not_off_site
from ictlife.checks.continuity.copy_not_shielded import copy_not_shielded
from ictlife.checks.continuity.dependency_weaker import dependency_weaker
from ictlife.checks.continuity.drill_missing import drill_missing
from ictlife.checks.continuity.lists_disagree import lists_disagree
from ictlife.checks.continuity.measure_overdue import measure_overdue
from ictlife.checks.continuity.no_alternate import no_alternate
from ictlife.checks.continuity.place_unsafe import place_unsafe
from ictlife.checks.continuity.power_short import power_short
from ictlife.checks.continuity.recovery_missed import recovery_point_missed, recovery_time_missed
from ictlife.checks.continuity.restore_untested import restore_untested
from ictlife.checks.continuity.review_overdue import review_overdue
from ictlife.checks.continuity.single_point import single_point
from ictlife.checks.continuity.standby_renewed_together import standby_renewed_together
from ictlife.checks.continuity.target_missing import target_missing
from ictlife.checks.continuity.upkeep_short import response_too_slow, upkeep_ends_early
from ictlife.checks.data.lossy_text import lossy_text
from ictlife.checks.disposal.copies_without_end import copies_without_end
from ictlife.checks.disposal.erasure_clause_missing import erasure_clause_missing
from ictlife.checks.disposal.method_is_no_erasure import method_is_no_erasure
from ictlife.checks.disposal.method_not_allowed import method_not_allowed
from ictlife.checks.disposal.plan_missing import plan_missing
from ictlife.checks.disposal.record_missing import record_missing
from ictlife.checks.look import Check
from ictlife.checks.plans.beyond_plan_end import beyond_plan_end, others_beyond_plan_end
from ictlife.checks.plans.comment_too_short import comment_too_short
from ictlife.checks.plans.cycle_drifts import cycle_drifts, others_cycle_drifts
from ictlife.checks.plans.deviation_unexplained import deviation_unexplained
from ictlife.checks.plans.external_cycle import external_cycle
from ictlife.checks.plans.generations_apart import generations_apart
from ictlife.checks.plans.initiative_unfunded import initiative_unfunded
from ictlife.checks.plans.initiative_unreported import initiative_unreported
from ictlife.checks.plans.money_without_initiative import money_without_initiative
from ictlife.checks.plans.near_plan_end import near_plan_end
from ictlife.checks.plans.outside_plan_period import others_outside_plan_period, outside_plan_period
from ictlife.checks.plans.plan_making_late import plan_making_late
from ictlife.checks.plans.renewal_without_initiative import renewal_without_initiative
from ictlife.checks.plans.review_missing import review_missing
from ictlife.checks.plans.school_devices import above_school_ceiling, school_disposal_open
from ictlife.checks.plans.stated_against_cycle import stated_against_cycle
from ictlife.checks.plans.stated_in_past import stated_in_past
from ictlife.checks.plans.superior_plan_ends import superior_plan_ends
from ictlife.checks.plans.yearly_peak import yearly_peak
from ictlife.checks.procurement.commitment_short import commitment_short
from ictlife.checks.procurement.early_module import early_module
from ictlife.checks.procurement.election_budget import election_budget
from ictlife.checks.procurement.in_blackout import in_blackout
from ictlife.checks.procurement.later_years_unbound import later_years_unbound
from ictlife.checks.procurement.lease_gap import lease_gap
from ictlife.checks.procurement.long_term_over_limit import long_term_over_limit
from ictlife.checks.procurement.negotiated_over_limit import negotiated_over_limit
from ictlife.checks.procurement.re_lease_unprepared import re_lease_unprepared
from ictlife.checks.procurement.split_contracts import split_contracts
from ictlife.checks.procurement.steps_late import steps_late
from ictlife.checks.procurement.steps_out_of_order import steps_out_of_order
from ictlife.checks.procurement.vote_missing import vote_missing
from ictlife.checks.security.attestation_missing import attestation_missing
from ictlife.checks.security.catalogue_stale import catalogue_stale
from ictlife.checks.security.cloud_without_basis import cloud_without_basis
from ictlife.checks.security.fields_missing import fields_missing
from ictlife.checks.security.important_outside import important_outside
from ictlife.checks.security.maintenance_ends_in_use import maintenance_ends_in_use
from ictlife.checks.security.old_class import old_class
from ictlife.checks.security.paid_extension_only import paid_extension_only
from ictlife.checks.security.policy_outdated import policy_outdated
from ictlife.checks.security.preparation_lacks import preparation_lacks
from ictlife.checks.security.re_lease_of_exempt import re_lease_of_exempt
from ictlife.checks.security.supply_chain import supply_chain
from ictlife.checks.security.support_ended import support_ended
from ictlife.checks.security.support_ends_in_use import support_ends_in_use
from ictlife.checks.security.support_unknown import support_unknown
from ictlife.checks.security.zone_crossed import zone_crossed

CHECKS: Mapping[str, Check] = {
    each.name: each
    for each in (
        above_school_ceiling,
        attestation_missing,
        beyond_plan_end,
        others_beyond_plan_end,
        cap_exceeded,
        catalogue_stale,
        cloud_without_basis,
        comment_too_short,
        commitment_short,
        contact_unconfirmed,
        copies_without_end,
        copy_not_off_site,
        copy_not_shielded,
        cycle_drifts,
        others_cycle_drifts,
        dependency_weaker,
        deviation_unexplained,
        drill_missing,
        early_module,
        election_budget,
        erasure_clause_missing,
        estimate_missing,
        estimate_old,
        external_cycle,
        fields_missing,
        generations_apart,
        important_outside,
        in_blackout,
        initiative_unfunded,
        initiative_unreported,
        later_years_unbound,
        lease_gap,
        lists_disagree,
        long_term_over_limit,
        lossy_text,
        maintenance_ends_in_use,
        measure_overdue,
        method_is_no_erasure,
        method_not_allowed,
        money_without_initiative,
        near_plan_end,
        negotiated_over_limit,
        no_alternate,
        old_class,
        outside_plan_period,
        others_outside_plan_period,
        paid_extension_only,
        place_unsafe,
        plan_making_late,
        plan_missing,
        policy_outdated,
        power_short,
        preparation_lacks,
        re_lease_of_exempt,
        re_lease_unprepared,
        record_missing,
        recovery_point_missed,
        recovery_time_missed,
        renewal_without_initiative,
        response_too_slow,
        restore_untested,
        review_missing,
        review_overdue,
        school_disposal_open,
        single_point,
        source_outside_window,
        split_contracts,
        standby_renewed_together,
        stated_against_cycle,
        stated_in_past,
        steps_late,
        steps_out_of_order,
        superior_plan_ends,
        supply_chain,
        support_ended,
        support_ends_in_use,
        support_unknown,
        target_missing,
        tax_basis_mixed,
        tax_rate_changes,
        totals_disagree,
        upkeep_ends_early,
        vote_missing,
        yearly_peak,
        zone_crossed,
    )
}
