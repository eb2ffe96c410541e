"""Cells of a text file, with physical line numbers."""

import pytest

from ictlife.sources.delimited import delimiter_of, read_delimited
from ictlife.sources.record import Reading


def grid(text):
    reading = Reading()
    found = read_delimited(text.encode(), "inventory/a.csv", reading)
    return found, [(finding.code, str(finding.spans[0])) for finding in reading.findings]


def test_line_numbers_are_those_of_the_file():
    found, said = grid('a,b\r\n"1\r\n2\n3",x\r\n\r\nz,y\n')
    assert [(line.number, list(line.cells)) for line in found.lines] == [
        (1, ["a", "b"]), (2, ["1\r\n2\n3", "x"]), (5, []), (6, ["z", "y"]),
    ]  # fmt: skip
    assert said == []


def test_lone_carriage_returns_part_rows():
    assert [line.number for line in grid("a,b\rc,d\r")[0].lines] == [1, 2]


@pytest.mark.parametrize(
    ("text", "mark"), [("a,b,c\n", ","), ("a\tb\t1,000\n", "\t"), ("a;b;c\n", ";"), ('"a,b,c";d\n', ";"), ("a\n", ",")]
)
def test_delimiter_is_the_mark_that_parts_most(text, mark):
    assert delimiter_of([text])[0] == mark


def test_rows_after_broken_quotes_are_still_read():
    found, said = grid('a,b\n"x"y,1\nz,2\n"never closed,3\nlast,4\n')
    assert [line.cells[0] for line in found.lines] == ["a", "z", "last"]
    assert said == [("INP015", "inventory/a.csv:2"), ("INP015", "inventory/a.csv:4")]
    assert found.is_broken


def test_many_broken_quotes_end():
    _, said = grid("a,b\n" + '"x"y\n' * 3000)
    assert len(said) == 1000
