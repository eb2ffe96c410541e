"""Contract months that outlive the plan in which they begin（計画期間を超える契約）."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ictlife.assessment import Assessment
from ictlife.base.ref import Ref
from ictlife.checks.look import Looked, check
from ictlife.checks.lookup import main_groups, plan_in, plans_of
from ictlife.fiscal.month import Month, MonthSpan
from ictlife.lifecycle.limits import lease_end
from ictlife.model.asset import Acquisition
from ictlife.model.contract import ContractKind
from ictlife.model.plan import Plan
from ictlife.money.renewal_cost import successor_acquisition, successor_months

_LEASES = (ContractKind.LEASE, ContractKind.RE_LEASE)


@dataclass(frozen=True, slots=True)
class _Term:
    subject: Ref
    related: tuple[Ref, ...]
    name: str
    months: MonthSpan


@check(
    reads=("group", "contract", "plan"),
    params=("levels",),
    says=("name", "from_month", "until_month", "plan", "last_year", "months", "months_beyond"),
)
def beyond_plan_end(found: Assessment, *, levels: list[str]) -> Iterator[Looked]:
    """Look at every lease of the main groups, running or planned: how many months lie after its plan's end?"""
    main = main_groups(found)
    for term, plan, beyond in _terms(found, levels):
        if not _is_main(term, main):
            continue
        said = {
            "name": term.name,
            "from_month": term.months.first,
            "until_month": term.months.until,
            "plan": plan.name,
            "last_year": plan.last_year,
            "months": len(term.months),
            "months_beyond": beyond,
        }
        yield Looked(term.subject, said if beyond else None, (*term.related, plan.ref()))


@check(
    reads=("group", "contract", "plan"),
    params=("levels",),
    says=("plan", "last_year", "leases", "names", "longest_months"),
)
def others_beyond_plan_end(found: Assessment, *, levels: list[str]) -> Iterator[Looked]:
    """Look at the leases of the other groups, plan by plan: which of them go on after the plan's end?"""
    main = main_groups(found)
    by_plan: dict[str, list[tuple[_Term, int]]] = {}
    for term, plan, beyond in _terms(found, levels):
        if not _is_main(term, main):
            by_plan.setdefault(plan.id, []).append((term, beyond))
    for plan_id, terms in by_plan.items():
        plan = found.estate.plans[plan_id]
        over = [(term, beyond) for term, beyond in terms if beyond]
        said = {
            "plan": plan.name,
            "last_year": plan.last_year,
            "leases": len(over),
            "names": tuple(term.name for term, _ in over),
            "longest_months": max((beyond for _, beyond in over), default=0),
        }
        yield Looked(plan.ref("last_year"), said if over else None, tuple(term.subject for term, _ in over))


def _terms(found: Assessment, levels: list[str]) -> Iterator[tuple[_Term, Plan, int]]:
    """Every lease that begins within a plan, with its months after that plan's end."""
    plans = plans_of(found.estate, levels)
    for term in (*_running(found), *_planned(found)) if plans else ():
        plan = plan_in(plans, term.months.first.fy)
        if plan is not None:
            yield term, plan, max(0, term.months.until - max(plan.last_year.last_month, term.months.first + -1))


def _is_main(term: _Term, main: frozenset[str]) -> bool:
    return any(ref.kind == "group" and ref.id in main for ref in term.related)


def _running(found: Assessment) -> Iterator[_Term]:
    for contract in found.estate.contracts.values():
        end = lease_end(contract)
        if contract.kind in _LEASES and contract.starts_on and end and end >= found.as_of:
            span = MonthSpan(contract.starts_on.first_month, Month.of(end))
            groups = tuple(Ref("group", group) for group in contract.groups)
            yield _Term(contract.ref(), groups, contract.name, span)


def _planned(found: Assessment) -> Iterator[_Term]:
    for renewal in found.schedule.renewals:
        group = found.estate.groups[renewal.need.subject.id]
        is_lease = successor_acquisition(found.estate, group) is Acquisition.LEASE
        if is_lease and renewal.in_service >= Month.of(found.as_of):
            span = MonthSpan(renewal.in_service, renewal.in_service + (successor_months(found.estate, group) - 1))
            yield _Term(renewal.ref, (group.ref(),), group.name, span)
