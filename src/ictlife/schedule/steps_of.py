"""Which steps the procurement of a renewal takes（調達工程の選択）: by method, way of acquisition, price and budget."""

from __future__ import annotations

from ictlife.base.yen import Yen
from ictlife.fiscal.month import Month
from ictlife.model.asset import Group
from ictlife.model.contract import CostKind, Per
from ictlife.model.estate import Estate
from ictlife.model.policy import LeadTime, Step
from ictlife.money.renewal_cost import renewal_cost, successor_acquisition
from ictlife.money.tax import tax_factor, tax_rates
from ictlife.steps.count_back import INITIAL_BUDGET, VOTE
from ictlife.steps.lead import lead_time

REQUEST, SUPPLEMENTARY_BUDGET = "budget_request", "supplementary_budget"
_BOUGHT = (CostKind.EQUIPMENT, CostKind.BUILD)


def steps_of(estate: Estate, group: Group, cycle: int, in_service: Month) -> tuple[LeadTime, tuple[Step, ...]] | None:
    """The lead time of the group's method and its steps that apply to this renewal; None without a method."""
    lead = lead_time(estate, group)
    if lead is None:
        return None
    steps = [step for step in lead.steps if _applies(estate, group, step, in_service)]
    if (group.id, cycle) in estate.supplementary:
        steps = [_supplementary(step) for step in steps]
    return lead, tuple(steps)


def _applies(estate: Estate, group: Group, step: Step, in_service: Month) -> bool:
    """Some steps are only for one way of acquisition, or from a price on."""
    if step.only_for and successor_acquisition(estate, group).value not in step.only_for:
        return False
    least = step.only_over
    if step.threshold:
        held = [each for each in estate.thresholds_of(step.threshold) if each.from_on <= in_service.first]
        least = max(held, key=lambda each: (each.from_on, each.id)).amount if held else least
    return least is None or _price(estate, group, in_service) >= least


def _price(estate: Estate, group: Group, in_service: Month) -> Yen:
    """What equipment and build cost with tax, as the columns or the estimates of the group say."""
    rates, day = tax_rates(estate), in_service.first
    charges = renewal_cost(estate, group, in_service, None)
    bought = (each for each in charges if each.kind in _BOUGHT and each.per is Per.TOTAL)
    return sum(int(each.amount * tax_factor(rates, each.basis, each.stated_on, day, None)) for each in bought)


def _supplementary(step: Step) -> Step:
    """By a supplementary budget money is voted in the year of the contract, and asked for before the session opens."""
    if step.id == VOTE and step.gate == INITIAL_BUDGET:
        return step.model_copy(update={"gate": SUPPLEMENTARY_BUDGET, "months": 0, "days": 0})
    return step.model_copy(update={"gate": None}) if step.id == REQUEST else step
