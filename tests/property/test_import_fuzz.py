"""Whatever the file, importing ends without a traceback, and writes everything or nothing."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from ictlife.workspace.intake import Wanted
from ictlife.workspace.look import look
from ictlife.workspace.take_over import apply
from tests.unit.importing.tables import written

GOOD = written([["管理番号", "機器区分", "機器名", "取得日"], ["A1", "PC", "端末", "R4.9.1"], ["合計", "", "", "1台"]])
JSON = b'{"result": [{"name": "x", "releases": [{"name": "1", "eolFrom": "2029-01-09", "isEol": false}]}]}'


@st.composite
def mutated(draw: st.DrawFn) -> bytes:
    """A good file with some bytes overwritten, cut out or put in."""
    data = bytearray(draw(st.sampled_from([GOOD, GOOD.decode("cp932").encode("utf-16"), JSON])))
    for _ in range(draw(st.integers(0, 6))):
        at = draw(st.integers(0, len(data)))
        data[at : at + draw(st.integers(0, 5))] = draw(st.binary(max_size=5))
    return bytes(data)


@settings(max_examples=60, deadline=None)
@given(data=st.one_of(mutated(), st.binary(max_size=300)), type=st.sampled_from(["csv", "xlsx", "xls", "json", "txt"]))
def test_any_file_is_read_or_said_to_be_unreadable(tmp_path_factory, data, type):
    folder: Path = tmp_path_factory.mktemp("fuzz")
    (folder / f"a.{type}").write_bytes(data)
    intake = look(folder / "town", [folder / f"a.{type}"], Wanted())
    assert intake.taken or intake.carried or intake.unread
    for each in intake.taken:
        assert each.sorted.rows == len(each.sorted.accepted) + len(each.sorted.rejected)
    apply(intake)
    assert not [path for path in folder.rglob("*.ictlife-*")]
    assert (folder / f"a.{type}").read_bytes() == data
