"""An input moved step by step（入力を少しずつ動かす）: dates and terms by months, numbers by units, choices at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum
from fractions import Fraction
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from ictlife.assessment import Rulebook
from ictlife.base.dated import Dated
from ictlife.base.ref import Ref
from ictlife.fiscal.month import FiscalYear, Month, add_months
from ictlife.fiscal.when import Precision, When
from ictlife.model.estate import ATTRIBUTES, Estate
from ictlife.model.field import Entity
from ictlife.model.product import Known

MOST_MONTHS = 120
"""How far a date or a term is moved."""
_LARGE, _THOUSAND = 10_000, 1000
"""From this on a number is money, moved by a thousand yen."""


@dataclass(frozen=True, slots=True)
class World:
    """What an assessment is made from, and on which day（評価の前提）."""

    estate: Estate
    rulebook: Rulebook
    as_of: date


@dataclass(frozen=True, slots=True)
class Ladder:
    """One input and where it could stand instead, in one direction, the nearest first（入力の動かし方）."""

    ref: Ref
    was: object
    step: Callable[[int], object]
    """The value so many steps away; the present one for none."""
    most: int

    def __iter__(self) -> Iterator[object]:
        return (self.step(count) for count in range(1, self.most + 1))


def ladders(world: World, ref: Ref) -> Iterator[Ladder]:
    """Every way in which the input could be moved; none where it is text, a list, or not there."""
    was, kind = _value(world, ref)
    if isinstance(was, Enum | bool) or (was is None and kind is not None):
        for other in _choices(kind):
            if other != was:
                yield Ladder(ref, was, _either(was, other), 1)
    elif was is not None:
        for sign in (1, -1):
            most = _most(was, sign)
            if most:
                yield Ladder(ref, was, _stepping(was, sign), most)


def with_value(world: World, ref: Ref, value: object) -> World:
    """The same with one input another（一つの入力だけを変えた前提）."""
    if ref.kind == "rule":
        rule = world.rulebook.rules[ref.id]
        changed = rule.model_copy(update={"params": {**rule.params, ref.field: value}})
        return replace(world, rulebook=replace(world.rulebook, rules={**world.rulebook.rules, ref.id: changed}))
    attribute = ATTRIBUTES[ref.kind]
    records = dict(getattr(world.estate, attribute))
    records[ref.id] = records[ref.id].model_copy(update={ref.field: value})
    return replace(world, estate=replace(world.estate, **{attribute: records}))  # type: ignore[arg-type]


def movable(world: World, ref: Ref) -> tuple[Ref, ...]:
    """The input itself, or of a record all dates, numbers and yes-or-no that can be moved.

    Of a record no other choice is tried: another means of recovery is another plan, not a step.
    """
    record = world.estate.find(ref)
    if ref.field or record is None:
        refs = [ref]
    else:
        fields = sorted(record.model_fields_set - {"id"})
        refs = [ref.at(field) for field in fields if not isinstance(getattr(record, field), Enum | NoneType)]
    return tuple(each for each in refs if any(True for _ in ladders(world, each)))


def _value(world: World, ref: Ref) -> tuple[object, Any]:
    """What an input says, and the type of its field where it may be one of several."""
    if ref.kind == "rule":
        rule = world.rulebook.rules.get(ref.id)
        value = rule.params.get(ref.field) if rule else None
        if isinstance(value, Mapping) and value and all(isinstance(day, date) for day in value):
            return Dated.of(value.items()).at(world.as_of), None
        return (value if isinstance(value, bool | int | date) else None), bool if isinstance(value, bool) else None
    record = world.estate.find(ref.record)
    if record is None or ref.field not in type(record).model_fields:
        return None, None
    return getattr(record, ref.field), _chosen(record, ref.field)


def _chosen(record: Entity, field: str) -> Any:
    """The enumeration, or bool, of a field that takes one of several; None for every other."""
    for each in _plain(type(record).model_fields[field].annotation):
        if each is bool or (isinstance(each, type) and issubclass(each, Enum)):
            return each
    return None


def _plain(annotation: Any) -> Iterator[Any]:
    if get_origin(annotation) is Annotated:
        yield from _plain(get_args(annotation)[0])
    elif get_origin(annotation) in (Union, UnionType):
        for each in get_args(annotation):
            yield from _plain(each)
    else:
        yield annotation


def _choices(kind: Any) -> tuple[object, ...]:
    return (True, False) if kind is bool else tuple(kind) if kind is not None else ()


def _either(was: object, other: object) -> Callable[[int], object]:
    return lambda count: other if count else was


def _most(was: Any, sign: int) -> int:
    """How many steps there are; none for what cannot be moved that way."""
    match was:
        case When() | Known() | Month() | date():
            return MOST_MONTHS
        case FiscalYear():
            return MOST_MONTHS // 12
    if isinstance(was, int | float | Fraction):
        units = int(abs(Fraction(was)) // _unit(was))
        return units if sign < 0 else max(10 * units, MOST_MONTHS)
    return 0


def _unit(was: Any) -> int:
    return _THOUSAND if abs(was) >= _LARGE else 1


def _stepping(was: Any, sign: int) -> Callable[[int], object]:
    match was:
        case When():
            return lambda count: _later(was, sign * count)
        case Known():
            return lambda count: Known(day=add_months(was.day, sign * count))
        case Month() | FiscalYear():
            return lambda count: was + sign * count
        case date():
            return lambda count: add_months(was, sign * count)
        case int() | float() | Fraction():
            unit = sign * _unit(was)
            return lambda count: was + count * unit
    raise AssertionError(was)


def _later(when: When, count: int) -> When:
    """The point in time so many months later, or years where it names no month."""
    match when.precision:
        case Precision.DAY:
            return When.day(add_months(when.first, count))
        case Precision.MONTH:
            return When.month(when.first_month + count)
        case Precision.FISCAL_YEAR:
            return When.fiscal_year(when.first_month.fy + count)
        case Precision.YEAR:
            return When.year(when.first.year + count)
