"""Equipment that services need and nobody keeps up long or fast enough（保守契約の不足）."""

from __future__ import annotations

from collections.abc import Iterator

from ictlife.assessment import Assessment
from ictlife.checks.look import Looked, check
from ictlife.checks.lookup import next_renewal
from ictlife.checks.reach import needed_by_services, rests_on
from ictlife.continuity.known import said as said_hours
from ictlife.continuity.upkeep import Generations, last_day
from ictlife.model.contract import ContractKind


@check(reads=("service", "dependency", "contract", "group"), says=("name", "contract", "ends_on", "in_service"))
def upkeep_ends_early(found: Assessment) -> Iterator[Looked]:
    """Look at the equipment services need: does its maintenance last until the next renewal?"""
    needed = needed_by_services(found.estate)
    for group in found.estate.groups.values():
        renewal = next_renewal(found, group)
        ends = [
            (day, each)
            for each in found.estate.contracts_of.get(group.id, ())
            if each.kind is ContractKind.MAINTENANCE and (day := last_day(each)) is not None
        ]
        if group.id not in needed or renewal is None or not ends:
            continue
        day, contract = max(ends, key=lambda each: (each[0], each[1].id))
        said = None
        if (renewal.in_service.first - day).days > 1:
            said = {"name": group.name, "contract": contract.name, "ends_on": day, "in_service": renewal.in_service}
        yield Looked(group.ref(), said, (contract.ref("ends_on"), renewal.ref))


@check(
    reads=("service", "dependency", "contract", "group", "support_level"),
    says=("name", "service", "target", "wait"),
)
def response_too_slow(found: Assessment) -> Iterator[Looked]:
    """Look at the equipment of each service: can its maintenance be there within the service's target?"""
    generations = Generations(found.estate, found.schedule)
    for service in found.estate.services.values():
        if service.rto_h is None:
            continue
        for name in sorted(rests_on(found.estate, service)):
            group = found.estate.groups.get(name)
            contracts = generations.maintenance(name) if group else ()
            if group is None or not contracts:
                continue
            waits = [wait for each in contracts if (wait := generations.wait(each)[0]) is not None]
            said = None
            if waits and min(waits) > service.rto_h:
                said = {
                    "name": group.name,
                    "service": service.name,
                    "target": said_hours(service.rto_h),
                    "wait": said_hours(min(waits)),
                }
            subject = group.ref() if said is None else service.ref("rto_h")
            yield Looked(subject, said, (group.ref(), service.ref()), is_unknown=not waits)
