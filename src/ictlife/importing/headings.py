"""What differs between a file's headings and its saved mapping（見出しの変化）: a moved column must not be missed."""

from __future__ import annotations

from ictlife.base.finding import Finding, Span
from ictlife.importing.propose import Proposal
from ictlife.importing.stated import REJECTED
from ictlife.sources.columns import Source, key_of


def changed_headings(proposal: Proposal, stated: Source) -> list[Finding]:
    """Findings for headings that are gone, new, or in another row than when the mapping was saved."""
    if not stated.columns or REJECTED in proposal.grid.file:
        return []
    grid, header = proposal.grid, proposal.header
    span = Span(grid.file, grid.sheet, header.first)
    present = {key_of(each.heading): each.heading for each in proposal.guesses}
    known = {key_of(heading): heading for heading in stated.columns}
    found = []
    for code, names in (
        ("IMP002", [name for key, name in known.items() if key not in present]),
        ("IMP003", [name for key, name in present.items() if key not in known]),
    ):
        found += [Finding(code, span.ref, {"heading": name}, spans=(span,)) for name in names]
    if stated.header_row is not None and stated.header_row != header.first:
        params = {"before": stated.header_row, "now": header.first}
        found.append(Finding("IMP004", span.ref, params, spans=(span,)))
    return found
