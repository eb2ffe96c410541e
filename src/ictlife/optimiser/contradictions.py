"""What no choice can satisfy, found before any solving（解けない条件の事前検査）."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from graphlib import CycleError, TopologicalSorter

from ictlife.optimiser.problem import Problem, first_months, may_skip


@dataclass(frozen=True, slots=True)
class Contradiction:
    """One contradiction as plain data（矛盾）.

    `kind` is one of: no-month (a group can be renewed in no month), pins-differ, pin-refused (outside
    the window, in a blackout month, or of no known group), pins-against-order, order-cycle,
    cap-below-base, capacity-below-base, not-in-horizon, unknown-group, shared-member.
    """

    kind: str
    keys: tuple[str, ...]
    groups: tuple[str, ...] = ()
    amount: int = 0


def contradictions(problem: Problem) -> tuple[Contradiction, ...]:
    """Every contradiction of the problem, in a fixed order（矛盾の一覧）."""
    looks = (_pins, _windows, _orders, _pinned_orders, _sets, _caps, _capacities)
    found = [one for look in looks for one in look(problem)]
    return tuple(sorted(set(found), key=lambda c: (c.kind, c.keys, c.groups)))


def _pins(problem: Problem) -> Iterator[Contradiction]:
    free = replace(problem, pins=())
    for pin in problem.pins:
        group = problem.by_id.get(pin.group)
        if group is None or pin.month not in first_months(free, group):
            yield Contradiction("pin-refused", (pin.key,), (pin.group,), pin.month)
    for pin in problem.pins:
        other = [p for p in problem.pins if p.group == pin.group and p.month != pin.month]
        if other:
            keys = sorted({pin.key, *(p.key for p in other)})
            yield Contradiction("pins-differ", tuple(keys), (pin.group,))


def _windows(problem: Problem) -> Iterator[Contradiction]:
    free = replace(problem, pins=())
    for group in problem.groups:
        if not may_skip(free, group) and not first_months(free, group):
            yield Contradiction("no-month", (), (group.id,))


def _orders(problem: Problem) -> Iterator[Contradiction]:
    graph: dict[str, set[str]] = {}
    for one in problem.precedences:
        missing = [g for g in (one.before, one.after) if g not in problem.by_id]
        if missing:
            yield Contradiction("unknown-group", (one.key,), tuple(missing))
        graph.setdefault(one.after, set()).add(one.before)
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        circle = tuple(sorted(set(error.args[1])))
        keys = sorted(p.key for p in problem.precedences if {p.before, p.after} <= set(circle))
        yield Contradiction("order-cycle", tuple(keys), circle)


def _pinned_orders(problem: Problem) -> Iterator[Contradiction]:
    pinned = problem.pinned
    for one in problem.precedences:
        if one.before in pinned and one.after in pinned:
            short = pinned[one.before] + one.lag - pinned[one.after]
            if short > 0:
                keys = [p.key for p in problem.pins if p.group in (one.before, one.after)]
                yield Contradiction(
                    "pins-against-order", (one.key, *sorted(keys)), (one.before, one.after), short
                )


def _sets(problem: Problem) -> Iterator[Contradiction]:
    owner: dict[str, str] = {}
    for one in problem.sets:
        for member in one.members:
            if member not in problem.by_id:
                yield Contradiction("unknown-group", (one.key,), (member,))
            elif member in owner:
                yield Contradiction("shared-member", tuple(sorted((owner[member], one.key))), (member,))
            owner.setdefault(member, one.key)


def _caps(problem: Problem) -> Iterator[Contradiction]:
    for cap in problem.caps:
        if not 0 <= cap.year < problem.years:
            yield Contradiction("not-in-horizon", (cap.key,))
        elif cap.base > cap.limit:
            yield Contradiction("cap-below-base", (cap.key,), (), cap.base - cap.limit)


def _capacities(problem: Problem) -> Iterator[Contradiction]:
    for one in problem.capacities:
        if not 0 <= one.month < problem.months:
            yield Contradiction("not-in-horizon", (one.key,))
        elif one.base > one.limit:
            yield Contradiction("capacity-below-base", (one.key,), (), one.base - one.limit)


def without(problem: Problem, found: tuple[Contradiction, ...]) -> Problem:
    """The problem without what contradicts itself, so that the rest is answered（矛盾を除いた問題）.

    Caps and capacities below their base stay: they can bend, and their overrun is reported.
    """
    keys = {
        key
        for one in found
        if one.kind not in ("cap-below-base", "capacity-below-base", "pins-against-order")
        for key in one.keys
    }
    gone = {g for one in found if one.kind == "no-month" for g in one.groups}

    def kept(key: str, *groups: str) -> bool:
        return key not in keys and not gone.intersection(groups)

    return replace(
        problem,
        groups=tuple(g for g in problem.groups if g.id not in gone),
        caps=tuple(c for c in problem.caps if c.key not in keys),
        capacities=tuple(c for c in problem.capacities if c.key not in keys),
        pins=tuple(p for p in problem.pins if kept(p.key, p.group)),
        precedences=tuple(p for p in problem.precedences if kept(p.key, p.before, p.after)),
        sets=tuple(s for s in problem.sets if kept(s.key, *s.members)),
    )
