"""The rows of a table that were not taken over, as files with the reasons（差戻し）."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from ictlife.assessment import Rulebook
from ictlife.base.amount import YEN_UNITS
from ictlife.base.textkey import file_name
from ictlife.importing.propose import Proposal
from ictlife.importing.reject import ASIDE, NEEDED, Rejected
from ictlife.importing.stated import REJECTED
from ictlife.model.estate import MODELS
from ictlife.reports.words import Words
from ictlife.sources.grid import cell_text
from ictlife.sources.rejects import rejects_csv, rejects_xlsx
from ictlife.sources.shape import Reads, shapes
from ictlife.workspace.intake import Intake, Taken
from ictlife.workspace.layout import IMPORT, free_path

_TYPES = (".csv", ".xlsx")


def reject_files(taken: Taken, intake: Intake, given: Iterable[Path]) -> Mapping[str, bytes]:
    """Path → bytes of the rejected rows of a table; of none only where those of an earlier import stand.

    The files `given` to this import are not written: what is still wrong in a corrected file goes to another.
    """
    rejected, proposal = taken.sorted.rejected, taken.proposal
    stem = f"{IMPORT}/{file_name(taken.name.partition(REJECTED)[0])}{REJECTED}"
    paths = free_path(stem, _TYPES, intake.folder, given)
    if not rejected and not any((intake.folder / path).exists() for path in paths):
        return {}
    words = Words(intake.lang)
    columns = sorted({each.place: each.heading for each in proposal.guesses}.items())
    fields = shapes(MODELS[proposal.kind])
    units = {
        each.place: proposal.header.unit
        for each in proposal.guesses
        if each.field in fields and fields[each.field].reads is Reads.YEN and not each.unit
    }
    headings = [_with_unit(heading, units.get(place, "")) for place, heading in columns]
    rows = [
        [*(_text(each, place) for place, _ in columns), reasons(each, proposal, words, intake.rulebook)]
        for each in rejected
    ]
    titles = [*headings, words("import.reason")]
    return {
        paths[0]: rejects_csv(titles, rows),
        paths[1]: rejects_xlsx(titles, rows, words.of("kind", proposal.kind)),
    }


def reasons(each: Rejected, proposal: Proposal, words: Words, rulebook: Rulebook) -> str:
    """Why a row was not taken over, each reason with the heading of its column, in a workbook its letter too."""
    grid = proposal.grid
    headings = {grid.column(one.place, one.heading): one.heading for one in proposal.guesses}
    said = []
    for finding in each.reasons:
        column = finding.spans[0].column if finding.spans else None
        heading = headings.get(column or "", column)
        where = f"{heading}[{column}]" if heading != column else heading
        sentence = words.finding(finding, rulebook)
        said.append(f"{where}: {sentence}" if where else sentence)
    return "\n".join(said)


def hints(rejected: Iterable[Rejected], words: Words, rulebook: Rulebook) -> Sequence[str]:
    """What to do about the reasons of rows that were not taken over, each once（対処）.

    Of totals and notes nothing is to be done, and of a missing column the table says it.
    """
    found = [why for each in rejected if not each.is_aside for why in each.reasons if why.code not in (ASIDE, NEEDED)]
    said = {why.code: words.hint(why, rulebook) for why in found}
    return tuple(dict.fromkeys(filter(None, said.values())))


def _with_unit(heading: str, unit: str) -> str:
    """The heading with the unit that stood above the table, which does not travel with the rows."""
    return f"{heading}({unit})" if unit in YEN_UNITS and unit not in heading else heading


def _text(each: Rejected, place: int) -> str:
    cells = each.line.cells
    return cell_text(cells[place]) if place < len(cells) else ""
