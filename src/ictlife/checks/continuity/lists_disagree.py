"""Systems of the BCP that the ledger lacks, and the other way round（ICT-BCPと台帳の不一致）."""

from __future__ import annotations

from collections.abc import Iterator

from ictlife.assessment import Assessment
from ictlife.base.finding import Value
from ictlife.base.text import Named
from ictlife.checks.look import Looked, check
from ictlife.checks.lookup import active_groups
from ictlife.checks.reach import needed_by_services
from ictlife.model.asset import Level
from ictlife.model.estate import Estate
from ictlife.model.node import NodeKind


@check(
    reads=("service", "node", "dependency", "strategy", "backup", "group"),
    params=("categories",),
    says=("name", "found_in", "missing_in"),
)
def lists_disagree(found: Assessment, *, categories: list[str]) -> Iterator[Looked]:
    """Look both ways: does every system stand on equipment of the ledger, and every 可用性2 group carry a service?

    Of the ledger only the categories that are systems count: what houses and powers them is the sites' matter.
    Equipment that keeps copies, stands by or stands in is in the BCP too, though nothing needs it on a good day.
    Only where services are entered at all: without a BCP there is nothing to compare.
    """
    estate = found.estate
    if not estate.services:
        return
    needed = needed_by_services(estate) | _in_reserve(estate)
    more = {each.of for each in estate.dependencies.values()}
    for node in estate.nodes.values():
        if node.kind is NodeKind.SYSTEM:
            is_kept = bool(node.needs) or node.id in more
            yield Looked(node.ref(), None if is_kept else _said(node.name, "bcp", "ledger"))
    for group in active_groups(estate):
        if group.availability is Level.HIGH and group.category in categories:
            is_kept = group.id in needed
            yield Looked(group.ref("availability"), None if is_kept else _said(group.name, "ledger", "bcp"))


def _in_reserve(estate: Estate) -> frozenset[str]:
    """Ids of what keeps copies, stands by, or stands in for something（保管先・待機系・代替）."""
    kept = {each.on for each in estate.backups.values()} | {each.standby for each in estate.strategies.values()}
    instead = {name for each in estate.dependencies.values() for name in each.substitutes}
    return frozenset(name for name in kept | instead if name)


def _said(name: str, found_in: str, missing_in: str) -> dict[str, Value]:
    return {"name": name, "found_in": Named(found_in, "list"), "missing_in": Named(missing_in, "list")}
