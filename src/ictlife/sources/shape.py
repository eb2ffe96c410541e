"""What each field of a kind reads, refers to and requires（項目の性質）, taken from its model."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import Enum, StrEnum
from functools import cache
from typing import Annotated, Any, get_args, get_origin

from pydantic import BaseModel, BeforeValidator

from ictlife.model import field as types
from ictlife.model.field import RefersTo
from ictlife.model.product import SupportDate


class Reads(StrEnum):
    """What the text of a field is read as（読み方）."""

    TEXT = "text"
    WHEN = "when"
    SUPPORT = "support"
    FISCAL_YEAR = "fiscal_year"
    YEN = "yen"
    WHOLE = "whole"
    TERM = "term"
    HOURS = "hours"
    PERCENT = "percent"
    MEASURE = "measure"
    CHOICE = "choice"
    REF = "ref"
    NESTED = "nested"


_TYPES: tuple[tuple[Any, Reads], ...] = (
    (types.WhenField, Reads.WHEN),
    (types.DayField, Reads.WHEN),
    (types.MonthField, Reads.WHEN),
    (SupportDate, Reads.SUPPORT),
    (types.FyField, Reads.FISCAL_YEAR),
    (types.YenField, Reads.YEN),
    (types.WholeField, Reads.WHOLE),
    (types.TermField, Reads.TERM),
    (types.HoursField, Reads.HOURS),
    (types.MinutesField, Reads.MEASURE),
    (types.CentimetresField, Reads.MEASURE),
    (types.AmountField, Reads.MEASURE),
    (types.PercentField, Reads.PERCENT),
    (types.YesNo, Reads.CHOICE),
)
YES_NO = "YesNo"


@dataclass(frozen=True, slots=True)
class Shape:
    """What a field reads（項目の性質）."""

    name: str
    """Name in an input: the alias where the model has one."""
    reads: Reads
    choices: str = ""
    """Name of the enumeration, or `YesNo`."""
    words: tuple[str, ...] = ()
    """Canonical words of the enumeration."""
    refers: tuple[str, ...] = ()
    """Kinds of record whose id it holds."""
    is_required: bool = False
    is_many: bool = False
    part: type[BaseModel] | None = None
    term: str = ""
    """What the field's documentation calls it in Japanese: always understood as its heading."""


_BRACKETS = re.compile(r"\uff08([^\uff08\uff09]*)\uff09")
_JAPANESE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")


def term(documentation: str | None) -> str:
    """The Japanese word in a docstring: in its last brackets, or at its beginning.

    >>> term("機器名."), term("Last day of its supply（提供終了）."), term("Free tags.")
    ('機器名', '提供終了', '')
    """
    text = (documentation or "").partition("\n")[0]
    inside = [each for each in _BRACKETS.findall(text) if _JAPANESE.search(each)]
    found = inside[-1] if inside else re.split(r"[.;,:]", text)[0]
    return found.strip() if _JAPANESE.search(found) else ""


@cache
def shapes(model: type[BaseModel]) -> Mapping[str, Shape]:
    """Input name → shape, for every field of `model`."""
    found = {}
    for field, info in model.model_fields.items():
        name = info.alias or field
        # Optional fields keep their metadata inside the union, required ones beside the annotation.
        hints = list(_walk(Annotated[info.annotation, *info.metadata] if info.metadata else info.annotation))
        found[name] = replace(_shape(name, hints, info.is_required()), term=term(info.description))
    return found


def _shape(name: str, hints: list[Any], is_required: bool) -> Shape:
    refers = next((hint.kinds for hint in hints if isinstance(hint, RefersTo)), ())
    choice = next((hint for hint in hints if isinstance(hint, type) and issubclass(hint, Enum)), None)
    part = next((hint for hint in hints if isinstance(hint, type) and issubclass(hint, BaseModel)), None)
    reads = next((reads for kind, reads in _TYPES if any(_is_same(hint, kind) for hint in hints)), None)
    if reads is None:
        reads = (
            Reads.REF
            if refers
            else Reads.CHOICE
            if choice
            else Reads.NESTED
            if part or any(get_origin(hint) is Mapping for hint in hints)
            else Reads.TEXT
        )
    is_yes_no = reads is Reads.CHOICE and choice is None
    return Shape(
        name,
        reads,
        choices=YES_NO if is_yes_no else choice.__name__ if choice else "",
        words=("true", "false") if is_yes_no else tuple(str(each.value) for each in choice or ()),
        refers=refers,
        is_required=is_required,
        is_many=any(get_origin(hint) is tuple for hint in hints),
        part=part if reads is Reads.NESTED else None,
    )


def _walk(hint: Any) -> Iterator[Any]:
    yield hint
    for inner in get_args(hint):
        yield from _walk(inner)


def _is_same(hint: Any, kind: Any) -> bool:
    """Whether `hint` is the annotated type `kind`: they share the reader object."""
    return isinstance(hint, BeforeValidator) and hint in get_args(kind)[1:]
