"""Ledgers written in a test, and what importing makes of them."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from ictlife.importing.propose import Proposal, propose
from ictlife.importing.reject import Sorted, sort_rows
from ictlife.importing.stated import stated_source
from ictlife.sources.columns import Source
from ictlife.sources.delimited import read_delimited
from ictlife.sources.record import Reading
from ictlife.workspace.read import read_words

WORDS = read_words(Path("/nowhere"), Reading())


def written(rows: list[list[str]], encoding: str = "cp932", delimiter: str = ",") -> bytes:
    page = io.StringIO(newline="")
    csv.writer(page, delimiter=delimiter).writerows(rows)
    return page.getvalue().encode(encoding)


def proposed(rows: list[list[str]], source: Source | None = None, file: str = "a.csv", **how: object) -> Proposal | None:
    grid = read_delimited(written(rows, "utf-8-sig"), file, Reading())
    return propose(grid, WORDS, source or stated_source(grid, file, WORDS), **how)


def mapping(made: Proposal) -> dict[str, str]:
    return {each.heading: each.field for each in made.guesses if each.is_taken}


def sorted_rows(rows: list[list[str]], source: Source | None = None) -> Sorted:
    made = proposed(rows, source)
    assert made is not None
    return sort_rows(made, WORDS)
