"""What every paper is made from（報告の材料）: an assessment, where its inputs stand, and who made it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property

from ictlife.assessment import Assessment, Rulebook
from ictlife.base.finding import Finding, Span
from ictlife.base.ref import Ref
from ictlife.base.text import Lang
from ictlife.continuity.figures import Bar, restart_order
from ictlife.continuity.timeline import Course, prepare
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

    @property
    def digest(self) -> str:
        """One digest over all inputs（入力の照合値）: equal digests mean equal inputs."""
        joined = "\n".join(f"{digest} {path}" for path, digest in sorted(self.inputs))
        return hashlib.sha256(joined.encode()).hexdigest()


def _nowhere(_: Ref) -> Span | None:
    return None


def _no_reason(_: Ref) -> str:
    return ""


@dataclass(frozen=True)
class Paper:
    """What the views read（報告の材料）.

    `findings` are those of reading and the computed ones together, located, waivers applied.
    """

    assessment: Assessment
    findings: tuple[Finding, ...]
    manifest: Manifest
    origin: Callable[[Ref], Span | None] = _nowhere
    why: Callable[[Ref], str] = _no_reason
    """For what reason a scenario changed an input; empty where none did, or did not say."""

    @property
    def rulebook(self) -> Rulebook:
        """The rules by which it was assessed（規則集）."""
        return self.assessment.rulebook

    @cached_property
    def years(self) -> FiscalSpan:
        """The fiscal years every table shows（対象年度）."""
        horizon = self.assessment.projection.horizon
        return FiscalSpan(horizon.first.fy, horizon.until.fy)

    @cached_property
    def course(self) -> Course:
        """The recovery made ready for any scenario, for the tables and figures of the ICT-BCP（復旧計算の準備）."""
        found = self.assessment
        return prepare(found.estate, found.schedule, found.as_of)

    @cached_property
    def restarts(self) -> Mapping[Ref, tuple[Bar, ...]]:
        """Scenario → what stops in it on the as-of day, first back first（復旧順序）."""
        found = self.assessment
        return {
            hazard.ref(): tuple(bar for bar in restart_order(self.course, hazard, found.as_of) if bar.ends_h != 0)
            for hazard in found.estate.hazards.values()
            if not hazard.is_off
        }

    @cached_property
    def names(self) -> Callable[[Ref], str]:
        """Ref → the name of its record, or its id; in Japanese where it has a title in both languages."""
        return self.named("ja")

    def named(self, lang: Lang) -> Callable[[Ref], str]:
        """Ref → the name of its record as the municipality wrote it, its title in `lang`, or its id."""
        estate = self.assessment.estate

        def name(ref: Ref) -> str:
            if ref.kind in ("renewal", "milestone"):
                ref = Ref("group", ref.id.partition("#")[0])
            if ref.kind == "recovery":
                service, _, hazard = ref.id.partition("/")
                of = (Ref("service", service), Ref("hazard", hazard.partition("/")[0]))
                return " / ".join(name(each) for each in of)
            if ref.kind == "rule" and ref.id in self.rulebook.rules:
                return self.rulebook.rules[ref.id].title.in_lang(lang)
            record = estate.find(ref.record)
            title = getattr(record, "title", None)
            if isinstance(title, Mapping) and title:
                return str(title.get(lang) or next(iter(title.values())))
            found = getattr(record, "name", None)
            return found if isinstance(found, str) and found else ref.id

        return cache(name)

    def category_name(self, lang: Lang, category: str | None) -> str:
        """The name of a category as its policy gives it（機器区分名）."""
        if not category:
            return ""
        policy = self.assessment.estate.policies.get(category)
        title = policy.title if policy else {}
        return title.get(lang) or title.get("ja") or title.get("en") or category

    def names_of(self, ref: str) -> str:
        """The name of the record at a Ref written as text."""
        return self.names(Ref.parse(ref))
