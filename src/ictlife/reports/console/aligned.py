"""Columns of plain text（桁揃え）, padded by the width of what they show: a full-width character takes two cells."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.cells import cell_len


def aligned(head: Sequence[str], rows: Sequence[Sequence[str]], right: Iterable[int] = ()) -> list[str]:
    """Columns padded by the width of what they show; those in `right` to the right."""
    every = [list(head), *map(list, rows)] if head else [list(row) for row in rows]
    if not every:
        return []
    widths = [max(cell_len(row[place]) for row in every) for place in range(len(every[0]))]
    to_right = frozenset(right)

    def padded(row: list[str]) -> str:
        cells = []
        for place, text in enumerate(row):
            gap = " " * (widths[place] - cell_len(text))
            cells.append(gap + text if place in to_right else text + gap)
        return "  ".join(cells).rstrip()

    lines = [padded(row) for row in every]
    if head:
        lines.insert(1, "─" * max(cell_len(line) for line in lines))
    return lines
