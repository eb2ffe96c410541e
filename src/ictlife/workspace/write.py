"""Write a set of files whole or not at all（一括書込み）. Nothing else in the program writes.

Each file is first written beside its target under another name; only when all are there are they put in
place, and if one cannot be (open in Excel, say) those already put in place are taken back.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from ictlife.base.refusal import Refusal

_NEW, _OLD = ".ictlife-new", ".ictlife-old"


def write_whole(folder: Path, files: Mapping[str, bytes]) -> tuple[Path, ...]:
    """Write `files` (path within `folder` → bytes), all of them or none; the written paths in order.

    Raises:
        Refusal: not_writable, with the file that cannot be written.
    """
    targets = {folder / name: content for name, content in files.items()}
    staged: list[Path] = []
    try:
        for target, content in targets.items():
            staged.append(target.with_name(target.name + _NEW))
            _stage(target, staged[-1], content)
        _put_in_place(tuple(targets))
    finally:
        for path in staged:
            with suppress(OSError):
                path.unlink(missing_ok=True)
    return tuple(targets)


def _stage(target: Path, path: Path, content: bytes) -> None:
    try:
        if target.is_dir():
            raise IsADirectoryError(target)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    except OSError:
        raise Refusal("not_writable", file=str(target)) from None


def _put_in_place(targets: tuple[Path, ...]) -> None:
    done: list[tuple[Path, Path | None]] = []
    for target in targets:
        old = target.with_name(target.name + _OLD) if target.exists() else None
        try:
            if old:
                target.replace(old)
                done.append((target, old))
            target.with_name(target.name + _NEW).replace(target)
            if not old:
                done.append((target, None))
        except OSError:
            _take_back(done)
            raise Refusal("not_writable", file=str(target)) from None
    for _, old in done:
        if old:
            old.unlink(missing_ok=True)


def _take_back(done: list[tuple[Path, Path | None]]) -> None:
    for target, old in reversed(done):
        if old:
            old.replace(target)
        else:
            target.unlink(missing_ok=True)
