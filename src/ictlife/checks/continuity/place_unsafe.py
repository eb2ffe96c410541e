"""Places of equipment that a flood or an earthquake reaches（設置場所の安全）."""

from __future__ import annotations

from collections.abc import Iterator

from ictlife.assessment import Assessment
from ictlife.base.text import named
from ictlife.checks.look import Looked, check
from ictlife.checks.lookup import active_groups
from ictlife.continuity.harm import floor_height
from ictlife.model.hazard import Hazard
from ictlife.model.site import Site


@check(
    reads=("site", "group", "asset", "hazard"),
    says=("name", "lacking", "flood_depth_cm", "floor"),
)
def place_unsafe(found: Assessment) -> Iterator[Looked]:
    """Look at every site with equipment: is it above the flood, built for earthquakes, and anchored?"""
    groups = active_groups(found.estate)
    flood = _flood(found)
    used = {group.site for group in groups} | {asset.site for asset in found.estate.assets.values()}
    for site in found.estate.sites.values():
        if site.id not in used:
            continue
        flooded = _is_flooded(flood, site)
        facts = {"flood": flooded, "is_seismic": _is_not(site.is_seismic), "is_anchored": _is_not(site.is_anchored)}
        lacking = [name for name, is_bad in facts.items() if is_bad]
        said = {
            "name": site.name,
            "lacking": named(lacking, "lacking"),
            "flood_depth_cm": site.flood_depth_cm,
            "floor": site.floor,
        }
        is_unknown = not lacking and None in facts.values()
        yield Looked(site.ref(), said if lacking else None, is_unknown=is_unknown)


def _is_not(fact: bool | None) -> bool | None:
    return None if fact is None else not fact


def _flood(found: Assessment) -> Hazard:
    """The scenario that says how high water stands on each floor; the usual ranks where there is none."""
    hazards = found.estate.hazards.values()
    return next((each for each in hazards if any(hit.flood_cm for hit in each.hits)), Hazard(id="flood"))


def _is_flooded(flood: Hazard, site: Site) -> bool | None:
    """Whether the expected water reaches the equipment; None where depth or floor is not known."""
    if site.flood_depth_cm is None:
        return None
    if site.flood_depth_cm <= 0:
        return False
    height = floor_height(flood, site)
    return None if height is None else site.flood_depth_cm >= height
