"""Which characters are these bytes（文字コード）: byte order mark, strict UTF-8, strict CP932, or a finding.

Municipal CSV is CP932, not Python's `shift_jis`, which lacks ①, ㈱ and 髙.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from enum import StrEnum

from ictlife.base.unreadable import Unreadable

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Text in CP932 is seldom valid UTF-8 for long: after so many characters it is UTF-8 with a broken byte.
_ENOUGH = 8
KNOWN = frozenset({"utf-8", "cp932", "utf-16-le", "utf-16-be", "euc_jp", "iso2022_jp"})

# Python maps the bytes that CP932 leaves undefined (80, A0, FD–FF) to these instead of refusing them.
_NOT_CP932 = re.compile("[\x80\xa0\uf8f0-\uf8f3]")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


class ToldBy(StrEnum):
    """How it is known in which encoding a text is（判別の根拠）."""

    MARK = "mark"
    DECLARED = "declared"
    ASCII = "ascii"
    VALID = "valid"
    """All of it is valid UTF-8."""
    REST = "rest"
    """It is no UTF-8, and all of it is valid CP932."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text and the encoding it was in（文字コードの判別）."""

    text: str
    encoding: str
    told_by: ToldBy


def decode(data: bytes, declared: str | None = None) -> Decoded:
    """The text of `data`; `declared` is what the workspace's own settings say of this file.

    Raises:
        Unreadable: INP001 in no known encoding; INP002 broken in the middle or cut off.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return Decoded(_strict(data[len(mark) :], encoding), encoding, ToldBy.MARK)
    if declared:
        return Decoded(_strict(data, declared), declared, ToldBy.DECLARED)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as problem:
        head = data[: problem.start].decode("utf-8")
        if sum(not c.isascii() for c in head) >= _ENOUGH:
            raise _broken("INP002", data, problem, "utf-8") from None
    else:
        return Decoded(text, "utf-8", ToldBy.ASCII if text.isascii() else ToldBy.VALID)
    text = _strict(data, "cp932", "INP001")
    if strange := _NOT_CP932.search(text):
        raise Unreadable("INP001", row=text.count("\n", 0, strange.start()) + 1, encoding="cp932")
    return Decoded(text, "cp932", ToldBy.REST)


def without_controls(text: str) -> tuple[str, int | None]:
    """`text` without control characters, and the first line that held one: no output can carry them."""
    found = _CONTROL.search(text)
    if found is None:
        return text, None
    return _CONTROL.sub("", text), text.count("\n", 0, found.start()) + 1


def _strict(data: bytes, encoding: str, code: str = "INP002") -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as problem:
        raise _broken(code, data, problem, encoding) from None


def _broken(code: str, data: bytes, problem: UnicodeDecodeError, encoding: str) -> Unreadable:
    return Unreadable(code, row=data.count(b"\n", 0, problem.start) + 1, encoding=encoding)
