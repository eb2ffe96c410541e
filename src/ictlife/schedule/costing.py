"""What renewals cost by fiscal year（年度別の費用）, added up by the very code that makes the budget's rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from ictlife.base.yen import Yen
from ictlife.fiscal.month import Month, MonthSpan
from ictlife.model.asset import Group
from ictlife.model.contract import Per
from ictlife.model.estate import Estate
from ictlife.money.bridge import OldLease, parallel_months
from ictlife.money.by_month import by_month
from ictlife.money.charge import Charge
from ictlife.money.continued import Service, services
from ictlife.money.contract_charges import Charges, Counting, contract_charges
from ictlife.money.generations import generations
from ictlife.money.old_lease import old_leases
from ictlife.money.renewal_cost import renewal_cost, successor_months
from ictlife.money.spread import spread
from ictlife.money.tax import TaxRates, tax_rates
from ictlife.optimiser.problem import Choice, Ledger, Path, Profile, Table

Years = tuple[Yen, ...]
"""Yen for every fiscal year of the horizon（年度額）."""
_EXTENDED = 12


@dataclass(frozen=True, slots=True)
class Later:
    """A later generation as rates（次々期以降の費用の目安）: what guides the search; the ledger has the exact yen.

    `payments` by month counted from its going into service, `total` of all it costs over its term, `re_lease` for
    a month past its lease, from the age `extended_from` on. A parallel run after the next renewal that costs
    what a re-lease does is counted as if the re-lease had begun that much earlier; one with a price of its own
    stands in the next renewal's payments, as if every lease had ended by then.
    """

    payments: Profile
    total: Yen
    re_lease: Yen
    extended_from: int


@dataclass
class Costing:
    """The money of one estate over one horizon, worked out once.

    Args:
        estate: whose ledgers.
        horizon: whole fiscal years.
        as_of: nothing is carried on before.
        latest: group that may move → the last month of its first renewal.
        fixed: group that may not → the months of its renewals.
    """

    estate: Estate
    horizon: MonthSpan
    as_of: date
    latest: Mapping[str, Month]
    fixed: Mapping[str, Sequence[Month]]
    rates: TaxRates = field(init=False)
    charges: Mapping[str, Charges] = field(init=False)
    old: Mapping[str, OldLease] = field(init=False)

    def __post_init__(self) -> None:
        estate, counting = self.estate, Counting.of(self.estate)
        self.rates = tax_rates(estate)
        self.charges = {each.id: contract_charges(estate, each, counting) for each in estate.contracts.values()}
        self.old = old_leases(estate, self.charges)

    def by_year(self, charges: Iterable[Charge]) -> Years:
        """Charges summed by fiscal year of the horizon."""
        first, years = self.horizon.first.fy.start_year, [0] * (len(self.horizon) // 12)
        for charge in charges:
            for year, _, amount in spread(charge, self.rates):
                if 0 <= year - first < len(years):
                    years[year - first] += amount
        return tuple(years)

    def renewals(self, group: Group, months: Sequence[Month]) -> Iterable[Charge]:
        """A group's renewals in these months, and what carries its old equipment on."""
        old = self.old.get(group.id)
        for each in generations(self.estate, group, months, old, self.as_of, self.horizon.until):
            yield from (*each.before.charges, *each.charges)

    def carried_on(
        self, service: Service, groups: Iterable[Group], renewed: Mapping[str, Month]
    ) -> tuple[Charge, ...]:
        """A service after its contract, as long as one of `groups` needs it."""
        charge = service.carried_on(service.until(self.estate, groups, renewed, self.horizon.until))
        return () if charge is None else (charge,)

    @cached_property
    def services(self) -> tuple[Service, ...]:
        return tuple(services(self.estate, self.charges, self.as_of))

    def path_charges(self, group: Group, months: Sequence[Month]) -> list[Charge]:
        """A group's renewals in these months, and the services that it alone uses until the first of them."""
        charges = list(self.renewals(group, months))
        renewed = {group.id: months[0]} if months else {}
        for each in self.services_of(group.id):
            charges += self.carried_on(each, (group,), renewed)
        return charges

    def services_of(self, group: str) -> tuple[Service, ...]:
        """The services that a group alone uses."""
        return tuple(each for each in self.services if each.contract.groups == (group,))

    @cached_property
    def committed(self) -> Years:
        """Running contracts, groups that cannot move, and services of several groups for as long as they may last."""
        charges = [charge for each in self.charges.values() for charge in each.charges]
        for id, months in self.fixed.items():
            charges += self.renewals(self.estate.groups[id], months)
        return self.by_year([*charges, *self._shared_until(self.latest)])

    def shared(self, choice: Choice) -> Years:
        """By how much services of several groups cost less than committed, as they end earlier; never positive."""
        first = {id: self.horizon.first + path[0] for id, path in choice.items() if path}
        actual, most = self._shared_until(first), self._shared_until(self.latest)
        return tuple(a - b for a, b in zip(self.by_year(actual), self.by_year(most), strict=True))

    def _shared_until(self, first: Mapping[str, Month]) -> list[Charge]:
        return [charge for _, charges in self.shared_services(first) for charge in charges]

    def shared_services(self, first: Mapping[str, Month]) -> Iterator[tuple[Service, tuple[Charge, ...]]]:
        """Services of several groups, or of groups that cannot move, with the others renewed in these months."""
        renewed = {id: months[0] for id, months in self.fixed.items() if months} | dict(first)
        for each in self.services:
            if len(each.contract.groups) != 1 or each.contract.groups[0] not in self.latest:
                yield each, self.carried_on(each, each.groups(self.estate), renewed)

    def ledger(self, group: Group, window: range, paid: tuple[tuple[str, Table], ...] = ()) -> Ledger:
        """The exact yen of every path of a group whose first renewal falls in `window`, months of the horizon.

        `paid` is what sources pay of one renewal.
        """
        purse = _Purse(self, group)
        nothing = (0,) * (len(self.horizon) // 12)
        alone = [purse.spend((at,)) if at in window else nothing for at in range(len(self.horizon))]
        return Ledger((*alone, purse.spend(())), purse.spend, paid)

    def later(self, group: Group, at: Month) -> Later:
        """What a generation that goes into service in `at` and is replaced after its term costs."""
        months = successor_months(self.estate, group)
        after = at + (months + _EXTENDED)
        whole = renewal_cost(self.estate, group, at, at + (months - 1))
        longer = renewal_cost(self.estate, group, at, at + months)
        fixed = [one for one, two in zip(whole, longer, strict=True) if not _runs_on(one, two)]
        *_, last = generations(self.estate, group, (at, after), None, self.as_of, after + months)
        carried = by_month(last.before.charges, self.rates)
        re_lease, beside = carried.get(at + months, 0), parallel_months(self.estate, group)
        payments = by_month(fixed, self.rates)
        if carried.get(after, 0) != re_lease:
            for month in range(beside):
                payments[at + month] = payments.get(at + month, 0) + carried.get(after + month, 0)
            beside = 0
        total = sum(by_month(whole, self.rates).values())
        return Later(_profile(payments, at), total, re_lease, months - beside)


@dataclass
class _Purse:
    """One group's paths in yen, each worked out once."""

    costing: Costing
    group: Group
    known: dict[Path, Years] = field(default_factory=dict)

    def spend(self, path: Path) -> Years:
        """Yen by year of a path: its renewals, what carries the old equipment on, and the services until then."""
        if path not in self.known:
            months = [self.costing.horizon.first + at for at in path]
            self.known[path] = self.costing.by_year(self.costing.path_charges(self.group, months))
        return self.known[path]


def _runs_on(charge: Charge, longer: Charge) -> bool:
    """Whether a charge goes on for as long as the equipment serves: then every generation pays it alike."""
    return charge != longer and (charge.per is not Per.TOTAL or charge.amount != longer.amount)


def _profile(months: Mapping[Month, Yen], at: Month) -> Profile:
    """Yen by month counted from the renewal."""
    if not months:
        return Profile()
    first, last = min(months), max(months)
    return Profile(first - at, tuple(months.get(first + n, 0) for n in range(last - first + 1)))
