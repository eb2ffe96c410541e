"""What several checks look up in an assessment（検査の共通の読み方）. Judges nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from ictlife.assessment import Assessment
from ictlife.base.ref import Ref
from ictlife.fiscal.month import FiscalYear, Month, MonthSpan
from ictlife.lifecycle.limits import lease_end
from ictlife.lifecycle.project import in_service
from ictlife.model.asset import Acquisition, Group, RenewalStatus
from ictlife.model.contract import Contract, ContractKind
from ictlife.model.estate import Estate
from ictlife.model.plan import Plan
from ictlife.model.preparation import Preparation
from ictlife.model.product import Known, Product
from ictlife.model.rule import Attestation
from ictlife.money.term import Term, contract_term
from ictlife.schedule.renewal import Renewal

FAR = Month(9999, 12)
"""The end of use of what has no renewal in sight."""


def active_groups(estate: Estate) -> tuple[Group, ...]:
    """Groups that are still in use（使用中の更新単位）."""
    return tuple(each for each in estate.groups.values() if each.renewal_status is not RenewalStatus.ABOLISHED)


def groups_of(estate: Estate, ref: Ref) -> tuple[str, ...]:
    """The groups that an address is about: itself, that of a renewal, those of the record（関係する更新単位）."""
    if ref.kind == "group":
        return (ref.id,)
    if ref.kind in ("renewal", "milestone"):
        return (ref.id.partition("#")[0],)
    record = estate.find(ref.record)
    one, several = getattr(record, "group", None), getattr(record, "groups", ())
    return (one,) if isinstance(one, str) else tuple(several)


def plans_of(estate: Estate, levels: tuple[str, ...] | list[str]) -> tuple[Plan, ...]:
    """Plans of these levels, earliest first."""
    found = (plan for plan in estate.plans.values() if plan.level.value in levels)
    return tuple(sorted(found, key=lambda plan: (plan.first_year, plan.id)))


def plan_in(plans: tuple[Plan, ...], fy: FiscalYear) -> Plan | None:
    """The first of `plans` whose period holds `fy`."""
    return next((plan for plan in plans if fy in plan.period), None)


def main_groups(found: Assessment) -> frozenset[str]:
    """Groups that a rule says one by one（主な更新単位）: those the study of plan periods follows by name.

    The others are gathered, so that a list of a hundred does not hide the ten that matter.
    """
    return frozenset(ref.id for ref in found.plan_periods.main)


def cycle_of(estate: Estate, group: Group) -> int | None:
    """The group's cycle in months: its own, else its category's（更新周期）."""
    policy = estate.policy_of(group)
    return group.cycle_months or (policy.cycle_months if policy else None)


def ahead(found: Assessment, group: Group) -> tuple[Renewal, ...]:
    """The group's renewals still to come, next first（今後の更新）.

    None where the next one is overdue: as long as it has not happened the later ones hang in the air.
    """
    renewals = found.schedule.by_group.get(group.id, ())
    return renewals if renewals and renewals[0].in_service >= Month.of(found.as_of) else ()


def next_renewal(found: Assessment, group: Group) -> Renewal | None:
    """The renewal that comes next（次回更新）; None where it is overdue or none is in sight."""
    return next(iter(ahead(found, group)), None)


def started(found: Assessment, group: Group) -> Month | None:
    """Month in which the present generation went into service（稼働開始月）."""
    start = in_service(found.estate, group)
    return start.month if start else None


def lives(found: Assessment, group: Group) -> tuple[tuple[Renewal | None, MonthSpan], ...]:
    """Each generation's months of use: the present one (no renewal), then each planned one（世代ごとの使用期間）.

    A generation is used until the month before its successor goes into service, the last one for its cycle;
    one whose renewal is overdue until now, as far as is known.
    """
    starts: list[tuple[Renewal | None, Month]] = [(each, each.in_service) for each in ahead(found, group)]
    is_overdue = not starts and group.id in found.schedule.by_group
    first = started(found, group)
    if first is not None:
        starts.insert(0, (None, first))
    ends = [month + -1 for _, month in starts[1:]]
    if starts:
        last = starts[-1][1] + ((cycle_of(found.estate, group) or 12) - 1)
        ends.append(Month.of(found.as_of) if is_overdue else last)
    return tuple((renewal, MonthSpan(start, end)) for (renewal, start), end in zip(starts, ends, strict=True))


def coming(found: Assessment, months: int) -> Iterator[tuple[Group, Renewal]]:
    """Each active group's next renewal, if it goes into service within so many months（近く迎える更新）."""
    until = Month.of(found.as_of) + months
    for group in active_groups(found.estate):
        renewal = next_renewal(found, group)
        if renewal and renewal.in_service <= until:
            yield group, renewal


