"""Under which account heading a line is booked（款項目節）."""

from __future__ import annotations

from dataclasses import dataclass, field

from ictlife.model.contract import ContractKind, CostKind
from ictlife.model.estate import Estate
from ictlife.model.fund import Heading

_ACQUISITIONS = {
    ContractKind.PURCHASE: "purchase",
    ContractKind.LEASE: "lease",
    ContractKind.RE_LEASE: "re_lease",
    ContractKind.MAINTENANCE: "maintenance",
    ContractKind.OUTSOURCING: "outsourcing",
    ContractKind.CLOUD: "cloud",
}


def acquisition_of(kind: ContractKind) -> str:
    """The way of acquisition that a kind of contract stands for（調達方法）; its own name where there is none."""
    return _ACQUISITIONS.get(kind, kind.value)


@dataclass(frozen=True)
class Headings:
    """The headings of the estate, and which one a line takes where nothing is said（既定の款項目節）."""

    estate: Estate
    _found: dict[tuple[CostKind, str], str | None] = field(default_factory=dict)

    def of(self, stated: str | None, kind: CostKind, acquisition: str) -> str | None:
        """The stated heading, else the first whose kinds of cost include this line's.

        The way of acquisition decides for equipment alone: bought, it is 備品購入費; leased, 賃借料.
        """
        if stated:
            return stated
        key = (kind, acquisition)
        if key not in self._found:
            self._found[key] = next(
                (
                    heading.id
                    for heading in self.estate.headings.values()
                    if kind in heading.cost_kinds
                    and (kind is not CostKind.EQUIPMENT or _is_for(heading, acquisition))
                ),
                None,
            )
        return self._found[key]


def _is_for(heading: Heading, acquisition: str) -> bool:
    return not heading.acquisitions or acquisition in heading.acquisitions
