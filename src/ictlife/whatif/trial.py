"""Inputs moved and the value computed again（試行）, on a part of the estate first, then on the whole.

What was found on the part is tried once more on the whole before it is said, so that no statement rests on the
narrowing: a part may only hide a turn, never make one up.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import cache

from ictlife.base.ref import Ref
from ictlife.checks.lookup import groups_of
from ictlife.checks.reach import rests_on
from ictlife.whatif.nudge import Ladder, World, ladders, movable, with_value
from ictlife.whatif.turning import Turn, Turned, ValueOf

Look = Callable[[World], object]
"""Computes the explained value."""
Narrowed = Callable[[World], World]
MOST_LOOKS = 30
"""How often the whole estate is computed anew before the rest of the inputs is left, and said to be."""
Search = Callable[[Ladder, ValueOf, Turned], Turn | None]


@dataclass(frozen=True, slots=True)
class Turns:
    """How many inputs were moved, and what of it changes the value（変わる条件）."""

    tried: int
    found: tuple[Turn, ...]
    untried: int = 0
    """Inputs that were left: where nothing but the whole estate tells, each look at it takes long."""


@dataclass(frozen=True, slots=True)
class Trial:
    """How a value is looked at, on which part, and how the inputs are searched（試行の方法）."""

    world: World
    look: Look
    parts: tuple[Narrowed, ...]
    """The smallest first; the first that says the same as the whole is used."""
    search: Search

    def turns(
        self,
        inputs: Iterable[Ref],
        turned: Callable[[object], Turned],
        further: Callable[[object], Turned] | None = None,
    ) -> Turns:
        """Every input that turns the value, each direction once.

        Args:
            inputs: to be moved; of a record, all its inputs.
            turned: given the value as it is, whether another is a different one.
            further: what is asked instead of an input that turns it with its first step.
        """
        now = self.look(self.world)
        parts = (narrowed(self.world) for narrowed in self.parts)
        part = next((each for each in parts if self.look(each) == now), self.world)

        @cache
        def value_of(ref: Ref, to: object) -> object:
            return self.look(with_value(part, ref, to))

        found: list[Turn] = []
        asked = dict.fromkeys(each for ref in inputs for each in movable(self.world, ref))
        tried: set[Ref] = set()
        for ladder in (ladder for ref in asked for ladder in ladders(self.world, ref) if _has(part, ref)):
            if part is self.world and value_of.cache_info().misses >= MOST_LOOKS:
                continue
            tried.add(ladder.ref)
            wanted = turned(now)
            turn = self.search(ladder, value_of, wanted)
            if turn and turn.is_binding and further:
                wanted = further(now)
                turn = self.search(ladder, value_of, wanted)
                turn = turn and replace(turn, is_binding=True)
            if turn and (part is self.world or self._holds(turn, wanted)):
                found.append(turn)
        moved = {ref for ref in asked if _has(part, ref) and any(True for _ in ladders(self.world, ref))}
        untried = len(moved - tried)
        return Turns(len(asked) - untried, tuple(found), untried)

    def _holds(self, turn: Turn, turned: Turned) -> bool:
        """Whether the whole estate says the same of it as the part."""
        after = self.look(with_value(self.world, turn.ref, turn.to))
        return after == turn.after and not turned(self.look(with_value(self.world, turn.ref, turn.near)))


def differs(now: object) -> Turned:
    """Whether a value is another one."""
    return lambda then: then != now


def unstruck(world: World) -> World:
    """The estate with no hazard to recover from: what does not speak of recovery says the same of it."""
    return replace(world, estate=replace(world.estate, hazards={}))


def only_groups(groups: Iterable[str]) -> Narrowed:
    """The estate with these groups alone; with all where none is named."""
    wanted = frozenset(groups)

    def narrowed(world: World) -> World:
        kept = {id: each for id, each in world.estate.groups.items() if id in wanted or not wanted}
        return replace(world, estate=replace(world.estate, groups=kept))

    return narrowed


def only_named(named: Iterable[Ref]) -> Narrowed:
    """The estate with the services that are named and the hazards that are, where any is; else only the groups."""
    refs = tuple(named)
    hazards = {ref.id for ref in refs if ref.kind == "hazard"}
    services = {ref.id for ref in refs if ref.kind == "service"}

    def narrowed(world: World) -> World:
        estate = world.estate
        if not services:
            return only_groups(group for ref in refs for group in groups_of(estate, ref))(world)
        known = (estate.services[id] for id in services if id in estate.services)
        needed = services.union(*(rests_on(estate, each) for each in known))
        kept = {id: each for id, each in estate.services.items() if id in needed}
        struck = {id: each for id, each in estate.hazards.items() if not hazards or id in hazards}
        return replace(world, estate=replace(estate, services=kept, hazards=struck))

    return narrowed


def _has(world: World, ref: Ref) -> bool:
    """Whether the input is in this part at all: what a part leaves out cannot be moved there."""
    return ref.kind == "rule" or world.estate.find(ref.record) is not None
