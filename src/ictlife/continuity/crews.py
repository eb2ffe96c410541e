"""How long it takes with the people there are（要員を限った復旧時間）: list scheduling in order of priority.

Work waits for free hands with the right skill; what more important services need goes first. Such lists
have known anomalies (Graham 1969: more hands can take longer), so whoever reports the time never reports
less than with hands without limit.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from heapq import heappop, heappush
from math import inf

from ictlife.continuity.evaluate import NORMAL, Pair, Standing
from ictlife.continuity.frontier import Point
from ictlife.continuity.means import is_present
from ictlife.continuity.network import Network, Requirement
from ictlife.model.estate import Estate

LAST = 10**6
"""Priority of what no ranked service needs."""


def priorities(estate: Estate, network: Network) -> tuple[int, ...]:
    """Priority of each node: that of the most important service that may wait for it（復旧の優先順位）."""
    found = [LAST] * len(network.refs)
    for service in estate.services.values():
        if service.priority is not None:
            found[network.index[service.ref()]] = service.priority
    for node in sorted(range(len(found)), key=lambda each: -network.rank[each]):
        for child in network.children[node]:
            found[child] = min(found[child], found[node])
    return tuple(found)


@dataclass(slots=True)
class Hands:
    """A crew and how many of it are free（要員の空き）."""

    skills: frozenset[str]
    free: int
    arrives_h: float


@dataclass
class Rota:
    """One case worked off by the crews（要員の割当て）; `least` is the level below which nothing counts."""

    network: Network
    standing: Standing
    normal: Mapping[int, Pair]
    order: tuple[int, ...]
    hands: list[Hands]
    least: int
    back: dict[int, float] = field(default_factory=dict)
    started: dict[int, float] = field(default_factory=dict)
    _events: list[tuple[float, int, int, tuple[tuple[int, int], ...]]] = field(default_factory=list)
    _ready: dict[tuple[str | None, int], list[tuple[int, int, int]]] = field(default_factory=dict)
    """Work that waits for hands, by skill and number of people, most important first."""
    _met: dict[int, Point] = field(default_factory=dict)

    def run(self) -> Mapping[int, float]:
        """Node → hours until it is back with these crews; absent where it never is."""
        for node in sorted(self.standing.pairs):
            if self._needs_met(node):
                self._release(node, 0.0)
        for node, pair in self.normal.items():
            if node not in self.standing.pairs and 0 < pair[0][0].time < inf:
                heappush(self._events, (pair[0][0].time, self.network.rank[node], node, ()))
        for crew in self.hands:
            heappush(self._events, (crew.arrives_h, -1, -1, ()))
        while self._events:
            now = self._events[0][0]
            while self._events and self._events[0][0] == now:
                self._take(now)
            self._begin(now)
        return self.back

    def _take(self, now: float) -> None:
        """One event: a crew arrives, a wait is over, or something is back and its hands are free."""
        _, _, node, lent = heappop(self._events)
        for number, people in lent:
            self.hands[number].free += people
        if node < 0:
            return
        point = self._met.get(node)
        if point is not None and point.option is not None and node not in self.started:
            demand = (point.option.skill, point.option.people)
            heappush(self._ready.setdefault(demand, []), (self.order[node], self.network.rank[node], node))
            return
        self.back[node] = now
        for parent in self.network.parents[node]:
            if parent in self.standing.pairs and parent not in self._met and self._needs_met(parent):
                self._release(parent, now)

    def _release(self, node: int, now: float) -> None:
        """Its needs are up: it is back, or its own work can start once its wait is over."""
        point = self._met[node] = self._point(node)
        if point.time == inf:
            return
        wait = point.option.sure.wait if point.option is not None else 0.0
        heappush(self._events, (max(now, wait), self.network.rank[node], node, ()))

    def _begin(self, now: float) -> None:
        """Start whatever there are hands for, most important first."""
        blocked: set[tuple[str | None, int]] = set()
        while True:
            tops = [(queue[0], demand) for demand, queue in self._ready.items() if queue and demand not in blocked]
            if not tops:
                return
            (_, _, node), demand = min(tops, key=lambda top: top[0])
            lent = self._hands_for(*demand, now)
            if lent is None:
                blocked.add(demand)
                continue
            heappop(self._ready[demand])
            self.started[node] = now
            option = self._met[node].option
            assert option is not None
            heappush(self._events, (now + option.sure.work, self.network.rank[node], node, lent))

    def _hands_for(self, skill: str | None, people: int, now: float) -> tuple[tuple[int, int], ...] | None:
        """Take `people` with this skill from the least versatile crews, or nobody where there are too few."""
        if skill is None:
            return ()
        wanted, lent = people, []
        for number, crew in enumerate(self.hands):
            if skill in crew.skills and crew.arrives_h <= now and crew.free and wanted:
                taken = min(wanted, crew.free)
                lent.append((number, taken))
                wanted -= taken
        if wanted:
            return None
        for number, taken in lent:
            self.hands[number].free -= taken
        return tuple(lent)

    def _point(self, node: int) -> Point:
        """The fastest sure way at the level asked for."""
        frontier = self.standing.pairs[node][0]
        return next((point for point in frontier if point.level >= self.least), frontier[0])

    def _is_up(self, node: int) -> bool:
        if node in self.standing.pairs:
            return node in self.back
        return self.normal.get(node, NORMAL)[0][0].time == 0 or node in self.back

    def _needs_met(self, node: int) -> bool:
        option = self._point(node).option
        if option is not None and option.standby >= 0:
            return self._is_up(option.standby)
        return all(self._satisfied(requirement) for requirement in self.network.needs[node])

    def _satisfied(self, requirement: Requirement) -> bool:
        if sum(self._is_up(member) for member in requirement.members) >= requirement.at_least:
            return True
        allowed = requirement.substitutes and requirement.level >= self.least
        return bool(allowed) and all(self._is_up(other) for other in requirement.substitutes)


def rota(
    estate: Estate,
    network: Network,
    standing: Standing,
    normal: Mapping[int, Pair],
    order: tuple[int, ...],
    least: int,
) -> Rota | None:
    """The case worked off by the crews that can come; None where no crew is recorded（要員の割当て）."""
    present = [crew for crew in estate.crews.values() if is_present(crew.is_chief, crew.vendor, standing.case)]
    if not estate.crews:
        return None
    hands = [
        Hands(frozenset(crew.skills), crew.people, max(0.0, crew.arrives_h))
        for crew in sorted(present, key=lambda crew: (len(crew.skills), crew.id))
    ]
    found = Rota(network, standing, normal, order, hands, least)
    found.run()
    return found
