"""A folder on disk → everything `assess` needs, and all that is wrong with it（作業フォルダの読込み）."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path as Folder

from ictlife.assessment import Rulebook
from ictlife.base.finding import Finding, Severity, Span
from ictlife.base.ref import Ref
from ictlife.base.textkey import text_key
from ictlife.model.city import City
from ictlife.model.estate import ATTRIBUTES, Estate
from ictlife.sources.bind import Known, bind, unique
from ictlife.sources.columns import Words
from ictlife.sources.order import check_order
from ictlife.sources.overlay import field_of, overlaid
from ictlife.sources.record import Path, Reading, Record
from ictlife.sources.references import settle
from ictlife.sources.rules import KIND as RULE
from ictlife.workspace.layout import inputs_of
from ictlife.workspace.origins import Origins
from ictlife.workspace.promised import with_agreed, with_promised
from ictlife.workspace.read import InputHash, Progress, no_progress, read_inputs, read_shipped, read_words
from ictlife.workspace.rulebook import read_rule_records, rulebook_of
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
    whys: Mapping[Ref, str] = field(default_factory=dict)
    """Edited field or record → for what reason the scenario changes it."""

    def why(self, ref: Ref) -> str:
        """For what reason a scenario changed an input（変更の理由）; empty where none is stated."""
        return self.whys.get(_folded(ref), "")


@dataclass(frozen=True, slots=True)
class Gathered:
    """What the files of a workspace say before any scenario（読み取った記録）: read once, loaded for each scenario."""

    folder: Folder
    words: Words
    inputs: tuple[InputHash, ...]
    records: tuple[Record, ...]
    reading: Reading
    known: Known = field(default_factory=dict)
    """What each record was bound to; one that a scenario leaves alone is not bound again."""

    def load(self, scenario: str | None = None, progress: Progress = no_progress) -> Loaded:
        """The workspace with the scenario's overlays laid over it.

        Raises:
            Refusal: no_scenario where there is none of that name.
        """
        with _unswept():
            return _loaded(self, scenario, progress)


def load(folder: Folder, scenario: str | None = None, progress: Progress = no_progress) -> Loaded:
    """Read a workspace, with the scenario's overlays laid over it.

    Raises:
        Refusal: no_workspace where the folder holds neither `config/` nor `inventory/`.
    """
    return gather(folder, progress).load(scenario, progress)


def gather(folder: Folder, progress: Progress = no_progress) -> Gathered:
    """Read the files of a workspace.

    Raises:
        Refusal: no_workspace where the folder holds neither `config/` nor `inventory/`.
    """
    inputs = inputs_of(folder)
    progress("read")
    with _unswept():
        reading = Reading()
        words = read_words(folder, reading)
        rules = read_rule_records(folder, reading)
        hashes = read_inputs(inputs, words, reading)
        own = with_promised(folder, unique(reading.records, reading), reading)
        own = with_agreed(folder, own, reading)
        records = (*merged(read_shipped(words, reading), own), *rules)
        return Gathered(folder, words, tuple(hashes), records, reading)


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


def _loaded(gathered: Gathered, scenario: str | None, progress: Progress) -> Loaded:
    reading = Reading(findings=list(gathered.reading.findings), dropped=set(gathered.reading.dropped))
    records: Sequence[Record] = gathered.records
    overlays: tuple[str, ...] = ()
    whys: dict[Ref, str] = {}
    if scenario is not None:
        overlays, edits = read_scenario(gathered.folder, scenario, reading)
        records = overlaid(records, edits, gathered.words, reading)
        whys = {_folded(field_of(edit, gathered.words)): edit.why for edit in edits}
    origins = Origins.of(records)
    progress("bind")
    rulebook = rulebook_of((record for record in records if record.kind == RULE), reading)
    bound = bind((record for record in records if record.kind != RULE), gathered.words, reading, gathered.known)

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
    findings = graded(reading.findings, rulebook)
    return Loaded(gathered.folder, estate, rulebook, findings, origins, gathered.inputs, scenario, overlays, whys)


def _folded(ref: Ref) -> Ref:
    return Ref(ref.kind, text_key(ref.id), ref.field)


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
