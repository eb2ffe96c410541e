"""What every paper is made from（報告の材料）: an assessment, where its inputs stand, and who made it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from ictlife.assessment import Assessment, Rulebook
from ictlife.base.finding import Finding, Span
from ictlife.base.ref import Ref
from ictlife.fiscal.month import FiscalSpan


@dataclass(frozen=True, slots=True)
class Manifest:
    """By which version, as of which day, from which inputs（作成情報）."""

    version: str
    as_of: date
    scenario: str = ""
    overlays: tuple[str, ...] = ()
    inputs: tuple[tuple[str, str], ...] = ()
    """Path and SHA-256 of every file that was read."""


def _nowhere(_: Ref) -> Span | None:
    return None


@dataclass(frozen=True)
class Paper:
    """What the views read（報告の材料）.

    `findings` are those of reading and the computed ones together, located, waivers applied.
    """

    assessment: Assessment
    rulebook: Rulebook
    findings: tuple[Finding, ...]
    manifest: Manifest
    origin: Callable[[Ref], Span | None] = _nowhere

    @cached_property
    def years(self) -> FiscalSpan:
        """The fiscal years every table shows（対象年度）."""
        horizon = self.assessment.projection.horizon
        return FiscalSpan(horizon.first.fy, horizon.until.fy)

    @cached_property
    def names(self) -> Callable[[Ref], str]:
        """Ref → the name of its record, or its id."""
        estate = self.assessment.estate

        def name(ref: Ref) -> str:
            if ref.kind in ("renewal", "milestone"):
                ref = Ref("group", ref.id.partition("#")[0])
            found = getattr(estate.find(ref.record), "name", None)
            return found if isinstance(found, str) and found else ref.id

        return name

    def names_of(self, ref: str) -> str:
        """The name of the record at a Ref written as text."""
        return self.names(Ref.parse(ref))
