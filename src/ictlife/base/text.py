"""Text in two languages（日英の文）, and the placeholders of a message."""

from __future__ import annotations

import string
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

Lang = Literal["ja", "en"]
LANGS: tuple[Lang, ...] = ("ja", "en")


@dataclass(frozen=True, slots=True)
class Text:
    """One text in Japanese and English（日英の文）."""

    ja: str
    en: str

    def in_lang(self, lang: Lang) -> str:
        """The text in `lang`."""
        return self.ja if lang == "ja" else self.en


def placeholders(message: str) -> frozenset[str]:
    """Names in braces in `message`（差し込み項目）."""
    return frozenset(name for _, name, _, _ in string.Formatter().parse(message) if name)


def fill(message: str, words: Mapping[str, str]) -> str:
    """Put `words` into the braces of `message`; a name without a word stays visible as `{name}`."""
    return message.format_map(_Visible(words))


class _Visible(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return "{" + key + "}"


class Named(str):
    """A key that has a label in `data/words`（見出し語）: said by its label, compared and stored as the key.

    >>> Named("build", "step"), Named("build", "step").family
    ('build', 'step')
    """

    __slots__ = ("family",)
    family: str

    def __new__(cls, key: str, family: str) -> Named:
        """The key, with the family of labels it belongs to."""
        made = super().__new__(cls, key)
        made.family = family
        return made


@dataclass(frozen=True, slots=True)
class Phrase:
    """An entry of a list, with words of its own（句）: the label `key` of `data/words`, filled with `params`."""

    key: str
    params: Mapping[str, object]

    def __str__(self) -> str:
        said = ", ".join(f"{name}={value}" for name, value in self.params.items())
        return f"{self.key}({said})"


def named(keys: Iterable[str], family: str) -> tuple[Named, ...]:
    """Several keys of one family."""
    return tuple(Named(key, family) for key in keys)
