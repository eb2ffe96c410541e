"""What takes priority work down all alone（単一障害点）."""

from __future__ import annotations

from collections.abc import Iterator

from ictlife.assessment import Assessment
from ictlife.base.ref import Ref
from ictlife.checks.look import Looked, check
from ictlife.model.asset import Group, Level


@check(reads=("service", "dependency", "node", "group", "strategy"), says=("nodes", "services", "names"))
def single_point(found: Assessment) -> Iterator[Looked]:
    """Look at everything services need: does anything take over when it alone is gone?

    Said of equipment of 可用性2, and of whatever priority work rests on: once of things that stop the same
    services, since they stand in one chain, and a second chain would take over for all of them.
    """
    estate = found.estate
    priority = {each.ref() for each in estate.services.values() if each.is_priority}
    alone = {each.node: each.takes_down for each in found.continuity.single_points}
    chains: dict[tuple[Ref, ...], list[Ref]] = {}
    for kind in ("group", "node"):
        for record in estate.of_kind(kind).values():
            down = alone.get(record.ref(), ())
            is_high = isinstance(record, Group) and record.availability is Level.HIGH
            if down and (is_high or priority.intersection(down)):
                chains.setdefault(down, []).append(record.ref())
            else:
                yield Looked(record.ref())
    for down, nodes in chains.items():
        names = tuple(estate.services[each.id].name for each in down)
        yield Looked(nodes[0], {"nodes": tuple(nodes), "services": len(down), "names": names}, (*nodes[1:], *down))
