"""Groups for a ledger of equipment that names none（更新単位のまとめ）: equal rows under the stated headings.

The mapping says by which headings (`group_by`), so nothing is put together in silence.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from ictlife.importing.propose import Proposal
from ictlife.importing.reject import Accepted
from ictlife.importing.together import PENDING_GROUP

_SHARED = {"owner": "owner", "zone": "zone", "acquisition": "acquisition", "acquired_on": "in_service_on"}
"""Field of equipment → field of its group, where all of it agrees."""

Rows = Sequence[Mapping[str, str]]


def with_groups(proposal: Proposal, accepted: Iterable[Accepted]) -> Mapping[str, Rows]:
    """Kind → clean rows: those of the table, and the groups made of them."""
    rows = list(accepted)
    if not any(row.texts.get("group") == PENDING_GROUP for row in rows):
        return {proposal.kind: [row.texts for row in rows]}
    grouped: dict[str, list[Accepted]] = {}
    for row in rows:
        grouped.setdefault(" ".join(filter(None, row.alike)), []).append(row)
    own = {row.row: {**row.texts, "group": id} for id, members in grouped.items() for row in members}
    return {
        "group": [_group(id, members) for id, members in grouped.items()],
        proposal.kind: [own[row.row] for row in rows],
    }


def _group(id: str, members: Sequence[Accepted]) -> dict[str, str]:
    group = {"id": id, "name": id, "category": members[0].alike[0]}
    for name, target in _SHARED.items():
        values = {row.texts.get(name, "") for row in members}
        if len(values) == 1 and (value := values.pop()):
            group[target] = value
    return group
