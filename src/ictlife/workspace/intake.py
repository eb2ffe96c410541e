"""Files from outside → proposals → a clean inventory（取込み）. The files themselves are never written."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from ictlife.assessment import Rulebook
from ictlife.base.finding import Finding, Span
from ictlife.base.refusal import Refusal
from ictlife.base.text import Lang
from ictlife.base.unreadable import Unreadable
from ictlife.importing.catalogue import Catalogue, read_catalogue, without_known
from ictlife.importing.diff import Difference, difference
from ictlife.importing.grouping import with_groups
from ictlife.importing.headings import changed_headings
from ictlife.importing.linking import linked
from ictlife.importing.propose import CONFIDENT, Proposal, propose
from ictlife.importing.reject import Sorted, sort_rows
from ictlife.importing.stated import REJECTED, origin_of, stated_source
from ictlife.importing.view import catalogue_view, table_view
from ictlife.model.estate import MODELS
from ictlife.reports.console.intake import render_intake, render_intake_json
from ictlife.reports.words import Words as Phrases
from ictlife.sources.columns import Source, Words
from ictlife.sources.delimited import read_delimited
from ictlife.sources.encoding import decode
from ictlife.sources.excel import read_workbook
from ictlife.sources.grid import Grid, cell_text
from ictlife.sources.header import PERIOD
from ictlife.sources.ledger import read_clean, render_csv
from ictlife.sources.lost import tell_lost
from ictlife.sources.mapping import with_sources
from ictlife.sources.record import Reading, file_ref
from ictlife.sources.shape import term
from ictlife.workspace.known import Known, known_of, release_ids, shipped_mappings
from ictlife.workspace.layout import BOOK_TYPES, COLUMNS, INVENTORY, TEXT_TYPES, Input, read_bytes
from ictlife.workspace.load import graded
from ictlife.workspace.read import Progress, no_progress, read_words
from ictlife.workspace.rejects import reasons, reject_files
from ictlife.workspace.rulebook import load_rulebook
from ictlife.workspace.write import write_whole

Changes = Mapping[str, tuple[str, Difference]]


@dataclass(frozen=True, slots=True)
class Taken:
    """One table of a file from outside, read as proposed（取込みの結果）."""

    name: str
    """File, or `file[sheet]`: its key in `config/columns.yaml`."""
    proposal: Proposal
    sorted: Sorted
    changes: Changes
    """Path of a clean inventory file → kind, and what changes in it."""


@dataclass(frozen=True, slots=True)
class Carried:
    """A file of support dates（サポート期限のファイル）."""

    name: str
    catalogue: Catalogue
    changes: Changes


@dataclass(slots=True)
class Intake:
    """All files of one import（取込み）."""

    folder: Path
    words: Words
    rulebook: Rulebook
    lang: Lang = "ja"
    known: Known = field(default_factory=Known)
    taken: list[Taken] = field(default_factory=list)
    carried: list[Carried] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    """Files in which no table was found, or that could not be read."""

    @property
    def changes(self) -> list[Changes]:
        """What changes in the inventory, file by file of this import."""
        return [each.changes for each in self.carried] + [each.changes for each in self.taken]

    @property
    def exit_code(self) -> int:
        """3 where something could not be read, 1 where a row was rejected（終了コード）."""
        is_rejected = any(not row.is_aside for each in self.taken for row in each.sorted.rejected)
        return 3 if self.unread else int(is_rejected)


JSON = ".json"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the user states beforehand（指定）."""

    kind: str | None = None
    confident: float = CONFIDENT
    encoding: str | None = None
    lang: Lang = "ja"


def look(folder: Path, files: Iterable[Path], wanted: Wanted, step: Progress = no_progress) -> Intake:
    """Read files from outside and say what they probably are; nothing is written.

    Raises:
        Refusal: unknown_kind where a kind is stated that there is not.
    """
    if wanted.kind is not None and wanted.kind not in MODELS:
        raise Refusal("unknown_kind", kind=wanted.kind, known=", ".join(MODELS))
    reading = Reading()
    words = read_words(folder, reading)
    intake = Intake(folder, words, load_rulebook(folder)[0], wanted.lang, known_of(folder, words))
    # Support dates first: what the ledgers name is looked up among them.
    for path in sorted(files, key=lambda each: each.suffix.lower() != JSON):
        step("read")
        data, grids = _grids(path, intake, wanted, reading)
        before = len(intake.taken)
        for grid in grids:
            step("map")
            proposal = _look(grid, intake, wanted, reading, is_alone=len(grids) == 1)
            if proposal is not None and grid.sheet is not None:
                tell_lost(data, grid, proposal.header.last, reading)
        if grids and len(intake.taken) == before:
            intake.unread.append(path.name)
    intake.findings += graded(reading.findings, intake.rulebook)
    return intake


def _grids(path: Path, intake: Intake, wanted: Wanted, reading: Reading) -> tuple[bytes, Sequence[Grid]]:
    """The bytes of a file and its grids; none where it holds support dates, or cannot be read."""
    each = Input(path, path.name)
    try:
        data = read_bytes(each)
        if each.type in TEXT_TYPES:
            declared = wanted.encoding or intake.words.source(path.name).encoding
            return data, [read_delimited(data, path.name, reading, declared)]
        if each.type in BOOK_TYPES:
            return data, read_workbook(data, path.name, reading)
        if each.type == JSON:
            _carry(data, path.name, intake, reading)
            return data, ()
        raise Unreadable("INP008")
    except Unreadable as problem:
        row = problem.params.get("row")
        span = Span(path.name, row=row if isinstance(row, int) else None)
        reading.say(problem.code, file_ref(path.name), span, **problem.params)
        intake.unread.append(path.name)
    return b"", ()


