"""Who repairs what, from when until when（保守の体制）: contracts, parts and generations of equipment."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property, lru_cache, partial
from math import ceil

from ictlife.base.ref import Ref
from ictlife.fiscal.bizday import BusinessCalendar
from ictlife.fiscal.month import Month, add_months
from ictlife.model.asset import Asset, Group, RenewalStatus
from ictlife.model.contract import Contract, ContractKind, EndAction
from ictlife.model.estate import Estate
from ictlife.model.recovery_plan import SupportLevel
from ictlife.money.bridge import parallel_months
from ictlife.money.term import contract_term
from ictlife.schedule.renewal import Renewal, Schedule
from ictlife.steps.count_back import business_calendar

HOURS_A_DAY = 24
MOST_DAYS = 250
"""Working days that are counted one by one; longer waits are made of several such stretches."""
MOST_YEARS = 12
"""Years of a term that are looked through: New Year has fallen on every day of the week by then."""


@dataclass(frozen=True, slots=True)
class Upkeep:
    """Whether and how a contract repairs on a day（保守の可否）.

    `wait_h` is None where a fact is missing. `refusal` says why it does not hold, `source` what says so.
    `is_assumed` marks the successor's terms, which nobody has signed yet.
    """

    contract: Ref | None = None
    vendor: str | None = None
    wait_h: float | None = None
    missing: Ref | None = None
    refusal: str | None = None
    source: Ref | None = None
    ended_on: date | None = None
    is_assumed: bool = False


def worst_wait(level: SupportLevel, closed: Callable[[int], int]) -> tuple[float | None, Ref | None]:
    """Longest time until an engineer stands there with parts（駆け付けと部品到着までの最長時間）.

    The fault comes when the last service hour before the longest holidays has just ended. Response and delivery
    are counted in service hours. `closed` says how many closed days there can be until so many service days are over.

    >>> level = SupportLevel(id="L", contracts=(), is_all_days=False, hours_per_day=8, onsite_h=4, parts_h=0)
    >>> worst_wait(level, lambda days: 6)
    (164.0, None)
    """
    for field in ("onsite_h", "parts_h", "hours_per_day"):
        hours = getattr(level, field)
        if hours is None or hours < 0 or (field == "hours_per_day" and hours == 0):
            return None, level.ref(field)
    if level.is_all_days is None:
        return None, level.ref("is_all_days")
    service = level.hours_per_day or HOURS_A_DAY
    response = (level.onsite_h or 0) + (level.parts_h or 0)
    night = max(0.0, HOURS_A_DAY - service)
    days = max(1, ceil(response / service))
    away = 0 if level.is_all_days else closed(days)
    return float(response + night * days + HOURS_A_DAY * away), None


def first_day(contract: Contract) -> date | None:
    """First day of a contract, or None where unknown（契約の初日）."""
    return contract.starts_on.first if contract.starts_on else None


def last_day(contract: Contract) -> date | None:
    """Last day of a contract, or None where unknown（契約の末日）."""
    term = contract_term(contract)
    return term.until if term else None


@dataclass(frozen=True)
class Generations:
    """Which generation of a group is in service on a day, and how it is kept up（世代と保守）."""

    estate: Estate
    schedule: Schedule

    def renewal_at(self, group: str, day: date) -> Renewal | None:
        """The last renewal in service on `day`, or None where it is the present generation."""
        found = None
        for renewal in self.schedule.by_group.get(group, ()):
            if renewal.in_service.first <= day:
                found = renewal
        return found

    @cached_property
    def _parts(self) -> Mapping[str, tuple[date, Ref]]:
        """Group id → the earliest last day of parts of its equipment; one pass over all ledgers."""
        records: list[tuple[str, Group | Asset]] = [(each.id, each) for each in self.estate.groups.values()]
        records += [(each.group, each) for each in self.estate.assets.values()]
        found: dict[str, tuple[date, Ref]] = {}
        for group, each in records:
            if each.end_of_maintenance_on:
                end = (each.end_of_maintenance_on.last, each.ref("end_of_maintenance_on"))
                found[group] = min(end, found.get(group, end))
        return found

    def parts_end(self, group: str) -> tuple[date, Ref] | None:
        """Last day of the maker's parts for the present generation, and what says so（部品供給の終わり）."""
        return self._parts.get(group)

    def maintenance(self, group: str) -> tuple[Contract, ...]:
        """The group's maintenance contracts（保守契約）: by kind, or since they promise a response."""
        return tuple(
            each
            for each in self.estate.contracts_of.get(group, ())
            if each.kind is ContractKind.MAINTENANCE or each.id in self.levels
        )

    @cached_property
    def levels(self) -> Mapping[str, SupportLevel]:
        """Contract id → the terms on which its vendor comes."""
        return {contract: level for level in self.estate.support_levels.values() for contract in level.contracts}

    def wait(self, contract: Contract) -> tuple[float | None, Ref | None]:
        """Longest time until somebody comes under this contract, or None with the missing fact."""
        level = self.levels.get(contract.id)
        if level is None:
            return None, contract.ref("support_level")
        first, until = first_day(contract), last_day(contract)
        if first is None or until is None:
            return (None, contract.ref("ends_on")) if level.is_all_days is False else worst_wait(level, lambda _: 0)
        until = min(until, add_months(first, 12 * MOST_YEARS))
        return worst_wait(level, partial(_most_closed, self.calendar, first, until))

    @cached_property
    def calendar(self) -> BusinessCalendar:
        """The town's working days; a vendor of working days is taken to keep them too."""
        return business_calendar(self.estate)

    def upkeep(self, group: str, named: str | None, day: date) -> tuple[Upkeep, ...]:
        """Every contract that might repair the group on `day`, in force or not（保守の可否の一覧）."""
        contracts = self.maintenance(group)
        if named is not None:
            record = self.estate.contracts.get(named)
            if record is None:
                return (Upkeep(missing=Ref("contract", named)),)
            contracts = (record,)
        if not contracts:
            return (Upkeep(missing=Ref("group", group, "maintenance")),)
        renewal = self.renewal_at(group, day)
        found = tuple(self._one(group, each, day, renewal is None) for each in contracts)
        if renewal is None or any(each.refusal is None for each in found):
            return found
        return (*found, self._successor(renewal, contracts[-1], day))

    def _one(self, group: str, contract: Contract, day: date, is_present: bool) -> Upkeep:
        ref = contract.ref()
        starts, ends = first_day(contract), last_day(contract)
        if starts and day < starts:
            return Upkeep(ref, refusal="not_yet", source=contract.ref("starts_on"))
        if ends and day > ends:
            return Upkeep(ref, refusal="contract_ended", source=contract.ref("ends_on"), ended_on=ends)
        parts = self.parts_end(group) if is_present and group in self.estate.groups else None
        if parts and day > parts[0] and not contract.has_parts_guarantee:
            return Upkeep(ref, refusal="parts_ended", source=parts[1], ended_on=parts[0])
        if ends is None:
            return Upkeep(ref, contract.vendor, None, contract.ref("ends_on"))
        wait, missing = self.wait(contract)
        return Upkeep(ref, contract.vendor, wait, missing)

    def _successor(self, renewal: Renewal, last: Contract, day: date) -> Upkeep:
        """Terms of the successor's upkeep: taken to be the last ones, for as long as its cycle runs."""
        ends = (renewal.in_service + renewal.need.cycle_months).first
        if day >= ends:
            return Upkeep(last.ref(), refusal="contract_ended", source=renewal.ref, ended_on=ends)
        wait, missing = self.wait(last)
        return Upkeep(last.ref(), last.vendor, wait, missing, source=renewal.ref, is_assumed=True)

    def returned(self, group: str, day: date) -> tuple[bool, Ref, date] | None:
        """Whether the equipment has gone back at the end of its lease by `day`（リース返却後）.

        Gives (certain, what says so, last day), or None where it stays or has been renewed. An end whose
        action nobody recorded leaves it open whether the equipment is still there.
        """
        leases = [
            (ends, each)
            for each in self.estate.contracts_of.get(group, ())
            if each.kind in (ContractKind.LEASE, ContractKind.RE_LEASE) and (ends := last_day(each))
        ]
        record = self.estate.groups.get(group)
        if not leases or record is None or record.renewal_status is RenewalStatus.EXTENDED:
            return None
        ends, lease = max(leases, key=lambda each: (each[0], each[1].id))
        renewal = self.renewal_at(group, day)
        if day <= ends or (renewal is not None and renewal.in_service > Month.of(first_day(lease) or ends)):
            return None
        if lease.end_action is None:
            return False, lease.ref("end_action"), ends
        return (True, lease.ref("ends_on"), ends) if lease.end_action is EndAction.RETURN else None

    def parallel_until(self, group: str, day: date) -> date | None:
        """Last day on which the generation before the one in service on `day` runs beside it（並行稼働の末日）.

        None where nothing is known to run beside it: no renewal has gone into service, or none runs in parallel.
        """
        renewal, record = self.renewal_at(group, day), self.estate.groups.get(group)
        months = parallel_months(self.estate, record) if record else 0
        return (renewal.in_service + (months - 1)).last if renewal and months else None

    def days(self, group: str) -> Iterator[date]:
        """Days on which something about the group's upkeep changes（変化の日）."""
        for contract in self.estate.contracts_of.get(group, ()):
            yield from contract_days(contract)
        if parts := self.parts_end(group) if group in self.estate.groups else None:
            yield parts[0] + timedelta(days=1)
        for renewal in self.schedule.by_group.get(group, ()):
            yield renewal.in_service.first
            yield (renewal.in_service + renewal.need.cycle_months).first
            if until := self.parallel_until(group, renewal.in_service.first):
                yield until + timedelta(days=1)


@lru_cache(maxsize=1024)
def _most_closed(calendar: BusinessCalendar, first: date, until: date, days: int) -> int:
    """Most closed days within a term until so many working days are over（期間中の最長の連休）."""
    return ceil(days / MOST_DAYS) * calendar.most_closed(first, until, min(days, MOST_DAYS))


def contract_days(contract: Contract) -> Iterator[date]:
    """Days on which a contract begins to hold and ceases to."""
    if starts := first_day(contract):
        yield starts
    if ends := last_day(contract):
        yield ends + timedelta(days=1)
