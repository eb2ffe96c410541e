"""Which rows does a merged cell leave without a value of their own（結合セル）."""

from __future__ import annotations

from collections.abc import Mapping

from ictlife.base.finding import Span
from ictlife.sources.grid import Area, Grid
from ictlife.sources.header import Header
from ictlife.sources.record import Reading


def hidden_rows(
    grid: Grid, header: Header, fill_down: frozenset[str], labels: Mapping[str, str], reading: Reading
) -> frozenset[int]:
    """Rows whose value a merged cell hides; each such cell is a finding, unless its fields fill down."""
    fields = {column.place: column.field for column in header.columns}
    hidden: set[int] = set()
    for area in grid.merged:
        names = [fields[place] for place in range(area.left, area.right + 1) if place in fields]
        # Below the last filled row, merged cells are only laid out.
        is_among_records = header.last < area.top <= len(grid.lines)
        if not is_among_records or not names or _is_note(grid, area) or fill_down.issuperset(names):
            continue
        if area.top == area.bottom and len(names) < 2:
            continue
        span = Span(grid.file, grid.sheet, area.top, labels[names[0]])
        reading.say_at("INP019", span, first=area.top, last=area.bottom)
        # Side by side, the value may be either column's; one above the other, only the top row has it.
        hidden |= set(range(area.top + (len(names) < 2), area.bottom + 1))
    return frozenset(hidden)


def _is_note(grid: Grid, area: Area) -> bool:
    """Whether the cell stands alone in its rows, as a remark below a table does."""
    lines = grid.lines[area.top - 1 : area.bottom]
    return sum(cell != "" for line in lines for cell in line.cells) == 1
