"""What an import writes and says（取込みの書出し）: clean inventory, mappings, decisions, rejected rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from ictlife.importing.stated import REJECTED
from ictlife.importing.view import catalogue_view, file_view, table_view
from ictlife.reports.console.intake import Said, render_intake, render_intake_json
from ictlife.reports.words import Words
from ictlife.sources.columns import Source
from ictlife.sources.ledger import render_csv
from ictlife.sources.mapping import with_settings
from ictlife.workspace.intake import Intake
from ictlife.workspace.layout import COLUMNS, read_own
from ictlife.workspace.rejects import hints, reasons, reject_files
from ictlife.workspace.review import review_files
from ictlife.workspace.write import write_whole


def apply(intake: Intake, with_rejects: bool = True, with_inventory: bool = True) -> tuple[Path, ...]:
    """Write the mappings, the clean inventory, the rejected rows and the list to review: all of them or none.

    Raises:
        Refusal: not_writable; not_readable where what stands there would be lost.
    """
    files: dict[str, bytes] = {}
    if with_inventory:
        for changes in intake.changes:
            for target, (kind, change) in changes.items():
                if not change.rows and not (intake.folder / target).exists():
                    continue
                files[target] = render_csv(kind, change.rows, intake.words)
        settings = _settings(intake)
        if settings is not None:
            files[COLUMNS] = settings
    if with_rejects:
        files |= _to_correct(intake)
    same = {name for name, data in files.items() if read_own(intake.folder, name) == data}
    return write_whole(intake.folder, {name: data for name, data in files.items() if name not in same})


def _to_correct(intake: Intake) -> Mapping[str, bytes]:
    """What a person is to look at: rejected rows, and products that were read from words."""
    files: dict[str, bytes] = {}
    given = {path.resolve() for path in intake.paths}
    for taken in intake.taken:
        if taken.changes:
            files |= reject_files(taken, intake, given)
    return {**files, **review_files(intake.taken, intake.known, intake.folder, given, intake.lang)}


def _settings(intake: Intake) -> bytes | None:
    before = read_own(intake.folder, COLUMNS) or b""
    products = {text: id for each in intake.decisions for text, id in each.made.items()}
    return with_settings(before, dict(_sources(intake)), products)


def _sources(intake: Intake) -> Iterator[tuple[str, Source]]:
    for taken in intake.taken:
        if REJECTED not in taken.name and taken.changes:
            yield taken.name, taken.proposal.source
    for changes in intake.changes:
        for target, (kind, _) in changes.items():
            yield target, Source(kind=kind)


def said(intake: Intake, written: Sequence[Path], is_json: bool) -> str:
    """What to say of an import（取込みの表示）."""
    words = Words(intake.lang)
    found = Said(
        files=[file_view(each) for each in intake.files],
        reviews=[
            {"file": each.file, "made": len(each.made), "open": each.open, "unclear": each.unclear}
            for each in intake.decisions
        ],
        carried=[catalogue_view(each.name, each.catalogue, each.changes, intake.words) for each in intake.carried],
        tables=[
            table_view(each.name, each.proposal, each.sorted, each.changes, intake.words, each.products)
            for each in intake.taken
        ],
        rejects={
            each.name: [
                (row.line.number, reasons(row, each.proposal, words, intake.rulebook)) for row in each.sorted.rejected
            ]
            for each in intake.taken
        },
        hints={each.name: hints(each.sorted.rejected, words, intake.rulebook) for each in intake.taken},
        findings=intake.findings,
        written=written,
    )
    return render_intake_json(found) if is_json else render_intake(found, intake.rulebook, intake.lang)
