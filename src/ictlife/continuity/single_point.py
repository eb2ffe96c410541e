"""What takes services down all alone（単一障害点）: each thing removed in turn, with its standbys left."""

from __future__ import annotations

from heapq import heapify, heappop, heappush

from ictlife.continuity.network import Network, Requirement
from ictlife.continuity.recovery import SinglePoint
from ictlife.continuity.timeline import Course


def single_points_of(course: Course) -> tuple[SinglePoint, ...]:
    """Everything without which some service cannot run, those that take most down first（単一障害点の一覧）."""
    network = course.network
    found = []
    for node, ref in enumerate(network.refs):
        if ref.kind == "service" or not network.parents[node]:
            continue
        down = fallen(network, node)
        services = tuple(sorted(network.refs[each] for each in down if network.refs[each].kind == "service"))
        if services:
            found.append(SinglePoint(ref, services))
    return tuple(sorted(found, key=lambda each: (-len(each.takes_down), each.node)))


def fallen(network: Network, removed: int) -> set[int]:
    """What is down for good once `removed` is gone: standbys and substitutes take over where they can."""
    if any(strategy.id in network.standbys for strategy in network.strategies[removed]):
        return set()
    down = {removed}
    waiting = [(network.rank[parent], parent) for parent in network.parents[removed]]
    heapify(waiting)
    seen = {node for _, node in waiting}
    while waiting:
        _, node = heappop(waiting)
        if not any(_fails(requirement, down) for requirement in network.needs[node]):
            continue
        if any(network.standbys.get(strategy.id, removed) not in down for strategy in network.strategies[node]):
            continue
        down.add(node)
        for parent in network.parents[node]:
            if parent not in seen:
                seen.add(parent)
                heappush(waiting, (network.rank[parent], parent))
    return down


def _fails(requirement: Requirement, down: set[int]) -> bool:
    if sum(member not in down for member in requirement.members) >= requirement.at_least:
        return False
    return not requirement.substitutes or any(other in down for other in requirement.substitutes)
