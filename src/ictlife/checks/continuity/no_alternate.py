"""Priority work without anything to carry on with（代替手段のない業務）."""

from __future__ import annotations

from collections.abc import Iterator

from ictlife.assessment import Assessment
from ictlife.checks.look import Looked, check
from ictlife.checks.reach import is_there, priority_services, rests_on
from ictlife.model.recovery_plan import Means

_MEANS = (Means.FAILOVER, Means.WARM_STANDBY)


@check(
    reads=("service", "dependency", "strategy", "measure", "site", "node"),
    says=("name", "needs"),
)
def no_alternate(found: Assessment) -> Iterator[Looked]:
    """Look at every priority service: is there a substitute, a standby, or a way to rebuild elsewhere?

    A way of working by hand counts as a substitute. The loss of a cloud or data centre is covered likewise.
    """
    estate = found.estate
    alternate = {site.id for site in estate.sites.values() if site.is_alternate}
    for service in priority_services(estate):
        needs = rests_on(estate, service) | {service.id}
        substituted = any(each.of in needs and each.substitutes for each in estate.dependencies.values())
        rebuilt = any(
            needs.intersection(each.of) and (each.means in _MEANS or each.site in alternate) and is_there(found, each)
            for each in estate.strategies.values()
        )
        said = {"name": service.name, "needs": len(needs) - 1}
        yield Looked(service.ref(), None if substituted or rebuilt else said)
