"""Where was that read（出所）: from a Ref to its Span, worked out only when asked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from ictlife.base.finding import Finding, Span
from ictlife.base.ref import Ref
from ictlife.sources.record import Path, Place, Record, place_of


@dataclass(frozen=True, slots=True)
class Origins:
    """Ref → Span（出所）. Holds one small place for each record, not one for each field."""

    places: Mapping[tuple[str, str], tuple[Place, Mapping[str, Place]]] = field(default_factory=dict)

    @classmethod
    def of(cls, records: Iterable[Record]) -> Origins:
        """The origins of all records; of several with one id, the first."""
        places: dict[tuple[str, str], tuple[Place, Mapping[str, Place]]] = {}
        for record in records:
            places.setdefault((record.kind, record.id), (record.place, record.moved))
        return cls(places)

    def span(self, ref: Ref, path: Path = ()) -> Span | None:
        """Where the record, its field, or the value at `path` was read; None for what was not read."""
        found = self.places.get((ref.kind, ref.id))
        if found is None:
            return None
        return place_of(*found, path or ((ref.field,) if ref.field else ()))

    def locate(self, findings: Iterable[Finding]) -> tuple[Finding, ...]:
        """The findings with their places: of the subject first, then of what it is related to."""
        return tuple(finding if finding.spans else self._located(finding) for finding in findings)

    def _located(self, finding: Finding) -> Finding:
        spans = [span for ref in (finding.subject, *finding.related) if (span := self.span(ref))]
        return replace(finding, spans=tuple(spans)) if spans else finding