def used_until(found: Assessment, group: Group) -> date | None:
    """Last day on which the present generation is used（現行世代の使用終了日）, re-lease included.

    The day before the next renewal's month, or the end of a re-lease that runs longer; the as-of date where
    the renewal is overdue; None where no renewal is in sight.
    """
    if group.id not in found.schedule.by_group:
        return None
    renewal = next_renewal(found, group)
    ends = [lease_end(each) for each in found.estate.contracts_of.get(group.id, ()) if each.kind == "re_lease"]
    last = renewal.in_service.first - timedelta(days=1) if renewal else found.as_of
    return max([last, *(end for end in ends if end)])


def use_rests_on(found: Assessment, group: Group) -> tuple[Ref, ...]:
    """What says until when the present generation is used: its next renewal, and re-leases（使用終了日の根拠）."""
    renewal = next_renewal(found, group)
    contracts = found.estate.contracts_of.get(group.id, ())
    ends = tuple(each.ref("ends_on") for each in contracts if each.kind == "re_lease" and lease_end(each))
    return (*((renewal.ref,) if renewal else ()), *ends)


def installed(estate: Estate, group: Group) -> Mapping[str, tuple[Ref, ...]]:
    """Product id → where the group's records name it（導入製品）."""
    places: dict[str, list[Ref]] = {}
    for software in estate.software_of.get(group.id, ()):
        places.setdefault(software.product, []).append(software.ref("product"))
    for asset in estate.assets_of.get(group.id, ()):
        if asset.product:
            places.setdefault(asset.product, []).append(asset.ref("product"))
    return {product: tuple(refs) for product, refs in places.items()}


def installations(estate: Estate) -> Iterator[tuple[Group, Product, tuple[Ref, ...]]]:
    """Every product on every active group, once, with its places."""
    for group in active_groups(estate):
        for product_id, refs in installed(estate, group).items():
            product = estate.products.get(product_id)
            if product:
                yield group, product, refs


def support_end(product: Product) -> date | None:
    """Last day of security support: the town's own agreement, else the maker's date; None where neither is known."""
    if product.negotiated_until:
        return product.negotiated_until
    end = product.end_of_security_support
    return end.day if isinstance(end, Known) else None


def extension_bought(estate: Estate, group: Group, product: Product) -> date | None:
    """Last day of a paid extension that was bought（購入済みの有償延長）: mitigation, never support."""
    bought = (
        each.extension_bought_until
        for each in estate.software_of.get(group.id, ())
        if each.product == product.id and each.extension_bought_until
    )
    return max(bought, default=None)


def attested(found: Assessment, topic: str, about: str = "") -> Attestation | None:
    """The latest statement on a topic made by the as-of date（確認記録）; about one record, or about the town."""
    made = (
        each
        for each in found.estate.attestations.values()
        if each.topic == topic and each.on <= found.as_of and (not each.about or about in each.about)
    )
    return max((each for each in made if about or not each.about), key=lambda each: (each.on, each.id), default=None)


def preparation_of(found: Assessment, renewal: Renewal) -> Preparation | None:
    """What has been prepared for a renewal（更新準備）."""
    prepared = found.estate.preparations_of.get(renewal.need.subject.id, ())
    return next((each for each in prepared if each.cycle == renewal.need.cycle), None)


def acquisition_of(estate: Estate, group: Group) -> Acquisition | None:
    """How the group is acquired: as stated, else as its category is（調達方法）."""
    policy = estate.policy_of(group)
    return group.acquisition or (policy.acquisition if policy else None)


def renewals_within(found: Assessment, years: int) -> Iterator[Renewal]:
    """Renewals still to come, up to `years` fiscal years after the present one."""
    last = FiscalYear.of(found.as_of) + years
    for renewal in found.schedule.renewals:
        if renewal.in_service >= Month.of(found.as_of) and renewal.fy <= last:
            yield renewal


def running_contracts(found: Assessment) -> Iterator[tuple[Contract, Term]]:
    """Contracts other than purchases that have not ended, with their terms（履行中の契約）."""
    for contract in found.estate.contracts.values():
        term = contract_term(contract)
        if term and contract.kind is not ContractKind.PURCHASE and term.first <= term.until >= found.as_of:
            yield contract, term
