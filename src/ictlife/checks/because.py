"""Why a finding stands, and what a year's money consists of（指摘の理由・合計の理由）: trees down to inputs.

A finding names what it speaks of; what of that was itself computed, as a renewal is, brings its own reason along.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from ictlife.assessment import Assessment, RuleResult
from ictlife.base.finding import Finding
from ictlife.base.reason import Reason
from ictlife.base.ref import Ref
from ictlife.base.text import Named
from ictlife.budget.caps import UnderCap, rows_under, under_caps
from ictlife.budget.explain import amount_reason, sum_reason
from ictlife.budget.row import BudgetRow
from ictlife.checks.run import dated
from ictlife.continuity.recovery import Recovery, Verdict
from ictlife.model.estate import ATTRIBUTES
from ictlife.model.field import Part
from ictlife.model.rule import Rule
from ictlife.procurement.milestone import Milestone
from ictlife.schedule.renewal import Renewal


@dataclass(frozen=True)
class Because:
    """Looks up, by its address, why anything in an assessment is what it is（理由の索引）."""

    found: Assessment
    _about_known: dict[Ref, tuple[Reason, ...]] = field(default_factory=dict, compare=False)
    _params_known: dict[str, tuple[Reason, ...]] = field(default_factory=dict, compare=False)
    """What was asked for once: thousands of findings share their rule and much of what they name."""

    def finding(self, finding: Finding) -> Reason:
        """The rule with its parameters, and each thing the finding names with what it follows from."""
        rule = self.found.rulebook.rules.get(finding.code)
        named = dict.fromkeys((finding.subject, *finding.related))
        about = (reason for ref in named for reason in self.about(ref))
        title = rule.title if rule else finding.code
        params = self.rule_params(rule) if rule else ()
        return Reason("found_by_rule", {"code": finding.code, "title": title}, (), (*params, *about))

    def rule(self, result: RuleResult) -> Reason:
        """How much a rule looked at, and by which parameters it judged."""
        rule = self.found.rulebook.rules.get(result.code)
        said = {"examined": result.examined, "count": len(result.findings), "missing": len(result.missing)}
        return Reason("rule_judged", said, (), self.rule_params(rule) if rule else ())

    def rule_params(self, rule: Rule) -> tuple[Reason, ...]:
        """Every parameter of a rule, as it stands on the as-of date."""
        if rule.id not in self._params_known:
            params = (self._param(rule, name, value) for name, value in sorted(rule.params.items()))
            self._params_known[rule.id] = tuple(params)
        return self._params_known[rule.id]

    def _param(self, rule: Rule, name: str, value: object) -> Reason:
        steps = dated(value)
        held = steps.at(self.found.as_of) if steps else value
        return Reason("rule_param", {"param": name, "value": held}, (Ref("rule", rule.id, name),))

    def about(self, ref: Ref) -> tuple[Reason, ...]:
        """Why the value at an address is what it is."""
        if ref not in self._about_known:
            self._about_known[ref] = tuple(self._about(ref))
        return self._about_known[ref]

    def _about(self, ref: Ref) -> Iterator[Reason]:
        """Why the value at an address is what it is; of a record, that it is there."""
        computed: Mapping[str, Callable[[Ref], Iterator[Reason]]] = {
            "renewal": self._renewal,
            "milestone": self._milestone,
            "recovery": self._recovery,
            "budget": self._amount,
        }
        if ref.kind in computed:
            yield from computed[ref.kind](ref)
            return
        if ref.kind == "cap" and ref.id in self.under_cap:
            yield self.cap(self.under_cap[ref.id])
        if ref.kind in ATTRIBUTES:
            yield self._read(ref)

    def _renewal(self, ref: Ref) -> Iterator[Reason]:
        renewal = self.renewals.get(ref)
        if renewal is not None:
            params = {"renewal": ref, "cycle": renewal.need.cycle, "month": renewal.in_service}
            yield Reason("renewal_named", params, (), (renewal.reason,))

    def _milestone(self, ref: Ref) -> Iterator[Reason]:
        step = self.milestones.get(ref)
        if step is not None:
            params = {"renewal": step.renewal, "step": Named(step.step, "step"), "day": step.due_on}
            yield Reason("step_named", params, (), (step.reason,))

    def _recovery(self, ref: Ref) -> Iterator[Reason]:
        """The one that holds on the as-of date, or the first one after it, of those that miss or cannot be told."""
        day = self.found.as_of
        ahead = (each for each in self.recoveries.get(ref, ()) if each.until_on is None or each.until_on >= day)
        each = next((each for each in ahead if each.verdict is not Verdict.MET), None)
        if each is not None:
            params = {"recovery": ref, "phase": each.phase, "from": each.from_on}
            yield Reason("recovery_named", params, (), (each.reason,))

    def _amount(self, ref: Ref) -> Iterator[Reason]:
        rows = self.rows.get(ref)
        if rows:
            yield amount_reason(rows)

    def cap(self, under: UnderCap) -> Reason:
        """What fills a cap, and by how much it is exceeded."""
        cap = under.cap
        rows = rows_under(self.found.budget, self.found.estate, cap)
        reason = sum_reason("sum_under_cap", rows, fy=cap.fiscal_year, cap=cap.amount, over=under.over)
        return Reason(reason.code, reason.params, (cap.ref("amount"),), reason.because)

    def _read(self, ref: Ref) -> Reason:
        """What an input says; of a record, or of a field made of parts, that it is recorded."""
        record = self.found.estate.find(ref.record)
        if record is None:
            said = Named(ref.id, "topic") if ref.kind == "attestation" else ref
            return Reason("not_recorded", {"record": said})
        value = getattr(record, ref.field, None) if ref.field else record
        has_parts = isinstance(value, tuple) and any(isinstance(each, Part) for each in value)
        if ref.field and not has_parts:
            value = getattr(value, "day", None) if hasattr(value, "status") else value
            code = "says_nothing" if value is None or value == () else "says"
            return Reason(code, {"record": ref.record, "value": value}, (ref,))
        return Reason("recorded", {"record": ref.record}, (ref,))

    @cached_property
    def renewals(self) -> Mapping[Ref, Renewal]:
        """By address."""
        return {each.ref: each for each in self.found.schedule.renewals}

    @cached_property
    def milestones(self) -> Mapping[Ref, Milestone]:
        """By address."""
        return {each.ref: each for each in self.found.milestones}

    @cached_property
    def recoveries(self) -> Mapping[Ref, tuple[Recovery, ...]]:
        """By address, each from its day on."""
        found: dict[Ref, list[Recovery]] = {}
        for each in self.found.continuity.recoveries:
            found.setdefault(each.ref, []).append(each)
        return {ref: tuple(each) for ref, each in found.items()}

    @cached_property
    def rows(self) -> Mapping[Ref, tuple[BudgetRow, ...]]:
        """Rows of the budget by the address that they share."""
        found: dict[Ref, list[BudgetRow]] = {}
        for row in self.found.budget.rows:
            found.setdefault(row.ref, []).append(row)
        return {ref: tuple(rows) for ref, rows in found.items()}

    @cached_property
    def under_cap(self) -> Mapping[str, UnderCap]:
        """Id of a cap → what its year spends under it."""
        estate = self.found.estate
        return {under.cap.id: under for under in under_caps(self.found.budget, estate, estate.caps.values())}
