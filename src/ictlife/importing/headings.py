"""What a file's headings do not say, or no longer（見出しの変化・不足）: no moved column, no basis is guessed."""

from __future__ import annotations

from ictlife.base.finding import Finding, Span
from ictlife.importing.propose import Proposal
from ictlife.importing.stated import REJECTED
from ictlife.model.estate import MODELS
from ictlife.sources.columns import Source, Words, key_of
from ictlife.sources.shape import shapes


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


def unstated_basis(proposal: Proposal, words: Words) -> list[Finding]:
    """A finding where neither a column nor a heading says whether amounts are per month, per year or in all."""
    given, shape = proposal.given(words), shapes(MODELS[proposal.kind]).get("per")
    if shape is None or "amount" not in given or "per" in given:
        return []
    grid = proposal.grid
    heading = next(each.heading for each in proposal.guesses if each.is_taken and each.field == "amount")
    default = str(MODELS[proposal.kind].model_fields["per"].default.value)
    params = {"heading": heading, "default": words.spoken.get((shape.choices, default), default)}
    span = Span(grid.file, grid.sheet, proposal.header.first)
    return [Finding("IMP026", span.ref, params, spans=(span,))]
