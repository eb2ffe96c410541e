"""The cells of a text file（CSV・TSV）, each row with its physical line number."""

from __future__ import annotations

import csv
import io
import re

from ictlife.base.finding import Span
from ictlife.sources.encoding import decode, without_controls
from ictlife.sources.grid import Grid, Line, Writing
from ictlife.sources.record import Reading

_DELIMITERS = (",", "\t", ";", "|")
_SAMPLE = 20
_QUOTED = re.compile(r'"[^"]*"')
_MOST_BREAKS = 1000


def read_delimited(data: bytes, file: str, reading: Reading, declared: str | None = None) -> Grid:
    """The grid of a CSV or TSV file.

    Raises:
        Unreadable: INP001, INP002 of `encoding.decode`.
    """
    decoded = decode(data, declared)
    text, control = without_controls(decoded.text)
    if control:
        reading.say_at("INP029", Span(file, row=control))
    lines = list(io.StringIO(text, newline=""))
    delimiter, count = delimiter_of(lines)
    rows, breaks = _rows(lines, delimiter)
    for row in breaks:
        reading.say_at("INP015", Span(file, row=row))
    writing = Writing(decoded.encoding, decoded.told_by, delimiter, count, len(lines[:_SAMPLE]))
    return Grid(file, None, rows, is_ragged=True, is_broken=bool(breaks), writing=writing)


def delimiter_of(lines: list[str]) -> tuple[str, int]:
    """The mark that parts most cells near the top of the file, and how many（区切り文字）."""
    sample = _QUOTED.sub("", "".join(lines[:_SAMPLE]))
    best = max(_DELIMITERS, key=sample.count)
    return best, sample.count(best)


def _rows(lines: list[str], delimiter: str) -> tuple[list[Line], list[int]]:
    """All rows, and the lines on which a row with broken quotes begins: it is left out, the next is read."""
    rows: list[Line] = []
    breaks: list[int] = []
    start = 0
    while start < len(lines) and len(breaks) < _MOST_BREAKS:
        reader = csv.reader(iter(lines[start:]), delimiter=delimiter, strict=True)
        read = 0
        try:
            for cells in reader:
                rows.append(Line(start + read + 1, cells))
                read = reader.line_num
        except csv.Error:
            breaks.append(start + read + 1)
            start += read + 1
        else:
            break
    return rows, breaks
