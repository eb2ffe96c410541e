"""Which mapping belongs to a file（対応の選択）: its own, that of the file whose rows it corrects, or a shipped one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from ictlife.base.textkey import file_name
from ictlife.sources.columns import Source, Words, key_of
from ictlife.sources.grid import Grid, cell_text

REJECTED = ".rejected"
"""In the name of a file of rejected rows, after the name of the file they come from."""
_SEARCHED = 5
_ENOUGH = 5
"""Headings that a file must have in common with a shipped mapping."""
_SHARE = 0.25
"""And this part of its own; the others are a town's custom fields."""
_MARKS = "*"
"""iTop marks with it what is required."""


def stated_source(grid: Grid, name: str, words: Words, shipped: Mapping[str, Source] | None = None) -> Source:
    """What is stated of the file called `name`."""
    own = words.sources.get(name)
    if own is None and REJECTED in grid.file:
        origin = origin_of(grid.file)
        found = next((source for key, source in words.sources.items() if file_name(key) == origin), None)
        return replace(found, header_row=1) if found else Source()
    if own is None:
        own = words.source(grid.file, grid.sheet)
    return own if own != Source() else _shipped(grid, shipped or {})


def origin_of(file: str) -> str:
    """The source whose rejected rows `file` holds: `a.xlsx[S].rejected.csv` → `a.xlsx[S]`."""
    return file.partition(REJECTED)[0]


def _shipped(grid: Grid, shipped: Mapping[str, Source]) -> Source:
    """The shipped mapping for an export of another program, if the headings are its own."""
    best, most = Source(), 0
    for line in grid.lines[:_SEARCHED]:
        present = {key_of(text.rstrip(_MARKS)) for cell in line.cells if (text := cell_text(cell))}
        for source in shipped.values():
            known = {key_of(heading) for heading in source.columns}
            both = len(present & known)
            if both >= _ENOUGH and both >= _SHARE * len(present) and both > most:
                best, most = source, both
    return best
