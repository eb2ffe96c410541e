"""A table read from rows, for tests."""

from pathlib import Path

from ictlife.sources.columns import Source, Words
from ictlife.sources.grid import Grid, Line
from ictlife.sources.record import Reading
from ictlife.sources.tables import read_tables
from ictlife.workspace.read import read_words

WORDS = read_words(Path("no/such/workspace"), Reading())


def table(rows, file="inventory/更新単位.csv", sheet=None, source=None, **grid):
    """The reading of a table, and its findings as `CODE place`."""
    reading = Reading()
    words = Words(WORDS.kinds, WORDS.headings, WORDS.choices, WORDS.marks, WORDS.labels, WORDS.spoken, {file: source or Source()})
    lines = [Line(number, row) for number, row in enumerate(rows, start=1)]
    read_tables([Grid(file, sheet, lines, is_ragged=sheet is None, **grid)], words, reading)
    return reading, [f"{finding.code} {finding.spans[0]}" for finding in reading.findings]
