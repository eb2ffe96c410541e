"""A set of files is written whole or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from ictlife.base.refusal import Refusal
from ictlife.workspace.write import write_whole


def names(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_files_are_written_into_folders_that_are_made(tmp_path):
    write_whole(tmp_path, {"reports/a.txt": b"1", "reports/b.txt": b"2"})
    assert names(tmp_path) == {"reports/a.txt": b"1", "reports/b.txt": b"2"}


def test_what_stood_before_is_replaced(tmp_path):
    write_whole(tmp_path, {"a": b"1"})
    write_whole(tmp_path, {"a": b"2"})
    assert names(tmp_path) == {"a": b"2"}


def test_nothing_changes_when_a_later_file_cannot_be_staged(tmp_path):
    (tmp_path / "a").write_bytes(b"old")
    (tmp_path / "block").write_bytes(b"a file where a folder should be")
    with pytest.raises(Refusal) as refused:
        write_whole(tmp_path, {"a": b"new", "block/b": b"new"})
    assert refused.value.code == "not_writable"
    assert names(tmp_path) == {"a": b"old", "block": b"a file where a folder should be"}


def test_a_name_longer_than_the_disk_allows_is_refused(tmp_path):
    with pytest.raises(Refusal) as refused:
        write_whole(tmp_path, {"a": b"new", "x" * 300: b"new"})
    assert (refused.value.code, names(tmp_path)) == ("not_writable", {})


def test_nothing_changes_when_a_later_file_cannot_be_put_in_place(tmp_path, monkeypatch):
    (tmp_path / "a").write_bytes(b"old a")
    (tmp_path / "c").write_bytes(b"old c")
    replace = Path.replace

    def locked(self: Path, target: Path) -> Path:
        if Path(target).name == "c" and self.name.endswith("-new"):
            raise PermissionError("open in Excel")
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", locked)
    with pytest.raises(Refusal):
        write_whole(tmp_path, {"a": b"new a", "b": b"new b", "c": b"new c"})
    assert names(tmp_path) == {"a": b"old a", "c": b"old c"}
