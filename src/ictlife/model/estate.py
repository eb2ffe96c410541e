"""Everything the municipality has, owes and promised, validated（保有資産等の全体）."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from functools import cached_property
from typing import Any, cast

from ictlife.base.ref import Ref
from ictlife.model.asset import Asset, Group
from ictlife.model.backup import Backup
from ictlife.model.calendar import Blackout, ClosedDay, Election, Gate, Team
from ictlife.model.city import City
from ictlife.model.contract import Contract, CostLine, Estimate
from ictlife.model.disposal import Disposal
from ictlife.model.field import Entity
from ictlife.model.fund import (
    GENERAL,
    Actual,
    Cap,
    CarryOver,
    Commitment,
    ContinuingExpense,
    Funding,
    Heading,
    TaxRate,
    Threshold,
)
from ictlife.model.hazard import Hazard
from ictlife.model.node import Node
from ictlife.model.plan import ExternalCycle, Initiative, Outcome, Plan, PlanStep, Review, Viewpoint
from ictlife.model.policy import Agreed, Goal, LeadTime, Policy
from ictlife.model.preparation import BudgetRoute, Preparation
from ictlife.model.product import Product, Software
from ictlife.model.progress import Progress
from ictlife.model.recovery_plan import ChecklistItem, Contact, Crew, Drill, Measure, Strategy, SupportLevel
from ictlife.model.rule import Attestation, Waiver
from ictlife.model.school import SchoolPlan
from ictlife.model.service import Dependency, Service
from ictlife.model.site import Site
from ictlife.model.survey import Answer, Question


def _of(model: type[Entity]) -> Any:
    return field(default_factory=dict, metadata={"model": model})


@dataclass(frozen=True)
class Estate:
    """The validated whole: one mapping from id to record for each kind, in the order read（保有資産等の全体）.

    A kind of record is added by its model and one line here. `dropped` are the records that could not be
    read: what refers to them is not reported again, and rules that look at their kind are *not checked*.
    """

    cities: Mapping[str, City] = _of(City)
    groups: Mapping[str, Group] = _of(Group)
    assets: Mapping[str, Asset] = _of(Asset)
    contracts: Mapping[str, Contract] = _of(Contract)
    cost_lines: Mapping[str, CostLine] = _of(CostLine)
    estimates: Mapping[str, Estimate] = _of(Estimate)
    sites: Mapping[str, Site] = _of(Site)
    products: Mapping[str, Product] = _of(Product)
    software: Mapping[str, Software] = _of(Software)
    plans: Mapping[str, Plan] = _of(Plan)
    viewpoints: Mapping[str, Viewpoint] = _of(Viewpoint)
    reviews: Mapping[str, Review] = _of(Review)
    initiatives: Mapping[str, Initiative] = _of(Initiative)
    plan_steps: Mapping[str, PlanStep] = _of(PlanStep)
    outcomes: Mapping[str, Outcome] = _of(Outcome)
    questions: Mapping[str, Question] = _of(Question)
    answers: Mapping[str, Answer] = _of(Answer)
    external_cycles: Mapping[str, ExternalCycle] = _of(ExternalCycle)
    policies: Mapping[str, Policy] = _of(Policy)
    lead_times: Mapping[str, LeadTime] = _of(LeadTime)
    goals: Mapping[str, Goal] = _of(Goal)
    agreed: Mapping[str, Agreed] = _of(Agreed)
    caps: Mapping[str, Cap] = _of(Cap)
    headings: Mapping[str, Heading] = _of(Heading)
    fundings: Mapping[str, Funding] = _of(Funding)
    commitments: Mapping[str, Commitment] = _of(Commitment)
    continuing_expenses: Mapping[str, ContinuingExpense] = _of(ContinuingExpense)
    carry_overs: Mapping[str, CarryOver] = _of(CarryOver)
    actuals: Mapping[str, Actual] = _of(Actual)
    tax_rates: Mapping[str, TaxRate] = _of(TaxRate)
    thresholds: Mapping[str, Threshold] = _of(Threshold)
    closed_days: Mapping[str, ClosedDay] = _of(ClosedDay)
    gates: Mapping[str, Gate] = _of(Gate)
    blackouts: Mapping[str, Blackout] = _of(Blackout)
    elections: Mapping[str, Election] = _of(Election)
    teams: Mapping[str, Team] = _of(Team)
    progress: Mapping[str, Progress] = _of(Progress)
    services: Mapping[str, Service] = _of(Service)
    dependencies: Mapping[str, Dependency] = _of(Dependency)
    nodes: Mapping[str, Node] = _of(Node)
    hazards: Mapping[str, Hazard] = _of(Hazard)
    strategies: Mapping[str, Strategy] = _of(Strategy)
    support_levels: Mapping[str, SupportLevel] = _of(SupportLevel)
    backups: Mapping[str, Backup] = _of(Backup)
    crews: Mapping[str, Crew] = _of(Crew)
    drills: Mapping[str, Drill] = _of(Drill)
    measures: Mapping[str, Measure] = _of(Measure)
    contacts: Mapping[str, Contact] = _of(Contact)
    checklist_items: Mapping[str, ChecklistItem] = _of(ChecklistItem)
    preparations: Mapping[str, Preparation] = _of(Preparation)
    disposals: Mapping[str, Disposal] = _of(Disposal)
    school_plans: Mapping[str, SchoolPlan] = _of(SchoolPlan)
    waivers: Mapping[str, Waiver] = _of(Waiver)
    attestations: Mapping[str, Attestation] = _of(Attestation)
    dropped: frozenset[Ref] = frozenset()

    @property
    def city(self) -> City:
        """The municipality's settings（団体）."""
        return next(iter(self.cities.values()))

    def of_kind(self, kind: str) -> Mapping[str, Entity]:
        """All records of a kind by id."""
        return cast(Mapping[str, Entity], getattr(self, ATTRIBUTES[kind]))

    def find(self, ref: Ref) -> Entity | None:
        """The record at `ref`, or None."""
        return self.of_kind(ref.kind).get(ref.id) if ref.kind in ATTRIBUTES else None

    def __iter__(self) -> Iterator[Entity]:
        for attribute in ATTRIBUTES.values():
            yield from getattr(self, attribute).values()

    @cached_property
    def assets_of(self) -> Mapping[str, tuple[Asset, ...]]:
        """Group id → its equipment."""
        return _gather((asset.group, asset) for asset in self.assets.values())

    @cached_property
    def software_of(self) -> Mapping[str, tuple[Software, ...]]:
        """Group id → what is installed on it."""
        return _gather((installed.group, installed) for installed in self.software.values())

    @cached_property
    def contracts_of(self) -> Mapping[str, tuple[Contract, ...]]:
        """Group id → its contracts."""
        return _gather((group, each) for each in self.contracts.values() for group in each.groups)

    @cached_property
    def estimates_of(self) -> Mapping[str, tuple[Estimate, ...]]:
        """Group id → its detailed estimates."""
        return _gather((each.group, each) for each in self.estimates.values())

    @cached_property
    def preparations_of(self) -> Mapping[str, tuple[Preparation, ...]]:
        """Group id → what is prepared for its renewals."""
        return _gather((each.group, each) for each in self.preparations.values())

    @cached_property
    def disposals_of(self) -> Mapping[str, tuple[Disposal, ...]]:
        """Group id → records of its media leaving the town."""
        return _gather((each.group, each) for each in self.disposals.values())

    @cached_property
    def cost_lines_of(self) -> Mapping[str, tuple[CostLine, ...]]:
        """Contract id → its cost lines."""
        return _gather((line.contract, line) for line in self.cost_lines.values())

    def thresholds_of(self, kind: str) -> tuple[Threshold, ...]:
        """The thresholds of a kind: those of the town's own body type, else the general ones."""
        found = [each for each in self.thresholds.values() if each.kind == kind]
        own = [each for each in found if each.body_type == self.city.body_type.value]
        return tuple(own or [each for each in found if each.body_type is None])

    @cached_property
    def supplementary(self) -> frozenset[tuple[str, int]]:
        """Group and cycle of the renewals that a supplementary budget is to pay（補正予算による更新）."""
        by_it = (each for each in self.preparations.values() if each.budget_route is BudgetRoute.SUPPLEMENTARY)
        return frozenset((each.group, each.cycle) for each in by_it)

    def done_measures(self, as_of: date) -> frozenset[str]:
        """Ids of the measures done by `as_of`（実施済みの対策）: what the others are to bring is not there yet."""
        return frozenset(each.id for each in self.measures.values() if each.done_on and each.done_on <= as_of)

    def fund_of(self, cap: Cap) -> str:
        """The fund a cap limits, "" for all money; a record that only names the general funds stands for them."""
        funding = self.fundings.get(cap.fund or "")
        return GENERAL if funding and funding.kind == GENERAL else cap.fund or ""

    def policy_of(self, group: Group) -> Policy | None:
        """The lifecycle policy of the group's category, or None where the town has none."""
        return self.policies.get(group.category)


def _gather(pairs: Iterator[tuple[str, Any]]) -> Mapping[str, tuple[Any, ...]]:
    gathered: dict[str, list[Any]] = {}
    for key, value in pairs:
        gathered.setdefault(key, []).append(value)
    return {key: tuple(values) for key, values in gathered.items()}


MODELS: Mapping[str, type[Entity]] = {
    each.metadata["model"].KIND: each.metadata["model"] for each in fields(Estate) if "model" in each.metadata
}
"""Kind → model: every kind of record an estate can hold."""

ATTRIBUTES: Mapping[str, str] = {
    each.metadata["model"].KIND: each.name for each in fields(Estate) if "model" in each.metadata
}
"""Kind → attribute of `Estate`."""
