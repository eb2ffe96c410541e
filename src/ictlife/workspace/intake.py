"""Files from outside → proposals → a clean inventory（取込み）. The files themselves are never written."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from ictlife.assessment import Rulebook
from ictlife.base.finding import Finding, Span
from ictlife.base.refusal import Refusal
from ictlife.base.text import Lang
from ictlife.base.textkey import file_name, text_key
from ictlife.base.unreadable import Unreadable
from ictlife.importing.catalogue import Catalogue, read_catalogue, without_known
from ictlife.importing.diff import Difference, difference
from ictlife.importing.grouping import with_groups
from ictlife.importing.headings import changed_headings, unstated_basis
from ictlife.importing.linking import NamedProduct, linked
from ictlife.importing.propose import CONFIDENT, Proposal, propose
from ictlife.importing.reject import Sorted, sort_rows
from ictlife.importing.stated import REJECTED, origin_of, stated_source
from ictlife.importing.view import FileLook, SheetLook
from ictlife.model.estate import MODELS
from ictlife.sources.columns import Source, Words, key_of
from ictlife.sources.delimited import read_delimited
from ictlife.sources.encoding import decode
from ictlife.sources.excel import is_book, read_workbook
from ictlife.sources.grid import Grid, cell_text
from ictlife.sources.ledger import read_clean
from ictlife.sources.lost import tell_lost
from ictlife.sources.mapping import is_writable
from ictlife.sources.record import Reading
from ictlife.sources.shape import shapes
from ictlife.workspace.known import Known, is_made_up, known_of, release_ids, shipped_mappings
from ictlife.workspace.layout import BOOK_TYPES, COLUMNS, TEXT_TYPES, Input, read_bytes, read_own
from ictlife.workspace.load import graded
from ictlife.workspace.read import Progress, no_progress, read_words
from ictlife.workspace.review import Decisions, is_review, read_decisions
from ictlife.workspace.rulebook import load_rulebook
from ictlife.workspace.standing import clean_files, source_name, target_of

Changes = Mapping[str, tuple[str, Difference]]
JSON = ".json"
_NAMED = {"product": 0, "site": 1, "group": 2}
"""Kinds that other tables name, in the order in which they are taken over."""
_FEW = 3
"""Records from which on a ledger without a single one of them is thought to be another ledger."""


@dataclass(frozen=True, slots=True)
class Taken:
    """One table of a file from outside, read as proposed（取込みの結果）."""

    name: str
    """File, or `file[sheet]`: its key in `config/columns.yaml`."""
    proposal: Proposal
    sorted: Sorted
    changes: Changes = field(default_factory=dict)
    """Path of a clean inventory file → kind, and what changes in it; nothing where it must not be taken over."""
    products: tuple[NamedProduct, ...] = ()
    """What it calls its products, and what that was read as."""


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
    paths: tuple[Path, ...] = ()
    known: Known = field(default_factory=Known)
    files: list[FileLook] = field(default_factory=list)
    taken: list[Taken] = field(default_factory=list)
    carried: list[Carried] = field(default_factory=list)
    decisions: list[Decisions] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    ids: dict[str, dict[str, str]] = field(default_factory=dict)
    """Kind → key of a number → the clean file that has it."""
    targets: set[str] = field(default_factory=set)
    """Clean files that a source of this import goes to."""
    unread: list[str] = field(default_factory=list)
    """Files in which no table was found, or that could not be read."""

    @property
    def changes(self) -> list[Changes]:
        """What changes in the inventory, file by file of this import."""
        return [each.changes for each in self.carried] + [each.changes for each in self.taken]

    @property
    def exit_code(self) -> int:
        """3 where something could not be read, 1 where something was not taken over（終了コード）."""
        is_rejected = any(not row.is_aside for each in self.taken for row in each.sorted.rejected)
        is_refused = any(not changes for changes in self.changes) or any(each.unclear for each in self.decisions)
        return 3 if self.unread else int(is_rejected or is_refused)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the user states beforehand（指定）."""

    kind: str | None = None
    confident: float = CONFIDENT
    encoding: str | None = None
    lang: Lang = "ja"
    fill_down: tuple[str, ...] = ()
    """Headings or fields in which a blank or a ditto mark means: as above."""
    fixed: Mapping[str, str] = field(default_factory=dict)
    """Field, by its own name or as ledgers call it → what every row says."""


