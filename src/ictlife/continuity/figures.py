"""What the figures of the ICT-BCP show（復旧順序と依存関係の図）: bars and boxes with raw values, no drawing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ictlife.base.reason import Reason
from ictlife.base.ref import Ref
from ictlife.continuity.crews import LAST, priorities, rota
from ictlife.continuity.reasons import ways_back
from ictlife.continuity.timeline import Course, Step
from ictlife.continuity.unfold import Unfolding
from ictlife.model.hazard import Hazard


@dataclass(frozen=True, slots=True)
class Bar:
    """One line of the restart order（復旧順序の一行）, in hours after the event.

    Waits from 0 to `wait_until_h` at most, works from `starts_h` to `ends_h`. None where it never comes back
    or cannot be told. All hours are of the fastest way, at whatever level; `crew_ends_h` is with the crews there are.
    """

    node: Ref
    priority: int | None
    means: str | None
    starts_h: float | None
    ends_h: float | None
    crew_ends_h: float | None
    is_never: bool = False
    """Whether nothing brings it back, as against that it cannot be told."""
    reason: Reason | None = None
    """Why it is back when it is; None where it is not."""


@dataclass(frozen=True, slots=True)
class Box:
    """A node of the dependency view（依存関係図の箱）: its column by zone and site, its row by restart order."""

    node: Ref
    kind: str
    zone: str | None
    site: str | None
    layer: int
    is_single_point: bool


@dataclass(frozen=True, slots=True)
class Arrow:
    """An edge of the dependency view（依存関係図の矢印）: `nature` is all, some, substitute or standby."""

    source: Ref
    target: Ref
    nature: str


@dataclass(frozen=True, slots=True)
class Layout:
    """The dependency view（依存関係図）: boxes by layer and name, and arrows from who needs to what is needed."""

    boxes: tuple[Box, ...]
    arrows: tuple[Arrow, ...]


def restart_order(course: Course, hazard: Hazard, day: date) -> tuple[Bar, ...]:
    """In which order everything comes back in a scenario（復旧順序）, first back first.

    A scenario of 'one at a time' is shown by the case that harms most.
    """
    unfolding = Unfolding.of(course, hazard)
    step = _play(course, unfolding, day)
    if not unfolding.standings:
        return ()
    standing = max(unfolding.standings, key=lambda each: len(each.pairs))
    order = priorities(course.estate, course.network)
    crewed = rota(course.estate, course.network, standing, step.normal, order, least=0)
    bars = []
    shown = _wanted(course)
    for node, pair in standing.pairs.items():
        if node not in shown:
            continue
        point = pair[0][0]
        is_back = point.time != float("inf")
        option = point.option
        work = option.sure.work if option is not None else 0.0
        back = crewed.back.get(node) if crewed is not None else None
        bars.append(
            Bar(
                course.network.refs[node],
                order[node] if order[node] < LAST else None,
                option.means if option is not None else None,
                point.time - work if is_back else None,
                point.time if is_back else None,
                back,
                pair[1][0].time == float("inf"),
                ways_back(course.workshop, point) if is_back else None,
            )
        )
    return tuple(sorted(bars, key=lambda bar: (bar.ends_h is None, bar.ends_h or 0.0, bar.priority or LAST, bar.node)))


def _play(course: Course, unfolding: Unfolding, day: date) -> Step:
    """Bring a scenario to `day`."""
    last = course.steps[0]
    for step in course.steps:
        if step is not course.steps[0] and step.day > day:
            break
        unfolding.move(step)
        last = step
    return last


def layout(course: Course, single_points: frozenset[Ref] = frozenset()) -> Layout:
    """Everything services need, in layers: what needs nothing lies at 0（依存関係図の配置）."""
    network, ground = course.network, course.ground
    wanted = _wanted(course)
    layers: dict[int, int] = {}
    for node in sorted(wanted, key=lambda each: network.rank[each]):
        below = [layers[child] for child in network.children[node] if child in layers]
        layers[node] = 1 + max(below, default=-1)
    boxes = []
    for node in wanted:
        traits = ground.traits[node]
        ref = network.refs[node]
        kind = traits.kind if traits else ref.kind
        zone, site = (traits.zone, traits.site) if traits else (None, None)
        boxes.append(Box(ref, kind, zone, site, layers[node], ref in single_points))
    arrows = {arrow for node in wanted for arrow in _arrows(course, node)}
    ordered = sorted(boxes, key=lambda box: (box.layer, box.zone or "", box.site or "", box.node))
    return Layout(tuple(ordered), tuple(sorted(arrows, key=lambda each: (each.source, each.target, each.nature))))


def _wanted(course: Course) -> set[int]:
    network = course.network
    return network.downward(network.index[each.ref()] for each in course.estate.services.values())


def _arrows(course: Course, node: int) -> list[Arrow]:
    network = course.network
    source = network.refs[node]
    found = []
    for requirement in network.needs[node]:
        nature = "all" if requirement.at_least == len(requirement.members) else "some"
        found += [Arrow(source, network.refs[member], nature) for member in requirement.members]
        found += [Arrow(source, network.refs[other], "substitute") for other in requirement.substitutes]
    for strategy in network.strategies[node]:
        if strategy.id in network.standbys:
            found.append(Arrow(source, network.refs[network.standbys[strategy.id]], "standby"))
    return found
