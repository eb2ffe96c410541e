"""What could not be kept and what contradicts itself, as findings（守れない上限と矛盾する条件）."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ictlife.base.finding import Finding
from ictlife.base.ref import Ref
from ictlife.fiscal.month import FiscalYear, Month
from ictlife.model.estate import Estate
from ictlife.optimiser.contradictions import Contradiction
from ictlife.optimiser.evaluate import Overrun
from ictlife.optimiser.solution import Solution
from ictlife.schedule.limit import SCHEDULE, Limit, cap_limit

_SHOWN = 10

_CONTRADICTIONS = {
    "no-month": "SCH010",
    "pin-refused": "SCH012",
    "pins-against-order": "SCH013",
    "order-cycle": "SCH014",
    "cap-below-base": "SCH015",
}
_STOPPED = {
    "no-solver": "SCH020",
    "solver-fault": "SCH020",
    "interrupted": "SCH021",
    "seconds": "SCH021",
    "effort": "SCH023",
}


def breaches(estate: Estate, found: Solution) -> Iterator[Finding]:
    """Limits exceeded, contradictions taken out, and how the solve ended short of a proof."""
    yield from _caps(estate, found)
    yield from _staff(found)
    yield from _orders(found)
    for each in found.contradictions:
        yield _contradiction(estate, each)
    if found.status in _STOPPED:
        gap = None if found.gap is None else round(found.gap * 100, 2)
        yield Finding(_STOPPED[found.status], SCHEDULE, {"schedule_status": found.status, "gap_percent": gap})
    if "presolve-off" in found.remarks:
        yield Finding("SCH022", SCHEDULE, {})


def _groups(overrun: Overrun) -> tuple[Ref, ...]:
    return tuple(Ref("group", id) for id, _ in overrun.sharers)


def _caps(estate: Estate, found: Solution) -> Iterator[Finding]:
    for overrun in found.overruns:
        limit = Limit.parse(overrun.key)
        if limit.ref.kind == "cap":
            cap, groups = estate.caps[limit.ref.id], _groups(overrun)
            said = {"fiscal_year": cap.fiscal_year, "amount": overrun.amount, "cap": cap.amount}
            said["limit"] = cap_limit(estate, cap)
            said |= {"groups": groups[:_SHOWN], "count": len(groups)}
            yield Finding("SCH001", limit.ref, said, related=groups)


@dataclass
class _Year:
    """Overruns of staff in one fiscal year."""

    days: int
    months: tuple[Month, ...]
    groups: tuple[Ref, ...]


def _staff(found: Solution) -> Iterator[Finding]:
    """One finding for a fiscal year: single months would be a list nobody reads."""
    years: dict[FiscalYear, _Year] = {}
    for overrun in found.overruns:
        month = Limit.parse(overrun.key).month
        if month is None:
            continue
        year = years.setdefault(month.fy, _Year(0, (), ()))
        year.days += overrun.amount
        year.months += (month,)
        year.groups = tuple(dict.fromkeys((*year.groups, *_groups(overrun))))
    for fy in sorted(years):
        year = years[fy]
        groups = {"groups": year.groups[:_SHOWN], "count": len(year.groups)}
        said = {"fiscal_year": fy, "days": year.days, "months": year.months} | groups
        yield Finding("SCH002", SCHEDULE, said, related=year.groups)


def _orders(found: Solution) -> Iterator[Finding]:
    for overrun in found.overruns:
        limit = Limit.parse(overrun.key)
        if limit.before is not None:
            said = {"group": limit.ref.record, "before": limit.before, "months": overrun.amount}
            yield Finding("SCH003", limit.ref, said, related=(limit.before,))


def _contradiction(estate: Estate, each: Contradiction) -> Finding:
    """What contradicts itself, at the cell to look at first."""
    groups = tuple(Ref("group", id) for id in each.groups)
    limits = tuple(Limit.parse(key).ref for key in each.keys)
    subject = limits[0] if limits else groups[0] if groups else SCHEDULE
    code = _CONTRADICTIONS.get(each.kind, "SCH019")
    said: dict[str, object] = {"groups": groups}
    if each.kind == "cap-below-base":
        cap = estate.caps[subject.id]
        said |= {"fiscal_year": cap.fiscal_year, "limit": cap_limit(estate, cap), "amount": each.amount}
    elif each.kind == "pins-against-order":
        said |= {"months": each.amount}
    elif code == "SCH019":
        said |= {"contradiction": each.kind}
    return Finding(code, subject, said, related=groups)