def look(folder: Path, files: Iterable[Path], wanted: Wanted, step: Progress = no_progress) -> Intake:
    """Read files from outside and say what they probably are; nothing is written.

    Raises:
        Refusal: unknown_kind where a kind is stated that there is not; unknown_heading where one to fill down
            stands in no file.
    """
    if wanted.kind is not None and wanted.kind not in MODELS:
        raise Refusal("unknown_kind", kind=wanted.kind, known=", ".join(MODELS))
    reading = Reading()
    paths = tuple(files)
    intake = Intake(folder, read_words(folder, reading), load_rulebook(folder)[0], wanted.lang, paths)
    lists = [path for path in paths if is_review(path)]
    intake.known = known_of(folder, intake.words)
    for path in lists:
        step("read")
        try:
            intake.decisions.append(read_decisions(path, intake.known, reading))
        except Unreadable as problem:
            _say_unread(path, problem, intake, reading)
        else:
            intake.known.decide(intake.decisions[-1].made)
    # Support dates first: what the ledgers name is looked up among them.
    for path in sorted((path for path in paths if path not in lists), key=lambda each: each.suffix.lower() != JSON):
        step("read")
        _look_into(path, intake, wanted, reading, step)
    _check_filled(intake, wanted)
    _compare_all(intake, reading)
    _check_settings(intake, reading)
    intake.findings += graded(reading.findings, intake.rulebook)
    return intake


def _compare_all(intake: Intake, reading: Reading) -> None:
    """Say what every table changes: first those of products, places and groups, which the others name."""
    order = sorted(intake.taken, key=lambda each: _NAMED.get(each.proposal.kind, len(_NAMED)))
    compared = {id(each): _compared(each, intake, reading) for each in order}
    intake.taken = [compared[id(each)] for each in intake.taken]


def _check_settings(intake: Intake, reading: Reading) -> None:
    """Say so where the settings will not take what this import would keep in them."""
    path = intake.folder / COLUMNS
    if not path.exists() or not (any(intake.changes) or any(each.made for each in intake.decisions)):
        return
    try:
        is_open = is_writable(read_bytes(Input(path, COLUMNS)))
    except Unreadable:  # as reading the words in it has said
        return
    if not is_open:
        reading.say_at("IMP028", Span(COLUMNS), file=COLUMNS)


def _check_filled(intake: Intake, wanted: Wanted) -> None:
    there = {name for each in intake.taken for name in each.proposal.source.fill_down}
    headings = {key_of(guess.heading): guess for each in intake.taken for guess in each.proposal.guesses}
    kinds = {each.proposal.kind: None for each in intake.taken}
    for name in wanted.fixed:
        if kinds and not any(intake.words.field(kind, name) for kind in kinds):
            known = ", ".join(intake.words.label(kind, field) for kind in kinds for field in shapes(MODELS[kind]))
            raise Refusal("unknown_field", field=name, known=known)
    for name in wanted.fill_down:
        if name not in there and key_of(name) not in headings:
            known = ", ".join(guess.heading for guess in headings.values())
            raise Refusal("unknown_heading", heading=name, known=known)


def _look_into(path: Path, intake: Intake, wanted: Wanted, reading: Reading, step: Progress) -> None:
    """Look at one file: its tables, or its support dates."""
    each = Input(path, path.name)
    before = len(reading.findings)
    try:
        data = read_bytes(each)
        if each.type == JSON:
            _carry(data, path.name, intake, reading)
            return
        grids = _grids(data, each, intake, wanted, reading)
    except Unreadable as problem:
        _say_unread(path, problem, intake, reading)
        return
    hidden = [
        SheetLook(str(one.params.get("sheet")), 0, "hidden")
        for one in reading.findings[before:]
        if one.code == "INP020"
    ]
    sheets: list[SheetLook] = []
    for grid in grids:
        step("map")
        proposal = _look(grid, intake, wanted, reading, is_alone=len(grids) == 1)
        if proposal is not None and grid.sheet is not None:
            tell_lost(data, grid, proposal.header.last, reading)
        sheets.append(SheetLook(grid.sheet or "", len(grid.lines), "table" if proposal else "none"))
    if grids and not any(sheet.state == "table" for sheet in sheets):
        intake.unread.append(path.name)
    writing = next((grid.writing for grid in grids), None)
    intake.files.append(FileLook(path.name, each.type[1:], writing, (*sheets, *hidden) if writing is None else ()))