def _carry(data: bytes, name: str, intake: Intake, reading: Reading) -> None:
    """Read a file of support dates."""
    try:
        tree = json.loads(decode(data))
    except (ValueError, RecursionError):
        tree = None
    found = read_catalogue(tree, name, release_ids(), reading)
    if found is None:
        intake.unread.append(name)
        return
    rows = without_known(found.rows, intake.known.products)
    intake.known.add({row["id"]: row["name"] for row in found.rows})
    target = target_of(name, "product")
    given = frozenset(field for row in found.rows for field in row)
    change = difference(_old(intake, target, "product"), rows, given, frozenset(), ())
    intake.carried.append(Carried(name, found, {target: ("product", change)}))


def _look(grid: Grid, intake: Intake, wanted: Wanted, reading: Reading, is_alone: bool) -> Proposal | None:
    """Propose how to read a grid, and read it so."""
    name = f"{grid.file}[{grid.sheet}]" if grid.sheet else grid.file
    if not any(cell_text(cell) for line in grid.lines for cell in line.cells):
        reading.say("INP009", file_ref(grid.file), Span(grid.file, grid.sheet))
        return None
    stated = stated_source(grid, name, intake.words, shipped_mappings())
    source = replace(stated, kind=wanted.kind or stated.kind)
    if source.is_ignored:
        return None
    is_own = stated not in shipped_mappings().values()
    proposal = propose(grid, intake.words, source, wanted.confident, is_shipped=not is_own)
    if proposal is None:
        reading.say("IMP001" if is_alone else "INP030", file_ref(grid.file), Span(grid.file, grid.sheet))
        return None
    if is_own:
        reading.findings += changed_headings(proposal, stated)
    found = sort_rows(proposal, intake.words)
    intake.taken.append(Taken(name, proposal, found, _changes(name, proposal, found, intake, reading)))
    reading.findings += found.findings
    return proposal


def _changes(name: str, proposal: Proposal, found: Sorted, intake: Intake, reading: Reading) -> Changes:
    given = frozenset(field for each in proposal.guesses if each.is_taken for field in each.field.split(PERIOD))
    tables = with_groups(proposal, found.accepted)
    known = intake.known
    more = linked(proposal.kind, tables[proposal.kind], known.catalogue, known.sites, proposal.grid.file, reading)
    tables = {**tables, **more}
    rejected = [each.id for each in found.rejected]
    is_part = REJECTED in name
    origin = origin_of(proposal.grid.file) if is_part else name
    changes: dict[str, tuple[str, Difference]] = {}
    for kind, rows in tables.items():
        target = target_of(origin, kind)
        own = given if kind == proposal.kind else frozenset(name for row in rows for name in row)
        old = _old(intake, target, kind)
        held = rejected if kind == proposal.kind else ()
        is_partial = is_part or kind != proposal.kind
        changes[target] = (kind, difference(old, rows, own | {"id"}, proposal.source.keep, held, is_partial))
    return changes


def target_of(name: str, kind: str) -> str:
    """The clean inventory file for a table of a source."""
    file, _, sheet = name.partition("[")
    stem = "_".join(part for part in (file.rpartition(".")[0] or file, sheet.rstrip("]")) if part)
    return f"{INVENTORY}/{term(MODELS[kind].__doc__)}_{stem}.csv"


def _old(intake: Intake, target: str, kind: str) -> Sequence[Mapping[str, str]]:
    path = intake.folder / target
    return read_clean(read_bytes(Input(path, target)), target, kind, intake.words) if path.exists() else ()


def apply(intake: Intake, with_rejects: bool = True, with_inventory: bool = True) -> tuple[Path, ...]:
    """Write the mappings, the clean inventory and the rejected rows: all of them or none.

    Raises:
        Refusal: not_writable.
    """
    files: dict[str, bytes] = {}
    if with_inventory:
        for changes in intake.changes:
            for target, (kind, change) in changes.items():
                files[target] = render_csv(kind, change.rows, intake.words)
        settings = _settings(intake)
        if settings is not None:
            files[COLUMNS] = settings
    if with_rejects:
        for taken in intake.taken:
            files |= reject_files(taken.name, taken.proposal, taken.sorted, intake.rulebook, intake.lang)
    same = {name for name, data in files.items() if _is_same(intake.folder / name, data)}
    return write_whole(intake.folder, {name: data for name, data in files.items() if name not in same})


def _is_same(path: Path, data: bytes) -> bool:
    return path.exists() and read_bytes(Input(path, path.name)) == data


def _settings(intake: Intake) -> bytes | None:
    path = intake.folder / COLUMNS
    before = read_bytes(Input(path, COLUMNS)) if path.exists() else b""
    return with_sources(before, dict(_sources(intake)))


def _sources(intake: Intake) -> Iterator[tuple[str, Source]]:
    for taken in intake.taken:
        if REJECTED not in taken.name:
            yield taken.name, taken.proposal.source
    for changes in intake.changes:
        for target, (kind, _) in changes.items():
            yield target, Source(kind=kind)


def said(intake: Intake, written: Sequence[Path], is_json: bool) -> str:
    """What to say of an import（取込みの表示）."""
    carried = [catalogue_view(each.name, each.catalogue, each.changes) for each in intake.carried]
    tables = [table_view(each.name, each.proposal, each.sorted, each.changes) for each in intake.taken]
    if is_json:
        return render_intake_json([*carried, *tables], intake.findings, [str(path) for path in written])
    words = Phrases(intake.lang)
    rejects = {
        each.name: [(row.line.number, reasons(row, words, intake.rulebook)) for row in each.sorted.rejected]
        for each in intake.taken
    }
    return render_intake(carried, tables, rejects, intake.findings, written, intake.rulebook, intake.lang)
