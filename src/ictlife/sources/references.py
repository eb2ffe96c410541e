"""Does every reference lead somewhere, and nowhere in a circle（参照の整合）.

After this the estate holds no reference without its record: one that leads nowhere is reported and taken
out, and where it was required, so is the record that held it. What refers to a dropped record is silent.
"""

from __future__ import annotations

from collections.abc import Callable
from difflib import get_close_matches
from functools import cache
from graphlib import CycleError, TopologicalSorter
from typing import Any

from pydantic import BaseModel

from ictlife.base.finding import Span
from ictlife.base.ref import Ref
from ictlife.base.textkey import text_key
from ictlife.model.field import Entity
from ictlife.sources.bind import Bound
from ictlife.sources.record import Path, Reading
from ictlife.sources.shape import Shape, shapes

Spot = Callable[[Ref, Path], Span]
"""Where the value at a path of a record was read."""

ACYCLIC = (("group", "after"), ("plan", "parents"), ("plan", "predecessor"), ("contract", "follows"))
"""Fields whose references must not lead back to where they start."""


def settle(bound: Bound, reading: Reading, spot: Spot) -> None:
    """Make every reference of `bound` lead to a record, and break every circle; findings say where."""
    settler = _Settler(bound, reading, spot)
    while settler.settle_all():
        pass
    for kind, field in ACYCLIC:
        while cycle := _cycle(bound[kind], field):
            spans = tuple(spot(Ref(kind, id), (field,)) for id in cycle)
            reading.say("EST002", Ref(kind, cycle[0], field), *spans, path=" → ".join((*cycle, cycle[0])))
            for id in cycle:
                entity = bound[kind][id]
                kept = tuple(each for each in _targets(entity, field) if each not in cycle)
                is_many = isinstance(getattr(entity, field), tuple)
                bound[kind][id] = entity.model_copy(update={field: kept if is_many else None})


def _targets(entity: Entity, field: str) -> tuple[str, ...]:
    value = getattr(entity, field)
    return value if isinstance(value, tuple) else (value,) if value else ()


def _cycle(entities: dict[str, Entity], field: str) -> list[str]:
    """The ids on one circle, the smallest first; empty where there is none."""
    graph = {id: _targets(entity, field) for id, entity in entities.items()}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as problem:
        ids: list[str] = list(reversed(problem.args[1][:-1]))
        first = ids.index(min(ids))
        return ids[first:] + ids[:first]
    return []


@cache
def _referring(model: type[BaseModel]) -> tuple[Shape, ...]:
    """The fields of a model that hold references, or parts that do."""
    return tuple(shape for shape in shapes(model).values() if shape.refers or (shape.part and _referring(shape.part)))


class _Settler:
    """Follows the references of all records once for each call."""

    def __init__(self, bound: Bound, reading: Reading, spot: Spot) -> None:
        self.bound = bound
        self.reading = reading
        self.spot = spot
        self.known = {kind: {text_key(id): id for id in entities} for kind, entities in bound.items()}

    def settle_all(self) -> bool:
        """Settle every record; True where one had to go, so that others may now refer to nothing."""
        self.lost = {(ref.kind, text_key(ref.id)) for ref in self.reading.dropped}
        gone: list[Ref] = []
        for kind, entities in self.bound.items():
            for id, entity in list(entities.items()):
                settled = self._settled(entity, Ref(kind, id), ())
                if settled is None:
                    gone.append(Ref(kind, id))
                elif settled is not entity:
                    entities[id] = settled  # type: ignore[assignment]
        for ref in gone:
            del self.bound[ref.kind][ref.id]
            del self.known[ref.kind][text_key(ref.id)]
            self.reading.lose(ref.kind, ref.id)
        return bool(gone)

    def _settled(self, item: BaseModel, owner: Ref, path: Path) -> BaseModel | None:
        """`item` with references that lead somewhere only, or None where a required one does not."""
        updates: dict[str, Any] = {}
        for shape in _referring(type(item)):
            value = getattr(item, shape.name)
            if not value:
                continue
            settled = self._value(value, shape, owner, (*path, shape.name))
            if settled is None and shape.is_required:
                return None
            if settled != value:
                updates[shape.name] = settled
        return item.model_copy(update=updates) if updates else item

    def _value(self, value: Any, shape: Shape, owner: Ref, path: Path) -> Any:
        if isinstance(value, tuple):
            found = [self._value(each, shape, owner, (*path, place)) for place, each in enumerate(value)]
            return tuple(each for each in found if each is not None)
        if isinstance(value, BaseModel):
            return self._settled(value, owner, path)
        return self._found(value, shape.refers, owner, path) if isinstance(value, str) else value

    def _found(self, id: str, kinds: tuple[str, ...], owner: Ref, path: Path) -> str | None:
        """The id as its record writes it, or None: said, unless the record is one that was dropped."""
        if any(id in self.bound.get(kind, ()) for kind in kinds):
            return id
        key = text_key(id)
        for kind in kinds:
            if (found := self.known.get(kind, {}).get(key)) is not None:
                return found
        if not any((kind, key) in self.lost or (kind, "*") in self.lost for kind in kinds):
            ids = [each for kind in kinds for each in self.known.get(kind, {}).values()]
            closest = next(iter(get_close_matches(id, ids[:5000], 1, 0.75)), "")
            span = self.spot(owner, path)
            subject = owner.at(str(path[0]))
            self.reading.say("EST001", subject, span, id=id, kind=kinds[0], closest=closest)
        return None
