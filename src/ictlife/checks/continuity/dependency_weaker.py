"""Services that need a service which may take longer（依存先の目標が緩い）."""

from __future__ import annotations

from collections.abc import Iterator

from ictlife.assessment import Assessment
from ictlife.checks.look import Looked, check
from ictlife.checks.reach import rests_on
from ictlife.continuity.known import said as said_hours


@check(reads=("service", "dependency", "node"), says=("name", "needed", "own", "other"))
def dependency_weaker(found: Assessment) -> Iterator[Looked]:
    """Look at every service that needs another, or an outside party: is that one's target as strict?"""
    for service in found.estate.services.values():
        for name in sorted(rests_on(found.estate, service)):
            other = found.estate.services.get(name)
            node = found.estate.nodes.get(name)
            if other is not None:
                pairs = [("rto_h", service.rto_h, other.rto_h), ("rpo_h", service.rpo_h, other.rpo_h)]
            elif node is not None and node.agreed_outage_h is not None:
                pairs = [("rto_h", service.rto_h, node.agreed_outage_h)]
            else:
                continue
            needed = (other or node or service).name
            weaker = [
                (field, own, its) for field, own, its in pairs if own is not None and its is not None and its > own
            ]
            said = None
            if weaker:
                _, own, its = weaker[0]
                said = {"name": service.name, "needed": needed, "own": said_hours(own), "other": said_hours(its)}
            is_unknown = any(own is None or its is None for _, own, its in pairs)
            ref = (other or node or service).ref()
            yield Looked(service.ref(weaker[0][0] if weaker else "rto_h"), said, (ref,), is_unknown=is_unknown)
