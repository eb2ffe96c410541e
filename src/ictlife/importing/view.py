"""What was found in files from outside, as plain tables（取込みの表示データ）: what the console and JSON show."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from ictlife.importing.catalogue import Catalogue
from ictlife.importing.diff import Difference
from ictlife.importing.propose import Guess, Proposal
from ictlife.importing.reject import Sorted

View = Mapping[str, Any]


def table_view(name: str, proposal: Proposal, found: Sorted, changes: Mapping[str, tuple[str, Difference]]) -> View:
    """One table: its mapping with evidence, its rows, and what would change."""
    rejected = found.rejected
    return {
        "source": name,
        "kind": proposal.kind,
        "header_rows": [proposal.header.first, proposal.header.last],
        "unit": proposal.header.unit,
        "is_saved": proposal.is_saved,
        "columns": [_column(each, proposal) for each in proposal.guesses],
        "missing": list(proposal.missing),
        "key": list(proposal.source.key),
        "group_by": list(proposal.source.group_by),
        "rows": found.rows,
        "accepted": len(found.accepted),
        "rejected": len(rejected),
        "asides": sum(each.is_aside for each in rejected),
        "changes": [_difference(target, kind, each) for target, (kind, each) in changes.items()],
    }


def catalogue_view(name: str, found: Catalogue, changes: Mapping[str, tuple[str, Difference]]) -> View:
    """A file of support dates, and what moved."""
    return {
        "source": name,
        "kind": "product",
        "form": found.form,
        "products": found.products,
        "releases": len(found.rows),
        "retrieved_on": max((row.get("retrieved_on", "") for row in found.rows), default=""),
        "changes": [_difference(target, kind, each) for target, (kind, each) in changes.items()],
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


def _difference(target: str, kind: str, each: Difference) -> View:
    return {
        "file": target,
        "kind": kind,
        "records": len(each.rows),
        "added": list(each.added),
        "changed": [
            {"id": one.id, "field": one.field, "before": one.before, "after": one.after} for one in each.changed
        ],
        "removed": list(each.removed),
        "held": list(each.held),
    }


def totals(tables: Iterable[View]) -> Mapping[str, int]:
    """All rows of an import, and what became of them."""
    every = list(tables)
    return {name: sum(table[name] for table in every) for name in ("rows", "accepted", "rejected")}
