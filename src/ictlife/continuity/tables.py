"""The papers of the ICT-BCP as plain tables（様式の表）: raw values and addresses, no wording, no layout.

Shaped like the guideline's forms 1, 2, 5, 6, 7, 12 and 15–17; only columns that a ledger can fill. Whoever
writes a page puts names to the addresses and words to the values.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from ictlife.base.ref import Ref
from ictlife.continuity.recovery import Continuity, Recovery, Verdict
from ictlife.continuity.timeline import Course
from ictlife.continuity.upkeep import last_day
from ictlife.fiscal.month import FiscalYear
from ictlife.model.asset import Group
from ictlife.model.contract import ContractKind
from ictlife.model.estate import Estate
from ictlife.model.node import NodeKind

GRAVEST = (Verdict.MISSED, Verdict.UNKNOWN, Verdict.MET)


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """A service with its worst verdict in each scenario（業務×被害想定）, over all its phases."""

    service: Ref
    cells: tuple[Recovery | None, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """Services × scenarios on one day（業務×被害想定の表）."""

    scenarios: tuple[Ref, ...]
    rows: tuple[MatrixRow, ...]


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of time with one verdict（達成可能性の期間）; `until_on` is None where the horizon ends."""

    service: Ref
    scenario: Ref
    phase: str
    verdict: Verdict
    from_on: date
    until_on: date | None


@dataclass(frozen=True, slots=True)
class SystemRow:
    """Form 1: a system or group（様式1 情報システム一覧）. None is unknown."""

    subject: Ref
    services: tuple[Ref, ...]
    owner: str | None
    models: tuple[str, ...]
    site: Ref | None
    vendors: tuple[str, ...]
    is_quickly_bought: bool | None
    flood_depth_cm: int | None
    is_seismic: bool | None
    is_anchored: bool | None


@dataclass(frozen=True, slots=True)
class VendorRow:
    """Form 2: an outside party and what it keeps up（様式2 外部事業者との関係）."""

    vendor: str
    contract: Ref
    subjects: tuple[Ref, ...]
    ends_on: date | None
    is_all_days: bool | None
    onsite_h: float | None
    contact_confirmed_on: date | None


@dataclass(frozen=True, slots=True)
class PowerRow:
    """Form 5: power and lines of a site（様式5 電力・通信のリスク）."""

    site: Ref
    ups_minutes: float | None
    generator_hours: float | None
    has_fuel_contract: bool | None
    lines: tuple[Ref, ...]


@dataclass(frozen=True, slots=True)
class MeasureRow:
    """Form 6: a measure with its due year（様式6 対策の実施計画）."""

    measure: Ref
    owner: str | None
    due_year: FiscalYear | None
    cost: int | None
    done_on: date | None
    helps: tuple[tuple[Ref, Ref], ...]
    """Services and scenarios that it is the cheapest to bring inside their targets."""


@dataclass(frozen=True, slots=True)
class BackupRow:
    """Form 7: a copy of data（様式7 バックアップの状況）."""

    backup: Ref
    subjects: tuple[Ref, ...]
    media: str | None
    interval_h: float | None
    site: Ref | None
    is_offline: bool | None
    is_immutable: bool | None
    last_test_on: date | None


@dataclass(frozen=True, slots=True)
class DrillRow:
    """Form 12: a drill held or planned（様式12 訓練）."""

    drill: Ref
    held_on: date | None
    planned_on: date | None
    measured_h: float | None
    has_succeeded: bool | None


@dataclass(frozen=True, slots=True)
class ServiceRow:
    """Forms 15 to 17: a service, its targets, and what it needs（様式15～17 業務影響・重要業務・重要システム）."""

    service: Ref
    owner: str | None
    priority: int | None
    is_priority: bool | None
    impact: str | None
    rto_h: float | None
    rpo_h: float | None
    rlo: str | None
    needs: tuple[Ref, ...]
    worst: Verdict


LINES = (NodeKind.LINE, NodeKind.LGWAN)


def matrix(found: Continuity, day: date) -> Matrix:
    """Services × scenarios on `day`; of several phases the worst verdict（業務×被害想定）."""
    now = found.on(day)
    scenarios = tuple(sorted({each.scenario for each in now}))
    worst: dict[tuple[Ref, Ref], Recovery] = {}
    for each in now:
        key = (each.service, each.scenario)
        if key not in worst or _gravity(each) < _gravity(worst[key]):
            worst[key] = each
    services = sorted({each.service for each in now})
    rows = (MatrixRow(each, tuple(worst.get((each, scenario)) for scenario in scenarios)) for each in services)
    return Matrix(scenarios, tuple(rows))


def _gravity(each: Recovery) -> tuple[int, float]:
    return GRAVEST.index(each.verdict), -(each.rto_achievable_h or 0.0)


def attainability(found: Continuity) -> tuple[Stretch, ...]:
    """Until when each target is met, stretch by stretch（達成可能性の推移）: neighbours of one verdict joined."""
    joined: list[Stretch] = []
    for each in found.recoveries:
        last = joined[-1] if joined else None
        same = last and (last.service, last.scenario, last.phase) == (each.service, each.scenario, each.phase)
        if last and same and last.verdict is each.verdict:
            joined[-1] = Stretch(last.service, last.scenario, last.phase, last.verdict, last.from_on, each.until_on)
        else:
            joined.append(Stretch(each.service, each.scenario, each.phase, each.verdict, each.from_on, each.until_on))
    return tuple(joined)


