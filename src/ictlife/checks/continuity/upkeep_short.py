"""Equipment that services need and nobody keeps up long or fast enough（保守契約の不足）."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ictlife.assessment import Assessment
from ictlife.base.text import Phrase
from ictlife.checks.look import Looked, check
from ictlife.checks.lookup import next_renewal
from ictlife.checks.reach import needed_by_services, rests_on
from ictlife.continuity.known import Hours
from ictlife.continuity.upkeep import Generations, last_day
from ictlife.model.asset import Group
from ictlife.model.contract import ContractKind
from ictlife.model.recovery_plan import SupportLevel
from ictlife.model.service import Service


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
    reads=("service", "dependency", "contract", "group", "support_level", "closed_day"),
    says=("name", "groups", "names", "wait", "services"),
)
def response_too_slow(found: Assessment) -> Iterator[Looked]:
    """Look at the equipment of services: can its maintenance be there within the target of each service?

    Of several contracts the fastest counts. Said once of the terms, with all equipment and services that they fail.
    """
    generations = Generations(found.estate, found.schedule)
    services = [each for each in found.estate.services.values() if each.rto_h is not None]
    on = {each.id: rests_on(found.estate, each) for each in services}
    slow: dict[str, list[_Slow]] = {}
    for group in sorted(found.estate.groups.values(), key=lambda each: each.id):
        resting = tuple(each for each in services if group.id in on[each.id])
        contracts = generations.maintenance(group.id) if resting else ()
        if not contracts:
            continue
        waits = [(wait, each.id) for each in contracts if (wait := generations.wait(each)[0]) is not None]
        wait, contract = min(waits, default=(0.0, ""))
        sooner = tuple(each for each in resting if wait > (each.rto_h or 0.0))
        if sooner:
            slow.setdefault(generations.levels[contract].id, []).append(_Slow(group, wait, sooner))
        else:
            yield Looked(group.ref(), is_unknown=not waits)
    for level, those in slow.items():
        yield _too_slow(found.estate.support_levels[level], those)


@dataclass(frozen=True, slots=True)
class _Slow:
    """Equipment that is waited for longer than services can."""

    group: Group
    wait: float
    services: tuple[Service, ...]


def _too_slow(level: SupportLevel, those: Sequence[_Slow]) -> Looked:
    services = {each.id: each for one in those for each in one.services}
    due = tuple(
        Phrase("service_due", {"name": each.name, "target": Hours.of(each.rto_h)})
        for each in sorted(services.values(), key=lambda each: (each.rto_h or 0.0, each.id))
    )
    said = {
        "name": level.name or level.id,
        "groups": len(those),
        "names": tuple(one.group.name for one in those),
        "wait": Hours.of(max(one.wait for one in those)),
        "services": due,
    }
    return Looked(level.ref(), said, (*(one.group.ref() for one in those), *(each.ref() for each in services.values())))
