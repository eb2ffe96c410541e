"""The recoveries of one scenario along the schedule（一つの被害想定の復旧見込み）."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from math import inf

from ictlife.base.ref import Ref
from ictlife.continuity.crews import Rota, priorities, rota
from ictlife.continuity.frontier import UP
from ictlife.continuity.judge import Judged, Target, graver, judge, targets_of, touches
from ictlife.continuity.reasons import explained, path_of, worst_of
from ictlife.continuity.recovery import Recovery, Verdict
from ictlife.continuity.timeline import Course, Step
from ictlife.continuity.unfold import Unfolding
from ictlife.model.hazard import Hazard
from ictlife.model.service import Service


def evaluate_one(
    course: Course, hazard: Hazard, until: date, around: frozenset[Ref] | None = None
) -> tuple[Recovery, ...]:
    """The recoveries of every service in one scenario（一つの被害想定の復旧見込み）.

    With `around`, only those of services that rest on one of these nodes: what an edit of a fact about them
    can change.
    """
    if around is None:
        return tuple(_Writer(course, hazard, until).written())
    network = course.network
    above = network.upward(network.index[ref] for ref in around if ref in network.index)
    services = frozenset(node for node in above if network.refs[node].kind == "service")
    return tuple(_Writer(course, hazard, until, services).written())


@dataclass
class _Piece:
    """A stretch of days with one outcome, not yet ended."""

    judged: Judged
    case: int
    with_crews: float | None
    recovery: Recovery
    target: Target


@dataclass
class _Writer:
    """Turns the outcomes of a scenario, day by day, into recoveries."""

    course: Course
    hazard: Hazard
    until: date
    only: frozenset[int] | None = None
    """Numbers of the services asked for; all where None."""
    _open: dict[tuple[int, str], _Piece] = field(default_factory=dict)
    _rotas: dict[tuple[int, int], tuple[int, Rota | None]] = field(default_factory=dict)

    def written(self) -> Iterator[Recovery]:
        """Every recovery; a stretch ends the day before the next begins."""
        estate = self.course.estate
        self._order = priorities(estate, self.course.network)
        network = self.course.network
        services = {network.index[each.ref()]: each for each in estate.services.values()}
        within = None
        if self.only is not None:
            services = {node: each for node, each in services.items() if node in self.only}
            within = frozenset(network.downward(self.only))
        unfolding = Unfolding.of(self.course, self.hazard, within)
        for step in self.course.steps:
            touched = unfolding.move(step)
            nodes = services if step is self.course.steps[0] else sorted(touched & set(services))
            for node in nodes:
                for target in targets_of(services[node], self.hazard.id):
                    yield from self._update(node, services[node], target, unfolding, step)
        for piece in self._open.values():
            yield from self._ended(piece, None)

    def _update(
        self, node: int, service: Service, target: Target, unfolding: Unfolding, step: Step
    ) -> Iterator[Recovery]:
        judged, number = self._worst(node, service, target, unfolding, step)
        with_crews = self._with_crews(node, judged, number, target, unfolding, step)
        present = self._open.get((node, target.phase))
        if present is not None:
            if (present.judged, present.case, present.with_crews) == (judged, number, with_crews):
                return
            yield from self._ended(present, step.day - timedelta(days=1))
        recovery = self._recovery(service, target, judged, number, with_crews, unfolding, step)
        self._open[node, target.phase] = _Piece(judged, number, with_crews, recovery, target)

    def _ended(self, piece: _Piece, day: date | None) -> Iterator[Recovery]:
        """The recovery of a stretch that ends on `day`, unless its target's season never falls into it."""
        if touches(piece.target, piece.recovery.from_on, day or self.until):
            yield replace(piece.recovery, until_on=day)

    def _worst(
        self, node: int, service: Service, target: Target, unfolding: Unfolding, step: Step
    ) -> tuple[Judged, int]:
        worst: tuple[Judged, int] | None = None
        for number, pair in unfolding.outcomes(node, step):
            found = judge(service.ref(), target, pair)
            if worst is None or graver(found) > graver(worst[0]):
                worst = (found, number)
        assert worst is not None
        return worst

    def _with_crews(
        self, node: int, judged: Judged, number: int, target: Target, unfolding: Unfolding, step: Step
    ) -> float | None:
        """Hours with the crews there are, never below those without limit; None where unknown or never."""
        if judged.point.time == inf:
            return None
        if number < 0 or judged.point is UP:
            return judged.point.time if self.course.estate.crews else None
        version, found = self._rotas.get((number, target.level), (-1, None))
        if version != unfolding.versions[number]:
            standing = unfolding.standings[number]
            estate, network = self.course.estate, self.course.network
            found = rota(estate, network, standing, step.normal, self._order, target.level)
            self._rotas[number, target.level] = (unfolding.versions[number], found)
        if found is None or node not in found.back:
            return None
        return max(judged.point.time, found.back[node])

    def _recovery(
        self,
        service: Service,
        target: Target,
        judged: Judged,
        number: int,
        with_crews: float | None,
        unfolding: Unfolding,
        step: Step,
    ) -> Recovery:
        point, case, ref = judged.point, unfolding.case(number), service.ref()
        sure = judged.sure or point
        is_missed = judged.verdict is Verdict.MISSED
        workshop = self.course.workshop
        path = path_of(workshop, ref, point)
        is_unknown = judged.verdict is Verdict.UNKNOWN
        return Recovery(
            service=ref,
            scenario=self.hazard.ref(),
            from_on=step.day,
            rto_target_h=target.rto_h,
            rto_achievable_h=_finite(sure.time),
            rto_with_crews_h=with_crews,
            rpo_target_h=target.rpo_h,
            rpo_achievable_h=_finite(sure.loss),
            verdict=judged.verdict,
            path=path,
            missing=(judged.missing or path[-1]) if is_unknown else None,
            reason=explained(workshop, ref, target, judged, case, dict(step.away), step.day),
            phase=target.phase,
            trigger=case.trigger if case is not None and case.trigger != self.hazard.ref() else None,
            level_target=target.level,
            level=point.level,
            loss_at=workshop.network.refs[point.lost_at] if point.lost_at >= 0 else None,
            verdict_with_crews=_crewed(judged, target, with_crews, bool(self.course.estate.crews)),
            is_never=is_missed and point.time == inf,
            loses_all=is_missed and point.loss == inf,
            rto_at_least_h=_finite(point.time) if sure.time == inf else None,
            rpo_at_least_h=_finite(point.loss) if sure.loss == inf else None,
            rto_worst_of_h=_finite(worst_of(judged)),
        )


def _finite(hours: float) -> float | None:
    return hours if hours < inf else None


def _crewed(judged: Judged, target: Target, with_crews: float | None, has_crews: bool) -> Verdict | None:
    """What the crews make of the verdict: only a target that is met without limit can be met with limit."""
    if not has_crews or judged.verdict is not Verdict.MET:
        return judged.verdict if has_crews else None
    if with_crews is None or target.rto_h is None:
        return Verdict.UNKNOWN
    return Verdict.MET if with_crews <= target.rto_h else Verdict.MISSED