def _say_unread(path: Path, problem: Unreadable, intake: Intake, reading: Reading) -> None:
    row = problem.params.get("row")
    reading.say_at(problem.code, Span(path.name, row=row if isinstance(row, int) else None), **problem.params)
    intake.unread.append(path.name)


def _grids(data: bytes, each: Input, intake: Intake, wanted: Wanted, reading: Reading) -> Sequence[Grid]:
    """The grids of a file.

    Raises:
        Unreadable: INP008 of no known type, or as its reader.
    """
    if each.type in TEXT_TYPES and not is_book(data):
        declared = wanted.encoding or intake.words.source(each.name).encoding
        return [read_delimited(data, each.name, reading, declared)]
    if each.type in BOOK_TYPES | TEXT_TYPES:
        return read_workbook(data, each.name, reading)
    raise Unreadable("INP008")


def _carry(data: bytes, name: str, intake: Intake, reading: Reading) -> None:
    """Read a file of support dates."""
    try:
        tree = json.loads(decode(data).text)
        json.dumps(tree, ensure_ascii=False).encode("utf-8")  # an escape can make what no file can hold
    except (ValueError, RecursionError):
        tree = None
    found = read_catalogue(tree, name, release_ids(), reading)
    if found is None:
        intake.unread.append(name)
        return
    target = target_of(name, "product")
    old = _old(intake, target, "product")
    own = {row["id"] for row in old if row.get("name")}
    rows = without_known(found.rows, set(intake.known.products) - own)
    intake.known.add(found.rows)
    given = frozenset(field for row in found.rows for field in row)
    changes: Changes = {target: ("product", difference(old, rows, given, frozenset(), ()))}
    if _is_refused(name, Span(name), changes, intake, reading):
        changes = {}
    intake.targets.update(changes)
    intake.carried.append(Carried(name, found, changes))


def _look(grid: Grid, intake: Intake, wanted: Wanted, reading: Reading, is_alone: bool) -> Proposal | None:
    """Propose how to read a grid, and read it so."""
    name = source_name(grid.file, grid.sheet)
    if not any(cell_text(cell) for line in grid.lines for cell in line.cells):
        reading.say_at("INP009", Span(grid.file, grid.sheet))
        return None
    shipped = shipped_mappings()
    stated = stated_source(grid, name, intake.words, shipped)
    program = next((program for program, source in shipped.items() if source is stated), "")
    source = replace(stated, kind=wanted.kind or stated.kind, fixed={**stated.fixed, **wanted.fixed})
    if source.is_ignored:
        return None
    proposal = propose(grid, intake.words, source, wanted.confident, program, intake.known.names)
    if proposal is None:
        reading.say_at("IMP001" if is_alone else "INP030", Span(grid.file, grid.sheet))
        return None
    if not program:
        reading.findings += changed_headings(proposal, stated)
    proposal = replace(proposal, source=_as_wanted(proposal, wanted))
    reading.findings += unstated_basis(proposal, intake.words)
    intake.taken.append(Taken(name, proposal, sort_rows(proposal, intake.words)))
    reading.findings += intake.taken[-1].sorted.findings
    return proposal


def _as_wanted(proposal: Proposal, wanted: Wanted) -> Source:
    """The mapping with what the user states for this run, so that it need not be stated again."""
    source = proposal.source
    fields = {key_of(each.heading): each.field if each.is_taken else each.heading for each in proposal.guesses}
    known = set(fields.values())
    filled = {fields.get(key_of(name), name) for name in wanted.fill_down}
    encoding = wanted.encoding if proposal.grid.writing is not None else None
    return replace(source, fill_down=source.fill_down | (filled & known), encoding=encoding or source.encoding)


