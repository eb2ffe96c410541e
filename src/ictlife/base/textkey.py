"""When do two spellings mean the same key（照合キー）, and what can an encoding or a file name not carry.

Keys and headers only: names and serial numbers are never folded, for a folded name is a wrong name.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from hashlib import sha256

# NFKC leaves these alone, and CP932 readers disagree which member of a pair 0x8160, 0x817C and 0x8161 are.
_LOOKALIKES = {
    **dict.fromkeys((0x2010, 0x2011, 0x2012, 0x2013, 0x2014, 0x2015, 0x2212, 0x2500, 0x2501, 0xFE63), "-"),
    **dict.fromkeys((0x301C, 0x3030, 0x223C, 0x223D, 0x2053, 0x02DC), "~"),
    0x2225: "\u2016",
    **dict.fromkeys((0x00AD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF), None),
    **dict.fromkeys(range(0xFE00, 0xFE10), None),
    **dict.fromkeys(range(0xE0100, 0xE01F0), None),
}

# Variant glyphs（異体字）which are one character to whoever types a key: 髙 高, 﨑 崎, 𠮷 吉, 德 徳, 瀨 瀬.
_VARIANTS = {0x9AD9: 0x9AD8, 0xFA11: 0x5D0E, 0x20BB7: 0x5409, 0x5FB7: 0x5FB3, 0x7028: 0x702C}

_SPACE = re.compile(r"\s+")
_NOT_IN_FILE_NAMES = re.compile(r'[\\/:*?"<>|\x00-\x1f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff]')
"""What no file system takes, and what makes a name read as another: marks of direction, letters without width."""
_DEVICE = re.compile(r"^(?:con|prn|aux|nul|com[1-9]|lpt[1-9])(?=\.|$)", re.IGNORECASE)
_NO_END = re.compile(r"[. ]$")
_LONGEST_NAME = 200
"""Bytes of a file name, which leaves room for a type and for the name under which it is first written."""


def fold_width(text: str) -> str:
    """`text` with one width, one dash and one tilde（全角・半角の統一）; for dates, numbers and keys.

    >>> fold_width("R１３〜"), fold_width("1−2"), fold_width("㋿8年")
    ('R13~', '1-2', '令和8年')
    """
    if text.isascii():
        return text
    return unicodedata.normalize("NFKC", text.translate(_LOOKALIKES))


@lru_cache(maxsize=1 << 16)
def text_key(text: str) -> str:
    """The form under which two spellings of a key or a header match.

    >>> text_key("管理 番号") == text_key("管理番号"), text_key("SV‐１") == text_key("sv-1")
    (True, True)
    """
    spaceless = _SPACE.sub("", fold_width(text).casefold())
    return fold_width(spaceless).translate(_VARIANTS)  # again: without its space an accent joins its letter


def file_name(text: str) -> str:
    """`text` without what no file name may hold, so that no sheet or department can lead out of its folder.

    A long one is cut, since disks take 255 bytes, and a digest keeps it apart from those that begin alike. What is a
    device to Windows, or ends as no name does there, is marked, so that a folder can be copied to any machine.

    >>> file_name("\\u202e課") == "_課"  # a mark of direction would show the name reversed
    True
    >>> file_name("../a:b.yaml"), file_name("長" * 90) == file_name("長" * 91), len(file_name("長" * 90).encode())
    ('.._a_b.yaml', False, 177)
    >>> file_name("CON"), file_name("con.yaml"), file_name("contract"), file_name("案 ")
    ('_CON', '_con.yaml', 'contract', '案_')
    """
    name = _DEVICE.sub(r"_\g<0>", _NO_END.sub("_", _NOT_IN_FILE_NAMES.sub("_", text)))
    data = name.encode("utf-8")
    if len(data) <= _LONGEST_NAME:
        return name
    return f"{data[: _LONGEST_NAME - 32].decode('utf-8', 'ignore')}~{sha256(data).hexdigest()[:8]}"


def unencodable(text: str, encoding: str = "cp932") -> list[str]:
    """The characters of `text` that `encoding` cannot carry, each once, in order of appearance.

    >>> unencodable("𠮷田 ①髙﨑"), [f"{ord(c):X}" for c in unencodable("A—B—C")]
    (['𠮷'], ['2014'])
    """
    return [] if _carries(text, encoding) else [c for c in dict.fromkeys(text) if not _carries(c, encoding)]


def altered(text: str, encoding: str = "cp932") -> list[str]:
    """The characters that `encoding` carries but gives back as others: U+301C returns as U+FF5E.

    >>> [f"{ord(c):X}" for c in altered("R4〜R9")]
    ['301C']
    """
    return [
        c
        for c in dict.fromkeys(text)
        if not c.isascii() and _carries(c, encoding) and c.encode(encoding).decode(encoding) != c
    ]


def _carries(text: str, encoding: str) -> bool:
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True
