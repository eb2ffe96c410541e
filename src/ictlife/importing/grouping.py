"""Groups for a ledger of equipment that names none（更新単位のまとめ）: equal rows under the stated headings.

The mapping says by which headings (`group_by`), so nothing is put together in silence.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from ictlife.importing.propose import Proposal
from ictlife.importing.reject import PENDING_GROUP, Accepted
from ictlife.sources.grid import cell_text

_SHARED = {"owner": "owner", "zone": "zone", "acquisition": "acquisition", "acquired_on": "in_service_on"}
"""Field of equipment → field of its group, where all of it agrees."""

Rows = Sequence[Mapping[str, str]]


def with_groups(proposal: Proposal, accepted: Iterable[Accepted]) -> Mapping[str, Rows]:
    """Kind → clean rows: those of the table, and the groups made of them."""
    rows = list(accepted)
    headings = proposal.source.group_by
    if not headings or not any(row.texts.get("group") == PENDING_GROUP for row in rows):
        return {proposal.kind: [row.texts for row in rows]}
    places = {each.heading: each.place for each in proposal.guesses}
    grouped: dict[str, list[Accepted]] = {}
    for row in rows:
        grouped.setdefault(_id(row, [places[name] for name in headings if name in places]), []).append(row)
    category = places.get(headings[0])
    own = {row.row: {**row.texts, "group": id} for id, members in grouped.items() for row in members}
    return {
        "group": [_group(id, members, category) for id, members in grouped.items()],
        proposal.kind: [own[row.row] for row in rows],
    }


def _id(row: Accepted, places: Iterable[int]) -> str:
    texts = [cell_text(row.line.cells[place]) if place < len(row.line.cells) else "" for place in places]
    return " ".join(" ".join(text.split()) for text in texts if text) or "-"


def _group(id: str, members: Sequence[Accepted], category: int | None) -> dict[str, str]:
    cells = members[0].line.cells
    kind = cell_text(cells[category]) if category is not None and category < len(cells) else ""
    group = {"id": id, "name": id, "category": kind or "?"}
    for name, target in _SHARED.items():
        values = {row.texts.get(name, "") for row in members}
        if len(values) == 1 and (value := values.pop()):
            group[target] = value
    return group
