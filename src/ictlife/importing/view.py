"""What was found in files from outside, as plain tables（取込みの表示データ）: what the console and JSON show."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from ictlife.importing.catalogue import Catalogue
from ictlife.importing.diff import Difference
from ictlife.importing.linking import NamedProduct
from ictlife.importing.propose import CATEGORY, Guess, Proposal
from ictlife.importing.reject import Rejected, Sorted
from ictlife.model.estate import MODELS
from ictlife.sources.columns import Words
from ictlife.sources.grid import Writing, cell_text
from ictlife.sources.shape import shapes

View = Mapping[str, Any]
_MADE = frozenset({"id", "group"})
"""Fields that no row can share: numbers, and the groups that are made of equipment."""
_LOOKED_UP = "retrieved_on"


@dataclass(frozen=True, slots=True)
class SheetLook:
    """A sheet of a workbook（シート）: `table`, `hidden`, `ignored` as stated, or `none` where no table was found."""

    name: str
    rows: int
    state: str


@dataclass(frozen=True, slots=True)
class FileLook:
    """A file as it was found（ファイルの書かれ方）."""

    name: str
    type: str
    writing: Writing | None
    """Of a text file."""
    sheets: tuple[SheetLook, ...]
    """Of a workbook."""


def file_view(each: FileLook) -> View:
    """How a file is written, and what tells that."""
    writing = asdict(each.writing) if each.writing else None
    sheets = [asdict(sheet) for sheet in each.sheets]
    return {"file": each.name, "type": each.type, "writing": writing, "sheets": sheets}


def table_view(
    name: str,
    proposal: Proposal,
    found: Sorted,
    changes: Mapping[str, tuple[str, Difference]],
    words: Words,
    products: Sequence[NamedProduct] = (),
) -> View:
    """One table: where it stands, its mapping with evidence, its rows, and what would change."""
    rejected = found.rejected
    return {
        "source": name,
        "kind": proposal.kind,
        "told_by": proposal.told_by,
        **_position(proposal, found),
        "unit": proposal.header.unit,
        "is_saved": proposal.is_saved,
        "columns": [_column(each, proposal) for each in proposal.guesses],
        "missing": list(proposal.missing),
        "key": list(proposal.source.key),
        "group_by": list(proposal.source.group_by),
        "fill_down": sorted(proposal.source.fill_down),
        "fixed": dict(proposal.source.fixed),
        "labels": {CATEGORY: words.label("group", CATEGORY), **_labels(proposal.kind, words)},
        "settable": {name: _choices(proposal.kind, name, words) for name in proposal.missing if name not in _MADE},
        "rows": found.rows,
        "accepted": len(found.accepted),
        "rejected": len(rejected),
        "asides": sum(each.is_aside for each in rejected),
        "rejects": [_rejected(each) for each in rejected],
        "products": [_product(each) for each in products if not each.is_settled],
        "changes": [_difference(target, kind, each, words) for target, (kind, each) in changes.items()],
    }


def _labels(kind: str, words: Words) -> View:
    return {name: words.label(kind, name) for name in shapes(MODELS[kind])}


def _choices(kind: str, name: str, words: Words) -> Sequence[str]:
    """The words of which every row may be stated to have one in a field; none where any text will do."""
    shape, values = shapes(MODELS[kind])[name], dict.fromkeys(dict(words.choices_of(kind)).get(name, {}).values())
    return [words.spoken.get((shape.choices or f"{kind}.{name}", value), value) for value in values]


def catalogue_view(name: str, found: Catalogue, changes: Mapping[str, tuple[str, Difference]], words: Words) -> View:
    """A file of support dates, and what moved."""
    return {
        "source": name,
        "kind": "product",
        "form": found.form,
        "products": found.products,
        "releases": len(found.rows),
        "retrieved_on": max((row.get("retrieved_on", "") for row in found.rows), default=""),
        "changes": [_difference(target, kind, each, words) for target, (kind, each) in changes.items()],
    }


def _position(proposal: Proposal, found: Sorted) -> View:
    """Where the table stands in its file: titles above it, its headings, its records."""
    header = proposal.header
    above = [line for line in proposal.grid.lines if line.number < header.first]
    records = [each.row for each in found.accepted] + [each.line.number for each in found.rejected if not each.is_aside]
    known = {column.place for column in header.columns}
    return {
        "titles": sum(any(cell_text(cell) for cell in line.cells) for line in above),
        "header_rows": [header.first, header.last],
        "headings": [len(known), len(known) + len(header.strangers)],
        "record_rows": [min(records), max(records)] if records else [],
    }


def _column(each: Guess, proposal: Proposal) -> View:
    return {
        "column": proposal.grid.column(each.place, each.heading),
        "heading": each.heading,
        "field": each.field,
        "unit": each.unit,
        "confidence": round(each.confidence, 2),
        "is_taken": each.is_taken,
        "evidence": [{"code": why.code, **why.params} for why in each.evidence],
    }


def _rejected(each: Rejected) -> View:
    reasons = [
        {
            "code": reason.code,
            "column": reason.spans[0].column if reason.spans else None,
            "params": {name: str(value) for name, value in reason.params.items()},
        }
        for reason in each.reasons
    ]
    return {"row": each.line.number, "id": each.id, "reasons": reasons}


def _product(each: NamedProduct) -> View:
    found = each.match
    about = {"text": each.text, "count": each.count}
    if found is None:
        return {**about, "product": "", "confidence": 0.0}
    return {**about, "product": found.id, "confidence": found.confidence, "others": list(found.others)}


def _difference(target: str, kind: str, each: Difference, words: Words) -> View:
    """What changes in a clean file; that a record was looked up again is counted apart from what moved."""
    return {
        "file": target,
        "kind": kind,
        "records": len(each.rows),
        "added": list(each.added),
        "changed": [
            {
                "id": one.id,
                "field": one.field,
                "label": words.label(kind, one.field),
                "before": one.before,
                "after": one.after,
            }
            for one in each.changed
            if one.field != _LOOKED_UP
        ],
        "looked_up": sum(one.field == _LOOKED_UP for one in each.changed),
        "removed": list(each.removed),
        "held": list(each.held),
    }
