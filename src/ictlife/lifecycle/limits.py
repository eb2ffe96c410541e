"""The months after which each driver would be breached（更新期限）, for the generation now in service."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from ictlife.base.reason import Reason
from ictlife.base.ref import Ref
from ictlife.fiscal.month import Month, end_of_term
from ictlife.lifecycle.need import Driver
from ictlife.model.asset import Group
from ictlife.model.contract import Contract, ContractKind
from ictlife.model.estate import Estate
from ictlife.model.policy import Policy
from ictlife.model.product import Known, Product, SupportModel

_LEASES = (ContractKind.LEASE, ContractKind.RE_LEASE)


@dataclass(frozen=True, slots=True)
class Limit:
    """The last month of going into service that still keeps a driver（期限）."""

    driver: Driver
    month: Month
    reason: Reason


def month_after(day: date) -> Month:
    """The last month in which a successor can go into service when the present ends on `day`.

    An end on a month's last day lets the successor start with the next month.
    """
    return Month.of(day + timedelta(days=1))


def lease_end(contract: Contract) -> date | None:
    """Last day of a contract（満了日）, from its end or from its start and term; None where neither is known."""
    if contract.ends_on:
        return contract.ends_on.last
    if contract.starts_on and contract.term_months:
        return end_of_term(contract.starts_on.first, contract.term_months)
    return None


def lease_limit(estate: Estate, group: Group) -> Limit | None:
    """End of the lease that carries the group now: the latest of its leases（賃貸借期間満了）."""
    ends = [
        (day, contract)
        for contract in estate.contracts_of.get(group.id, ())
        if contract.kind in _LEASES and (day := lease_end(contract))
    ]
    if not ends:
        return None
    day, contract = max(ends, key=lambda pair: (pair[0], pair[1].id))
    fields = ("ends_on",) if contract.ends_on else ("starts_on", "term_months")
    rests_on = tuple(contract.ref(field) for field in fields)
    reason = Reason("lease_ends", {"contract": contract.ref(), "day": day}, rests_on)
    return Limit(Driver.LEASE_END, month_after(day), reason)


def support_limit(estate: Estate, group: Group) -> Limit | None:
    """Earliest end of security support among the products that bind the group（サポート終了）.

    Products updated in place are no trigger. A product whose end is unknown or not announced gives no
    limit here; the rules report it.
    """
    found: list[tuple[date, Ref, Product]] = []
    for ref, product in _products(estate, group):
        end = product.end_of_security_support
        if product.support_model is SupportModel.FIXED and isinstance(end, Known):
            found.append((product.negotiated_until or end.day, ref, product))
    if not found:
        return None
    day, ref, product = min(found, key=lambda each: (each[0], each[2].id))
    field = "negotiated_until" if product.negotiated_until else "end_of_security_support"
    reason = Reason("support_ends", {"product": product.name, "day": day}, (product.ref(field), ref))
    return Limit(Driver.END_OF_SECURITY_SUPPORT, month_after(day), reason)


def _products(estate: Estate, group: Group) -> Iterator[tuple[Ref, Product]]:
    for installed in estate.software_of.get(group.id, ()):
        if product := estate.products.get(installed.product):
            yield installed.ref("product"), product
    for asset in estate.assets_of.get(group.id, ()):
        if asset.product and (product := estate.products.get(asset.product)):
            yield asset.ref("product"), product


def maintenance_limit(estate: Estate, group: Group) -> Limit | None:
    """Earliest end of the makers' parts and maintenance（保守限度）."""
    found = [
        (asset.end_of_maintenance_on.last, asset.ref("end_of_maintenance_on"))
        for asset in estate.assets_of.get(group.id, ())
        if asset.end_of_maintenance_on
    ]
    if group.end_of_maintenance_on:
        found.append((group.end_of_maintenance_on.last, group.ref("end_of_maintenance_on")))
    if not found:
        return None
    day, ref = min(found)
    return Limit(Driver.END_OF_MAINTENANCE, month_after(day), Reason("maintenance_ends", {"day": day}, (ref,)))


def life_limit(group: Group, policy: Policy | None, base: Month) -> Limit | None:
    """Longest life allowed by the policy, counted from going into service（最長使用期間）."""
    if group.longest_months is not None:
        months, ref = group.longest_months, group.ref("longest_months")
    elif policy and policy.longest_months is not None:
        months, ref = policy.longest_months, policy.ref("longest_months")
    else:
        return None
    reason = Reason("longest_life", {"from": base, "months": months}, (ref,))
    return Limit(Driver.POLICY_LIFE, base + months, reason)
