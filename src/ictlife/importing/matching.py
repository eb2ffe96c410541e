"""Which release of a product does a ledger mean（製品の照合）: "RHEL 8.6" is Red Hat Enterprise Linux 8.

A release matches where all words of its family stand in the text and its version is the text's or a beginning
of it. Two that match equally well match not at all: a person decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ictlife.base.textkey import fold_width

SURE = 0.75
"""Least confidence at which a ledger's words are read as a product; anything below 1 is listed for review."""
_WORD = re.compile(r"[0-9]+(?:\.[0-9]+)*[a-z+]*[0-9]*|[a-z]+[0-9]*|[^\W\d_a-z]+")
_MISSING, _PREFIX, _LEFT_OVER, _TIE = 0.3, 0.05, 0.1, 0.5


@dataclass(frozen=True, slots=True)
class Match:
    """What a text of a ledger most probably means（照合結果）."""

    id: str
    confidence: float
    others: tuple[str, ...] = ()
    """Releases that match as well."""

    @property
    def is_sure(self) -> bool:
        """Whether it is taken over."""
        return self.confidence >= SURE


@dataclass(frozen=True, slots=True)
class _Entry:
    id: str
    family: frozenset[str]
    version: tuple[str, ...]


class Catalogued:
    """Products by the words of their names（照合表）."""

    def __init__(self, names: Mapping[str, str], synonyms: Mapping[str, str], noise: Iterable[str]) -> None:
        self._synonyms = {fold_width(word).casefold(): tuple(to.split()) for word, to in synonyms.items()}
        self._noise = frozenset(noise)
        self._ids = {fold_width(id).casefold(): id for id in names}
        self._entries = [self._entry(id, name) for id, name in names.items()]
        self._known: dict[str, Match | None] = {}

    def match(self, text: str) -> Match | None:
        """The release that `text` means, or None where no family of products is named."""
        if text not in self._known:
            self._known[text] = self._match(text)
        return self._known[text]

    def _match(self, text: str) -> Match | None:
        if own := self._ids.get(fold_width(text).strip().casefold()):
            return Match(own, 1.0)
        words = self._words(text)
        scored = sorted(
            ((score, len(entry.family), entry.id) for entry in self._entries if (score := _score(entry, words)) > 0),
            key=lambda each: (-each[0], -each[1], each[2]),
        )
        if not scored:
            return None
        best = scored[0]
        others = tuple(id for score, size, id in scored[1:] if (score, size) == best[:2])
        return Match(best[2], min(best[0], _TIE) if others else best[0], others)

    def _entry(self, id: str, name: str) -> _Entry:
        words = self._words(name)
        version = tuple(word for word in words if any(letter.isdigit() for letter in word))
        return _Entry(id, frozenset(words) - set(version), version)

    def _words(self, text: str) -> Sequence[str]:
        found: list[str] = []
        for word in _WORD.findall(fold_width(text).casefold()):
            letters = word.rstrip("0123456789")
            # `RHEL8`, `WS2019`: a known word with its version written against it.
            for part in (letters, word[len(letters) :]) if letters in self._synonyms and letters != word else (word,):
                found += self._synonyms.get(part, (part,))
        return [word for word in dict.fromkeys(found) if word and word not in self._noise]


def _score(entry: _Entry, words: Sequence[str]) -> float:
    """1 where everything fits; 0 where the family or the leading version does not."""
    if not entry.family or not entry.family <= set(words) or not entry.version:
        return 0.0
    left = [word for word in words if word not in entry.family]
    score = 1.0
    for at, version in enumerate(entry.version):
        if version in left:
            left.remove(version)
        elif longer := next((word for word in left if word.startswith(f"{version}.")), None):
            left.remove(longer)
            score -= _PREFIX
        elif at == 0:
            return 0.0
        else:
            score -= _MISSING
    left_over = sum(any(letter.isdigit() for letter in word) for word in left)
    return max(0.0, round(score - _LEFT_OVER * left_over, 2))
