"""All records of a workspace and of what is shipped（読み取り）: one function for each type of file."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path

from ictlife.base.finding import Span
from ictlife.base.unreadable import Unreadable
from ictlife.sources.blocks import read_blocks
from ictlife.sources.columns import Words, words_from
from ictlife.sources.delimited import read_delimited
from ictlife.sources.excel import is_book, read_workbook
from ictlife.sources.record import Reading, Record
from ictlife.sources.settings import read_settings
from ictlife.sources.tables import read_tables
from ictlife.sources.yamlfile import Node, read_yaml
from ictlife.workspace.layout import (
    BOOK_TYPES,
    COLUMNS,
    TEXT_TYPES,
    YAML_TYPES,
    Input,
    read_bytes,
    shipped,
    shipped_file,
)

Progress = Callable[[str], None]
"""Told the name of each step: `progress.<step>` in `data/words/`."""
InputHash = tuple[str, str]
"""Path of an input and the SHA-256 of its bytes."""


WHOLE_FILE = frozenset(
    {"INP001", "INP002", "INP003", "INP004", "INP005", "INP006", "INP007", "INP037", "INP038"}
    | {"INP041", "INP043", "INP046"}
)
"""Codes that say that nothing of a file could be read."""


def no_progress(step: str) -> None:
    """Tell nobody."""


def read_words(folder: Path, reading: Reading) -> Words:
    """The shipped words for ledgers, with those of `config/columns.yaml`."""
    own = None
    path = folder / COLUMNS
    if path.exists():
        try:
            own = read_yaml(read_bytes(Input(path, COLUMNS)), COLUMNS, reading)
        except Unreadable as problem:
            reading.say_at(problem.code, Span(COLUMNS), **problem.params)
    return words_from(_shipped_tree(shipped_file("columns.yaml")), own, read_settings(own, COLUMNS, reading))


@cache
def _shipped_tree(each: Input) -> Node:
    """The tree of a file of the program's data, read once for each run; it never changes."""
    reading = Reading()
    root = read_yaml(read_bytes(each), each.name, reading, is_shipped=True)
    if root is None or reading.findings:
        raise AssertionError(each.name, reading.findings)
    return root


def read_inputs(inputs: Iterable[Input], words: Words, reading: Reading) -> list[InputHash]:
    """Add the records of `inputs` to `reading`; the hashes of what was read come back."""
    hashes = []
    for each in inputs:
        try:
            data = read_bytes(each)
            hashes.append((each.name, hashlib.sha256(data).hexdigest()))
            _read(each, data, words, reading)
        except Unreadable as problem:
            row = problem.params.get("row")
            span = Span(each.name, row=row if isinstance(row, int) else None)
            reading.say_at(problem.code, span, **problem.params)
            _lose_all(each, words, reading)
    return hashes


def read_shipped(words: Words, reading: Reading) -> list[Record]:
    """The records that the program ships: default policies, calendars, product dates."""
    ours = Reading()
    for each in shipped("defaults") + shipped("products"):
        root = _shipped_tree(each)
        read_blocks(root, each.name, words, ours)
    reading.findings += ours.findings
    return ours.records


def _read(each: Input, data: bytes, words: Words, reading: Reading) -> None:
    if not data.strip():
        reading.say_at("INP009", Span(each.name))
    elif each.type in TEXT_TYPES and not is_book(data):
        declared = words.source(each.name).encoding
        read_tables([read_delimited(data, each.name, reading, declared)], words, reading)
    elif each.type in BOOK_TYPES | TEXT_TYPES:
        read_tables(read_workbook(data, each.name, reading), words, reading)
    elif each.type in YAML_TYPES:
        before = len(reading.findings)
        root = read_yaml(data, each.name, reading)
        if root is None and len(reading.findings) > before:
            _lose_all(each, words, reading)
        else:
            read_blocks(root, each.name, words, reading)
    else:
        reading.say_at("INP008", Span(each.name))


def _lose_all(each: Input, words: Words, reading: Reading) -> None:
    """Remember that an unreadable file may have held any record of its kind, or of any kind."""
    stem = each.name.rpartition("/")[2].rpartition(".")[0]
    kind = words.source(each.name).kind or words.kind_named(stem)
    for lost in (kind,) if kind else sorted(set(words.kinds.values())):
        reading.lose(lost)
