"""Which release of a product does a ledger mean（製品の照合）: "RHEL 8.6" is Red Hat Enterprise Linux 8.

A release matches where all words of its family stand in the text and its version is the text's or a beginning
of it. Two that match equally well match not at all: a person decides, and what was decided is kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from ictlife.base.textkey import fold_width, text_key

SURE = 0.75
"""Least confidence at which a ledger's words are read as a product; anything below 1 is listed for review."""
NOT_LISTED = "-"
"""Decided: what the ledger names is no product of the catalogue."""
_WORD = re.compile(r"[0-9]+(?:\.[0-9]+)*[a-z+]*[0-9]*|[a-z]+[0-9]*|[^\W\d_a-z]+")
_MOST_NEAR = 5
_MISSING, _PREFIX, _LEFT_OVER, _TIE = 0.3, 0.05, 0.1, 0.5


class ToldBy(StrEnum):
    """What tells of which release a text is（照合の根拠）."""

    ID = "id"
    DECIDED = "decided"
    WORDS = "words"


@dataclass(frozen=True, slots=True)
class Match:
    """What a text of a ledger most probably means（照合結果）."""

    id: str
    """Blank where a person decided that it is no product of the catalogue, or where only `others` come near."""
    confidence: float
    others: tuple[str, ...] = ()
    """Releases that match as well; where none does, those that come near."""
    told_by: ToldBy = ToldBy.WORDS
    family: tuple[str, ...] = ()
    """Words of the product's name that stand in the text."""
    version: tuple[str, ...] = ()
    """Words of the text taken for its version."""
    left: tuple[str, ...] = ()
    """Numbers in the text that the release does not explain."""

    @property
    def is_sure(self) -> bool:
        """Whether it is taken over."""
        return self.confidence >= SURE


@dataclass(frozen=True, slots=True)
class _Entry:
    id: str
    family: frozenset[str]
    version: tuple[str, ...]


@dataclass(slots=True)
class _Fit:
    """How well a release fits the words of a text."""

    entry: _Entry
    score: float = 1.0
    version: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)


class Catalogued:
    """Products by the words of their names（照合表）."""

    def __init__(
        self,
        names: Mapping[str, str],
        synonyms: Mapping[str, str],
        noise: Iterable[str],
        decided: Mapping[str, str] | None = None,
    ) -> None:
        """`decided` are the texts that a person has decided on: key of the text → id, or `NOT_LISTED`."""
        self._synonyms = {fold_width(word).casefold(): tuple(to.split()) for word, to in synonyms.items()}
        self._noise = frozenset(noise)
        self._ids = {fold_width(id).casefold(): id for id in names}
        self._decided = {key: id for key, id in (decided or {}).items() if id == NOT_LISTED or id in names}
        self._entries = [self._entry(id, name) for id, name in names.items()]
        self._known: dict[str, Match | None] = {}

    def match(self, text: str) -> Match | None:
        """The release that `text` means, or None where no family of products is named."""
        if text not in self._known:
            self._known[text] = self._match(text)
        return self._known[text]

    def _match(self, text: str) -> Match | None:
        if own := self._ids.get(fold_width(text).strip().casefold()):
            return Match(own, 1.0, told_by=ToldBy.ID)
        if decided := self._decided.get(text_key(text)):
            return Match("" if decided == NOT_LISTED else decided, 1.0, told_by=ToldBy.DECIDED)
        words = self._words(text)
        fits = [fit for entry in self._entries if (fit := _fit(entry, words)).score > 0]
        if not fits:
            near = self._near(words)
            return Match("", 0.0, near) if near else None
        fits.sort(key=lambda fit: (-fit.score, -len(fit.entry.family), fit.entry.id))
        best = fits[0]
        others = [fit.entry.id for fit in fits[1:] if _rank(fit) == _rank(best)]
        return Match(
            best.entry.id,
            min(best.score, _TIE) if others else best.score,
            tuple(others),
            family=tuple(word for word in words if word in best.entry.family),
            version=tuple(best.version),
            left=tuple(best.left),
        )

    def _near(self, words: Sequence[str]) -> tuple[str, ...]:
        """Releases of that version with a part of their name in the text: "Oracle 19c" lacks `database`."""
        there = set(words)
        near = [
            (-len(entry.family & there), entry.id)
            for entry in self._entries
            if entry.family & there and entry.version and entry.version[0] in there
        ]
        return tuple(id for _, id in sorted(near)[:_MOST_NEAR])

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


def _rank(fit: _Fit) -> tuple[float, int]:
    return fit.score, len(fit.entry.family)


def _fit(entry: _Entry, words: Sequence[str]) -> _Fit:
    """Score 1 where everything fits; 0 where the family or the leading version does not."""
    fit = _Fit(entry)
    if not entry.family or not entry.family <= set(words) or not entry.version:
        fit.score = 0.0
        return fit
    left = [word for word in words if word not in entry.family]
    for at, version in enumerate(entry.version):
        found = version if version in left else next((word for word in left if word.startswith(f"{version}.")), None)
        if found is None:
            fit.score -= _MISSING if at else 1.0
            continue
        left.remove(found)
        fit.version.append(found)
        fit.score -= _PREFIX if found != version else 0.0
    fit.left = [word for word in left if any(letter.isdigit() for letter in word)]
    fit.score = max(0.0, round(fit.score - _LEFT_OVER * len(fit.left), 2))
    return fit
