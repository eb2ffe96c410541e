"""What the heading of an amount says besides（見出しの但し書き）: `年額（税抜）` is per year and without tax.

A ledger with such a heading has no column for it, and an amount a year read as one a month is wrong by twelve.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from ictlife.base.textkey import fold_width
from ictlife.model.estate import MODELS
from ictlife.sources.columns import Words, key_of
from ictlife.sources.shape import Reads, shapes

_STATED = ("per", "tax_basis")
"""Fields that the heading of an amount may state."""
_PARTS = re.compile(r"[()\[\]【】<>\u30fb\u3001,/\s]+")
_SHORTEST = 2
"""Letters from which on a word counts where it is only a part of the heading: 月額 of 月額賃借料, but no 月."""


def provisos(kind: str, field: str, heading: str, words: Words) -> Mapping[str, str]:
    """Field → the word of the heading that gives its value, for a column that holds the amounts of a `kind`."""
    fields = shapes(MODELS[kind])
    if field != "amount" or fields[field].reads is not Reads.YEN:
        return {}
    parts = [key_of(part) for part in _PARTS.split(fold_width(heading)) if part]
    found = {}
    for name in _STATED:
        known = words.choices.get(fields[name].choices, {}) if name in fields else {}
        longest = sorted((word for word in known if any(_says(part, word) for part in parts)), key=len)
        if longest and len({known[word] for word in longest}) == 1:
            found[name] = longest[-1]
    return found


def _says(part: str, word: str) -> bool:
    return part == word or (len(word) >= _SHORTEST and not word.isascii() and word in part)
