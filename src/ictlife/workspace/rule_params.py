"""Parameters of rules, from text and to text（規則のパラメータ）: a shipped value says of what kind the others are."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Any

from pydantic import BaseModel

from ictlife.base.text import Text
from ictlife.sources.record import Content

_WORDS = {"true": True, "yes": True, "on": True, "false": False, "no": False, "off": False}


def typed(content: Content, sample: object) -> Any:
    """A parameter as a rule file or an overlay writes it, of the kind that `sample` is.

    A map from first day to value may stand for any plain value, and a plain value for such a map.

    Raises:
        ValueError: where it is of another kind.
    """
    if _is_dated(sample):
        sample = next(iter(sample.values()))  # type: ignore[attr-defined]
    if isinstance(content, Mapping) and content and all(map(_is_day, content)):
        return {date.fromisoformat(str(day)): _one(each, sample) for day, each in content.items()}
    return _one(content, sample)


def as_text(value: object) -> Content:
    """A value of a rule as it would be written."""
    match value:
        case None | "":
            return None
        case Text():
            return {"ja": value.in_lang("ja"), "en": value.in_lang("en")}
        case BaseModel():
            return {name: as_text(each) for name, each in value if each is not None}
        case Mapping():
            return {str(key): as_text(each) for key, each in value.items()}
        case list() | tuple():
            return tuple(as_text(each) for each in value)
        case bool():
            return "true" if value else "false"
        case StrEnum():
            return value.value
    return str(value)


def _one(content: Content, sample: object) -> Any:
    match sample:
        case Mapping():
            inner = next(iter(sample.values()))
            return {key: _one(each, sample.get(key, inner)) for key, each in _mapping(content).items()}
        case list() | tuple():
            if not isinstance(content, tuple):
                raise ValueError(content)
            return [_one(each, next(iter(sample), "")) for each in content]
    text = _scalar(content)
    match sample:
        case bool():
            if text.lower() not in _WORDS:
                raise ValueError(text)
            return _WORDS[text.lower()]
        case int():
            return int(text)
        case date():
            return date.fromisoformat(text)
    return text


def _scalar(content: Content) -> str:
    if isinstance(content, Mapping | tuple) or content is None:
        raise ValueError(content)
    return str(content)


def _mapping(content: Content) -> Mapping[str, Content]:
    if not isinstance(content, Mapping):
        raise ValueError(content)
    return content


def _is_dated(value: object) -> bool:
    return isinstance(value, Mapping) and bool(value) and all(isinstance(day, date) for day in value)


def _is_day(text: object) -> bool:
    try:
        date.fromisoformat(str(text))
    except ValueError:
        return False
    return True
