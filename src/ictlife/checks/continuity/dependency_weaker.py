"""What services need and which may take longer than they（依存先の目標が緩い）."""

from __future__ import annotations

from collections.abc import Iterator

from ictlife.assessment import Assessment
from ictlife.base.ref import Ref
from ictlife.base.text import Phrase
from ictlife.checks.look import Looked, check
from ictlife.checks.reach import rests_on
from ictlife.continuity.known import Hours
from ictlife.model.estate import Estate
from ictlife.model.service import Service


@check(reads=("service", "dependency", "node"), says=("needed", "target", "services"))
def dependency_weaker(found: Assessment) -> Iterator[Looked]:
    """Look at every service that needs another, or an outside party: is that one's target as strict?

    Said once of what is needed, with every service that has a stricter target.
    """
    weaker: dict[tuple[Ref, float], list[tuple[Service, float]]] = {}
    for service in found.estate.services.values():
        for name in sorted(rests_on(found.estate, service)):
            for source, own, its in _targets(found.estate, service, name):
                if own is not None and its is not None and its > own:
                    weaker.setdefault((source, its), []).append((service, own))
                else:
                    yield Looked(source, related=(service.ref(),), is_unknown=own is None or its is None)
    for (source, its), sooner in weaker.items():
        due = tuple(Phrase("service_due", {"name": each.name, "target": Hours.of(own)}) for each, own in sooner)
        said = {"needed": source.record, "target": Hours.of(its), "services": due}
        yield Looked(source, said, tuple(each.ref() for each, _ in sooner))


def _targets(estate: Estate, service: Service, name: str) -> Iterator[tuple[Ref, float | None, float | None]]:
    """The fields in which what is needed states its time, with the service's own target and that time."""
    other = estate.services.get(name)
    node = estate.nodes.get(name)
    if other is not None:
        yield other.ref("rto_h"), service.rto_h, other.rto_h
        yield other.ref("rpo_h"), service.rpo_h, other.rpo_h
    elif node is not None and node.agreed_outage_h is not None:
        yield node.ref("agreed_outage_h"), service.rto_h, node.agreed_outage_h
