"""What a new import changes in the inventory（前回との差）: by record and field; what is kept by hand survives."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ictlife.base.textkey import text_key

Texts = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Change:
    """A field that differs（変更）."""

    id: str
    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Difference:
    """What an import changes（差分）."""

    rows: tuple[Texts, ...]
    """The inventory afterwards."""
    added: tuple[str, ...]
    changed: tuple[Change, ...]
    removed: tuple[str, ...]
    held: tuple[str, ...]
    """Records that stay as they were, since their row was rejected this time."""


def difference(
    old: Iterable[Texts],
    new: Iterable[Texts],
    given: frozenset[str],
    keep: frozenset[str],
    rejected: Iterable[str],
    is_part: bool = False,
) -> Difference:
    """What `new` makes of `old`. Fields not `given` by the file, and those to `keep`, stay as they are.

    `is_part` says that the file holds only some records, as a corrected file of rejected rows does.
    """
    before = {text_key(row["id"]): row for row in old}
    held = {text_key(id) for id in rejected if id}
    rows: dict[str, Texts] = {}
    added: list[str] = []
    changed: list[Change] = []
    for row in new:
        key = text_key(row["id"])
        there = before.get(key)
        if there is None:
            added.append(row["id"])
            rows[key] = row
        else:
            rows[key] = _merged(there, row, given, keep)
            changed += _changes(there, rows[key])
    gone = [key for key in before if key not in rows]
    kept = [key for key in gone if key in held]
    removed = [] if is_part else [before[key]["id"] for key in gone if key not in held]
    # A file of some records leaves the others where they are; a whole one gives the order.
    whole = (*rows.values(), *(before[key] for key in kept))
    part = (*(rows.get(key, row) for key, row in before.items()), *(rows[key] for key in rows if key not in before))
    stay = tuple(before[key]["id"] for key in kept)
    return Difference(part if is_part else whole, tuple(added), tuple(changed), tuple(removed), stay)


def _merged(there: Texts, row: Texts, given: frozenset[str], keep: frozenset[str]) -> Texts:
    kept = {name: text for name, text in there.items() if name not in given or (name in keep and text)}
    return {**row, **kept, "id": row["id"]}


def _changes(before: Texts, after: Texts) -> list[Change]:
    names = {**before, **after}
    pairs = ((name, before.get(name, ""), after.get(name, "")) for name in names)
    return [Change(after["id"], name, old, new) for name, old, new in pairs if old != new]
