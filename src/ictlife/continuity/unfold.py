"""A scenario followed along the schedule（被害想定の経過）: every case, from each day of change to the next."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from ictlife.continuity.evaluate import Pair, Standing
from ictlife.continuity.harm import Case, cases
from ictlife.continuity.timeline import Course, Step, normal_pair
from ictlife.model.hazard import Hazard


@dataclass
class Unfolding:
    """All cases of a scenario, as they stand on the day last reached（被害想定の計算状態）."""

    course: Course
    standings: tuple[Standing, ...]
    struck: Mapping[int, tuple[int, ...]]
    """Node → numbers of the cases that harm it."""
    results: dict[int, dict[int, Pair]] = field(default_factory=dict)
    """Service → number of the case → how it stands there, where that is not as usual."""
    versions: list[int] = field(default_factory=list)
    """How often each case has changed, for whoever keeps something reckoned from it."""

    @classmethod
    def of(cls, course: Course, hazard: Hazard, within: frozenset[int] | None = None) -> Unfolding:
        """A scenario before its first day; only the cases that harm a node `within`, if that is given."""
        standings = tuple(
            Standing(case)
            for case in cases(course.ground, hazard)
            if within is None or not within.isdisjoint(case.harms)
        )
        struck: dict[int, list[int]] = {}
        for number, standing in enumerate(standings):
            for node in standing.case.harms:
                struck.setdefault(node, []).append(number)
        frozen = {node: tuple(numbers) for node, numbers in struck.items()}
        return cls(course, standings, frozen, versions=[0] * len(standings))

    def move(self, step: Step) -> set[int]:
        """Come to the next day of change; gives the services that may stand differently."""
        touched = {node for node in step.shifted if self._is_service(node)}
        for number, changed in self._moved(step).items():
            standing = self.standings[number]
            evaluation = self.course.evaluation
            if changed is None:
                before = set(standing.pairs)
                evaluation.start(standing, step.normal, step.away, step.day)
                differ = before | set(standing.pairs)
            else:
                differ = evaluation.advance(standing, changed, step.normal, step.away, step.day)
            if differ:
                self.versions[number] += 1
                touched |= self._record(number, differ)
        return touched

    def _moved(self, step: Step) -> dict[int, Iterable[int] | None]:
        """Numbers of the cases to reckon again, with the nodes changed; None where from nothing."""
        is_first = step is self.course.steps[0]
        if is_first or step.shifted:
            above = self.course.network.upward(step.shifted)
            restarted = [
                number
                for number, standing in enumerate(self.standings)
                if is_first or not above.isdisjoint(standing.pairs) or not above.isdisjoint(standing.case.harms)
            ]
        else:
            restarted = []
        found: dict[int, Iterable[int] | None] = dict.fromkeys(restarted)
        for node in sorted(step.changed) if not is_first else ():
            for number in self.struck.get(node, ()):
                if number not in found:
                    found[number] = [node]
                elif (nodes := found[number]) is not None:
                    found[number] = [*nodes, node]
        return found

    def _record(self, number: int, differ: Iterable[int]) -> set[int]:
        services = {node for node in differ if self._is_service(node)}
        pairs = self.standings[number].pairs
        for node in services:
            if node in pairs:
                self.results.setdefault(node, {})[number] = pairs[node]
            else:
                self.results.get(node, {}).pop(number, None)
        return services

    def _is_service(self, node: int) -> bool:
        return self.course.network.refs[node].kind == "service"

    def outcomes(self, node: int, step: Step) -> Iterable[tuple[int, Pair]]:
        """How a service stands in each case; the first case stands for all those that do not touch it."""
        found = self.results.get(node, {})
        if len(found) < len(self.standings) or not self.standings:
            yield -1, normal_pair(step, node)
        yield from sorted(found.items())

    def case(self, number: int) -> Case | None:
        """The case of this number; none where nothing touches the service."""
        return self.standings[number].case if number >= 0 else None
