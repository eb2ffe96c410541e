"""Why a service is back when it is（復旧見込みの理由）: the path that decides, way by way."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from math import inf

from ictlife.base.reason import Reason
from ictlife.base.ref import Ref
from ictlife.base.text import Named
from ictlife.continuity.evaluate import Away
from ictlife.continuity.frontier import Point
from ictlife.continuity.harm import Case
from ictlife.continuity.judge import Judged, Target
from ictlife.continuity.known import Hours
from ictlife.continuity.means import Option, Time, Workshop
from ictlife.continuity.recovery import Verdict
from ictlife.model.recovery_plan import Means


def chain(point: Point) -> Iterator[Point]:
    """The point and those it waited for, down to what decides the time."""
    step: Point | None = point
    while step is not None:
        if step.node >= 0:
            yield step
        step = step.base


def path_of(workshop: Workshop, service: Ref, point: Point) -> tuple[Ref, ...]:
    """From the service to what decides its time, each once（決め手の経路）."""
    nodes = (workshop.network.refs[step.node] for step in chain(point))
    return tuple(dict.fromkeys((service, *nodes)))


def worst_of(judged: Judged) -> float:
    """The longest single time on the path: less than the sequence takes, and no more than a lower bound."""
    own = [sum(_times(step.option, judged)[:2]) for step in chain(judged.point) if step.option is not None]
    return max(own, default=0.0)


def _times(option: Option, judged: Judged) -> Time:
    """The times of a way on the side that the verdict rests on."""
    return option.best if judged.sure else option.sure


def explained(
    workshop: Workshop,
    service: Ref,
    target: Target,
    judged: Judged,
    case: Case | None,
    away: dict[int, Away],
    day: date,
) -> Reason:
    """The verdict with its path（判定の理由）."""
    point = judged.point
    params = {
        "hours": Hours.of(point.time),
        "rto": Hours.of(target.rto_h),
        "loss": _lost(judged),
        "rpo": Hours.of(target.rpo_h),
        "level": point.level,
        "missing": judged.missing or "",
    }
    fields = ("rto_h", "rpo_h") if target.phase == "" else ("targets",)
    because = tuple(_steps(workshop, judged, case, away, day))
    because += tuple(Reason("taken_at_best", {"fact": fact}, (fact,)) for fact in point.facts if judged.sure)
    if judged.verdict is Verdict.UNKNOWN and judged.missing is not None:
        facts = (judged.missing, *judged.others)
        because = (*(Reason("fact_missing", {"fact": fact}, (fact,)) for fact in facts), *because)
    if point.lost_at >= 0 and point.loss > 0:
        where = workshop.network.refs[point.lost_at]
        code = "all_data_lost_at" if _loses_all(judged) else "data_lost_at"
        because = (*because, Reason(code, {"node": where, "loss": _lost(judged)}, (where,)))
    return Reason(_code(judged, target), params, tuple(service.at(field) for field in fields), because)


def _loses_all(judged: Judged) -> bool:
    return judged.verdict is Verdict.MISSED and judged.point.loss == inf


def _lost(judged: Judged) -> Hours | Named | None:
    return Named("everything", "recovery_point") if _loses_all(judged) else Hours.of(judged.point.loss)


def _code(judged: Judged, target: Target) -> str:
    point = judged.point
    if judged.verdict is Verdict.MET and point.time == 0 and point.node < 0:
        return "recovery_unharmed"
    if judged.verdict is not Verdict.MISSED:
        return f"recovery_{judged.verdict}"
    if point.time == inf:
        return "recovery_never"
    if target.rto_h is not None and point.time > target.rto_h:
        return "recovery_missed"
    return "recovery_too_low" if point.level < target.level else "recovery_too_old"


def _steps(
    workshop: Workshop, judged: Judged, case: Case | None, away: dict[int, Away], day: date
) -> Iterator[Reason]:
    for step in chain(judged.point):
        node = workshop.network.refs[step.node]
        refused = tuple(_refusals(workshop, step.node, case, away, day))
        option = step.option
        if option is None:
            if refused:
                yield Reason("no_way_left", {"node": node}, (node,), refused)
            continue
        yield _way(workshop, step, option, _times(option, judged), refused)


def _way(workshop: Workshop, step: Point, option: Option, times: Time, refused: tuple[Reason, ...] = ()) -> Reason:
    """The way that brings one node back（復旧手段）."""
    node = workshop.network.refs[step.node]
    if option.means == "unrecorded":
        return Reason("way_unrecorded", {"node": node}, (node,), refused)
    params = {
        "node": node,
        "wait": Hours.of(times.wait),
        "work": Hours.of(times.work),
        "hours": Hours.of(step.time),
        "standby": workshop.network.refs[option.standby] if option.standby >= 0 else "",
    }
    rests_on = tuple(ref for ref in (option.source, option.copy, option.contract) if ref is not None)
    notes = [Reason("time_measured", {"node": node}, rests_on)] if option.is_measured else []
    notes += [Reason("terms_assumed", {"node": node}, rests_on)] if option.is_assumed else []
    notes += _terms(workshop, option)
    return Reason(f"back_by_{option.means}", params, rests_on, (*notes, *refused))


def _terms(workshop: Workshop, option: Option) -> Iterator[Reason]:
    """On which terms a repair is waited for（保守条件）: what its longest wait is counted from."""
    level = workshop.generations.levels.get(option.contract.id) if option.contract else None
    if level is None or option.means != Means.REPAIR:
        return
    fields = ("onsite_h", "parts_h", "hours_per_day", "is_all_days")
    known = tuple(level.ref(name) for name in fields if getattr(level, name) is not None)
    code = "waits_working_days" if level.is_all_days is False else "waits_all_days"
    yield Reason(code, {"terms": level.name or level.id}, known)


def ways_back(workshop: Workshop, point: Point) -> Reason:
    """Why a node is back when it is（復旧時間の理由）, on the side that can be relied on: what it waited for."""
    steps = ((step, step.option) for step in chain(point))
    ways = tuple(_way(workshop, step, option, option.sure) for step, option in steps if option is not None)
    return Reason("back_in_order", {"hours": Hours.of(point.time)}, because=ways)


def _refusals(workshop: Workshop, node: int, case: Case | None, away: dict[int, Away], day: date) -> Iterator[Reason]:
    gone = away.get(node)
    if gone is not None:
        params = {"source": gone.source, "on": gone.ended_on}
        yield Reason("no_longer_there", params, (gone.source,))
    harm = case.harms.get(node) if case is not None else None
    if case is None or (harm is None and gone is None):
        return
    _, refused = workshop.ways(node, None if gone or harm is None else harm.worst, case, day)
    for refusal in dict.fromkeys(refused):
        because = refusal.because or refusal.source
        params = {"source": refusal.source, "because": because, "on": refusal.on or ""}
        yield Reason(f"refused_{refusal.code}", params, (refusal.source, because))
