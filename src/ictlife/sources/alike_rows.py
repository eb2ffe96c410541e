"""Which row of a table was which（行の対応）: rows that share a Ref, told apart by what their cells say."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

Rows = Mapping[int, Mapping[str, str]]
"""Number of a row among those of its Ref → its cells by heading."""


def pairs(rows: Rows, was: Rows) -> dict[int, int]:
    """The number each row had: rows that are equal first, then those most alike; new ones get numbers of their own.

    >>> pairs({1: {"a": "x"}, 2: {"a": "y"}, 3: {"a": "z"}}, {1: {"a": "y"}, 2: {"a": "x"}})
    {1: 2, 2: 1, 3: 3}
    """
    found = _equal(rows, was)
    taken = set(found.values())
    left = [number for number in rows if number not in found]
    free = [number for number in was if number not in taken]
    alike = sorted((-_same(rows[now], was[then]), abs(now - then), now, then) for now in left for then in free)
    for *_, now, then in alike:
        if now not in found and then not in taken:
            found[now] = then
            taken.add(then)
    new = iter(range(max(was, default=0) + 1, max(was, default=0) + len(rows) + 1))
    return {now: found[now] if now in found else next(new) for now in rows}


def _equal(rows: Rows, was: Rows) -> dict[int, int]:
    """Rows all of whose cells are as they were, each with the first row it equals."""
    waiting: dict[frozenset[tuple[str, str]], list[int]] = defaultdict(list)
    for number in sorted(was, reverse=True):
        waiting[frozenset(was[number].items())].append(number)
    heads = {head for row in was.values() for head in row}
    found = {}
    for number, row in rows.items():
        alike = waiting.get(frozenset((head, text) for head, text in row.items() if head in heads))
        if alike:
            found[number] = alike.pop()
    return found


def _same(row: Mapping[str, str], other: Mapping[str, str]) -> int:
    return sum(row.get(head) == text for head, text in other.items())
