"""Services assumed to go on after their contract（継続見込）: charge by charge, and until when."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction

from ictlife.base.yen import round_to
from ictlife.fiscal.month import Month
from ictlife.model.asset import Group, RenewalStatus
from ictlife.model.contract import Contract, ContractKind, CostKind, Per
from ictlife.model.estate import Estate
from ictlife.money.bridge import parallel_months
from ictlife.money.charge import Charge, Stage
from ictlife.money.contract_charges import Charges

_CONTINUING = (CostKind.MAINTENANCE, CostKind.CLOUD, CostKind.LINE, CostKind.LICENCE)
_OUTLIVING = (CostKind.LINE, CostKind.LICENCE)


@dataclass(frozen=True, slots=True)
class Service:
    """A charge that is signed anew when its contract ends（継続する費目）."""

    contract: Contract
    charge: Charge

    def groups(self, estate: Estate) -> tuple[Group, ...]:
        """The groups that use it and are not given up."""
        found = (estate.groups.get(id) for id in self.contract.groups)
        return tuple(each for each in found if each and each.renewal_status is not RenewalStatus.ABOLISHED)

    def ends_with(self, estate: Estate, group: Group) -> bool:
        """Whether a group's renewal ends its use（更新で終わるか）: maintenance ends with the equipment. Lines and
        licences do not: they go on, unless the price of the renewal holds new ones."""
        priced = {each.kind for each in estate.estimates_of.get(group.id, ())}
        return self.charge.kind not in _OUTLIVING or self.charge.kind in priced

    def until(
        self, estate: Estate, groups: Iterable[Group], renewed: Mapping[str, Month], horizon: Month
    ) -> Month | None:
        """The last month in which one of `groups` still uses what it has now; None where none does.

        Args:
            estate: whose prices.
            groups: some or all of its groups.
            renewed: group → month of its first renewal.
            horizon: the last month looked at.
        """
        lasts: list[Month] = []
        for group in groups:
            if group.id in renewed and self.ends_with(estate, group):
                lasts.append(min(horizon, renewed[group.id] + (parallel_months(estate, group) - 1)))
            else:
                lasts.append(horizon)
        return max(lasts, default=None)

    def carried_on(self, last: Month | None) -> Charge | None:
        """The charge from its end through `last`, at the same price; None where nothing is left of it."""
        charge = self.charge
        if last is None or last.last <= charge.until:
            return None
        amount, per = charge.amount, charge.per
        if per is Per.TOTAL:
            months = Month.of(charge.until) - Month.of(charge.first) + 1
            amount, per = round_to(Fraction(amount, months), 1, charge.rounding), Per.MONTH
        return replace(
            charge,
            first=charge.until + timedelta(days=1),
            until=last.last,
            amount=amount,
            per=per,
            stage=Stage.CONTINUED,
            is_estimate=True,
        )


def services(estate: Estate, charges_of: Mapping[str, Charges], as_of: date) -> Iterator[Service]:
    """Maintenance, cloud, lines and licences that may outlast their contracts（継続見込の対象）.

    A yearly contract is signed anew each April; a budget that ended with the last signed one would be too
    low by all of them. Where they are lines of a lease, they go on after it, be the equipment re-leased or
    transferred. A service that has ended before `as_of`, or that another of its kind takes over, is not
    continued; what was paid once, or ended earlier, is not repeated.
    """
    taken_over = {each.follows for each in estate.contracts.values() if each.follows}
    latest = _latest_by_kind(estate, charges_of)
    for contract in estate.contracts.values():
        term, charges = charges_of[contract.id].term, charges_of[contract.id].charges
        if contract.kind is ContractKind.PURCHASE or term is None or term.until < as_of:
            continue
        if contract.id in taken_over or latest[contract.kind, contract.groups] > term.until:
            continue
        for charge in charges:
            if charge.kind in _CONTINUING and charge.until == term.until and charge.first != charge.until:
                yield Service(contract, charge)


def _latest_by_kind(
    estate: Estate, charges_of: Mapping[str, Charges]
) -> dict[tuple[ContractKind, tuple[str, ...]], date]:
    latest: dict[tuple[ContractKind, tuple[str, ...]], date] = {}
    for contract in estate.contracts.values():
        if term := charges_of[contract.id].term:
            key = (contract.kind, contract.groups)
            latest[key] = max(latest.get(key, term.until), term.until)
    return latest
