"""A whole file replaces what was there, a part of it only what it holds; what is kept by hand survives."""

from __future__ import annotations

from ictlife.importing.diff import difference

OLD = [{"id": "A1", "name": "a", "note": "by hand"}, {"id": "A2", "name": "b"}, {"id": "A3", "name": "c"}]
GIVEN = frozenset({"id", "name"})


def ids(found) -> list[str]:
    return [row["id"] for row in found.rows]


def test_a_whole_file_gives_the_order_and_removes_what_it_lacks():
    new = [{"id": "A3", "name": "c"}, {"id": "ａ1", "name": "x"}, {"id": "A4", "name": "d"}]
    found = difference(OLD, new, GIVEN, frozenset(), ())
    assert (ids(found), found.added, found.removed) == (["A3", "ａ1", "A4"], ("A4",), ("A2",))
    assert found.rows[1]["note"] == "by hand"
    assert [(each.field, each.before, each.after) for each in found.changed] == [("id", "A1", "ａ1"), ("name", "a", "x")]


def test_a_part_of_a_file_leaves_the_rest_in_its_place():
    found = difference(OLD, [{"id": "A9", "name": "n"}, {"id": "A2", "name": "y"}], GIVEN, frozenset(), (), is_part=True)
    assert (ids(found), found.added, found.removed) == (["A1", "A2", "A3", "A9"], ("A9",), ())


def test_a_record_whose_row_was_rejected_is_held():
    found = difference(OLD, OLD[:1], GIVEN, frozenset(), ["A2"])
    assert (ids(found), found.held, found.removed) == (["A1", "A2"], ("A2",), ("A3",))


def test_fields_to_keep_are_not_written_over():
    found = difference(OLD, [{"id": "A1", "name": "x"}], GIVEN, frozenset({"name"}), (), is_part=True)
    assert found.changed == ()