def services_by_need(course: Course) -> Mapping[int, tuple[Ref, ...]]:
    """Node → services that may wait for it."""
    network = course.network
    found: dict[int, list[Ref]] = {}
    for service in course.estate.services.values():
        for node in network.downward([network.index[service.ref()]]):
            found.setdefault(node, []).append(service.ref())
    return {node: tuple(sorted(services)) for node, services in found.items()}


def systems(course: Course) -> tuple[SystemRow, ...]:
    """Form 1: every system and group that a service needs（様式1）."""
    estate, network = course.estate, course.network
    rows = []
    for node, services in sorted(services_by_need(course).items()):
        record = estate.find(network.refs[node])
        if not isinstance(record, Group):
            continue
        assets = estate.assets_of.get(record.id, ())
        site = estate.sites.get(record.site or "")
        vendors = {each.vendor for each in course.workshop.generations.maintenance(record.id) if each.vendor}
        waits = [each.wait_weeks for each in network.strategies[node] if each.wait_weeks is not None]
        rows.append(
            SystemRow(
                record.ref(),
                services,
                record.owner,
                tuple(dict.fromkeys(each.model or each.name for each in assets)),
                site.ref() if site else None,
                tuple(sorted(vendors)),
                min(waits) <= 1 if waits else None,
                site.flood_depth_cm if site else None,
                site.is_seismic if site else None,
                site.is_anchored if site else None,
            )
        )
    return tuple(rows)


def vendors(course: Course) -> tuple[VendorRow, ...]:
    """Form 2: who keeps up what services need, and when the contact was last confirmed（様式2）."""
    estate = course.estate
    levels = course.workshop.generations.levels
    confirmed: dict[str, date] = {}
    for contact in estate.contacts.values():
        if contact.vendor and contact.confirmed_on:
            confirmed[contact.vendor] = max(contact.confirmed_on, confirmed.get(contact.vendor, date.min))
    kinds = (ContractKind.MAINTENANCE, ContractKind.OUTSOURCING, ContractKind.CLOUD, ContractKind.LINE)
    rows = []
    for contract in estate.contracts.values():
        if contract.vendor is None or contract.kind not in kinds:
            continue
        level = levels.get(contract.id)
        rows.append(
            VendorRow(
                contract.vendor,
                contract.ref(),
                tuple(Ref("group", group) for group in contract.groups),
                last_day(contract),
                level.is_all_days if level else None,
                level.onsite_h if level else None,
                confirmed.get(contract.vendor),
            )
        )
    return tuple(sorted(rows, key=lambda row: (row.vendor, row.contract)))


def power(estate: Estate) -> tuple[PowerRow, ...]:
    """Form 5: power and lines by site（様式5）."""
    return tuple(
        PowerRow(
            site.ref(),
            site.ups_minutes,
            site.generator_hours,
            site.has_fuel_contract,
            tuple(each.ref() for each in estate.nodes.values() if each.site == site.id and each.kind in LINES),
        )
        for site in estate.sites.values()
    )


def measures(estate: Estate, found: Continuity) -> tuple[MeasureRow, ...]:
    """Form 6: measures, and what each is the cheapest to help（様式6）."""
    return tuple(
        MeasureRow(
            each.ref(),
            each.owner,
            each.due_year,
            each.cost,
            each.done_on,
            tuple((remedy.service, remedy.scenario) for remedy in found.remedies if remedy.measure == each.ref()),
        )
        for each in estate.measures.values()
    )


def backups(course: Course) -> tuple[BackupRow, ...]:
    """Form 7: copies of data（様式7）."""
    network = course.network
    return tuple(
        BackupRow(
            each.ref(),
            tuple(network.refs[node] for name in each.of if (node := network.find(name)) is not None),
            each.media,
            each.interval_h,
            Ref("site", each.site) if each.site else None,
            each.is_offline,
            each.is_immutable,
            each.last_test_on,
        )
        for each in course.estate.backups.values()
    )


def drills(estate: Estate) -> tuple[DrillRow, ...]:
    """Form 12: drills, by day（様式12）."""
    rows = (
        DrillRow(each.ref(), each.held_on, each.planned_on, each.measured_h, each.has_succeeded)
        for each in estate.drills.values()
    )
    return tuple(sorted(rows, key=lambda row: (row.held_on or row.planned_on or date.max, row.drill)))


def service_rows(course: Course, found: Continuity, day: date) -> tuple[ServiceRow, ...]:
    """Forms 15 to 17: services in order of priority（様式15～17）."""
    worst: dict[Ref, Verdict] = {}
    for each in found.on(day):
        present = worst.get(each.service, Verdict.MET)
        worst[each.service] = min(present, each.verdict, key=GRAVEST.index)
    network = course.network
    rows = []
    for service in course.estate.services.values():
        children = network.children[network.index[service.ref()]]
        rows.append(
            ServiceRow(
                service.ref(),
                service.owner,
                service.priority,
                service.is_priority,
                service.impact,
                service.rto_h,
                service.rpo_h,
                service.rlo,
                tuple(network.refs[child] for child in children),
                worst.get(service.ref(), Verdict.UNKNOWN),
            )
        )
    return tuple(sorted(rows, key=lambda row: (row.priority is None, row.priority or 0, row.service)))
