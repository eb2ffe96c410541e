"""What sources of money pay of a schedule（財源の充当見込み）: the yen behind caps on one fund."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from ictlife.base.yen import Yen, split
from ictlife.fiscal.month import FiscalYear, Month
from ictlife.model.asset import Group
from ictlife.model.fund import Funding
from ictlife.money.charge import Charge
from ictlife.money.funding import Payable, limits, pay, sources
from ictlife.money.spread import spread
from ictlife.optimiser.problem import Choice, Path, Table
from ictlife.schedule.costing import Costing, Years


@dataclass
class Paying:
    """What each source pays of any choice, by the budget's own arithmetic（充当の計算）.

    Args:
        costing: the money of the estate.
        due: group that may move → the month in which it falls due.
    """

    costing: Costing
    due: Mapping[str, Month]
    _known: dict[tuple[str, Path | None], tuple[Payable, ...]] = field(default_factory=dict)

    @cached_property
    def sources(self) -> tuple[Funding, ...]:
        """The sources of the estate that pay for something."""
        return sources(self.costing.estate)

    @cached_property
    def committed(self) -> Mapping[str, Years]:
        """Source → what it pays of `Costing.committed`."""
        return self._by_year(self._committed, limits(self.sources))

    def of(self, choice: Choice) -> Mapping[str, Years]:
        """Source → what it pays beyond `committed`: with its limit, and what others have used of it."""
        base, paid = self.committed, self._by_year(self._whole(choice), limits(self.sources))
        return {id: tuple(a - b for a, b in zip(paid[id], base[id], strict=True)) for id in paid}

    def table(self, group: Group, window: range) -> tuple[tuple[str, Table], ...]:
        """What each source pays of one renewal of a group, by its month in `window`; nothing where none names it.

        Of a limit it counts with the group's part, shared out by what each could use when due.
        """
        if group.id not in self._named:
            return ()
        months, most = len(self.costing.horizon), {}
        for source in self.sources:
            most[source.id] = self._parts[source.id].get(group.id, 0) if source.limit is not None else None
        nothing: Mapping[str, Years] = dict.fromkeys(most, (0,) * (months // 12))
        rows = [self._by_year(self._of_path(group, (at,)), most) if at in window else nothing for at in range(months)]
        rows.append(self._by_year(self._of_path(group, ()), most))
        tables = ((id, tuple(row[id] for row in rows)) for id in most)
        return tuple((id, table) for id, table in tables if any(map(any, table)))

    @cached_property
    def _parts(self) -> Mapping[str, Mapping[str, Yen]]:
        """Source with a limit → group that may move → its part of what is left of the limit."""
        used = pay(self._committed, self.sources, limits(self.sources)).parts
        found: dict[str, Mapping[str, Yen]] = {}
        for source in self.sources:
            if source.limit is not None:
                left = source.limit - sum(each.get(source.id, 0) for each in used)
                groups = [id for id in source.groups if id in self.due]
                wanted = [self._wanted(source, id) for id in groups]
                found[source.id] = dict(zip(groups, split(left, wanted), strict=True))
        return found

    def _wanted(self, source: Funding, group: str) -> Yen:
        """What a source would pay for a group renewed when due, were it alone."""
        payables = self._of_path(self.costing.estate.groups[group], (self.due[group] - self.costing.horizon.first,))
        return sum(each.get(source.id, 0) for each in pay(payables, (source,), limits((source,))).parts)

    @cached_property
    def _named(self) -> frozenset[str]:
        return frozenset(group for source in self.sources for group in source.groups)

    def _by_year(self, payables: Iterable[Payable], most: Mapping[str, Yen | None]) -> Mapping[str, Years]:
        payables, first = tuple(payables), self.costing.horizon.first.fy
        found = {source.id: [0] * (len(self.costing.horizon) // 12) for source in self.sources}
        for each, parts in zip(payables, pay(payables, self.sources, most).parts, strict=True):
            for id, amount in parts.items():
                if 0 <= each.fy - first < len(found[id]):
                    found[id][each.fy - first] += amount
        return {id: tuple(row) for id, row in found.items()}

    def _payable(self, charges: Iterable[Charge], groups: tuple[str, ...]) -> Iterator[Payable]:
        if not self._named.isdisjoint(groups):
            for charge in charges:
                for year, _, amount in spread(charge, self.costing.rates):
                    yield Payable(FiscalYear(year), charge.kind, groups, amount)

    @cached_property
    def _running(self) -> tuple[Payable, ...]:
        contracts = self.costing.estate.contracts
        found = (self._payable(each.charges, contracts[id].groups) for id, each in self.costing.charges.items())
        return tuple(payable for one in found for payable in one)

    @cached_property
    def _committed(self) -> tuple[Payable, ...]:
        costing, found = self.costing, list(self._running)
        for service, charges in costing.shared_services(costing.latest):
            found += self._payable(charges, service.contract.groups)
        for id in sorted(costing.fixed):
            found += self._renewals(id, costing.fixed[id])
        return tuple(found)

    def _whole(self, choice: Choice) -> Iterator[Payable]:
        """The whole town in the budget's order: contracts, services that go on, renewals."""
        costing = self.costing
        moved = {id: [costing.horizon.first + at for at in path] for id, path in choice.items()}
        renewed = {id: months[0] for id, months in (dict(costing.fixed) | moved).items() if months}
        yield from self._running
        for service in costing.services:
            charges = costing.carried_on(service, service.groups(costing.estate), renewed)
            yield from self._payable(charges, service.contract.groups)
        for id in sorted({*costing.fixed, *choice}):
            if (id, choice.get(id)) not in self._known:
                self._known[id, choice.get(id)] = tuple(self._renewals(id, moved.get(id) or costing.fixed.get(id, ())))
            yield from self._known[id, choice.get(id)]

    def _renewals(self, group: str, months: Sequence[Month]) -> Iterator[Payable]:
        return self._payable(self.costing.renewals(self.costing.estate.groups[group], months), (group,))

    def _of_path(self, group: Group, path: Path) -> tuple[Payable, ...]:
        months = [self.costing.horizon.first + at for at in path]
        return tuple(self._payable(self.costing.path_charges(group, months), (group.id,)))
