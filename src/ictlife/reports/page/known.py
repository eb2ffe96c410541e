"""What the page can show for an address（参照先の有無）, and links to that."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass, field

from markupsafe import Markup, escape

from ictlife.base.ref import Ref
from ictlife.reports.paper import Paper

_NAMES = ("group:", "service:")
"""Kinds of addresses that stand for things; the others are of figures."""
_FIGURE = Markup(' class="fig"')


@dataclass
class Known:
    """Addresses with something to open（参照先）. `grounds` are those of figures beside what is computed.

    `read` gathers the records that are pointed at and only read: the page says where they stand.
    """

    paper: Paper
    grounds: Container[str]
    read: dict[str, Ref] = field(default_factory=dict)
    _computed: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        found = self.paper.assessment
        self._computed |= {str(group.ref()) for group in found.estate.groups.values()}
        self._computed |= {str(each.ref) for each in found.schedule.renewals}
        self._computed |= {str(each.ref) for each in found.milestones}
        self._computed |= {str(each) for each in found.continuity.by_service}
        self._computed |= {str(each.ref) for each in found.continuity.recoveries}
        self._computed |= {f"year:{fy.start_year}" for fy in self.paper.years}

    def __call__(self, address: str) -> bool:
        """Whether the page has something to show for `address`."""
        return address in self._computed or address in self.grounds or address in self.read or self._is_read(address)

    def _is_read(self, address: str) -> bool:
        try:
            ref = Ref.parse(address)
        except ValueError:
            return False
        if self.paper.assessment.estate.find(ref.record) is None or self.paper.origin(ref.record) is None:
            return False
        self.read[address] = ref
        return True

    def link(self, address: str, text: object) -> Markup:
        """Text that leads to what bears the address, or plain text where the page has nothing to show for it."""
        if not self(address):
            return escape(text)
        is_name = address in self.read or address.startswith(_NAMES)
        return Markup(f'<a{"" if is_name else _FIGURE} href="#{escape(address)}">{escape(text)}</a>')
