"""What a scenario does to each thing（被害の想定）: which nodes are harmed, how surely, one case at a time."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from ictlife.base.ref import Ref
from ictlife.continuity.network import Network
from ictlife.model.asset import Acquisition, Group
from ictlife.model.estate import Estate
from ictlife.model.hazard import Damage, Each, Hazard, Hit
from ictlife.model.node import Node, NodeKind
from ictlife.model.site import Site

GRAVITY = {Damage.LOST: 0, Damage.DATA: 1, Damage.BROKEN: 2, Damage.CUT: 3}


class Blow(NamedTuple):
    """A damage and, for a cut, how long it lasts; None where unknown（被害の程度）."""

    damage: Damage
    hours: float | None = None


class Harm(NamedTuple):
    """What befalls a node at worst and at best（被害）; they differ where the fact `missing` is unknown."""

    worst: Blow
    best: Blow | None
    missing: Ref | None = None


@dataclass(frozen=True)
class Case:
    """One way in which a scenario can strike（被害の一例）: a scenario of 'one at a time' has many."""

    trigger: Ref
    harms: Mapping[int, Harm]
    hazard: Hazard
    absent_vendors: frozenset[str] = field(default_factory=frozenset)

    @cached_property
    def struck_data(self) -> tuple[bool, bool, Ref | None]:
        """Whether data are destroyed, whether surely, and the open fact if not（データの破壊）."""
        struck = [harm for harm in self.harms.values() if harm.worst.damage is Damage.DATA]
        certain = any(harm.best is not None and harm.best.damage is Damage.DATA for harm in struck)
        return bool(struck), certain, struck[0].missing if struck else None

    @cached_property
    def loses_places(self) -> bool:
        """Whether anything may be lost with its place."""
        return any(harm.worst.damage is Damage.LOST for harm in self.harms.values())


class Traits(NamedTuple):
    """What a hit can select a node by（被害の選択条件）."""

    kind: str
    ref: Ref
    category: str | None
    zone: str | None
    site: str | None
    vendor: str | None


@dataclass(frozen=True)
class Ground:
    """Where everything stands and how it can be struck（拠点と設置状況）."""

    estate: Estate
    network: Network

    @cached_property
    def traits(self) -> tuple[Traits | None, ...]:
        """Traits by node; none for services and for work by hand, which nothing strikes."""
        return tuple(self._traits(ref) for ref in self.network.refs)

    def _traits(self, ref: Ref) -> Traits | None:
        record = self.estate.find(ref)
        if isinstance(record, Group):
            kind = "cloud" if record.acquisition is Acquisition.CLOUD else "group"
            return Traits(kind, ref, record.category, record.zone, record.site, None)
        if isinstance(record, Node) and record.kind is not NodeKind.MANUAL:
            return Traits(str(record.kind), ref, None, record.zone, record.site, record.vendor)
        if isinstance(record, Site):
            return Traits("site", ref, None, None, record.id, None)
        return None

    @cached_property
    def knows_main(self) -> bool:
        """Whether any site is marked as the main building."""
        return any(site.is_main for site in self.estate.sites.values())


def cases(ground: Ground, hazard: Hazard) -> tuple[Case, ...]:
    """Every way in which the scenario can strike（被害の事例）, in the order of the nodes."""
    always: dict[int, Harm] = {}
    units: list[tuple[Ref, str, dict[int, Harm]]] = []
    for hit in hazard.hits:
        struck = dict(_struck(ground, hazard, hit))
        if hit.each is None:
            _add(always, struck)
        else:
            units += _units(ground, hit.each, struck)
    if not any(hit.each for hit in hazard.hits):
        return (_case(hazard.ref(), always, hazard, ""),)
    return tuple(_case(trigger, _add(dict(always), harms), hazard, vendor) for trigger, vendor, harms in units)


def _case(trigger: Ref, harms: Mapping[int, Harm], hazard: Hazard, vendor: str) -> Case:
    return Case(trigger, harms, hazard, frozenset((*hazard.absent_vendors, vendor)) - {""})


def _add(into: dict[int, Harm], more: Mapping[int, Harm]) -> dict[int, Harm]:
    """Where two hits meet the graver counts, at worst and at best."""
    for node, harm in more.items():
        present = into.get(node)
        into[node] = harm if present is None else _graver(present, harm)
    return into


def _graver(one: Harm, other: Harm) -> Harm:
    worst = min(one.worst, other.worst, key=_gravity)
    mild = [blow for blow in (one.best, other.best) if blow is not None]
    return Harm(worst, min(mild, key=_gravity) if mild else None, one.missing or other.missing)


def _gravity(blow: Blow) -> tuple[int, float]:
    return GRAVITY[blow.damage], -(blow.hours if blow.hours is not None else float("inf"))


def _units(ground: Ground, each: Each, struck: dict[int, Harm]) -> list[tuple[Ref, str, dict[int, Harm]]]:
    units: dict[tuple[Ref, str], dict[int, Harm]] = {}
    for node, harm in struck.items():
        traits = ground.traits[node]
        assert traits is not None
        name = _unit(ground, each, traits)
        if name is not None:
            units.setdefault(name, {})[node] = harm
    return [(trigger, vendor, harms) for (trigger, vendor), harms in units.items()]


def _unit(ground: Ground, each: Each, traits: Traits) -> tuple[Ref, str] | None:
    """What a thing is struck together with; None where it belongs to no such unit."""
    if each is Each.NODE:
        return traits.ref, ""
    if each is Each.ZONE:
        return (Ref("zone", traits.zone), "") if traits.zone else None
    if each is Each.VENDOR:
        return (Ref("vendor", traits.vendor), traits.vendor) if traits.vendor else None
    site = ground.estate.sites.get(traits.site or "")
    return (Ref("building", site.building or site.id), "") if site else None


def _struck(ground: Ground, hazard: Hazard, hit: Hit) -> Iterator[tuple[int, Harm]]:
    for node, traits in enumerate(ground.traits):
        if traits is None:
            continue
        chosen, missing = _selected(ground, hit, traits)
        if chosen:
            harm = _harm(ground, hazard, hit, traits, missing)
            if harm is not None:
                yield node, harm


def _selected(ground: Ground, hit: Hit, traits: Traits) -> tuple[bool, Ref | None]:
    """Whether the hit means this node, and the unknown fact if that is open."""
    told = (
        (hit.kinds, traits.kind),
        (hit.nodes, traits.ref.id),
        (hit.vendors, traits.vendor),
        (hit.categories, traits.category),
    )
    if any(wanted and value not in wanted for wanted, value in told):
        return False, None
    missing: Ref | None = None
    for wanted, value, name in ((hit.zones, traits.zone, "zone"), (hit.sites, traits.site, "site")):
        if wanted and value is None and traits.ref.kind == "group":
            missing = traits.ref.at(name)
        elif wanted and value not in wanted:
            return False, None
    if hit.is_main is not None:
        is_main, open_fact = _in_main(ground, traits)
        missing = missing or open_fact
        if open_fact is None and is_main is not hit.is_main:
            return False, None
    return True, missing


def _in_main(ground: Ground, traits: Traits) -> tuple[bool, Ref | None]:
    site = ground.estate.sites.get(traits.site or "")
    if site is None:
        return False, traits.ref.at("site") if traits.ref.kind == "group" else None
    return bool(site.is_main), None if ground.knows_main else site.ref("is_main")


def _harm(ground: Ground, hazard: Hazard, hit: Hit, traits: Traits, missing: Ref | None) -> Harm | None:
    blow = Blow(hit.damage, hit.hours)
    site = ground.estate.sites.get(traits.site or "")
    if hit.flood_cm is not None:
        return _flooded(hazard, hit, traits, site, blow)
    if hit.is_power:
        return _darkened(hit.hours, traits, site)
    return Harm(blow, None if missing else blow, missing)


def _flooded(hazard: Hazard, hit: Hit, traits: Traits, site: Site | None, blow: Blow) -> Harm | None:
    """Whether water reaches the floor: floods stand as deep as expected there, at most as deep as assumed."""
    if site is None:
        return Harm(blow, None, traits.ref.at("site")) if traits.ref.kind == "group" else None
    if site.flood_depth_cm is None:
        return Harm(blow, None, site.ref("flood_depth_cm"))
    depth = min(site.flood_depth_cm, hit.flood_cm or 0)
    if depth <= 0:
        return None
    height = floor_height(hazard, site)
    if height is None:
        return Harm(blow, None, site.ref("floor"))
    return Harm(blow, blow) if depth >= height else None


def floor_height(hazard: Hazard, site: Site) -> int | None:
    """Water of this height reaches the equipment（浸水する高さ）: as measured, else by the number of the floor."""
    if site.floor_height_cm is not None:
        return site.floor_height_cm
    floor = unicodedata.normalize("NFKC", site.floor or "")
    if any(mark in floor for mark in hazard.basement_marks):
        return 0
    number = re.search("[0-9]{1,3}", floor)
    if number is None or int(number[0]) < 1:
        return None
    return hazard.floors_cm[min(int(number[0]), len(hazard.floors_cm)) - 1]


def _darkened(hours: float | None, traits: Traits, site: Site | None) -> Harm | None:
    """A power cut: the generator runs on, the batteries bridge the gap, or everything stops until the end."""
    if site is None:
        return Harm(Blow(Damage.CUT, hours), None, traits.ref.at("site")) if traits.ref.kind == "group" else None
    dark = Blow(Damage.CUT, hours)
    blink = Blow(Damage.CUT, 0.0)
    battery = site.ups_minutes
    if battery is not None and hours is not None and battery >= hours * 60:
        return None
    if site.generator_hours is None:
        return Harm(dark, None, site.ref("generator_hours"))
    if site.generator_hours > 0 and site.has_fuel_contract:
        lasts = True
    elif hours is None:
        return Harm(dark, None, traits.ref.at("hours"))
    else:
        lasts = site.generator_hours >= hours
    if not lasts:
        return Harm(dark, dark)
    if battery is None:
        return Harm(blink, None, site.ref("ups_minutes"))
    return None if battery > 0 else Harm(blink, blink)
