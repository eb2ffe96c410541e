"""What services rest on, and which copies and places keep it（業務の依存先・複製・拠点）. Judges nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ictlife.assessment import Assessment
from ictlife.base.ref import Ref
from ictlife.checks.lookup import active_groups
from ictlife.model.asset import Group, Level
from ictlife.model.backup import Backup
from ictlife.model.estate import Estate
from ictlife.model.node import Node, NodeKind
from ictlife.model.recovery_plan import Strategy
from ictlife.model.service import Service
from ictlife.model.site import Site

ELSEWHERE = (NodeKind.CLOUD, NodeKind.DATA_CENTRE, NodeKind.PREFECTURAL_CLOUD, NodeKind.EXTERNAL)
"""Kinds of node that are off the town's own sites."""


def priority_services(estate: Estate) -> tuple[Service, ...]:
    """Services that carry priority work in an emergency（非常時優先業務）."""
    return tuple(each for each in estate.services.values() if each.is_priority)


def rests_on(estate: Estate, service: Service) -> frozenset[str]:
    """Ids of everything the service needs, directly or not; substitutes are not needed."""
    needs = {node.id: node.needs for node in estate.nodes.values()}
    needs.update({each.id: each.needs for each in estate.services.values()})
    more: dict[str, list[str]] = {}
    for dependency in estate.dependencies.values():
        more.setdefault(dependency.of, []).extend(dependency.needs)
    reached: set[str] = set()
    ahead = [service.id]
    while ahead:
        at = ahead.pop()
        for need in (*needs.get(at, ()), *more.get(at, ())):
            if need not in reached:
                reached.add(need)
                ahead.append(need)
    return frozenset(reached)


def needed_by_services(estate: Estate) -> frozenset[str]:
    """Ids of everything that any service needs."""
    return frozenset(need for each in estate.services.values() for need in rests_on(estate, each))


def covering(estate: Estate, group: Group) -> frozenset[str]:
    """The group and what is built on it: a copy of a system's data is a copy of its servers' data."""
    names = {group.id}
    for _ in estate.nodes:
        above = {node.id for node in estate.nodes.values() if names.intersection(node.needs)}
        if above <= names:
            break
        names |= above
    names |= {each.id for each in estate.services.values() if names.intersection(each.needs)}
    return frozenset(names)


def is_there(found: Assessment, record: Backup | Strategy) -> bool:
    """Whether a copy or a way of recovery exists: what a measure is to bring does once it is done."""
    return record.measure is None or record.measure in found.estate.done_measures(found.as_of)


def copies_of(found: Assessment, group: Group) -> tuple[Backup, ...]:
    """Every copy of the group's data that exists."""
    names = covering(found.estate, group)
    backups = found.estate.backups.values()
    return tuple(each for each in backups if names.intersection(each.of) and is_there(found, each))


def holders(estate: Estate, categories: list[str]) -> Iterator[Group]:
    """Groups whose data matter: 可用性2 or priority work, in a category that keeps data."""
    for group in active_groups(estate):
        is_important = group.availability is Level.HIGH or bool(group.is_priority)
        if is_important and group.holds_data is not False and (group.category in categories or group.holds_data):
            yield group


@dataclass(frozen=True, slots=True)
class Place:
    """A building in a zone of hazard（建物と災害区域）."""

    building: str
    zone: str | None

    def is_apart_from(self, other: Place) -> bool:
        """Whether one disaster leaves the other standing, as far as is known."""
        is_same_zone = self.zone is not None and self.zone == other.zone
        return self.building != other.building and not is_same_zone


def place_of(site: Site) -> Place:
    """The building of a site."""
    return Place(site.building or site.id, site.hazard_zone)


def is_off_site(estate: Estate, backup: Backup, home: Site) -> bool | None:
    """Whether the copy is kept apart from `home`; None where its place is not entered."""
    keeper = estate.nodes.get(backup.on or "")
    if isinstance(keeper, Node) and keeper.kind in ELSEWHERE:
        return True
    group = estate.groups.get(backup.on or "")
    site = estate.sites.get(backup.site or (keeper.site if keeper else None) or (group.site if group else None) or "")
    return place_of(site).is_apart_from(place_of(home)) if site else None


def refs(backups: tuple[Backup, ...]) -> tuple[Ref, ...]:
    """The copies' addresses."""
    return tuple(each.ref() for each in backups)