def _compared(taken: Taken, intake: Intake, reading: Reading) -> Taken:
    """A table with what its rows change in the inventory."""
    proposal, known = taken.proposal, intake.known
    tables = with_groups(proposal, taken.sorted.accepted)
    more = linked(proposal.kind, tables[proposal.kind], known.catalogue, known.sites, proposal.grid.file, reading)
    is_part = REJECTED in taken.name
    origin = _origin(proposal.grid.file, intake.words) if is_part else taken.name
    target = target_of(origin, proposal.kind)
    old, rejected = _old(intake, target, proposal.kind), [each.id for each in taken.sorted.rejected]
    given = proposal.given(intake.words) | {"id"}
    own = difference(old, more.tables[proposal.kind], given, proposal.source.keep, rejected, is_part)
    span = Span(proposal.grid.file, proposal.grid.sheet)
    changes: dict[str, tuple[str, Difference]] = {target: (proposal.kind, own)}
    if _is_refused(taken.name, span, changes, intake, reading):
        return replace(taken, products=more.products)
    _say_shared_ids(own.rows, proposal.kind, target, span, intake, reading)
    known.learn(proposal.kind, own.rows, target)
    intake.targets.add(target)
    named: dict[str, Sequence[Mapping[str, str]]] = {kind: () for kind in _NAMED}
    for kind, rows in {**named, **tables, **more.tables}.items():
        if kind != proposal.kind and (beside := _beside(origin, kind, rows, intake)) is not None:
            changes[target_of(origin, kind)] = (kind, beside)
    if left := {row.get("group", "") for row in old} - {row.get("group", "") for row in own.rows}:
        reading.say_at("IMP024", span, groups=tuple(sorted(left)))
    return replace(taken, changes=changes, products=more.products)


def _say_shared_ids(
    rows: Sequence[Mapping[str, str]], kind: str, target: str, span: Span, intake: Intake, reading: Reading
) -> None:
    """Say which numbers another ledger has as well: neither record could be used."""
    if kind not in intake.ids:
        intake.ids[kind] = {
            text_key(row["id"]): other
            for other in clean_files(intake.folder, kind)
            for row in _old(intake, other, kind)
        }
    ids = intake.ids[kind]
    shared = [row["id"] for row in rows if ids.setdefault(text_key(row["id"]), target) != target]
    if shared:
        other = ids[text_key(shared[0])]
        reading.say_at("IMP027", span, count=len(shared), ids=tuple(shared[:5]), other=other)


def _beside(origin: str, kind: str, rows: Sequence[Mapping[str, str]], intake: Intake) -> Difference | None:
    """What changes among the groups, products and places that a ledger names; None where that is nothing.

    Two ledgers may name the same one: the first to do so holds the record, until a ledger of its own states it.
    """
    target = target_of(origin, kind)
    rows = [row for row in rows if not intake.known.elsewhere(kind, row["id"], target)]
    old = _old(intake, target, kind)
    gone = [row["id"] for row in old if is_made_up(row, row["id"]) and intake.known.elsewhere(kind, row["id"], target)]
    stays = [row for row in old if row["id"] not in gone]
    fields = frozenset(name for row in rows for name in row)
    found = replace(difference(stays, rows, fields | {"id"}, frozenset(), (), is_part=True), removed=tuple(gone))
    return found if found.added or found.changed or found.removed else None


def _is_refused(name: str, span: Span, changes: Changes, intake: Intake, reading: Reading) -> bool:
    """Whether taking it over would wipe out what another ledger gave; said."""
    for target, (_, each) in changes.items():
        if target in intake.targets:
            reading.say_at("IMP020", span, name=name, target=target)
            return True
        if len(each.removed) >= _FEW and len(each.added) == len(each.rows):
            reading.say_at("IMP021", span, name=name, target=target, count=len(each.removed))
            return True
    return False


def _origin(file: str, words: Words) -> str:
    """The name of the source whose rejected rows `file` holds."""
    origin = origin_of(file)
    return next((name for name in words.sources if file_name(name) == origin), origin)


def _old(intake: Intake, target: str, kind: str) -> Sequence[Mapping[str, str]]:
    data = read_own(intake.folder, target)
    return () if data is None else read_clean(data, target, kind, intake.words)
