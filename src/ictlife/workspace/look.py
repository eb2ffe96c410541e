"""Files from outside → what they probably are（取込みの読取り）. The files themselves are never written."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from ictlife.base.finding import Span
from ictlife.base.refusal import Refusal
from ictlife.base.unreadable import Unreadable
from ictlife.importing.catalogue import read_catalogue, without_known
from ictlife.importing.diff import difference
from ictlife.importing.headings import changed_headings, unstated_basis
from ictlife.importing.propose import Proposal, category_of, propose
from ictlife.importing.reject import sort_rows
from ictlife.importing.stated import stated_source
from ictlife.importing.view import FileLook, SheetLook
from ictlife.model.estate import MODELS
from ictlife.sources.columns import Source, key_of
from ictlife.sources.delimited import read_delimited
from ictlife.sources.encoding import decode
from ictlife.sources.excel import is_book, read_workbook
from ictlife.sources.grid import Grid, cell_text
from ictlife.sources.lost import tell_lost
from ictlife.sources.mapping import is_writable
from ictlife.sources.record import Reading
from ictlife.sources.shape import shapes
from ictlife.workspace.intake import Carried, Changes, Intake, Taken, Wanted
from ictlife.workspace.inventory_changes import is_refused, look_for_changes, rows_there
from ictlife.workspace.known import known_of, release_ids, shipped_mappings
from ictlife.workspace.layout import BOOK_TYPES, COLUMNS, OTHER_BOOKS, TEXT_TYPES, Input, read_bytes
from ictlife.workspace.load import graded
from ictlife.workspace.read import Progress, no_progress, read_words
from ictlife.workspace.review import is_review, read_decisions
from ictlife.workspace.rulebook import load_rulebook
from ictlife.workspace.standing import source_name, target_of

_JSON = ".json"


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
    for path in sorted((path for path in paths if path not in lists), key=lambda each: each.suffix.lower() != _JSON):
        step("read")
        _look_into(path, intake, wanted, reading, step)
    _check_filled(intake, wanted)
    look_for_changes(intake, reading)
    _check_settings(intake, reading)
    intake.findings += graded(reading.findings, intake.rulebook)
    return intake


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
        is_category = "asset" in kinds and category_of({name: name}, intake.words)
        if kinds and not is_category and not any(intake.words.field(kind, name) for kind in kinds):
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
        if each.type == _JSON:
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
        is_ignored = intake.words.source(path.name, grid.sheet).is_ignored
        state = "table" if proposal else "ignored" if is_ignored else "none"
        sheets.append(SheetLook(grid.sheet or "", len(grid.lines), state))
    is_table = any(sheet.state == "table" for sheet in sheets)
    if is_table and each.type in OTHER_BOOKS:
        reading.say_at("IMP029", Span(path.name), type=each.type[1:])
    if grids and not is_table:
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
    old = rows_there(intake, target, "product")
    own = {row["id"] for row in old if row.get("name")}
    rows = without_known(found.rows, set(intake.known.products) - own)
    intake.known.add(found.rows)
    given = frozenset(field for row in found.rows for field in row)
    changes: Changes = {target: ("product", difference(old, rows, given, frozenset(), ()))}
    if is_refused(name, Span(name), changes, intake, reading):
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
