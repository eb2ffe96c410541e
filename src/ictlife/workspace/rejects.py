"""The rows of a table that were not taken over, as files with the reasons（差戻し）."""

from __future__ import annotations

from collections.abc import Mapping

from ictlife.assessment import Rulebook
from ictlife.base.amount import YEN_UNITS
from ictlife.base.text import Lang
from ictlife.importing.propose import Proposal
from ictlife.importing.reject import Rejected, Sorted
from ictlife.importing.stated import REJECTED
from ictlife.model.estate import MODELS
from ictlife.reports.words import Words
from ictlife.sources.grid import cell_text
from ictlife.sources.rejects import rejects_csv, rejects_xlsx
from ictlife.sources.shape import Reads, shapes

FOLDER = "reports/import"


def reject_files(
    name: str, proposal: Proposal, found: Sorted, rulebook: Rulebook, lang: Lang
) -> Mapping[str, bytes]:
    """Path → bytes of the rejected rows of a source called `name`; nothing where there are none."""
    if not found.rejected:
        return {}
    words = Words(lang)
    columns = sorted({each.place: each.heading for each in proposal.guesses}.items())
    fields = shapes(MODELS[proposal.kind])
    units = {
        each.place: proposal.header.unit
        for each in proposal.guesses
        if each.field in fields and fields[each.field].reads is Reads.YEN and not each.unit
    }
    headings = [_with_unit(heading, units.get(place, "")) for place, heading in columns]
    rows = [
        [*(_text(each, place) for place, _ in columns), reasons(each, words, rulebook)] for each in found.rejected
    ]
    titles = [*headings, words("import.reason")]
    stem = f"{FOLDER}/{name.partition(REJECTED)[0]}{REJECTED}"
    return {
        f"{stem}.csv": rejects_csv(titles, rows),
        f"{stem}.xlsx": rejects_xlsx(titles, rows, words.of("kind", proposal.kind)),
    }


def reasons(each: Rejected, words: Words, rulebook: Rulebook) -> str:
    """Why a row was not taken over, each reason with its column."""
    said = []
    for finding in each.reasons:
        column = finding.spans[0].column if finding.spans else None
        sentence = words.finding(finding, rulebook)
        said.append(f"{column}: {sentence}" if column else sentence)
    return "\n".join(said)


def _with_unit(heading: str, unit: str) -> str:
    """The heading with the unit that stood above the table, which does not travel with the rows."""
    return f"{heading}({unit})" if unit in YEN_UNITS and unit not in heading else heading


def _text(each: Rejected, place: int) -> str:
    cells = each.line.cells
    return cell_text(cells[place]) if place < len(cells) else ""
