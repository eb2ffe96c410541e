"""A folder on disk → everything `assess` needs, and all that is wrong with it（作業フォルダの読込み）."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path as Folder

from ictlife.assessment import Rulebook
from ictlife.base.finding import Finding, Severity, Span
from ictlife.base.ref import Ref
from ictlife.base.textkey import text_key
from ictlife.model.city import City
from ictlife.model.estate import ATTRIBUTES, Estate
from ictlife.sources.bind import bind, unique
from ictlife.sources.order import check_order
from ictlife.sources.overlay import overlaid
from ictlife.sources.record import Path, Reading, Record
from ictlife.sources.references import settle
from ictlife.workspace.layout import inputs_of
from ictlife.workspace.origins import Origins
from ictlife.workspace.promised import with_promised
from ictlife.workspace.read import InputHash, Progress, no_progress, read_inputs, read_shipped, read_words
from ictlife.workspace.rulebook import load_rulebook
from ictlife.workspace.scenarios import read_scenario


@dataclass(frozen=True, slots=True)
class Loaded:
    """A workspace as it was read（読込み結果）."""

    folder: Folder
    estate: Estate
    rulebook: Rulebook
    findings: tuple[Finding, ...]
    """What is wrong with the inputs, each with its place."""
    origins: Origins
    inputs: tuple[InputHash, ...]
    scenario: str | None = None
    overlays: tuple[str, ...] = ()


def load(folder: Folder, scenario: str | None = None, progress: Progress = no_progress) -> Loaded:
    """Read a workspace, with the scenario's overlays laid over it.

    Raises:
        Refusal: no_workspace where the folder holds neither `config/` nor `inventory/`.
    """
    with _unswept():
        return _load(folder, scenario, progress)


@contextmanager
def _unswept() -> Iterator[None]:
    """Hold the garbage collector back: reading makes a million objects and no circles (3.6 s become 2.6 s)."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _load(folder: Folder, scenario: str | None, progress: Progress) -> Loaded:
    inputs = inputs_of(folder)
    reading = Reading()
    words = read_words(folder, reading)
    rulebook, rule_findings = load_rulebook(folder)
    progress("read")
    hashes = read_inputs(inputs, words, reading)
    own = with_promised(folder, unique(reading.records, reading), reading)
    records = merged(read_shipped(words, reading), own)
    overlays: tuple[str, ...] = ()
    if scenario is not None:
        overlays, edits = read_scenario(folder, scenario, reading)
        records = overlaid(records, edits, words, reading)
    origins = Origins.of(records)
    progress("bind")
    bound = bind(records, words, reading)

    def spot(ref: Ref, path: Path) -> Span:
        return origins.span(ref, path) or Span("")

    settle(bound, reading, spot)
    check_order(bound, reading, spot)
    if not bound["city"]:
        bound["city"]["default"] = City(id="default", name="?")
        if not any(ref.kind == "city" for ref in reading.dropped):
            reading.say("EST003", Ref("city", "default"), Span("config"))
    estate = Estate(
        **{ATTRIBUTES[kind]: entities for kind, entities in bound.items()},  # type: ignore[arg-type]
        dropped=frozenset(reading.dropped),
    )
    findings = graded((*reading.findings, *rule_findings), rulebook)
    return Loaded(folder, estate, rulebook, findings, origins, tuple(hashes), scenario, overlays)


def merged(shipped: Iterable[Record], own: Iterable[Record]) -> list[Record]:
    """The workspace's records over the shipped ones of the same id, field by field."""
    found = {(record.kind, text_key(record.id)): record for record in shipped}
    for record in own:
        key = (record.kind, text_key(record.id))
        lower = found.get(key)
        found[key] = record.over(lower) if lower else record
    return list(found.values())


def graded(findings: Iterable[Finding], rulebook: Rulebook) -> tuple[Finding, ...]:
    """The findings with the severity of their rules, gravest first; those of rules switched off are gone."""
    kept = []
    for finding in findings:
        rule = rulebook.rules.get(finding.code)
        if rule is None or not rule.is_off:
            kept.append(replace(finding, severity=rule.severity if rule else Severity.ERROR))
    return tuple(sorted(kept, key=Finding.sort_key))
